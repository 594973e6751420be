import { PageHeader } from '#components/shared/page-header.tsx'
import { StatusDot } from '#components/ui/badge.tsx'
import type { HealthNote } from '#lib/format/cluster-health.ts'

interface OverviewHeaderProps {
  name: string
  /** What is said where nothing is wrong with brokers and partitions. */
  healthy: HealthNote | undefined
}

export function OverviewHeader({ name, healthy }: OverviewHeaderProps) {
  return (
    <PageHeader
      title={name}
      state={
        healthy && (
          <p role="status" className="flex min-w-0 items-baseline gap-2 text-muted">
            <StatusDot tone="ok" label="healthy" className="self-center" />
            <span>
              <strong className="font-semibold text-text">{healthy.title}</strong> {healthy.text}
            </span>
          </p>
        )
      }
    />
  )
}
