import { classNames } from './class-names.ts'

/** The place of something that is on its way. */
export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden className={classNames('block h-3.5 animate-pulse rounded-small bg-line', className)} />
}
