import dynamic from 'next/dynamic'
import { Skeleton } from '#components/ui/skeleton.tsx'

// Loaded after the page is shown, because the status of a group needs neither.

export const LagChart = dynamic(
  () => import('#components/shared/chart/lag-chart.tsx').then((module) => module.LagChart),
  {
    ssr: false,
    loading: () => <Skeleton className="m-3.5 h-48" />,
  },
)

export const ResetOffsetsDialog = dynamic(
  () => import('./reset-offsets-dialog.tsx').then((module) => module.ResetOffsetsDialog),
  { ssr: false },
)

export const ResetGroupsDialog = dynamic(
  () => import('./reset-groups-dialog.tsx').then((module) => module.ResetGroupsDialog),
  { ssr: false },
)
