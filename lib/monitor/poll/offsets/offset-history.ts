import { writtenAtMs } from '#lib/monitor/lag/time-lag.ts'
import { type Catalog, partitionRows } from '#lib/monitor/snapshot/catalog.ts'
import { UNKNOWN } from '#lib/monitor/snapshot/columns.ts'

const KEPT_ROWS = 48
const FIRST_CAPACITY = 1_024

/** The stretch over which a rate is taken: long enough to be calm, short enough to be now. */
const RATE_OVER_MS = 10_000
const RATE_AT_LEAST_MS = 1_500
const LOOKS_APART_MS = 1_000

interface Row {
  readonly atMs: number
  /** The end offset by slot; unknown where that partition was not answered. */
  ends: Float64Array
}

/**
 * The end offsets of all partitions at up to 48 moments: close together lately, far apart long ago. A partition keeps
 * its slot for as long as its topic lives, so a topic that is created again under its name starts afresh.
 */
export class OffsetHistory {
  #rows: Row[] = []
  #capacity = FIRST_CAPACITY
  #used = 0
  #free: number[] = []
  /** By topic, the slot of each partition. */
  #slots = new Map<string, number[]>()

  get capacity(): number {
    return this.#capacity
  }

  /** The slot of every partition of a catalog; those of partitions that are gone are given back. */
  assign(catalog: Catalog): Int32Array {
    const slots = new Map<string, number[]>()
    const assigned = new Int32Array(catalog.partitionIds.length)
    const kept = new Map(this.#slots)
    const released: number[] = []
    for (const [row, name] of catalog.names.entries()) {
      const key = `${catalog.topicIds[row] ?? ''} ${name}`
      const [from, to] = partitionRows(catalog, row)
      const own = kept.get(key) ?? []
      kept.delete(key)
      while (own.length < to - from) own.push(this.#takeSlot())
      released.push(...own.splice(to - from))
      slots.set(key, own)
      assigned.set(own, from)
    }
    for (const own of kept.values()) released.push(...own)
    // Only now, so that none goes to another partition before all have heard that it is free.
    this.#release(released)
    this.#slots = slots
    return assigned
  }

  /** Takes over a moment's end offsets. */
  add(atMs: number, ends: Float64Array): void {
    if (this.#isLastTooClose()) this.#rows.pop()
    this.#rows.push({ atMs, ends })
    if (this.#rows.length > KEPT_ROWS) this.#rows.splice(leastMissed(this.#rows, atMs), 1)
  }

  /** The clock was set: what is known happened so much later by it. */
  shiftTimes(byMs: number): void {
    this.#rows = this.#rows.map((row) => ({ ...row, atMs: row.atMs + byMs }))
  }

  /** Records written per second of late; unknown until there is enough to tell, or where the log was cut. */
  rate(slot: number): number {
    const last = this.#rows.at(-1)
    const lastEnd = last?.ends[slot] ?? UNKNOWN
    if (!last || Number.isNaN(lastEnd)) return UNKNOWN
    let earlier: Row | undefined
    for (let index = this.#rows.length - 2; index >= 0; index--) {
      const row = this.#rows[index]
      if (!row || Number.isNaN(row.ends[slot] ?? UNKNOWN)) break
      earlier = row
      if (last.atMs - row.atMs >= RATE_OVER_MS) break
    }
    if (!earlier || last.atMs - earlier.atMs < RATE_AT_LEAST_MS) return UNKNOWN
    const written = lastEnd - (earlier.ends[slot] ?? UNKNOWN)
    return written < 0 ? UNKNOWN : (written * 1_000) / (last.atMs - earlier.atMs)
  }

  /** When the record at an offset was written, as far as is known; `lastWriteMs`: when the end last moved. */
  writtenAtMs(slot: number, offset: number, lastWriteMs: number): number {
    return writtenAtMs(this.#rows, slot, offset, lastWriteMs)
  }

  /**
   * What was written per second between each two moments, summed over some slots. What a slot got while it was not
   * answered is spread over that time once it is; until then the sum is not known, rather than too small.
   */
  writtenPerSecond(slots: Iterable<number>): { atMs: number; perSecond: number }[] {
    const rows = this.#isLastTooClose() ? this.#rows.slice(0, -1) : this.#rows
    const written = new Float64Array(rows.length).fill(UNKNOWN)
    const isPartial = new Uint8Array(rows.length)
    for (const slot of slots) addWritten(rows, slot, written, isPartial)
    return rows.slice(1).map(({ atMs }, index) => {
      const tookMs = atMs - (rows[index]?.atMs ?? atMs)
      return { atMs, perSecond: isPartial[index + 1] ? UNKNOWN : ((written[index + 1] ?? UNKNOWN) * 1_000) / tookMs }
    })
  }

  /** What was produced between two rounds close together says more of the moment than of the rate. */
  #isLastTooClose(): boolean {
    const [before, last] = this.#rows.slice(-2)
    return before !== undefined && last !== undefined && last.atMs - before.atMs < LOOKS_APART_MS
  }

  #takeSlot(): number {
    const free = this.#free.pop()
    if (free !== undefined) return free
    if (this.#used === this.#capacity) this.#grow()
    return this.#used++
  }

  #grow(): void {
    this.#capacity *= 2
    for (const row of this.#rows) {
      const grown = new Float64Array(this.#capacity).fill(UNKNOWN)
      grown.set(row.ends)
      row.ends = grown
    }
  }

  #release(slots: readonly number[]): void {
    for (const slot of slots) for (const row of this.#rows) row.ends[slot] = UNKNOWN
    this.#free.push(...slots)
  }
}

/** Adds what one slot got up to each moment. Before it was first answered it counts for nothing: it may not have been. */
function addWritten(rows: readonly Row[], slot: number, written: Float64Array, isPartial: Uint8Array): void {
  let answered = -1
  for (let index = 0; index < rows.length; index++) {
    if (Number.isNaN(rows[index]?.ends[slot] ?? UNKNOWN)) continue
    if (answered >= 0) spread(rows, slot, [answered, index], written, isPartial)
    answered = index
  }
  if (answered >= 0) isPartial.fill(1, answered + 1)
}

function spread(
  rows: readonly Row[],
  slot: number,
  [from, to]: readonly [from: number, to: number],
  written: Float64Array,
  isPartial: Uint8Array,
): void {
  const atMs = (index: number) => rows[index]?.atMs ?? UNKNOWN
  const more = (rows[to]?.ends[slot] ?? UNKNOWN) - (rows[from]?.ends[slot] ?? UNKNOWN)
  for (let index = from + 1; index <= to; index++) {
    const share = (atMs(index) - atMs(index - 1)) / (atMs(to) - atMs(from))
    const before = written[index] ?? UNKNOWN
    // Where the log was truncated, what was produced meanwhile cannot be known.
    if (more < 0) isPartial[index] = 1
    else written[index] = (Number.isNaN(before) ? 0 : before) + more * share
  }
}

/** The moment that is missed least: the one whose neighbours are closest together for how long ago it is. */
function leastMissed(rows: readonly Row[], nowMs: number): number {
  let best = 1
  let bestGap = Number.POSITIVE_INFINITY
  for (let index = 1; index < rows.length - 1; index++) {
    const [before, row, after] = [rows[index - 1], rows[index], rows[index + 1]]
    if (!before || !row || !after) continue
    const gap = (after.atMs - before.atMs) / (nowMs - row.atMs)
    if (gap < bestGap) {
      bestGap = gap
      best = index
    }
  }
  return best
}
