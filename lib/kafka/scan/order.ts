/** Which way a partition is read: `newest` from its end down, everything else from where it starts up. */
export type Direction = 'ascending' | 'descending'

/** What stands before everything that a partition may still hold. */
export function openBound(direction: Direction): number {
  return direction === 'ascending' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY
}

/**
 * Partitions are merged by timestamp, and each keeps the order of its offsets: a record is placed by the latest timestamp
 * up to it (going down, by the earliest). One without a timestamp changes nothing going up, and comes last going down.
 */
export function pushBound(direction: Direction, bound: number, timestampMs: number | null): number {
  const time = timestampMs ?? -1
  return direction === 'ascending' ? Math.max(bound, time) : Math.min(bound, time)
}

export interface Standing {
  readonly id: number
  /** Of its next record, or as far as it is known what is next: nothing of it stands before this. */
  readonly order: number
}

/** Whose record comes next. Ties go to the lower number. null: nobody is left. */
export function pickNext<Candidate extends Standing>(
  direction: Direction,
  candidates: Iterable<Candidate>,
): Candidate | null {
  let best: Candidate | null = null
  for (const candidate of candidates) if (best === null || isBefore(direction, candidate, best)) best = candidate
  return best
}

/** Whose record comes last of all: what it holds is needed last. */
export function pickLast<Candidate extends Standing>(
  direction: Direction,
  candidates: Iterable<Candidate>,
): Candidate | null {
  let worst: Candidate | null = null
  for (const candidate of candidates) if (worst === null || isBefore(direction, worst, candidate)) worst = candidate
  return worst
}

function isBefore(direction: Direction, a: Standing, b: Standing): boolean {
  if (a.order === b.order) return a.id < b.id
  return direction === 'ascending' ? a.order < b.order : a.order > b.order
}
