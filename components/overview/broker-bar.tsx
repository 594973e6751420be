import type { ReactNode } from 'react'
import { classNames } from '#components/ui/class-names.ts'

interface BrokerBarProps {
  /** From 0 to 1; null: unknown. */
  share: number | null
  title: string
  /** Whether something is missing from the whole. */
  isShort?: boolean
  children: ReactNode
}

/** A figure over a thin bar that compares it. */
export function BrokerBar({ share, title, isShort = false, children }: BrokerBarProps) {
  return (
    <span className="block w-24 min-w-0 max-sm:w-auto" title={title}>
      <span className={classNames('block truncate text-small tabular-nums', isShort ? 'text-warn' : 'text-muted')}>
        {children}
      </span>
      <span aria-hidden className="mt-0.5 block h-1 overflow-hidden rounded-full bg-line">
        <span
          className={classNames('block h-full rounded-full', isShort ? 'bg-warn' : 'bg-water')}
          style={{ width: `${((share ?? 0) * 100).toFixed(1)}%` }}
        />
      </span>
    </span>
  )
}
