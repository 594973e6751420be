import type { ReactNode } from 'react'
import { Notice } from '#components/ui/notice.tsx'
import type { HealthNote } from '#lib/format/cluster-health.ts'

interface HealthNoticesProps {
  notes: readonly HealthNote[]
  /** What can be done about the brokers that a note names. */
  actionsFor?: (brokerId: number) => ReactNode
}

export function HealthNotices({ notes, actionsFor }: HealthNoticesProps) {
  return notes.map(({ tone, title, text, brokerIds }) => (
    // The title holds an age that grows, so the tone, of which each page shows one, keeps the notice in place.
    <Notice
      key={`${tone} ${brokerIds.join()}`}
      tone={tone}
      title={title}
      className="mb-4"
      actions={brokerIds.map((id) => actionsFor?.(id))}
    >
      {text}
    </Notice>
  ))
}
