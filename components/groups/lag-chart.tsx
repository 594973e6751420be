'use client'

import { TimeChart } from '#components/shared/chart/time-chart.tsx'
import type { GroupHistory } from '#lib/contract/group-history.ts'
import { counted, formatCompact, formatNumber, formatRate } from '#lib/format/number.ts'

const HEIGHT = 210

interface LagChartProps {
  history: GroupHistory
  /** Shown when there is nothing to draw. */
  whyEmpty: string
}

/** Lag over time, with production and consumption on a scale of their own, and the events of the group. */
export function LagChart({ history: { points, events }, whyEmpty }: LagChartProps) {
  const perSecond = (rate: number) => `${formatRate(rate)}/s`
  const rate = { axis: 'right', format: perSecond, formatTick: (value: number) => `${shortRate(value)}/s` } as const
  return (
    <TimeChart
      label="Lag"
      height={HEIGHT}
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
