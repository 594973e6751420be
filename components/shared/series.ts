/** A value at a moment; null: not known. */
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

/** The stretches in which something is known; over what lies between no line is drawn. */
export function splitRuns(points: readonly SeriesPoint[]): KnownPoint[][] {
  const runs: KnownPoint[][] = [[]]
  for (const point of points) {
    if (isKnown(point)) runs.at(-1)?.push(point)
    else runs.push([])
  }
  return runs.filter((run) => run.length > 0)
}

export function nearest<Point extends { readonly atMs: number }>(points: readonly Point[], atMs: number): Point | null {
  return points.reduce<Point | null>(
    (best, point) => (!best || Math.abs(point.atMs - atMs) < Math.abs(best.atMs - atMs) ? point : best),
    null,
  )
}

/** Round values between 0 and the highest, about as many as asked for; the last is not below it. */
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

/** Moments between two others that are round by the reader's clock, at most as many as asked for. */
export function timeTicks(fromMs: number, toMs: number, atMost: number): number[] {
  const stepMs = STEPS_MS.find((step) => (toMs - fromMs) / step <= atMost) ?? 30 * DAY_MS
  // Hours of a zone that is half an hour off are round by its own clock only.
  const offsetMs = new Date(fromMs).getTimezoneOffset() * MINUTE_MS
  const ticks: number[] = []
  for (let at = Math.ceil((fromMs - offsetMs) / stepMs) * stepMs + offsetMs; at <= toMs; at += stepMs) ticks.push(at)
  return ticks
}
