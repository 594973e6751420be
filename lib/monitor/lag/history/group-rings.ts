import { UNKNOWN } from '#lib/monitor/snapshot/columns.ts'

const KEPT_POINTS = 450
/** Beside those that are watched. */
const HIGHEST_LAG = 200
/** A group that is no longer among them keeps what is known for a while: it may soon be back. */
const KEPT_GROUPS = 300

export interface GroupPoint {
  readonly atMs: number
  readonly lag: number
  readonly producedPerSecond: number
  readonly consumedPerSecond: number
  readonly memberCount: number
}

/** The places of the groups of which every moment is kept: those that are watched, and those with the most lag. */
export function chooseGroups(totalLags: ArrayLike<number>, watched: Iterable<number>, highest = HIGHEST_LAG): number[] {
  const behind: number[] = []
  for (let group = 0; group < totalLags.length; group++) if ((totalLags[group] ?? UNKNOWN) > 0) behind.push(group)
  behind.sort((a, b) => (totalLags[b] ?? 0) - (totalLags[a] ?? 0))
  return [...new Set([...watched, ...behind.slice(0, highest)])]
}

/** Every moment of late of some groups. */
export class GroupRings {
  /** The group that was added to last stands last. */
  readonly #rings = new Map<string, Ring>()
  readonly #keptGroups: number

  constructor(keptGroups = KEPT_GROUPS) {
    this.#keptGroups = keptGroups
  }

  add(group: string, point: GroupPoint): void {
    const ring = this.#rings.get(group) ?? new Ring()
    this.#rings.delete(group)
    this.#rings.set(group, ring)
    ring.add(point)
  }

  /** After a round: gives back what is over, those first that were not added to for longest. */
  trim(): void {
    for (const group of this.#rings.keys()) {
      if (this.#rings.size <= this.#keptGroups) return
      this.#rings.delete(group)
    }
  }

  /** The clock was set: what is known happened so much later by it. */
  shiftTimes(byMs: number): void {
    for (const ring of this.#rings.values()) ring.shiftTimes(byMs)
  }

  /** A deleted group; one that is created again under its name has no history. */
  forget(group: string): void {
    this.#rings.delete(group)
  }

  /** Oldest first; empty for a group that is not kept. */
  points(group: string): GroupPoint[] {
    return this.#rings.get(group)?.points() ?? []
  }
}

const FIELDS = ['atMs', 'lag', 'producedPerSecond', 'consumedPerSecond', 'memberCount'] as const

class Ring {
  readonly #values = new Float64Array(KEPT_POINTS * FIELDS.length)
  #added = 0

  add(point: GroupPoint): void {
    const from = (this.#added++ % KEPT_POINTS) * FIELDS.length
    for (const [index, field] of FIELDS.entries()) this.#values[from + index] = point[field]
  }

  /** The time is the first of the fields. */
  shiftTimes(byMs: number): void {
    for (let place = 0; place < this.#values.length; place += FIELDS.length)
      this.#values[place] = (this.#values[place] ?? 0) + byMs
  }

  points(): GroupPoint[] {
    const first = Math.max(0, this.#added - KEPT_POINTS)
    return Array.from({ length: this.#added - first }, (_, index) => this.#at((first + index) % KEPT_POINTS))
  }

  #at(place: number): GroupPoint {
    const from = place * FIELDS.length
    const [atMs = 0, lag = UNKNOWN, producedPerSecond = UNKNOWN, consumedPerSecond = UNKNOWN, memberCount = UNKNOWN] =
      this.#values.subarray(from, from + FIELDS.length)
    return { atMs, lag, producedPerSecond, consumedPerSecond, memberCount }
  }
}
