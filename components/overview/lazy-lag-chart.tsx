import dynamic from 'next/dynamic'
import { Skeleton } from '#components/ui/skeleton.tsx'

export const LAG_CHART_HEIGHT = 228
/** That of the line below it. */
const CAPTION_HEIGHT = 41

// Loaded after the page is shown: what its figures say is there without it.
export const LagChart = dynamic(
  () => import('#components/shared/chart/lag-chart.tsx').then((module) => module.LagChart),
  { ssr: false, loading: LagChartSkeleton },
)

/** As high as the chart with the line below it. */
export function LagChartSkeleton() {
  return (
    <div className="flex p-3.5" style={{ height: LAG_CHART_HEIGHT + CAPTION_HEIGHT }}>
      <Skeleton className="h-full grow" />
    </div>
  )
}
