import { Skeleton } from '#components/ui/skeleton.tsx'

/** Holds the places of what follows, so that nothing moves when it comes. */
export function OverviewSkeleton() {
  return (
    <div role="status" aria-label="Loading">
      <Skeleton className="mb-4 h-6.5 w-48" />
      <div className="mb-3 grid grid-cols-2 gap-3 lg:grid-cols-4">
        <Skeleton className="h-21" />
        <Skeleton className="h-21" />
        <Skeleton className="h-21" />
        <Skeleton className="h-21" />
      </div>
      <Skeleton className="mb-4 h-4.5 w-full max-w-xl" />
      <div className="grid gap-4 xl:grid-cols-[minmax(0,7fr)_minmax(0,5fr)]">
        <Skeleton className="h-78" />
        <Skeleton className="h-78" />
        <Skeleton className="h-52" />
        <Skeleton className="h-52" />
      </div>
    </div>
  )
}
