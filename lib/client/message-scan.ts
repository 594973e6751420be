import type { ScanEvent } from '#lib/contract/messages.ts'
import { isNote } from '#lib/format/scan-words.ts'
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
  /** Live only: rows that were too many for the way here, or that left before they were shown. */
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
  /** Of what is being asked now, without what was read before going on. */
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
  perSecond: null,
  problems: [],
  done: null,
  cursor: null,
  error: null,
}

/** Of the same sentence again and again, the first ones tell enough. */
const MAX_PROBLEMS = 200

/** Gathers what a stream of records says. `state` is made anew only when it is asked for after something came. */
export class MessageScan {
  readonly #maxRows: number
  #state = emptyScan
  #rows: MessageRow[] = []
  #ids = new Set<string>()
  #received = 0
  #partitions = new Map<number, ScanPartition>()
  #before = noProgress
  #now = noProgress
  #isChanged = false

  /** Beyond `maxRows` the oldest leave, as those of a live view do all the time. */
  constructor(maxRows: number) {
    this.#maxRows = maxRows
  }

  /** Asks again from where it stood; what came so far stays. */
  goOn(): void {
    this.#before = this.#sum()
    this.#now = noProgress
    this.change({ phase: 'connecting', done: null, error: null })
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

  change(change: Partial<Pick<ScanState, 'phase' | 'done' | 'cursor' | 'error'>>): void {
    this.#state = { ...this.#state, ...change }
    this.#isChanged = true
  }

  state(): ScanState {
    if (!this.#isChanged) return this.#state
    this.#isChanged = false
    const { scanned, elapsedMs } = this.#now
    this.#state = {
      ...this.#state,
      rows: [...this.#rows],
      received: this.#received,
      partitions: [...this.#partitions.values()],
      progress: this.#sum(),
      perSecond: elapsedMs > 0 ? (scanned / elapsedMs) * 1_000 : null,
    }
    return this.#state
  }

  #start({ partitions }: Event<'start'>): void {
    for (const partition of partitions) {
      const known = this.#partitions.get(partition.id)
      this.#partitions.set(partition.id, {
        ...partition,
        offset: known?.offset ?? null,
        problem: known?.problem ?? null,
      })
    }
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
    for (const { id, offset, endOffset } of partitions) {
      const known = this.#partitions.get(id)
      if (known) this.#partitions.set(id, { ...known, offset, endOffset })
    }
    if (cursor !== undefined) this.change({ cursor })
  }

  #problem(event: Event<'problem'>): void {
    const { problems } = this.#state
    if (problems.length < MAX_PROBLEMS) this.#state = { ...this.#state, problems: [...problems, event] }
    const known = event.partition === undefined || isNote(event) ? undefined : this.#partitions.get(event.partition)
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
