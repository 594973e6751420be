import { classNames } from './class-names.ts'

/** Takes the place of content that is loading. */
export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden className={classNames('block h-3.5 animate-pulse rounded-small bg-line', className)} />
}
