import type { ScanEvent } from '#lib/contract/messages.ts'
import type { Outlet } from './outlet.ts'
import type { PreparedScan } from './prepare.ts'
import type { Scan, ScanOutcome } from './scan.ts'

interface EventOptions {
  readonly scan: Scan
  readonly prepared: PreparedScan
  readonly outlet: Outlet
  readonly isLive: boolean
}

const PROGRESS_EVERY_MS = 200
/** Of many partitions, telling where each stands takes its time. */
const MANY_PARTITIONS = 200
const MANY_EVERY_MS = 1_000
/** Also where nothing happens, so that whoever waits knows that somebody is still there. */
const HEARTBEAT_MS = 5_000

type PlainEvent = Exclude<ScanEvent, { type: 'record' }>

export function eventLine(event: PlainEvent): string {
  return `${JSON.stringify(event)}\n`
}

/** What a stream tells beside its records: where it starts, how far it is, and why it stopped. */
export class ScanEvents {
  readonly #options: EventOptions
  #timer: NodeJS.Timeout | undefined
  readonly #toldFaults = new Set<string>()
  #told = ''
  #toldAtMs = 0

  constructor(options: EventOptions) {
    this.#options = options
  }

  start(): void {
    const { prepared, outlet, scan } = this.#options
    const partitions = prepared.facts.map(({ id, startOffset, endOffset }) => ({ id, startOffset, endOffset }))
    outlet.write(eventLine({ type: 'start', partitions }))
    for (const notice of prepared.notices) outlet.write(eventLine({ type: 'problem', ...notice }))
    outlet.flush()
    const everyMs = scan.readings.length > MANY_PARTITIONS ? MANY_EVERY_MS : PROGRESS_EVERY_MS
    this.#timer = setInterval(() => this.#progress(), everyMs)
  }

  stop(): void {
    clearInterval(this.#timer)
  }

  finish({ reason, budget, cursor }: ScanOutcome): void {
    const { scan, outlet } = this.#options
    this.stop()
    this.#writeProgress()
    const { scanned, matched, aborted, elapsedMs } = scan.counts
    outlet.write(
      eventLine({ type: 'done', reason, ...(budget && { budget }), scanned, matched, aborted, cursor, elapsedMs }),
    )
    outlet.flush()
  }

  /** Nothing is said while what was said before still waits. */
  #progress(): void {
    const { scan, outlet } = this.#options
    const { scanned, matched, bytes } = scan.counts
    const news = `${scanned} ${matched} ${bytes} ${outlet.dropped}`
    const isDue = news !== this.#told || performance.now() - this.#toldAtMs >= HEARTBEAT_MS
    if (!isDue || (outlet.waitingBytes > 0 && outlet.isFull)) return
    this.#told = news
    this.#toldAtMs = performance.now()
    this.#tellFaults()
    this.#writeProgress()
    outlet.flush()
  }

  /** A live tail has no end at which they would be counted. */
  #tellFaults(): void {
    const { prepared, outlet, isLive } = this.#options
    if (!isLive) return
    for (const message of prepared.filter?.faultKinds() ?? []) {
      if (this.#toldFaults.has(message)) continue
      this.#toldFaults.add(message)
      outlet.write(eventLine({ type: 'problem', code: 'filter', message }))
    }
  }

  #writeProgress(): void {
    const { scan, prepared, outlet, isLive } = this.#options
    const { scanned, matched, bytes, elapsedMs } = scan.counts
    const ends = new Map(prepared.facts.map(({ id, endOffset }) => [id, endOffset]))
    const partitions = scan.readings.map(({ id, position }) => ({
      id,
      offset: position,
      endOffset: isLive ? null : (ends.get(id) ?? null),
    }))
    const dropped = isLive ? { dropped: outlet.dropped } : {}
    const { cursor } = scan
    const goesOn = cursor === null ? {} : { cursor }
    outlet.write(eventLine({ type: 'progress', scanned, matched, bytes, elapsedMs, ...dropped, ...goesOn, partitions }))
  }
}
