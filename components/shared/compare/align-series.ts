import type { SeriesPoint } from '#components/shared/chart/series.ts'

interface AlignedSeries {
  readonly timesMs: readonly number[]
  /** By series: its values at these times; null: unknown. */
  readonly values: readonly (readonly (number | null)[])[]
}

/**
 * Several series on one axis of time. Where one has no point of its own it has what lies on its line between two
 * neighbours; it has nothing before its first point, behind its last, and where a neighbour is unknown.
 */
export function alignSeries(series: readonly (readonly SeriesPoint[])[]): AlignedSeries {
  const times = new Set(series.flatMap((points) => points.map(({ atMs }) => atMs)))
  const timesMs = [...times].sort((a, b) => a - b)
  return { timesMs, values: series.map((points) => valuesAt(points, timesMs)) }
}

function valuesAt(points: readonly SeriesPoint[], timesMs: readonly number[]): (number | null)[] {
  let next = 0
  return timesMs.map((atMs) => {
    while (next < points.length && (points[next]?.atMs ?? atMs) < atMs) next++
    const [before, after] = [points[next - 1], points[next]]
    if (after?.atMs === atMs) return after.value
    if (!before || !after || before.value === null || after.value === null) return null
    return before.value + ((after.value - before.value) * (atMs - before.atMs)) / (after.atMs - before.atMs)
  })
}
