import type { ScanEvent } from '#lib/contract/messages.ts'
import { isTransient } from '#lib/format/scan-words.ts'
import { type MessageRow, toRow } from './message-row.ts'

type Event<Type extends ScanEvent['type']> = Extract<ScanEvent, { type: Type }>

export interface ScanPartition {
  readonly id: number
  readonly startOffset: number
  /** null for a live scan, which has no end. */
  readonly endOffset: number | null
  /** Where the scan stands in each partition; null: not started. */
  readonly offset: number | null
  readonly problem: string | null
  /** How many records of it match, where they are only counted. */
  readonly matched?: number
}

export interface ScanProgress {
  readonly scanned: number
  readonly matched: number
  readonly bytes: number
  readonly elapsedMs: number
  /** Live only: rows that were dropped because they came faster than they could be sent. */
  readonly dropped: number
}

export interface ScanState {
  /** `stopped`: by the user. */
  readonly phase: 'connecting' | 'reading' | 'stopped' | 'done' | 'failed'
  /** Where it ends was asked for then; null: not yet. */
  readonly asOf: string | null
  readonly rows: readonly MessageRow[]
  /** All rows since the beginning, including those that were dropped again. */
  readonly received: number
  readonly partitions: readonly ScanPartition[]
  readonly progress: ScanProgress
  /** Live only: offsets that were skipped while the scan was stopped. */
  readonly skipped: number
  /** Over the last seconds. */
  readonly perSecond: number | null
  readonly problems: readonly Event<'problem'>[]
  readonly done: Event<'done'> | null
  /** The cursor to continue from; null: there is none. */
  readonly cursor: string | null
  readonly error: unknown
}

const noProgress: ScanProgress = { scanned: 0, matched: 0, bytes: 0, elapsedMs: 0, dropped: 0 }

export const emptyScan: ScanState = {
  phase: 'connecting',
  asOf: null,
  rows: [],
  received: 0,
  partitions: [],
  progress: noProgress,
  skipped: 0,
  perSecond: null,
  problems: [],
  done: null,
  cursor: null,
  error: null,
}

/** An average since the beginning would say little about a live scan of several hours. */
const RATE_OVER_MS = 3_000

/** The first occurrences of a repeated problem are enough. */
const MAX_PROBLEMS = 200

/** Collects what a stream of records reports. `state` is rebuilt only when it is read after a change. */
export class MessageScan {
  #maxRows: number
  #state = emptyScan
  #rows: MessageRow[] = []
  #ids = new Set<string>()
  #received = 0
  #partitions = new Map<number, ScanPartition>()
  /** What was counted in each partition before it was continued. */
  #countedBefore = new Map<number, number>()
  #before = noProgress
  #now = noProgress
  #recent = [noProgress]
  /** Where a live scan stopped, until it is known where it continues. */
  #stoppedAt = new Map<number, number>()
  #skipped = 0
  #isChanged = false

  /** Beyond `maxRows` the oldest rows are dropped, as a live scan does all the time. */
  constructor(maxRows: number) {
    this.#maxRows = maxRows
  }

  keep(maxRows: number): void {
    this.#maxRows = maxRows
  }

