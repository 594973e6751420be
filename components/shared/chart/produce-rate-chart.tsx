'use client'

import type { History } from '#lib/contract/history.ts'
import { formatRate } from '#lib/format/number.ts'
import { TimeChart } from './time-chart.tsx'

const HEIGHT = 150

/** Messages produced/s over time. */
export function ProduceRateChart({ history: { points } }: { history: History }) {
  return (
    <TimeChart
      label="Messages produced/s"
      height={HEIGHT}
      timesMs={points.map(({ at }) => Date.parse(at))}
      lines={[
        {
          name: 'produced',
          values: points.map(({ producePerSecond }) => producePerSecond),
          axis: 'left',
          look: 'area',
          format: (rate) => `${formatRate(rate)}/s`,
          formatTick: (rate) => `${formatRate(rate).replace(/\.0$/, '')}/s`,
        },
      ]}
      whyEmpty="Not enough samples yet. The chart starts after a few seconds."
    />
  )
}
