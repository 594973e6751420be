import dynamic from 'next/dynamic'
import { Skeleton } from '#components/ui/skeleton.tsx'

export const LAG_CHART_HEIGHT = 228

// Loaded after the page is shown: what its figures say is there without it.
export const LagChart = dynamic(
  () => import('#components/shared/chart/lag-chart.tsx').then((module) => module.LagChart),
  { ssr: false, loading: LagChartSkeleton },
)

/** As high as the chart with the line below it. */
export function LagChartSkeleton() {
  return (
    <div className="flex h-[269px] p-3.5">
      <Skeleton className="h-full grow" />
    </div>
  )
}
