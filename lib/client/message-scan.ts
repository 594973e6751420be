import type { ScanEvent } from '#lib/contract/messages.ts'
import { isPassing } from '#lib/format/scan-words.ts'
import { type MessageRow, toRow } from './message-row.ts'

type Event<Type extends ScanEvent['type']> = Extract<ScanEvent, { type: Type }>

export interface ScanPartition {
  readonly id: number
  readonly startOffset: number
  /** null: it has none, as it is followed live. */
  readonly endOffset: number | null
  /** Where the reading stands; null: not begun. */
  readonly offset: number | null
  readonly problem: string | null
}

export interface ScanProgress {
  readonly scanned: number
  readonly matched: number
  readonly bytes: number
  readonly elapsedMs: number
  /** Live only: rows that were too many for the way here. */
  readonly dropped: number
}

export interface ScanState {
  /** `stopped`: by the person who looks. */
  readonly phase: 'connecting' | 'reading' | 'stopped' | 'done' | 'failed'
  readonly rows: readonly MessageRow[]
  /** All that came since the beginning, also those that left again. */
  readonly received: number
  readonly partitions: readonly ScanPartition[]
  readonly progress: ScanProgress
  /** Live only: offsets that went by while it did not follow. */
  readonly skipped: number
  /** In the last seconds. */
  readonly perSecond: number | null
  readonly problems: readonly Event<'problem'>[]
  readonly done: Event<'done'> | null
  /** Where it can go on; null: nowhere. */
  readonly cursor: string | null
  readonly error: unknown
}

const noProgress: ScanProgress = { scanned: 0, matched: 0, bytes: 0, elapsedMs: 0, dropped: 0 }

export const emptyScan: ScanState = {
  phase: 'connecting',
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

/** Since the beginning would say little of what is followed for hours. */
const RATE_OVER_MS = 3_000

/** Of the same sentence again and again, the first ones tell enough. */
const MAX_PROBLEMS = 200

/** Gathers what a stream of records says. `state` is made anew only when it is asked for after something came. */
export class MessageScan {
  #maxRows: number
  #state = emptyScan
  #rows: MessageRow[] = []
  #ids = new Set<string>()
  #received = 0
  #partitions = new Map<number, ScanPartition>()
  #before = noProgress
  #now = noProgress
  #recent = [noProgress]
  /** Where following stopped, until it is known where it goes on. */
  #stoodAt = new Map<number, number>()
  #skipped = 0
  #isChanged = false

  /** Beyond `maxRows` the oldest leave, as those of a live view do all the time. */
  constructor(maxRows: number) {
    this.#maxRows = maxRows
  }

  keep(maxRows: number): void {
    this.#maxRows = maxRows
  }

  /** Asks again from where it stood; what came so far stays. */
  goOn(): void {
    this.#before = this.#sum()
    this.#now = noProgress
    this.#recent = [noProgress]
    // Partitions that failed are tried again.
    for (const [id, partition] of this.#partitions) this.#partitions.set(id, { ...partition, problem: null })
    const problems = this.#state.problems.filter((problem) => !isPassing(problem))
    this.change({ phase: 'connecting', done: null, error: null, problems })
  }

  /** Follows on from now; what came so far stays, and what was missed is counted. */
  followOn(): void {
    for (const { id, offset, endOffset } of this.#partitions.values()) {
      const stood = offset ?? endOffset
      if (stood !== null) this.#stoodAt.set(id, stood)
    }
    // Rows come between two reports of how far it is.
    for (const { message } of this.#rows) {
      const { partition, offset } = message
      this.#stoodAt.set(partition, Math.max(this.#stoodAt.get(partition) ?? 0, offset + 1))
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

  change(change: Partial<Pick<ScanState, 'phase' | 'done' | 'cursor' | 'error' | 'problems'>>): void {
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

  #start({ partitions }: Event<'start'>): void {
    for (const partition of partitions) {
      const known = this.#partitions.get(partition.id)
      const stoodAt = this.#stoodAt.get(partition.id) ?? partition.endOffset
      this.#skipped += Math.max(0, partition.endOffset - stoodAt)
      this.#partitions.set(partition.id, {
        ...partition,
        offset: known?.offset ?? null,
        problem: known?.problem ?? null,
      })
    }
    this.#stoodAt.clear()
    this.change({ phase: 'reading' })
  }

  /** Someone who stopped between two reports of the progress gets the rows between them once more. */
  #add(row: MessageRow): void {
    if (this.#ids.has(row.id)) return
    this.#ids.add(row.id)
    this.#rows.push(row)
    this.#received++
    // Cut rarely, as moving all of them for each that comes is slow.
    if (this.#rows.length > this.#maxRows * 1.25) {
      for (const { id } of this.#rows.splice(0, this.#rows.length - this.#maxRows)) this.#ids.delete(id)
    }
  }

  #progress({ type: _type, partitions, cursor, dropped = 0, ...progress }: Event<'progress'>): void {
    this.#now = { ...progress, dropped }
    this.#recent.push(this.#now)
    // The first one stays as long as it is needed to look that far back.
    while ((this.#recent[1]?.elapsedMs ?? Infinity) <= this.#now.elapsedMs - RATE_OVER_MS) this.#recent.shift()
    for (const { id, offset, endOffset } of partitions) {
      const known = this.#partitions.get(id)
      if (known) this.#partitions.set(id, { ...known, offset, endOffset })
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
    const known = event.partition === undefined || !isPassing(event) ? undefined : this.#partitions.get(event.partition)
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

/** How far it is, from 0 to 1; null: that cannot be said, as for what has no end. */
export function scanShare(partitions: readonly ScanPartition[], isBackwards: boolean): number | null {
  let [read, all] = [0, 0]
  for (const { startOffset, endOffset, offset } of partitions) {
    if (endOffset === null) return null
    const size = Math.max(0, endOffset - startOffset)
    all += size
    if (offset === null) continue
    read += Math.min(size, Math.max(0, isBackwards ? endOffset - offset : offset - startOffset))
  }
  return all === 0 ? null : read / all
}
