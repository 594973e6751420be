import { useId } from 'react'
import { formatAxisTime } from '#lib/format/time.ts'
import type { TimeZone } from '#lib/format/time-zone.ts'
import type { ChartLayout, TimeSpan } from './chart-layout.ts'
import type { ChartLine } from './chart-line.ts'

/** Keeps labels readable where a line crosses them. */
const haloLook = 'stroke-3 stroke-surface [paint-order:stroke]'

const lineLooks = {
  area: { className: 'stroke-accent', strokeWidth: 2, strokeDasharray: undefined },
  solid: { className: 'stroke-accent', strokeWidth: 2, strokeDasharray: undefined },
  dashed: { className: 'stroke-note', strokeWidth: 1.25, strokeDasharray: '4 3' },
  dotted: { className: 'stroke-ok', strokeWidth: 1.25, strokeDasharray: '1.5 2.5' },
  dashdot: { className: 'stroke-text', strokeWidth: 1.25, strokeDasharray: '8 3 1.5 3' },
} as const

/** A piece of a line, for the legend. */
export function LineSample({ look }: Pick<ChartLine, 'look'>) {
  return (
    <svg width="26" height="8" viewBox="0 0 26 8" aria-hidden className="shrink-0">
      <line x1="0" x2="26" y1="4" y2="4" {...lineLooks[look]} />
    </svg>
  )
}

interface LayerProps {
  chart: ChartLayout
}

interface LinesProps extends LayerProps {
  lines: readonly ChartLine[]
}

export function Background({ chart: { leftTicks, gaps, width, top, floor } }: LayerProps) {
  return (
    <>
      {leftTicks.map(({ value, y }) => (
        <line key={value} x1="0" x2={width} y1={y} y2={y} className="stroke-line" />
      ))}
      {gaps.map((gap) => (
        <rect key={gap.fromMs} x={gap.x} width={gap.width} y={top} height={floor - top} className="fill-sunken">
          <title>no data: nothing was sampled here</title>
        </rect>
      ))}
    </>
  )
}

export function Lines({ chart: { runs, width, floor } }: LayerProps) {
  const id = useId()
  return (
    <>
      <defs>
        <linearGradient id={`${id}area`} x1="0" x2="0" y1="0" y2="1" className="text-accent">
          <stop offset="0" stopColor="currentColor" stopOpacity="0.26" />
          <stop offset="1" stopColor="currentColor" stopOpacity="0.08" />
        </linearGradient>
        {/* Of an enlarged part, the lines go on beyond its edges. */}
        <clipPath id={`${id}plot`}>
          <rect x="0" y="0" width={width} height={floor + 1} />
        </clipPath>
      </defs>
      <g clipPath={`url(#${id}plot)`}>
        {runs.map(({ key, line: { look }, points, area }) => (
          <g key={key}>
            {look === 'area' && <polygon points={area} fill={`url(#${id}area)`} />}
            <polyline points={points} fill="none" strokeLinejoin="round" {...lineLooks[look]} />
          </g>
        ))}
      </g>
    </>
  )
}

interface AxisLabelsProps extends LinesProps {
  height: number
  zone: TimeZone
}

export function AxisLabels({ chart, height, lines, zone }: AxisLabelsProps) {
  const { leftTicks, rightTicks, timeTicks, width, fromMs, toMs } = chart
  const formats = { left: formatOf(lines, 'left'), right: formatOf(lines, 'right') }
  return (
    <>
      {leftTicks.slice(1).map(({ value, y }) => (
        <text key={value} x="10" y={y < 12 ? y + 12 : y - 4} className={`fill-muted ${haloLook}`}>
          {formats.left(value)}
        </text>
      ))}
      {rightTicks.slice(1).map(({ value, y }) => (
        <text key={value} x={width + 8} y={y + 4} className="fill-note">
          {formats.right(value)}
        </text>
      ))}
      {timeTicks.map(({ atMs, x, anchor }) => (
        <text key={atMs} x={x} y={height - 6} textAnchor={anchor} className="fill-muted">
          {formatAxisTime(atMs, toMs - fromMs, zone)}
        </text>
      ))}
    </>
  )
}

/** Marks where a line goes beyond the top, with how far. */
export function Peaks({ chart: { peaks, top }, lines }: LinesProps) {
  return peaks.map(({ key, x, axis, value }) => (
    <g key={key} className="text-warn">
      <title>{`peak: ${formatOf(lines, axis)(value)}`}</title>
      <path d={`M${x - 5} ${top + 2} L${x} ${top - 6} L${x + 5} ${top + 2} Z`} fill="currentColor" />
    </g>
  ))
}

export function Cursor({ chart: { x, top, floor }, atMs }: LayerProps & { atMs: number }) {
  return <line x1={x(atMs)} x2={x(atMs)} y1={top} y2={floor} className="stroke-text" strokeDasharray="2 3" />
}

export function Selection({ chart: { x, top, floor }, span }: LayerProps & { span: TimeSpan | null }) {
  if (!span) return null
  return (
    <rect
      x={x(span.fromMs)}
      width={x(span.toMs) - x(span.fromMs)}
      y={top}
      height={floor - top}
      className="fill-accent opacity-15"
    />
  )
}

/** How the values of an axis are written. */
function formatOf(lines: readonly ChartLine[], axis: ChartLine['axis']): (value: number) => string {
  return lines.find((line) => line.axis === axis)?.formatTick ?? String
}
