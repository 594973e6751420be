import { classNames } from '#components/ui/class-names.ts'
import type { SeriesPoint } from './chart/series.ts'
import { layOutTrend } from './trend-layout.ts'

interface TrendLineProps {
  points: readonly SeriesPoint[]
  /** What it shows, for those who cannot see it. */
  label: string
  className?: string | undefined
}

/** The recent history of a figure, as wide as its box. Only its room if too little is known. */
export function TrendLine({ points, label, className }: TrendLineProps) {
  const runs = layOutTrend(points)
  const look = classNames('block h-7 w-full text-accent', className)
  if (runs.length === 0) return <span className={look} />
  return (
    <svg viewBox="0 -6 100 112" preserveAspectRatio="none" role="img" aria-label={label} className={look}>
      {runs.map((run) => {
        const line = run.map(({ atMs, value }) => `${atMs.toFixed(1)},${value.toFixed(1)}`).join(' ')
        const [from, to] = [run[0]?.atMs ?? 0, run.at(-1)?.atMs ?? 0]
        return (
          <g key={from}>
            <polygon points={`${from},106 ${line} ${to},106`} fill="currentColor" fillOpacity="0.12" />
            <polyline
              points={line}
              fill="none"
              stroke="currentColor"
              strokeWidth="1.5"
              strokeLinejoin="round"
              vectorEffect="non-scaling-stroke"
            />
          </g>
        )
      })}
    </svg>
  )
}
