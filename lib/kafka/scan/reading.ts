import type { Range } from './cursor.ts'
import { type Fetched, type FetchRange, type FetchSizes, type Route, type Span, upward } from './fetch-sizes.ts'
import { type Direction, openBound, type Standing } from './order.ts'
import { downward } from './window.ts'

/** A record that was found. */
export interface Found {
  readonly offset: number
  /** See `pushBound`. */
  readonly order: number
}

export interface ReadingOptions extends Range {
  readonly direction: Direction
  readonly sizes: FetchSizes
}

/** What looking through a batch brought. */
export interface FilteredBatch<Match extends Found> {
  /** In the order of reading. */
  readonly found: readonly Match[]
  /** Nothing behind the batch stands before this. */
  readonly bound: number
  /** The bytes that the matches keep alive. */
  readonly heldBytes: number
  /** More was found than is wanted now: what lies behind the last match is looked at when these are taken. */
  readonly isCut?: boolean
}

/**
 * One partition of a scan: what is asked of the broker next, the batches that came and wait to be looked through, and
 * the records found in them, all in the order of reading.
 */
export class PartitionReading<Batch extends Span, Match extends Found> implements Standing {
  readonly id: number
  readonly #direction: Direction
  readonly #sizes: FetchSizes
  #route: Route<Batch>
  #pending: Batch[] = []
  #pendingBytes = 0
  #found: readonly Match[] = []
  /** How many of them were taken: a batch may bring a million, and moving all of them for each would never end. */
  #taken = 0
  #heldBytes = 0
  #bound: number
  /** All batches up to this offset were filtered; matches before it are in `#found`, or were taken from there. */
  #passed: number
  #isFull = false
  #failure: Error | null = null
  /** A request for it is under way, or waits to be repeated. */
  #isRequested = false
  #isNeeded = true
  /** One reply was not enough: it is read ahead. */
  #isStreaming = false
  #replies = 0

  constructor({ id, low, high, direction, sizes }: ReadingOptions) {
    this.id = id
    this.#direction = direction
    this.#sizes = sizes
    this.#bound = openBound(direction)
    this.#passed = direction === 'ascending' ? low : high
    this.#route = this.#routeFrom({ id, low, high })
  }

  /** Where its next record stands among those of other partitions; for what is not known yet, where it stands at best. */
  get order(): number {
    return this.head?.order ?? this.#bound
  }

  get head(): Match | null {
    return this.#found[this.#taken] ?? null
  }

  get bufferedBytes(): number {
    return this.#pendingBytes + this.#heldBytes + this.#route.heldBytes
  }

  get hasBatch(): boolean {
    return this.#pending.length > 0 && !this.#isFull
  }

  /** Nothing more has to be asked for. */
  get isRead(): boolean {
    return this.#route.isDone
  }

  /** Nothing is left, and nothing more comes. */
  get isExhausted(): boolean {
    return this.head === null && this.#pending.length === 0 && this.#route.isDone && !this.#isFull
  }

  /** See `pushBound`. */
  get bound(): number {
    return this.#bound
  }

