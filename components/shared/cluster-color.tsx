import { classNames } from '#components/ui/class-names.ts'

interface ClusterColorProps {
  /** As configured; null or unknown: no mark. */
  color: string | null | undefined
  className?: string
}

/** A thin mark that distinguishes clusters at a glance, beside their names. */
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
