import {
  findGaps,
  type Gap,
  isKnown,
  type KnownPoint,
  nearest,
  niceTicks,
  type SeriesPoint,
  splitRuns,
  timeTicks,
} from '#components/shared/series.ts'
import type { GroupHistory } from '#lib/contract/group-history.ts'

export const CHART = { height: 210, top: 26, floor: 188 } as const

/** Space at the right for the labels of the rates, so that no line crosses them. */
const RATES_WIDTH = 52
const TIME_LABEL_WIDTH = 110
const VALUE_TICKS = 3
/** A label closer to an edge than this is aligned with the edge, so that it is not cut off. */
const EDGE = 24

export type LagPoint = GroupHistory['points'][number] & { readonly atMs: number }
export type RateName = 'producePerSecond' | 'consumePerSecond'

interface Tick {
  readonly value: number
  readonly y: number
}

interface TimeTick {
  readonly atMs: number
  readonly x: number
  readonly anchor: 'start' | 'middle' | 'end'
}

interface Line {
  readonly key: string
  readonly points: string
}

export interface LagChartGeometry {
  readonly fromMs: number
  readonly toMs: number
  /** Width of the plot area in pixels, without the labels of the rates. */
  readonly width: number
  readonly points: readonly LagPoint[]
  readonly lastLag: number
  readonly maxLag: number
  readonly hasRates: boolean
  readonly lagTicks: readonly Tick[]
  readonly rateTicks: readonly Tick[]
  readonly timeTicks: readonly TimeTick[]
  readonly gaps: readonly { readonly fromMs: number; readonly x: number; readonly width: number }[]
  readonly lagLines: readonly (Line & { readonly area: string })[]
  readonly rateLines: readonly (Line & { readonly name: RateName })[]
  x(atMs: number): number
  /** The time below a horizontal position. */
  timeAt(x: number): number
  /** The point nearest to a time, or null where it lies in a gap. */
  pointAt(atMs: number): LagPoint | null
}

/** Where everything on the chart is drawn; null with fewer than two points of known lag. */
export function layOutLagChart(history: GroupHistory, fullWidth: number): LagChartGeometry | null {
  const points = history.points.map((point) => ({ ...point, atMs: Date.parse(point.at) }))
  const lags: SeriesPoint[] = points.map(({ atMs, lag }) => ({ atMs, value: lag }))
  const known = lags.filter(isKnown)
  const [first, last] = [known[0], known.at(-1)]
  if (!first || !last || first === last) return null
  const spanMs = last.atMs - first.atMs
  const rates = points.flatMap((point) => [point.producePerSecond ?? 0, point.consumePerSecond ?? 0])
  const hasRates = rates.some((rate) => rate > 0)
  const width = fullWidth - (hasRates ? RATES_WIDTH : 0)
  const maxLag = Math.max(...known.map(({ value }) => value))
  const gaps = findGaps(points)
  const lagScale = niceTicks(maxLag, VALUE_TICKS, 1)
  const rateScale = niceTicks(Math.max(...rates), VALUE_TICKS)
  const x = (atMs: number) => ((atMs - first.atMs) / spanMs) * width
  return {
    fromMs: first.atMs,
    toMs: last.atMs,
    width,
    points,
    lastLag: last.value,
    maxLag,
    hasRates,
    lagTicks: placeTicks(lagScale),
    rateTicks: placeTicks(rateScale),
    timeTicks: timeTicks(first.atMs, last.atMs, Math.max(2, Math.floor(width / TIME_LABEL_WIDTH))).map((atMs) => ({
      atMs,
      x: x(atMs),
      anchor: anchorAt(x(atMs), width),
    })),
    gaps: gaps.map(({ fromMs, toMs }) => ({ fromMs, x: x(fromMs), width: x(toMs) - x(fromMs) })),
    lagLines: splitRuns(lags, gaps).map((run) => layOutLag(run, lagScale, x)),
    rateLines: (['producePerSecond', 'consumePerSecond'] as const).flatMap((name) =>
      layOutRate(name, points, rateScale, gaps, x),
    ),
    x,
    timeAt: (position) => first.atMs + (position / width) * spanMs,
    pointAt: (atMs) => (isInGap(gaps, atMs) ? null : nearest(points, atMs)),
  }
}

function layOutLag(run: readonly KnownPoint[], scale: readonly number[], x: (atMs: number) => number) {
  const points = lineThrough(run, scale, x)
  const [from, to] = [run[0]?.atMs ?? 0, run.at(-1)?.atMs ?? 0]
  return { key: String(from), points, area: `${x(from)},${CHART.floor} ${points} ${x(to)},${CHART.floor}` }
}

function layOutRate(
  name: RateName,
  points: readonly LagPoint[],
  scale: readonly number[],
  gaps: readonly Gap[],
  x: (atMs: number) => number,
) {
  const series = points.map((point) => ({ atMs: point.atMs, value: point[name] }))
  return splitRuns(series, gaps).map((run) => ({
    key: `${name} ${run[0]?.atMs}`,
    name,
    points: lineThrough(run, scale, x),
  }))
}

function lineThrough(run: readonly KnownPoint[], scale: readonly number[], x: (atMs: number) => number): string {
  return run.map(({ atMs, value }) => `${x(atMs).toFixed(1)},${yOf(value, scale).toFixed(1)}`).join(' ')
}

function placeTicks(scale: readonly number[]): Tick[] {
  return scale.map((value) => ({ value, y: yOf(value, scale) }))
}

function yOf(value: number, scale: readonly number[]): number {
  return CHART.floor - (value / (scale.at(-1) ?? 1)) * (CHART.floor - CHART.top)
}

function anchorAt(x: number, width: number): TimeTick['anchor'] {
  if (x < EDGE) return 'start'
  return x > width - EDGE ? 'end' : 'middle'
}

function isInGap(gaps: readonly Gap[], atMs: number): boolean {
  return gaps.some(({ fromMs, toMs }) => atMs > fromMs && atMs < toMs)
}
