import { FactsSkeleton } from '#components/shared/facts.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'

export function OverviewSkeleton() {
  return (
    <div role="status" aria-label="Loading">
      <Skeleton className="mb-5 h-6 w-48" />
      <Skeleton className="mb-5 h-10 w-full" />
      <FactsSkeleton count={6} />
      <Skeleton className="h-36 w-full" />
    </div>
  )
}
