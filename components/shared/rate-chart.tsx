'use client'

import { type PointerEvent, useId, useState } from 'react'
import type { History } from '#lib/contract/history.ts'
import { formatRate } from '#lib/format/number.ts'
import { formatTime } from '#lib/format/time.ts'
import { isKnown, type KnownPoint, nearest, splitRuns } from './series.ts'

const WIDTH = 600
const HEIGHT = 110
const TOP = 8

/** Messages produced per second over time. Where nothing is known there is no line. */
export function RateChart({ history, label }: { history: History; label: string }) {
  const gradient = useId()
  const [pointed, setPointed] = useState<KnownPoint | null>(null)
  const points = history.points.map(({ at, producePerSecond }) => ({ atMs: Date.parse(at), value: producePerSecond }))
  const known = points.filter(isKnown)
  const [first, last] = [known[0], known.at(-1)]
  if (!first || !last || first === last) {
    return (
      <p className="px-3.5 py-8 text-center text-muted">
        Not enough samples yet. The chart starts after a few seconds.
      </p>
    )
  }
  const highest = Math.max(...known.map(({ value }) => value))
  const x = (atMs: number) => ((atMs - first.atMs) / (last.atMs - first.atMs)) * WIDTH
  const y = (rate: number) => HEIGHT - (highest === 0 ? 0 : rate / highest) * (HEIGHT - TOP)
  const runs = splitRuns(points).map((run) => ({
    from: x(run[0]?.atMs ?? 0).toFixed(1),
    to: x(run.at(-1)?.atMs ?? 0).toFixed(1),
    line: run.map(({ atMs, value }) => `${x(atMs).toFixed(1)},${y(value).toFixed(1)}`).join(' '),
  }))
  const point = (event: PointerEvent<SVGSVGElement>) => {
    const box = event.currentTarget.getBoundingClientRect()
    const atMs = first.atMs + ((event.clientX - box.left) / box.width) * (last.atMs - first.atMs)
    setPointed(nearest(known, atMs))
  }
  const now = last.atMs
  return (
    <figure>
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        className="block h-28 w-full text-accent"
        role="img"
        aria-label={describe(label, last, highest, points.at(-1)?.atMs ?? now)}
        onPointerMove={point}
        onPointerLeave={() => setPointed(null)}
      >
        <defs>
          <linearGradient id={gradient} x1="0" x2="0" y1="0" y2="1">
            <stop offset="0" stopColor="currentColor" stopOpacity="0.28" />
            <stop offset="1" stopColor="currentColor" stopOpacity="0.06" />
          </linearGradient>
        </defs>
        {runs.map(({ from, to, line }) => (
          <g key={from}>
            <polygon points={`${from},${HEIGHT} ${line} ${to},${HEIGHT}`} fill={`url(#${gradient})`} />
            <polyline
              points={line}
              fill="none"
              stroke="currentColor"
              strokeWidth="1.5"
              vectorEffect="non-scaling-stroke"
            />
          </g>
        ))}
        {pointed && (
          <line
            x1={x(pointed.atMs)}
            x2={x(pointed.atMs)}
            y1="0"
            y2={HEIGHT}
            stroke="currentColor"
            strokeWidth="1"
            strokeDasharray="3 3"
            vectorEffect="non-scaling-stroke"
          />
        )}
      </svg>
      <figcaption className="flex justify-between gap-3 border-line border-t px-3.5 py-1.5 text-faint text-small tabular-nums">
        <span>{formatTime(first.atMs, now)}</span>
        <span className="text-muted">
          {pointed
            ? `${formatRate(pointed.value)}/s at ${formatTime(pointed.atMs, now)}`
            : `max ${formatRate(highest)}/s`}
        </span>
        <span>{formatTime(last.atMs, now)}</span>
      </figcaption>
    </figure>
  )
}

/** The last known point may be older than the end: what follows may be unknown. */
function describe(label: string, last: { atMs: number; value: number }, highest: number, endMs: number): string {
  const at = formatTime(last.atMs, endMs)
  const gap = endMs > last.atMs ? ', no data since' : ''
  return `${label}: ${formatRate(last.value)} at ${at}${gap}; max ${formatRate(highest)}`
}
