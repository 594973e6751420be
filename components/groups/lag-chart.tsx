'use client'

import { type PointerEvent, useId, useState } from 'react'
import { useWidth } from '#components/shared/use-width.ts'
import type { GroupHistory } from '#lib/contract/group-history.ts'
import { counted, formatCompact, formatNumber, formatRate } from '#lib/format/number.ts'
import { formatAxisTime, formatTime } from '#lib/format/time.ts'
import { LagChartEvents } from './lag-chart-events.tsx'
import { CHART, type LagChartGeometry, type LagPoint, layOutLagChart } from './lag-chart-geometry.ts'

/** Keeps labels readable where a line crosses them. */
const haloLook = 'stroke-3 stroke-surface [paint-order:stroke]'

interface LagChartProps {
  history: GroupHistory
  /** Shown when there is nothing to draw. */
  whyEmpty: string
}

interface LayerProps {
  chart: LagChartGeometry
}

/** Lag over time, with consumption and production rates on a scale of their own, and the events of the group. */
export function LagChart({ history, whyEmpty }: LagChartProps) {
  const [ref, fullWidth] = useWidth<HTMLDivElement>(800)
  const [pointerMs, setPointerMs] = useState<number | null>(null)
  const chart = layOutLagChart(history, fullWidth)
  if (!chart) return <p className="px-3.5 py-16 text-center text-muted">{whyEmpty}</p>
  const pointed = pointerMs === null ? null : chart.pointAt(pointerMs)
  const followPointer = (event: PointerEvent<SVGSVGElement>) => {
    setPointerMs(chart.timeAt(event.clientX - event.currentTarget.getBoundingClientRect().left))
  }
  return (
    <figure>
      <div ref={ref} className="overflow-hidden px-0">
        <svg
          width={fullWidth}
          height={CHART.height}
          viewBox={`0 0 ${fullWidth} ${CHART.height}`}
          className="block text-tiny tabular-nums"
          role="img"
          aria-label={`Lag: now ${formatNumber(chart.lastLag)}, max ${formatNumber(chart.maxLag)}`}
          onPointerMove={followPointer}
          onPointerLeave={() => setPointerMs(null)}
        >
          <Background chart={chart} />
          <Lines chart={chart} />
          <Labels chart={chart} />
          <LagChartEvents
            events={history.events}
            x={chart.x}
            fromMs={chart.fromMs}
            toMs={chart.toMs}
            width={chart.width}
            height={CHART.floor}
          />
          {pointed && (
            <line
              x1={chart.x(pointed.atMs)}
              x2={chart.x(pointed.atMs)}
              y1={CHART.top}
              y2={CHART.floor}
              className="stroke-text"
              strokeDasharray="2 3"
            />
          )}
        </svg>
      </div>
      <figcaption className="flex min-h-7.5 flex-wrap justify-between gap-x-4 border-line border-t px-3.5 py-1.5 text-muted text-small tabular-nums">
        {pointerMs !== null && !pointed
          ? `at ${formatTime(pointerMs, chart.toMs)} · no data`
          : describePoint(pointed ?? chart.points.at(-1), chart.toMs, pointed !== null)}
      </figcaption>
    </figure>
  )
}

function Background({ chart: { lagTicks, gaps, width } }: LayerProps) {
  return (
    <>
      {lagTicks.map(({ value, y }) => (
        <line key={value} x1="0" x2={width} y1={y} y2={y} className="stroke-line" />
      ))}
      {gaps.map((gap) => (
        <rect
          key={gap.fromMs}
          x={gap.x}
          width={gap.width}
          y={CHART.top}
          height={CHART.floor - CHART.top}
          className="fill-sunken"
        >
          <title>no data</title>
        </rect>
      ))}
    </>
  )
}

function Lines({ chart: { lagLines, rateLines } }: LayerProps) {
  const gradient = useId()
  return (
    <>
      <defs>
        <linearGradient id={gradient} x1="0" x2="0" y1="0" y2="1" className="text-accent">
          <stop offset="0" stopColor="currentColor" stopOpacity="0.26" />
          <stop offset="1" stopColor="currentColor" stopOpacity="0.08" />
        </linearGradient>
      </defs>
      {lagLines.map(({ key, points, area }) => (
        <g key={key} className="text-accent">
          <polygon points={area} fill={`url(#${gradient})`} />
          <polyline points={points} fill="none" stroke="currentColor" strokeWidth="2" strokeLinejoin="round" />
        </g>
      ))}
      {rateLines.map(({ key, name, points }) => (
        <polyline
          key={key}
          points={points}
          fill="none"
          strokeWidth="1.25"
          strokeDasharray={name === 'producePerSecond' ? '4 3' : '1.5 2.5'}
          className={name === 'producePerSecond' ? 'stroke-note' : 'stroke-ok'}
        />
      ))}
    </>
  )
}

function Labels({ chart: { lagTicks, rateTicks, timeTicks, hasRates, width, fromMs, toMs } }: LayerProps) {
  return (
    <>
      {lagTicks.slice(1).map(({ value, y }) => (
        <text key={value} x="10" y={y - 4} className={`fill-muted ${haloLook}`}>
          {formatCompact(value)}
        </text>
      ))}
      {hasRates &&
        rateTicks.slice(1).map(({ value, y }) => (
          <text key={value} x={width + 8} y={y + 4} className="fill-note">
            {`${formatRate(value).replace(/\.0$/, '')}/s`}
          </text>
        ))}
      {timeTicks.map(({ atMs, x, anchor }) => (
        <text key={atMs} x={x} y={CHART.height - 6} textAnchor={anchor} className="fill-muted">
          {formatAxisTime(atMs, toMs - fromMs)}
        </text>
      ))}
    </>
  )
}

function describePoint(point: LagPoint | undefined, nowMs: number, isPointed: boolean): string {
  if (!point) return ''
  const { lag, consumePerSecond, producePerSecond, memberCount } = point
  return [
    isPointed ? `at ${formatTime(point.atMs, nowMs)}` : 'now',
    lag === null ? 'lag unknown' : `lag ${formatNumber(lag)}`,
    consumePerSecond !== null && `consumed ${formatRate(consumePerSecond)}/s`,
    producePerSecond !== null && `produced ${formatRate(producePerSecond)}/s`,
    memberCount !== null && counted(memberCount, 'member'),
  ]
    .filter((part) => part !== false)
    .join(' · ')
}
