const FIRST_CAPACITY = 1_024

/** Things under one name, each with a number of its own there: one name to look up for all. */
export interface Block {
  readonly key: string
  readonly ids: Int32Array
}

/** Places in columns for things that come and go: one that stays keeps its place. */
export class Slots {
  #capacity = FIRST_CAPACITY
  #used = 0
  #free: number[] = []
  #byKey = new Map<string, number>()
  #blocks = new Map<string, { readonly ids: Int32Array; readonly slots: Int32Array }>()

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
    // Released last, so that no slot is used again before its owner knows that it is free.
    for (const slot of released) this.#free.push(slot)
    this.#byKey = byKey
    return { slots, released }
  }

  /** The slots of these blocks, in their order; of one that has not changed, nothing is looked up. */
  assignBlocks(blocks: readonly Block[]): { slots: Int32Array; released: number[] } {
    const before = this.#blocks
    this.#blocks = new Map()
    const slots = new Int32Array(blocks.reduce((count, { ids }) => count + ids.length, 0))
    let at = 0
    for (const { key, ids } of blocks) {
      const own = slots.subarray(at, at + ids.length)
      const known = before.get(key)
      if (known && isSame(ids, known.ids)) own.set(known.slots)
      else for (const [index, id] of ids.entries()) own[index] = known?.slots[placeOf(id, known.ids)] ?? this.#take()
      this.#blocks.set(key, { ids, slots: own })
      at += ids.length
    }
    const released: number[] = []
    for (const [key, { ids, slots: own }] of before) {
      const now = this.#blocks.get(key)
      if (now && isSame(ids, now.ids)) continue
      for (const [index, id] of ids.entries()) if (!now || placeOf(id, now.ids) < 0) released.push(own[index] ?? 0)
    }
    for (const slot of released) this.#free.push(slot)
    return { slots, released }
  }

  #take(): number {
    const free = this.#free.pop()
    if (free !== undefined) return free
    if (this.#used === this.#capacity) this.#capacity *= 2
    return this.#used++
  }
}

/** Nearly always they are numbered without gaps. */
function placeOf(id: number, ids: Int32Array): number {
  return ids[id] === id ? id : ids.indexOf(id)
}

function isSame(ids: Int32Array, others: Int32Array): boolean {
  return ids.length === others.length && ids.every((id, index) => id === others[index])
}

/** A column with room for more; what is new in it is not known. */
export function growColumn(column: Float64Array, capacity: number): Float64Array {
  if (column.length >= capacity) return column
  const grown = new Float64Array(capacity).fill(Number.NaN)
  grown.set(column)
  return grown
}
