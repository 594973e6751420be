'use client'

import { type PointerEvent, useId, useState } from 'react'
import {
  findGaps,
  isKnown,
  type KnownPoint,
  nearest,
  niceTicks,
  type SeriesPoint,
  splitRuns,
  timeTicks,
} from '#components/shared/series.ts'
import { useWidth } from '#components/shared/use-width.ts'
import type { GroupHistory } from '#lib/contract/groups.ts'
import { counted, formatCompact, formatNumber, formatRate } from '#lib/format/number.ts'
import { formatAxisTime, formatTime } from '#lib/format/time.ts'
import { LagChartEvents } from './lag-chart-events.tsx'

const HEIGHT = 210
const TOP = 26
const BOTTOM = 22
const TICK_EVERY = 110
const VALUE_LINES = 3
/** Keeps figures readable where a line runs through them. */
const haloLook = 'stroke-3 stroke-surface [paint-order:stroke]'

/** At the right, for the figures of the rates, so that no line runs through them. */
const RATES_WIDTH = 52

interface LagChartProps {
  history: GroupHistory
  /** What is said where there is nothing to draw. */
  whyEmpty: string
}

/** The lag over time, with what was read and written, and what happened. Rates have a scale of their own, at the right. */
export function LagChart({ history, whyEmpty }: LagChartProps) {
  const [ref, fullWidth] = useWidth<HTMLDivElement>(800)
  const gradient = useId()
  const [pointedMs, setPointedMs] = useState<number | null>(null)
  const points = history.points.map((point) => ({ ...point, atMs: Date.parse(point.at) }))
  const lags: SeriesPoint[] = points.map(({ atMs, lag }) => ({ atMs, value: lag }))
  const known = lags.filter(isKnown)
  const [first, last] = [known[0], known.at(-1)]
  if (!first || !last || first === last) {
    return <p className="px-3.5 py-16 text-center text-muted">{whyEmpty}</p>
  }
  const spanMs = last.atMs - first.atMs
  const gaps = findGaps(points)
  const lagTicks = niceTicks(Math.max(...known.map(({ value }) => value)), VALUE_LINES, 1)
  const rates = points.flatMap(({ producePerSecond, consumePerSecond }) => [
    producePerSecond ?? 0,
    consumePerSecond ?? 0,
  ])
  const hasRates = rates.some((rate) => rate > 0)
  const width = fullWidth - (hasRates ? RATES_WIDTH : 0)
  const rateTicks = niceTicks(Math.max(...rates), VALUE_LINES)
  const x = (atMs: number) => ((atMs - first.atMs) / spanMs) * width
  const place = (value: number, ticks: readonly number[]) =>
    HEIGHT - BOTTOM - (value / (ticks.at(-1) ?? 1)) * (HEIGHT - TOP - BOTTOM)
  const lineOf = (run: readonly KnownPoint[], ticks: readonly number[]) =>
    run.map(({ atMs, value }) => `${x(atMs).toFixed(1)},${place(value, ticks).toFixed(1)}`).join(' ')
  const rateLines = (['producePerSecond', 'consumePerSecond'] as const).flatMap((name) =>
    splitRuns(
      points.map((point) => ({ atMs: point.atMs, value: point[name] })),
      gaps,
    ).map((run) => ({ name, run })),
  )
  const pointedGap = gaps.find(({ fromMs, toMs }) => pointedMs !== null && pointedMs > fromMs && pointedMs < toMs)
  const pointed = pointedMs === null || pointedGap ? null : nearest(points, pointedMs)
  const point = (event: PointerEvent<SVGSVGElement>) => {
    const box = event.currentTarget.getBoundingClientRect()
    setPointedMs(first.atMs + ((event.clientX - box.left) / width) * spanMs)
  }
  const floor = HEIGHT - BOTTOM
  return (
    <figure>
      <div ref={ref} className="overflow-hidden px-0">
        <svg
          width={fullWidth}
          height={HEIGHT}
          viewBox={`0 0 ${fullWidth} ${HEIGHT}`}
          className="block text-tiny tabular-nums"
          role="img"
          aria-label={`Messages behind: now ${formatNumber(last.value)}, at most ${formatNumber(Math.max(...known.map(({ value }) => value)))}`}
          onPointerMove={point}
          onPointerLeave={() => setPointedMs(null)}
        >
          <defs>
            <linearGradient id={gradient} x1="0" x2="0" y1="0" y2="1" className="text-accent">
              <stop offset="0" stopColor="currentColor" stopOpacity="0.26" />
              <stop offset="1" stopColor="currentColor" stopOpacity="0.08" />
            </linearGradient>
          </defs>
          {lagTicks.map((value) => (
            <line
              key={value}
              x1="0"
              x2={width}
              y1={place(value, lagTicks)}
              y2={place(value, lagTicks)}
              className="stroke-line"
            />
          ))}
          {gaps.map(({ fromMs, toMs }) => (
            <rect
              key={fromMs}
              x={x(fromMs)}
              width={x(toMs) - x(fromMs)}
              y={TOP}
              height={floor - TOP}
              className="fill-sunken"
            >
              <title>not looked</title>
            </rect>
          ))}
          {splitRuns(lags, gaps).map((run) => (
            <g key={run[0]?.atMs} className="text-accent">
              <polygon
                points={`${x(run[0]?.atMs ?? 0)},${floor} ${lineOf(run, lagTicks)} ${x(run.at(-1)?.atMs ?? 0)},${floor}`}
                fill={`url(#${gradient})`}
              />
              <polyline
                points={lineOf(run, lagTicks)}
                fill="none"
                stroke="currentColor"
                strokeWidth="2"
                strokeLinejoin="round"
              />
            </g>
          ))}
          {rateLines.map(({ name, run }) => (
            <polyline
              key={`${name} ${run[0]?.atMs}`}
              points={lineOf(run, rateTicks)}
              fill="none"
              strokeWidth="1.25"
              strokeDasharray={name === 'producePerSecond' ? '4 3' : '1.5 2.5'}
              className={name === 'producePerSecond' ? 'stroke-note' : 'stroke-ok'}
            />
          ))}
          {lagTicks.slice(1).map((value) => (
            <text key={value} x="10" y={place(value, lagTicks) - 4} className={`fill-muted ${haloLook}`}>
              {formatCompact(value)}
            </text>
          ))}
          {hasRates &&
            rateTicks.slice(1).map((value) => (
              <text key={value} x={width + 8} y={place(value, rateTicks) + 4} className="fill-note">
                {`${formatRate(value).replace(/\.0$/, '')} /s`}
              </text>
            ))}
          {timeTicks(first.atMs, last.atMs, Math.max(2, Math.floor(width / TICK_EVERY))).map((atMs) => (
            <text key={atMs} x={x(atMs)} y={HEIGHT - 6} textAnchor={anchorAt(x(atMs), width)} className="fill-muted">
              {formatAxisTime(atMs, spanMs)}
            </text>
          ))}
          <LagChartEvents
            events={history.events}
            x={x}
            fromMs={first.atMs}
            toMs={last.atMs}
            width={width}
            height={floor}
          />
          {pointed && (
            <line
              x1={x(pointed.atMs)}
              x2={x(pointed.atMs)}
              y1={TOP}
              y2={floor}
              className="stroke-text"
              strokeDasharray="2 3"
            />
          )}
        </svg>
      </div>
      <figcaption className="flex min-h-7.5 flex-wrap justify-between gap-x-4 border-line border-t px-3.5 py-1.5 text-muted text-small tabular-nums">
        {pointedGap && pointedMs !== null
          ? `at ${formatTime(pointedMs, last.atMs)} · not looked`
          : describe(pointed ?? points.at(-1), last.atMs, pointed !== null)}
      </figcaption>
    </figure>
  )
}

const EDGE = 24

/** What would be cut off at an edge stands beside its line instead of below it. */
function anchorAt(x: number, width: number): 'start' | 'middle' | 'end' {
  if (x < EDGE) return 'start'
  return x > width - EDGE ? 'end' : 'middle'
}

type Point = GroupHistory['points'][number] & { readonly atMs: number }

function describe(point: Point | undefined, nowMs: number, isPointed: boolean): string {
  if (!point) return ''
  const { lag, consumePerSecond, producePerSecond, memberCount } = point
  return [
    isPointed ? `at ${formatTime(point.atMs, nowMs)}` : 'now',
    lag === null ? 'lag not known' : `${formatNumber(lag)} behind`,
    consumePerSecond !== null && `read ${formatRate(consumePerSecond)} /s`,
    producePerSecond !== null && `written ${formatRate(producePerSecond)} /s`,
    memberCount !== null && counted(memberCount, 'member'),
  ]
    .filter((part) => part !== false)
    .join(' · ')
}
