'use client'

import { useState } from 'react'
import { useWidth } from '#components/shared/use-width.ts'
import { Button } from '#components/ui/button.tsx'
import { Segmented } from '#components/ui/segmented.tsx'
import { useTimeZone } from '#lib/client/use-time-zone.ts'
import { formatTime } from '#lib/format/time.ts'
import type { TimeZone } from '#lib/format/time-zone.ts'
import { type ChartEvent, ChartEvents } from './chart-events.tsx'
import { AxisLabels, Background, Cursor, Lines, Peaks, Selection } from './chart-layers.tsx'
import { type ChartLayout, layOutChart, type TimeSpan } from './chart-layout.ts'
import type { ChartLine } from './chart-line.ts'
import type { ScaleKind } from './chart-scale.ts'
import { useChartPointer } from './use-chart-pointer.ts'
import { useChartZoom } from './use-chart-zoom.ts'

interface TimeChartProps {
  /** What it shows, for those who cannot see it. */
  label: string
  timesMs: readonly number[]
  lines: readonly ChartLine[]
  events?: readonly ChartEvent[]
  height: number
  /** Said where there is nothing to draw. */
  whyEmpty: string
  /** What else is known of a moment. */
  detailsAt?: (index: number) => string | null
}

const SPACE_FOR_EVENTS = 26
const SPACE_AT_TOP = 10
const scaleChoices = [
  { value: 'linear', label: 'Linear' },
  { value: 'log', label: 'Log' },
  { value: 'clipped', label: 'Clip peaks' },
] as const satisfies readonly { value: ScaleKind; label: string }[]

/** Figures over time: values at the cursor, events, gaps where nothing was sampled; a part is enlarged by dragging. */
export function TimeChart(props: TimeChartProps) {
  const { label, timesMs, lines, events = [], height, whyEmpty, detailsAt = () => null } = props
  const [ref, fullWidth] = useWidth<HTMLDivElement>(800)
  const zone = useTimeZone()
  const [zoom, setZoom] = useChartZoom()
  const [scale, setScale] = useState<ScaleKind>('linear')
  const top = events.length > 0 ? SPACE_FOR_EVENTS : SPACE_AT_TOP
  const chart = layOutChart(timesMs, lines, { fullWidth, height, top, zoom, scale })
  const pointer = useChartPointer(chart, setZoom)
  if (!chart) return <NothingToDraw why={whyEmpty} zoom={zoom} onReset={() => setZoom(null)} zone={zone} />
  const pointed = pointer.atMs === null ? null : chart.indexAt(pointer.atMs)
  const describe = (index: number) => describeMoment(lines, index, detailsAt(index))
  return (
    <figure>
      <div ref={ref} className="overflow-hidden">
        <svg
          width={fullWidth}
          height={height}
          viewBox={`0 0 ${fullWidth} ${height}`}
          className="block cursor-crosshair touch-pan-y select-none text-tiny tabular-nums"
          role="img"
          aria-label={summarize(label, chart, timesMs, lines, zone)}
          {...pointer.handlers}
        >
          <Background chart={chart} />
          <Lines chart={chart} />
          <AxisLabels chart={chart} height={height} lines={lines} zone={zone} />
          <Peaks chart={chart} lines={lines} />
          <ChartEvents events={events} chart={chart} />
          <Selection chart={chart} span={pointer.selection} />
          {pointed !== null && <Cursor chart={chart} atMs={timesMs[pointed] ?? 0} />}
        </svg>
      </div>
      <figcaption className="flex min-h-10 flex-wrap items-center justify-between gap-x-4 gap-y-1 border-line border-t px-3.5 py-1.5 text-muted text-small tabular-nums">
        <span>
          {pointer.atMs === null
            ? `now · ${describe(timesMs.length - 1)}`
            : `${formatTime(pointer.atMs, chart.toMs, zone)} · ${pointed === null ? 'no data' : describe(pointed)}`}
        </span>
        <span className="flex flex-wrap items-center gap-2">
          {(chart.hasPeaks || scale !== 'linear') && (
            <Segmented label="Scale" value={scale} options={scaleChoices} onChange={setScale} />
          )}
          {zoom && <Button onClick={() => setZoom(null)}>Reset zoom</Button>}
        </span>
      </figcaption>
    </figure>
  )
}

interface NothingToDrawProps {
  why: string
  zoom: TimeSpan | null
  zone: TimeZone
  onReset: () => void
}

function NothingToDraw({ why, zoom, zone, onReset }: NothingToDrawProps) {
  if (!zoom) return <p className="px-3.5 py-16 text-center text-muted">{why}</p>
  return (
    <div className="px-3.5 py-12 text-center text-muted">
      <p className="mb-3">{`No data from ${formatTime(zoom.fromMs, Date.now(), zone)} to ${formatTime(zoom.toMs, Date.now(), zone)}.`}</p>
      <Button onClick={onReset}>Reset zoom</Button>
    </div>
  )
}

function describeMoment(lines: readonly ChartLine[], index: number, details: string | null): string {
  const parts = lines.map(({ name, values, format }) => {
    const value = values[index] ?? null
    return value === null ? `${name} unknown` : `${name} ${format(value)}`
  })
  return [...parts, ...(details === null ? [] : [details])].join(' · ')
}

/** What the first line shows in view: its last value, and its highest. */
function summarize(
  label: string,
  { fromMs, toMs }: ChartLayout,
  timesMs: readonly number[],
  [line]: readonly ChartLine[],
  zone: TimeZone,
): string {
  if (!line) return label
  const inView = timesMs.flatMap((atMs, index) => {
    const value = line.values[index] ?? null
    return value !== null && atMs >= fromMs && atMs <= toMs ? [{ atMs, value }] : []
  })
  const last = inView.at(-1)
  if (!last) return label
  const highest = Math.max(...inView.map(({ value }) => value))
  return `${label}: ${line.format(last.value)} at ${formatTime(last.atMs, toMs, zone)}, max ${line.format(highest)}`
}
