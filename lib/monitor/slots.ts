const FIRST_CAPACITY = 1_024

/** Places in columns for things that come and go: one that stays keeps its place. */
export class Slots {
  #capacity = FIRST_CAPACITY
  #used = 0
  #free: number[] = []
  #byKey = new Map<string, number>()

  /** How long the columns must be; never less than before. */
  get capacity(): number {
    return this.#capacity
  }

  /** The slots of these things, in their order, and those that belonged to things which are gone. */
  assign(keys: readonly string[]): { slots: Int32Array; released: number[] } {
    const before = this.#byKey
    const byKey = new Map<string, number>()
    const slots = Int32Array.from(keys, (key) => {
      const slot = byKey.get(key) ?? before.get(key) ?? this.#take()
      byKey.set(key, slot)
      return slot
    })
    const released: number[] = []
    for (const [key, slot] of before) if (!byKey.has(key)) released.push(slot)
    // Only now, so that none goes to another thing before its owner has heard that it is free.
    for (const slot of released) this.#free.push(slot)
    this.#byKey = byKey
    return { slots, released }
  }

  #take(): number {
    const free = this.#free.pop()
    if (free !== undefined) return free
    if (this.#used === this.#capacity) this.#capacity *= 2
    return this.#used++
  }
}

/** A column with room for more; what is new in it is not known. */
export function growColumn(column: Float64Array, capacity: number): Float64Array {
  if (column.length >= capacity) return column
  const grown = new Float64Array(capacity).fill(Number.NaN)
  grown.set(column)
  return grown
}
