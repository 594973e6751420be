import { Skeleton } from '#components/ui/skeleton.tsx'

export function ConnectionSkeleton() {
  return (
    <div role="status" className="space-y-4">
      <p className="text-muted">Checking every address, step by step. This takes a few seconds.</p>
      <Skeleton className="h-24 w-full" />
      <Skeleton className="h-48 w-full" />
    </div>
  )
}