  /** Continues from the cursor; the rows so far stay. */
  goOn(): void {
    this.#before = this.#sum()
    this.#now = noProgress
    this.#recent = [noProgress]
    for (const { id, matched = 0 } of this.#partitions.values()) this.#countedBefore.set(id, matched)
    // Failed partitions are tried again.
    for (const [id, partition] of this.#partitions) this.#partitions.set(id, { ...partition, problem: null })
    const problems = this.#state.problems.filter((problem) => !isTransient(problem))
    this.change({ phase: 'connecting', done: null, error: null, problems })
  }

  /** Continues live from the end; the rows so far stay, and skipped offsets are counted. */
  followOn(): void {
    for (const { id, offset, endOffset } of this.#partitions.values()) {
      const stoppedOffset = offset ?? endOffset
      if (stoppedOffset !== null) this.#stoppedAt.set(id, stoppedOffset)
    }
    // Rows arrive between two progress reports.
    for (const { message } of this.#rows) {
      const { partition, offset } = message
      this.#stoppedAt.set(partition, Math.max(this.#stoppedAt.get(partition) ?? 0, offset + 1))
    }
    this.goOn()
  }

  receive(event: ScanEvent, line: string): void {
    this.#isChanged = true
    switch (event.type) {
      case 'start':
        this.#start(event)
        break
      case 'record':
        this.#add(toRow(withoutType(event), line))
        break
      case 'progress':
        this.#progress(event)
        break
      case 'problem':
        this.#problem(event)
        break
      case 'done': {
        const { scanned, matched, elapsedMs, cursor } = event
        this.#now = { ...this.#now, scanned, matched, elapsedMs }
        this.change({ phase: 'done', done: event, cursor })
        break
      }
      default:
        event satisfies never
    }
  }

  change(change: Partial<Pick<ScanState, 'phase' | 'asOf' | 'done' | 'cursor' | 'error' | 'problems'>>): void {
    this.#state = { ...this.#state, ...change }
    this.#isChanged = true
  }

  state(): ScanState {
    if (!this.#isChanged) return this.#state
    this.#isChanged = false
    this.#state = {
      ...this.#state,
      rows: [...this.#rows],
      received: this.#received,
      partitions: [...this.#partitions.values()],
      progress: this.#sum(),
      skipped: this.#skipped,
      perSecond: this.#rate(),
    }
    return this.#state
  }

  #start({ partitions, asOf }: Event<'start'>): void {
    for (const partition of partitions) {
      const known = this.#partitions.get(partition.id)
      const stoppedAt = this.#stoppedAt.get(partition.id) ?? partition.endOffset
      this.#skipped += Math.max(0, partition.endOffset - stoppedAt)
      this.#partitions.set(partition.id, {
        ...known,
        ...partition,
        offset: known?.offset ?? null,
        problem: known?.problem ?? null,
      })
    }
    this.#stoppedAt.clear()
    // What is continued ends where it ended before.
    this.change({ phase: 'reading', asOf: this.#state.asOf ?? asOf })
  }

  /** A scan that was stopped between two progress reports sends the rows between them once more. */
  #add(row: MessageRow): void {
    if (this.#ids.has(row.id)) return
    this.#ids.add(row.id)
    this.#rows.push(row)
    this.#received++
    // Cut rarely, because moving all rows for each new one is slow.
    if (this.#rows.length > this.#maxRows * 1.25) {
      for (const { id } of this.#rows.splice(0, this.#rows.length - this.#maxRows)) this.#ids.delete(id)
    }
  }

  #progress({ type: _type, partitions, cursor, dropped = 0, ...progress }: Event<'progress'>): void {
    this.#now = { ...progress, dropped }
    this.#recent.push(this.#now)
    // The first sample stays for as long as the rate needs to look that far back.
    while ((this.#recent[1]?.elapsedMs ?? Infinity) <= this.#now.elapsedMs - RATE_OVER_MS) this.#recent.shift()
    for (const { id, offset, endOffset, matched } of partitions) {
      const known = this.#partitions.get(id)
      const counted = matched === undefined ? {} : { matched: matched + (this.#countedBefore.get(id) ?? 0) }
      if (known) this.#partitions.set(id, { ...known, offset, endOffset, ...counted })
    }
    if (cursor !== undefined) this.change({ cursor })
  }

  #rate(): number | null {
    const [first, last] = [this.#recent[0], this.#recent.at(-1)]
    if (!first || !last || last.elapsedMs <= first.elapsedMs) return null
    return ((last.scanned - first.scanned) / (last.elapsedMs - first.elapsedMs)) * 1_000
  }

  #problem(event: Event<'problem'>): void {
    const { problems } = this.#state
    const isKnown = problems.some(
      ({ message, partition }) => message === event.message && partition === event.partition,
    )
    if (!isKnown && problems.length < MAX_PROBLEMS) this.change({ problems: [...problems, event] })
    const known =
      event.partition === undefined || !isTransient(event) ? undefined : this.#partitions.get(event.partition)
    if (known) this.#partitions.set(known.id, { ...known, problem: known.problem ?? event.message })
  }

  #sum(): ScanProgress {
    const [before, now] = [this.#before, this.#now]
    return {
      scanned: before.scanned + now.scanned,
      matched: before.matched + now.matched,
      bytes: before.bytes + now.bytes,
      elapsedMs: before.elapsedMs + now.elapsedMs,
      dropped: before.dropped + now.dropped,
    }
  }
}

function withoutType({ type: _type, ...message }: Event<'record'>) {
  return message
}
