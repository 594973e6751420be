import dynamic from 'next/dynamic'
import { Skeleton } from '#components/ui/skeleton.tsx'

// Loaded after the page is shown: what its figures say is there without it.
export const ProduceRateChart = dynamic(
  () => import('./produce-rate-chart.tsx').then((module) => module.ProduceRateChart),
  {
    ssr: false,
    loading: () => <Skeleton className="m-3.5 h-36" />,
  },
)
