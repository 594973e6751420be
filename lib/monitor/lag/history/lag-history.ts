import type { Series } from '#lib/monitor/lag/trend.ts'
import { UNKNOWN } from '#lib/monitor/snapshot/columns.ts'
import { Slots } from './slots.ts'

const KEPT_ROWS = 30
/** So that thirty moments reach over two minutes however often the cluster is asked. */
const KEPT_EVERY_MS = 4_000

interface Row {
  readonly atMs: number
  /** The total lag by slot; unknown where nothing of that group was known. */
  lags: Float64Array
  /** By slot, 1: some partitions count with what was known of them earlier; null: nowhere. */
  partial: Uint8Array | null
}

/** The total lag of every group at the last thirty moments: 4 MB for fifteen thousand groups. */
export class LagHistory {
  readonly #places = new Slots()
  #slots: Int32Array = new Int32Array(0)
  #rows: Row[] = []
  #moments: readonly Readonly<Row>[] = []
  readonly #times = new Float64Array(KEPT_ROWS)
  readonly #values = new Float64Array(KEPT_ROWS)

  /** The groups from now on. What is known of those that stay is kept. */
  follow(groups: readonly string[]): void {
    const { slots, released } = this.#places.assign(groups)
    for (const row of this.#rows) {
      for (const slot of released) {
        row.lags[slot] = UNKNOWN
        if (row.partial) row.partial[slot] = 0
      }
      row.lags = withCapacity(row.lags, this.#places.capacity, sharedColumn)
      row.partial &&= withCapacity(row.partial, this.#places.capacity, sharedFlags)
    }
    this.#slots = slots
  }

  /** Takes a moment's total lags, by group. Moments that follow each other closely share one row: the newest counts. */
  add(atMs: number, totalLags: ArrayLike<number>, partial: ArrayLike<number> | null = null): void {
    const [before, last] = [this.#rows.at(-2), this.#rows.at(-1)]
    if (before && last && last.atMs - before.atMs < KEPT_EVERY_MS) this.#rows.pop()
    else if (this.#rows.length === KEPT_ROWS) this.#rows.shift()
    const lags = sharedColumn(this.#places.capacity)
    for (let group = 0; group < this.#slots.length; group++) {
      lags[this.#slots[group] ?? 0] = totalLags[group] ?? UNKNOWN
    }
    this.#rows.push({ atMs, lags, partial: partial && this.#bySlot(partial) })
    this.#moments = [...this.#rows]
  }

  /** The clock was set: what is known happened so much later by it. */
  shiftTimes(byMs: number): void {
    this.#rows = this.#rows.map((row) => ({ ...row, atMs: row.atMs + byMs }))
    this.#moments = [...this.#rows]
  }

  #bySlot(partial: ArrayLike<number>): Uint8Array {
    const column = sharedFlags(this.#places.capacity)
    for (let group = 0; group < this.#slots.length; group++) column[this.#slots[group] ?? 0] = partial[group] ?? 0
    return column
  }

  /** Where the groups stand in `moments`. */
  get slots(): Int32Array {
    return this.#slots
  }

  /** All that is kept, oldest first; another list whenever a moment was added. */
  get moments(): readonly Readonly<Row>[] {
    return this.#moments
  }

  /** The known points of a group, oldest first. Good until the next question: it is the same object every time. */
  points(group: number): Series {
    const slot = this.#slots[group] ?? -1
    let count = 0
    for (const { atMs, lags } of this.#rows) {
      const lag = lags[slot] ?? UNKNOWN
      if (Number.isNaN(lag)) continue
      this.#times[count] = atMs
      this.#values[count++] = lag
    }
    return { times: this.#times, values: this.#values, count }
  }
}

/** Other threads read it in place: thirty of these would be too much to copy with every snapshot. */
function sharedColumn(capacity: number): Float64Array {
  return new Float64Array(new SharedArrayBuffer(capacity * Float64Array.BYTES_PER_ELEMENT)).fill(UNKNOWN)
}

function sharedFlags(capacity: number): Uint8Array {
  return new Uint8Array(new SharedArrayBuffer(capacity))
}

function withCapacity<Column extends Float64Array | Uint8Array>(
  column: Column,
  capacity: number,
  make: (capacity: number) => Column,
): Column {
  if (column.length >= capacity) return column
  const grown = make(capacity)
  grown.set(column)
  return grown
}
