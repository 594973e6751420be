import type { ReactNode } from 'react'
import { classNames } from '#components/ui/class-names.ts'
import { Skeleton } from '#components/ui/skeleton.tsx'

const factsLook = 'mb-5 grid grid-cols-2 gap-x-7 gap-y-3 sm:flex sm:flex-wrap'

/** A row of the most important figures. */
export function Facts({ children }: { children: ReactNode }) {
  return <dl className={factsLook}>{children}</dl>
}

export function FactsSkeleton({ count }: { count: number }) {
  return (
    <div className={factsLook}>
      {Array.from({ length: count }, (_, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: placeholders have no identity
        <span key={place} className="space-y-2">
          <Skeleton className="w-16" />
          <Skeleton className="h-5 w-24" />
        </span>
      ))}
    </div>
  )
}

interface FactProps {
  name: string
  /** After the figure, smaller: a unit or a relation. */
  detail?: ReactNode
  tone?: 'warn' | 'bad' | undefined
  children: ReactNode
}

export function Fact({ name, detail, tone, children }: FactProps) {
  return (
    <div className="min-w-0 sm:max-w-80">
      <dt className="text-muted text-small">{name}</dt>
      <dd className="flex flex-wrap items-baseline gap-x-1.5">
        <span
          className={classNames(
            'max-w-full font-semibold text-figure tabular-nums tracking-tight',
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
