'use client'

import type { ChartLine } from '#components/shared/chart/chart-line.ts'
import type { SeriesPoint } from '#components/shared/chart/series.ts'
import { TimeChart } from '#components/shared/chart/time-chart.tsx'
import { alignSeries } from './align-series.ts'
import { comparedLooks } from './compared.ts'

const HEIGHT = 210

interface CompareChartProps {
  /** What the lines measure. */
  label: string
  series: readonly { readonly name: string; readonly points: readonly SeriesPoint[] }[]
  format: (value: number) => string
  formatTick: (value: number) => string
}

/** One line for each of what is compared, on one axis. */
export function CompareChart({ label, series, format, formatTick }: CompareChartProps) {
  const { timesMs, values } = alignSeries(series.map(({ points }) => points))
  const lines = series.map(
    ({ name }, index): ChartLine => ({
      name,
      values: values[index] ?? [],
      axis: 'left',
      look: comparedLooks[index] ?? 'solid',
      format,
      formatTick,
    }),
  )
  return (
    <TimeChart
      label={label}
      height={HEIGHT}
      timesMs={timesMs}
      lines={lines}
      whyEmpty="Not enough samples yet. The chart starts after a few seconds."
    />
  )
}
