import { Skeleton } from '#components/ui/skeleton.tsx'

export function OverviewSkeleton() {
  return (
    <div role="status" aria-label="Loading">
      <Skeleton className="mb-5 h-6 w-48" />
      <Skeleton className="mb-5 h-10 w-full" />
      <div className="mb-5 flex gap-7">
        {['a', 'b', 'c', 'd', 'e'].map((key) => (
          <Skeleton key={key} className="h-10 w-20" />
        ))}
      </div>
      <Skeleton className="h-36 w-full" />
    </div>
  )
}
