import type { ReactNode } from 'react'
import { classNames } from '#components/ui/class-names.ts'

/** A row of the figures that matter most. */
export function Facts({ children }: { children: ReactNode }) {
  return <dl className="mb-5 grid grid-cols-2 gap-x-7 gap-y-3 sm:flex sm:flex-wrap">{children}</dl>
}

interface FactProps {
  name: string
  /** Said behind the figure, smaller: a unit or a relation. */
  detail?: ReactNode
  tone?: 'warn' | 'bad' | undefined
  children: ReactNode
}

export function Fact({ name, detail, tone, children }: FactProps) {
  return (
    <div>
      <dt className="text-muted text-small">{name}</dt>
      <dd className="flex items-baseline gap-1.5">
        <span
          className={classNames(
            'font-semibold text-figure tabular-nums tracking-tight',
            tone === 'warn' && 'text-warn',
            tone === 'bad' && 'text-bad',
          )}
        >
          {children}
        </span>
        {detail && <span className="text-faint text-small">{detail}</span>}
      </dd>
    </div>
  )
}
