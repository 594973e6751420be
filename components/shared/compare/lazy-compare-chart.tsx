import dynamic from 'next/dynamic'
import { Skeleton } from '#components/ui/skeleton.tsx'

// Loaded after the page is shown: what its figures say is there without it.
export const CompareChart = dynamic(() => import('./compare-chart.tsx').then((module) => module.CompareChart), {
  ssr: false,
  loading: () => <Skeleton className="m-3.5 h-48" />,
})
