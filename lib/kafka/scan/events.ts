import type { ScanEvent } from '#lib/contract/messages.ts'
import type { OutputBuffer } from './output-buffer.ts'
import type { PreparedScan } from './prepare.ts'
import type { Scan, ScanOutcome } from './scan.ts'

interface EventOptions {
  readonly scan: Scan
  readonly prepared: PreparedScan
  readonly output: OutputBuffer
  readonly isLive: boolean
}

const PROGRESS_EVERY_MS = 200
/** Of many partitions, telling where each stands takes its time. */
const MANY_PARTITIONS = 200
const MANY_EVERY_MS = 1_000
/** Progress is sent this often also when nothing changed, so that the reader knows that the scan is alive. */
const HEARTBEAT_MS = 5_000

type PlainEvent = Exclude<ScanEvent, { type: 'record' }>

export function eventLine(event: PlainEvent): string {
  return `${JSON.stringify(event)}\n`
}

/** What a stream reports beside its records: where it starts, how far it is, and why it stopped. */
export class ScanEvents {
  readonly #options: EventOptions
  #timer: NodeJS.Timeout | undefined
  readonly #reportedFaults = new Set<string>()
  #reported = ''
  #reportedAtMs = 0

  constructor(options: EventOptions) {
    this.#options = options
  }

  start(): void {
    const { prepared, output, scan } = this.#options
    const partitions = prepared.facts.map(({ id, startOffset, endOffset }) => ({ id, startOffset, endOffset }))
    output.write(eventLine({ type: 'start', asOf: new Date(prepared.asOfMs).toISOString(), partitions }))
    for (const notice of prepared.notices) output.write(eventLine({ type: 'problem', ...notice }))
    output.flush()
    const everyMs = scan.readings.length > MANY_PARTITIONS ? MANY_EVERY_MS : PROGRESS_EVERY_MS
    this.#timer = setInterval(() => this.#progress(), everyMs)
  }

  stop(): void {
    clearInterval(this.#timer)
  }

  finish({ reason, budget, cursor }: ScanOutcome): void {
    const { scan, output } = this.#options
    this.stop()
    this.#writeProgress()
    const { scanned, matched, aborted, elapsedMs } = scan.counts
    output.write(
      eventLine({ type: 'done', reason, ...(budget && { budget }), scanned, matched, aborted, cursor, elapsedMs }),
    )
    output.flush()
  }

  /** Nothing is said while what was said before still waits. */
  #progress(): void {
    const { scan, output } = this.#options
    const { scanned, matched, bytes } = scan.counts
    const news = `${scanned} ${matched} ${bytes} ${output.dropped}`
    const isDue = news !== this.#reported || performance.now() - this.#reportedAtMs >= HEARTBEAT_MS
    if (!isDue || (output.waitingBytes > 0 && output.isFull)) return
    this.#reported = news
    this.#reportedAtMs = performance.now()
    this.#reportFaults()
    this.#writeProgress()
    output.flush()
  }

  /** A live tail has no end at which they would be counted. */
  #reportFaults(): void {
    const { prepared, output, isLive } = this.#options
    if (!isLive) return
    for (const message of prepared.filter?.faultKinds() ?? []) {
      if (this.#reportedFaults.has(message)) continue
      this.#reportedFaults.add(message)
      output.write(eventLine({ type: 'problem', code: 'filter', message }))
    }
  }

  #writeProgress(): void {
    const { scan, prepared, output, isLive } = this.#options
    const { scanned, matched, bytes, elapsedMs } = scan.counts
    const ends = new Map(prepared.facts.map(({ id, endOffset }) => [id, endOffset]))
    const partitions = scan.readings.map(({ id, position }) => {
      const matchedHere = scan.countedIn(id)
      return {
        id,
        offset: position,
        endOffset: isLive ? null : (ends.get(id) ?? null),
        ...(matchedHere !== null && { matched: matchedHere }),
      }
    })
    const dropped = isLive ? { dropped: output.dropped } : {}
    const { cursor } = scan
    const goesOn = cursor === null ? {} : { cursor }
    output.write(eventLine({ type: 'progress', scanned, matched, bytes, elapsedMs, ...dropped, ...goesOn, partitions }))
  }
}
