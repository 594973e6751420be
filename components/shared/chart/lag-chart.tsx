'use client'

import { counted, formatCompact, formatNumber, formatRate } from '#lib/format/number.ts'
import type { ChartEvent } from './chart-events.tsx'
import { TimeChart } from './time-chart.tsx'

const HEIGHT = 210

interface LagPoint {
  readonly at: string
  readonly lag: number | null
  readonly producePerSecond: number | null
  readonly consumePerSecond: number | null
  /** Omitted: it is not said. */
  readonly memberCount?: number | null
}

interface LagChartProps {
  /** Of a group or of all together. */
  history: { readonly points: readonly LagPoint[]; readonly events: readonly ChartEvent[] }
  label?: string
  height?: number
  /** Shown when there is nothing to draw. */
  whyEmpty: string
}

/** Lag over time, with production and consumption on a scale of their own, and what happened. */
export function LagChart({ history: { points, events }, label = 'Lag', height = HEIGHT, whyEmpty }: LagChartProps) {
  const perSecond = (rate: number) => `${formatRate(rate)}/s`
  const rate = { axis: 'right', format: perSecond, formatTick: (value: number) => `${shortRate(value)}/s` } as const
  return (
    <TimeChart
      label={label}
      height={height}
      timesMs={points.map(({ at }) => Date.parse(at))}
      lines={[
        {
          name: 'lag',
          values: points.map(({ lag }) => lag),
          axis: 'left',
          look: 'area',
          format: formatNumber,
          formatTick: formatCompact,
        },
        { ...rate, name: 'produced', values: points.map((point) => point.producePerSecond), look: 'dashed' },
        { ...rate, name: 'consumed', values: points.map((point) => point.consumePerSecond), look: 'dotted' },
      ]}
      events={events}
      whyEmpty={whyEmpty}
      detailsAt={(index) => describeMembers(points[index]?.memberCount ?? null)}
    />
  )
}

function describeMembers(count: number | null): string | null {
  return count === null ? null : counted(count, 'member')
}

/** 10, where a tick of an axis stands at a whole number. */
function shortRate(value: number): string {
  return formatRate(value).replace(/\.0$/, '')
}
