import type { Range } from './cursor.ts'
import { type Fetched, type FetchRange, type FetchSizes, growBytes, type Route, type Span } from './fetch-sizes.ts'

/** A window may grow this much with each that was not enough. */
const GROWTH = 4
/** How much more than is expected is asked for, so that a window comes with one request. */
const SPARE = 1.25
const SPARE_BYTES = 4 * 1024

/**
 * From `high` down. Brokers only send upwards, so it goes in windows: one is fetched from its lower edge to where the one
 * before began, and then looked through from its last batch to its first. What a window takes in is a guess in offsets;
 * of one that turns out too large only the upper part is kept.
 */
export function downward<Batch extends Span>(range: Range, sizes: FetchSizes): Route<Batch> {
  return new DownwardRoute(range, sizes)
}

class DownwardRoute<Batch extends Span> implements Route<Batch> {
  readonly #id: number
  readonly #low: number
  readonly #sizes: FetchSizes
  #high: number
  #offsets: number
  #bytesPerOffset: number | null = null
  #batches: Batch[] = []
  #heldBytes = 0
  /** Where the window begins, and up to where it has come; null between windows. */
  #window: { low: number; at: number; askedBytes: number } | null = null

  constructor({ id, low, high }: Range, sizes: FetchSizes) {
    this.#id = id
    this.#low = low
    this.#high = high
    this.#sizes = sizes
    this.#offsets = sizes.firstOffsets
  }

  get range(): Range {
    return { id: this.#id, low: this.#low, high: Math.max(this.#low, this.#high) }
  }

  get isDone(): boolean {
    return this.#high <= this.#low
  }

  get heldBytes(): number {
    return this.#heldBytes
  }

  get nextOffset(): number {
    this.#window ??= this.#begin()
    return this.#window.at
  }

  startRequest(): FetchRange {
    this.#window ??= this.#begin()
    const { at, askedBytes } = this.#window
    this.#window.askedBytes = growBytes(askedBytes, this.#sizes)
    return { offset: at, maxBytes: Math.min(askedBytes, this.#sizes.mostBytes) }
  }

  receive({ batches, isEnd }: Fetched<Batch>): readonly Batch[] {
    const window = this.#window
    if (!window) return []
    for (const batch of batches) {
      if (batch.firstOffset >= this.#high) break
      if (batch.lastOffset < window.at) continue
      this.#batches.push(batch)
      this.#heldBytes += batch.sizeBytes
    }
    const last = batches.at(-1)
    if (last) window.at = Math.max(window.at, last.lastOffset + 1)
    if (isEnd || window.at >= this.#high) return this.#finish(window.low)
    this.#keepUpperPart(window)
    return []
  }

  #begin() {
    const low = Math.max(this.#low, this.#high - this.#offsets)
    const expected = this.#bytesPerOffset === null ? this.#sizes.firstBytes : (this.#high - low) * this.#bytesPerOffset
    const askedBytes = Math.min(this.#sizes.mostBytes, Math.ceil(expected * SPARE) + SPARE_BYTES)
    return { low, at: low, askedBytes }
  }

  /** The batch across the window's lower edge counts as a whole: it is here, and would have to come again. */
  #finish(windowLow: number): readonly Batch[] {
    const batches = this.#batches.reverse()
    const low = Math.max(this.#low, Math.min(windowLow, batches.at(-1)?.firstOffset ?? windowLow))
    this.#learn(this.#high - low)
    this.#high = low
    this.#batches = []
    this.#heldBytes = 0
    this.#window = null
    return batches
  }

  #learn(offsets: number): void {
    if (offsets > 0) this.#bytesPerOffset = this.#heldBytes / offsets
    const fitting = this.#bytesPerOffset ? this.#sizes.mostBytes / this.#bytesPerOffset : Number.POSITIVE_INFINITY
    this.#offsets = Math.max(1, Math.floor(Math.min(this.#offsets * GROWTH, fitting)))
  }

  #keepUpperPart(window: { low: number }): void {
    while (this.#batches.length > 1 && this.#heldBytes > this.#sizes.mostBytes) {
      this.#heldBytes -= this.#batches.shift()?.sizeBytes ?? 0
      window.low = this.#batches[0]?.firstOffset ?? window.low
    }
  }
}
