import { classNames } from '#components/ui/class-names.ts'

interface ClusterColorProps {
  /** As it was configured; null or not known: no mark. */
  color: string | null | undefined
  className?: string
}

/** A thin mark that tells clusters apart at a glance; their names stand beside it. */
export function ClusterColor({ color, className }: ClusterColorProps) {
  if (!color) return null
  return (
    <span
      aria-hidden
      className={classNames('w-1 shrink-0 rounded-full', className)}
      style={{ backgroundColor: color }}
    />
  )
}
