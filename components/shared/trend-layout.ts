import { findGaps, type KnownPoint, type SeriesPoint, splitRuns } from './chart/series.ts'

/** The line of a figure in a box of 100 by 100, one run between each two gaps; nothing if too little is known. */
export function layOutTrend(points: readonly SeriesPoint[]): KnownPoint[][] {
  const runs = splitRuns(points, findGaps(points))
  const known = runs.flat()
  const [first, last] = [known[0], known.at(-1)]
  if (!first || !last || last.atMs <= first.atMs) return []
  const values = known.map(({ value }) => value)
  const [lowest, highest] = [Math.min(...values), Math.max(...values)]
  // Small changes must not look like mountains.
  const range = Math.max(highest - lowest, highest * 0.1, 1)
  return runs.map((run) =>
    run.map(({ atMs, value }) => ({
      atMs: ((atMs - first.atMs) / (last.atMs - first.atMs)) * 100,
      value: 100 - ((value - lowest) / range) * 100,
    })),
  )
}
