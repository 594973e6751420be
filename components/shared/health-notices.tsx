import type { ReactNode } from 'react'
import { Notice } from '#components/ui/notice.tsx'
import type { HealthNote } from '#lib/format/cluster-health.ts'
import { ConnectionLink } from './connection-link.tsx'

interface HealthNoticesProps {
  notes: readonly HealthNote[]
  /** Actions on the brokers that a note names. */
  actionsFor?: (brokerId: number) => ReactNode
}

export function HealthNotices({ notes, actionsFor }: HealthNoticesProps) {
  return notes.map(({ id, tone, title, age, text, brokerIds }) => (
    <Notice
      key={id}
      tone={tone}
      title={
        <>
          {title}
          <span aria-hidden>{age}</span>
        </>
      }
      className="mb-4"
      actions={brokerIds.map((brokerId) => actionsFor?.(brokerId))}
    >
      {text} {id === 'silence' && <ConnectionLink />}
    </Notice>
  ))
}
