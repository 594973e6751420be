import type { ChartLine } from './chart-line.ts'
import { type ChartScale, hasPeaks, makeScale, type ScaleKind } from './chart-scale.ts'
import {
  findGaps,
  type Gap,
  isKnown,
  type KnownPoint,
  nearest,
  type SeriesPoint,
  splitRuns,
  timeTicks,
} from './series.ts'

/** Space at the right for the labels of a second scale, so that no line crosses them. */
const RIGHT_LABELS_WIDTH = 52
const TIME_LABEL_WIDTH = 110
/** Below the floor stand the labels of the time. */
const TIME_LABEL_HEIGHT = 22
/** A label closer to an edge than this is aligned with the edge, so that it is not cut off. */
const EDGE = 24

export interface TimeSpan {
  readonly fromMs: number
  readonly toMs: number
}

interface ChartView {
  /** With the labels at the right. */
  readonly fullWidth: number
  readonly height: number
  /** Space at the top for the labels of events. */
  readonly top: number
  /** null: all that is known. */
  readonly zoom: TimeSpan | null
  readonly scale: ScaleKind
}

interface Tick {
  readonly value: number
  readonly y: number
}

interface TimeTick {
  readonly atMs: number
  readonly x: number
  readonly anchor: 'start' | 'middle' | 'end'
}

export interface ChartRun {
  readonly key: string
  readonly line: ChartLine
  /** Of an SVG polyline, and of the polygon below it. */
  readonly points: string
  readonly area: string
}

interface Peak {
  readonly key: string
  readonly x: number
  readonly axis: ChartLine['axis']
  readonly value: number
}

export interface ChartLayout extends TimeSpan {
  /** Of the plot in pixels, without the labels at its right. */
  readonly width: number
  readonly top: number
  readonly floor: number
  readonly leftTicks: readonly Tick[]
  readonly rightTicks: readonly Tick[]
  readonly timeTicks: readonly TimeTick[]
  readonly gaps: readonly { readonly fromMs: number; readonly x: number; readonly width: number }[]
  readonly runs: readonly ChartRun[]
  /** Where a line goes beyond the top. */
  readonly peaks: readonly Peak[]
  readonly hasPeaks: boolean
  x(atMs: number): number
  /** The time below a horizontal position. */
  timeAt(x: number): number
  /** Which of the times is nearest to one, or null where that lies in a gap. */
  indexAt(atMs: number): number | null
}

/** Where everything on a chart is drawn; null where the first line has fewer than two known points in view. */
export function layOutChart(
  timesMs: readonly number[],
  lines: readonly ChartLine[],
  view: ChartView,
): ChartLayout | null {
  const series = lines.map((line) => ({ line, points: seriesOf(line, timesMs) }))
  const known = (series[0]?.points ?? []).filter(isKnown)
  const span = view.zoom ?? { fromMs: known[0]?.atMs ?? 0, toMs: known.at(-1)?.atMs ?? 0 }
  const isInView = ({ atMs }: { readonly atMs: number }) => atMs >= span.fromMs && atMs <= span.toMs
  if (span.toMs <= span.fromMs || known.filter(isInView).length < 2) return null

  const valuesOf = (axis: ChartLine['axis']) =>
    series.filter(({ line }) => line.axis === axis).flatMap(({ points }) => points.filter(isKnown).filter(isInView))
  const left = valuesOf('left').map(({ value }) => value)
  const right = valuesOf('right').map(({ value }) => value)
  const hasRight = right.some((value) => value > 0)
  const scales = { left: makeScale(left, view.scale, 1), right: makeScale(right, view.scale, 0) }
  const width = view.fullWidth - (hasRight ? RIGHT_LABELS_WIDTH : 0)
  const floor = view.height - TIME_LABEL_HEIGHT
  const spanMs = span.toMs - span.fromMs
  const gaps = findGaps(timesMs.map((atMs) => ({ atMs })))
  const x = (atMs: number) => ((atMs - span.fromMs) / spanMs) * width
  const yIn = (scale: ChartScale) => (value: number) => floor - scale.share(value) * (floor - view.top)
  const place = (scale: ChartScale) => scale.ticks.map((value) => ({ value, y: yIn(scale)(value) }))
  return {
    ...span,
    width,
    top: view.top,
    floor,
    leftTicks: place(scales.left),
    rightTicks: hasRight ? place(scales.right) : [],
    timeTicks: timeTicks(span.fromMs, span.toMs, Math.max(2, Math.floor(width / TIME_LABEL_WIDTH))).map((atMs) => ({
      atMs,
      x: x(atMs),
      anchor: anchorAt(x(atMs), width),
    })),
    gaps: gaps.map(({ fromMs, toMs }) => ({ fromMs, x: x(fromMs), width: x(toMs) - x(fromMs) })),
    runs: series.flatMap(({ line, points }, index) =>
      splitRuns(points, gaps).map((run) => ({
        key: `${index} ${run[0]?.atMs}`,
        line,
        ...drawRun(run, floor, x, yIn(scales[line.axis])),
      })),
    ),
    peaks: series.flatMap(({ line, points }, index) =>
      summits(points.filter(isKnown).filter(isInView), scales[line.axis]).map(({ atMs, value }) => ({
        key: `${index} ${atMs}`,
        x: x(atMs),
        axis: line.axis,
        value,
      })),
    ),
    hasPeaks: hasPeaks(left) || hasPeaks(right),
    x,
    timeAt: (position) => span.fromMs + (position / width) * spanMs,
    indexAt: (atMs) => indexNear(timesMs, gaps, atMs),
  }
}

function seriesOf({ values }: ChartLine, timesMs: readonly number[]): SeriesPoint[] {
  return timesMs.map((atMs, index) => ({ atMs, value: values[index] ?? null }))
}

function drawRun(
  run: readonly KnownPoint[],
  floor: number,
  x: (atMs: number) => number,
  y: (value: number) => number,
): Pick<ChartRun, 'points' | 'area'> {
  const points = run.map(({ atMs, value }) => `${x(atMs).toFixed(1)},${y(value).toFixed(1)}`).join(' ')
  const [from, to] = [run[0]?.atMs ?? 0, run.at(-1)?.atMs ?? 0]
  return { points, area: `${x(from).toFixed(1)},${floor} ${points} ${x(to).toFixed(1)},${floor}` }
}

/** The highest point of every stretch of a line that is cut off. */
function summits(points: readonly KnownPoint[], scale: ChartScale): KnownPoint[] {
  const found: KnownPoint[] = []
  let isInside = false
  for (const point of points) {
    const last = found.at(-1)
    const isCut = scale.isCut(point.value)
    if (isCut && !(isInside && last)) found.push(point)
    else if (isCut && last && point.value > last.value) found[found.length - 1] = point
    isInside = isCut
  }
  return found
}

function anchorAt(x: number, width: number): TimeTick['anchor'] {
  if (x < EDGE) return 'start'
  return x > width - EDGE ? 'end' : 'middle'
}

function indexNear(timesMs: readonly number[], gaps: readonly Gap[], atMs: number): number | null {
  if (gaps.some(({ fromMs, toMs }) => atMs > fromMs && atMs < toMs)) return null
  return (
    nearest(
      timesMs.map((time, index) => ({ atMs: time, index })),
      atMs,
    )?.index ?? null
  )
}