  /** Of a batch that comes next, what has not been looked through before and is not beyond the end. */
  get open(): Range {
    const { low, high } = this.#route.range
    if (this.#direction === 'ascending') return { id: this.id, low: this.#passed, high }
    return { id: this.id, low, high: this.#passed }
  }

  /** What is still to be read when the scan goes on later: the records that were found and not taken, and behind them. */
  get rest(): Range {
    const { low, high } = this.#route.range
    const { head } = this
    if (this.#direction === 'ascending') return { id: this.id, low: head?.offset ?? this.#edge(low), high }
    return { id: this.id, low, high: head ? head.offset + 1 : this.#edge(high) }
  }

  /** How far it has been read, for those who watch. */
  get position(): number {
    return this.#edge(this.#direction === 'ascending' ? this.#route.range.low : this.#route.range.high)
  }

  /** Why it cannot be read any further; null: it can. */
  get failure(): Error | null {
    return this.#failure
  }

  /** Whether something may still come of it. */
  get isOpen(): boolean {
    return this.#failure === null && !this.isExhausted
  }

  get isRequested(): boolean {
    return this.#isRequested
  }

  get wantsMore(): boolean {
    if (this.#isRequested || this.#failure || this.#isFull || this.#route.isDone) return false
    if (this.#isNeeded) return true
    return this.#isStreaming && this.#pendingBytes + this.#route.heldBytes < this.#sizes.mostBytes
  }

  /** The scan cannot go on without it. */
  need(): void {
    this.#isNeeded = true
    this.#isStreaming = this.#replies > 0
  }

  /** The first offset of the next request. */
  get nextOffset(): number {
    return this.#route.nextOffset
  }

  /** What to request now; until this is answered or cancelled it wants no more. */
  startRequest(): FetchRange {
    this.#isRequested = true
    return this.#route.startRequest()
  }

  /** Its next request has to wait until `endRequest`. */
  postponeRequest(): void {
    this.#isRequested = true
  }

  /** The request brought nothing, or may be repeated now. */
  endRequest(): void {
    this.#isRequested = false
  }

  fail(error: Error): void {
    this.#failure = error
  }

  receive(fetched: Fetched<Batch>): void {
    this.#isRequested = false
    for (const batch of this.#route.receive(fetched)) {
      this.#pending.push(batch)
      this.#pendingBytes += batch.sizeBytes
    }
    this.#replies++
    if (this.#pending.length > 0) this.#isNeeded = false
  }

  /** The next batch to look through. */
  takeBatch(): Batch | null {
    const batch = this.#pending.shift() ?? null
    if (batch) this.#pendingBytes -= batch.sizeBytes
    return batch
  }

  addFiltered(batch: Batch, { found, bound, heldBytes, isCut = false }: FilteredBatch<Match>): void {
    this.#found = this.head ? this.#found.slice(this.#taken).concat(found) : found
    this.#taken = 0
    this.#heldBytes += found.length > 0 ? heldBytes : 0
    this.#bound = bound
    this.#isFull = isCut
    if (isCut) {
      this.#pending.unshift(batch)
      this.#pendingBytes += batch.sizeBytes
    }
    const last = found.at(-1)
    if (this.#direction === 'ascending') {
      this.#passed = Math.max(this.#passed, isCut && last ? last.offset + 1 : batch.lastOffset + 1)
    } else {
      this.#passed = Math.min(this.#passed, isCut && last ? last.offset : batch.firstOffset)
    }
  }

  take(): Match | null {
    const match = this.head
    this.#taken++
    if (this.head === null) this.#letGo()
    return match
  }

  /** What is before an offset, and has not come yet, is gone for good. Returns how many offsets are lost. */
  raiseStart(offset: number): number {
    const { low, high } = this.#route.range
    const lost = Math.max(0, Math.min(offset, high) - low)
    if (lost > 0) this.#route = this.#routeFrom({ id: this.id, low: Math.min(offset, high), high })
    return lost
  }

  /** Nothing is at this offset or beyond it. Says how many offsets that takes away. */
  lowerEnd(offset: number): number {
    const { low, high } = this.#route.range
    if (offset >= high) return 0
    this.#route = this.#routeFrom({ id: this.id, low: Math.min(low, offset), high: offset })
    return high - offset
  }

  /** Frees what it holds; it is read again when it is needed. */
  forget(): void {
    const { order, rest } = this
    this.#bound = order
    this.#route = this.#routeFrom(rest)
    this.#pending = []
    this.#pendingBytes = 0
    this.#letGo()
    this.#passed = this.#direction === 'ascending' ? rest.low : rest.high
    this.#isNeeded = false
    this.#isStreaming = false
  }

  #letGo(): void {
    this.#found = []
    this.#taken = 0
    this.#heldBytes = 0
    this.#isFull = false
  }

  #routeFrom(range: Range): Route<Batch> {
    return this.#direction === 'ascending' ? upward(range, this.#sizes) : downward(range, this.#sizes)
  }

  #edge(routeEdge: number): number {
    // Where batches wait, or records were cut off, the route is ahead of what has been looked through.
    return this.#pending.length > 0 || this.#isFull || this.head !== null ? this.#passed : routeEdge
  }
}
