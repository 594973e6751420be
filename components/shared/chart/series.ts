/** A value at a time; null: unknown. */
export interface SeriesPoint {
  readonly atMs: number
  readonly value: number | null
}

export interface KnownPoint {
  readonly atMs: number
  readonly value: number
}

export function isKnown(point: SeriesPoint): point is KnownPoint {
  return point.value !== null
}

/** The runs of known points; no line is drawn between them. */
export function splitRuns(points: readonly SeriesPoint[], gaps: readonly Gap[] = []): KnownPoint[][] {
  const runs: KnownPoint[][] = [[]]
  const ends = new Set(gaps.map(({ toMs }) => toMs))
  for (const point of points) {
    if (ends.has(point.atMs)) runs.push([])
    if (isKnown(point)) runs.at(-1)?.push(point)
    else runs.push([])
  }
  return runs.filter((run) => run.length > 0)
}

/** A period without samples. */
export interface Gap {
  readonly fromMs: number
  readonly toMs: number
}

/** A distance of so many times the usual one is a gap, and not only a late sample. */
const GAP_FROM = 3
/** Older points are thinned out on purpose, so the usual distance is that of the neighbours. */
const NEAR_BY = 4

/** Periods in which neighbouring points are much further apart than those around them on both sides. */
export function findGaps(points: readonly { readonly atMs: number }[]): Gap[] {
  const between = points.slice(1).map(({ atMs }, index) => atMs - (points[index]?.atMs ?? atMs))
  return between.flatMap((distance, index) => {
    const before = median(between.slice(Math.max(0, index - NEAR_BY), index))
    const after = median(between.slice(index + 1, index + 1 + NEAR_BY))
    // At an end there is only one side, of which the nearest distance counts, because distances grow towards the past.
    const usual = Math.max(before ?? between[index + 1] ?? 0, after ?? between[index - 1] ?? 0)
    const [from, to] = [points[index], points[index + 1]]
    return usual > 0 && distance > GAP_FROM * usual && from && to ? [{ fromMs: from.atMs, toMs: to.atMs }] : []
  })
}

function median(values: readonly number[]): number | undefined {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]
}

export function nearest<Point extends { readonly atMs: number }>(points: readonly Point[], atMs: number): Point | null {
  return points.reduce<Point | null>(
    (best, point) => (!best || Math.abs(point.atMs - atMs) < Math.abs(best.atMs - atMs) ? point : best),
    null,
  )
}

/** Round values from 0 to the highest, about as many as requested; the last is not below it. */
export function niceTicks(highest: number, about: number, leastStep = 0): number[] {
  if (highest <= 0) return [0, 1]
  const rough = highest / about
  const magnitude = 10 ** Math.floor(Math.log10(rough))
  const round = ([1, 2, 5, 10].find((factor) => factor * magnitude >= rough) ?? 10) * magnitude
  const step = Math.max(leastStep, round)
  return Array.from({ length: Math.ceil(highest / step) + 1 }, (_, index) => index * step)
}

const SECOND_MS = 1_000
const MINUTE_MS = 60 * SECOND_MS
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS
const STEPS_MS = [
  ...[1, 2, 5, 10, 30].map((count) => count * SECOND_MS),
  ...[1, 2, 5, 10, 15, 30].map((count) => count * MINUTE_MS),
  ...[1, 2, 3, 6, 12].map((count) => count * HOUR_MS),
  ...[1, 2, 7, 14].map((count) => count * DAY_MS),
]

/** Times in a range that are round in the local time zone, at most as many as requested. */
export function timeTicks(fromMs: number, toMs: number, atMost: number): number[] {
  const stepMs = STEPS_MS.find((step) => (toMs - fromMs) / step <= atMost) ?? 30 * DAY_MS
  // In a zone with an offset of half an hour, only its own hours are round.
  const offsetMs = new Date(fromMs).getTimezoneOffset() * MINUTE_MS
  const ticks: number[] = []
  for (let at = Math.ceil((fromMs - offsetMs) / stepMs) * stepMs + offsetMs; at <= toMs; at += stepMs) ticks.push(at)
  return ticks
}
