import { Notice } from '#components/ui/notice.tsx'
import type { HealthNote } from '#lib/format/cluster-health.ts'
import { ConnectionLink } from './connection-link.tsx'

export function HealthNotices({ notes }: { notes: readonly HealthNote[] }) {
  return notes.map(({ id, tone, title, age, text }) => (
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
    >
      {text} {id === 'silence' && <ConnectionLink />}
    </Notice>
  ))
}
