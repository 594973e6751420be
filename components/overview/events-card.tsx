import type { ReactNode } from 'react'
import { TimeCell } from '#components/shared/cells.tsx'
import { ItemLink } from '#components/shared/item-link.tsx'
import { type Query, QueryState } from '#components/shared/query-state.tsx'
import { StatusDot } from '#components/ui/badge.tsx'
import { Card, CardHeader } from '#components/ui/card.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { useClusterId } from '#lib/client/live.tsx'
import type { ClusterHistory } from '#lib/contract/history.ts'
import type { HistoryEvent } from '#lib/contract/history-events.ts'
import { pagePaths } from '#lib/contract/paths.ts'
import { eventTone } from '#lib/format/event-tone.ts'

const SHOWN = 5
const toneWords = { ok: 'ended well', note: 'note', warn: 'warning', bad: 'failure' } as const

/** What happened of late, the newest first. */
export function EventsCard({ query }: { query: Query<ClusterHistory> }) {
  return (
    <Card>
      <CardHeader title="Latest events" aside="last 15 min" />
      <QueryState
        query={query}
        skeleton={<Skeleton className="m-3.5 h-33" />}
        isEmpty={({ events }) => events.length === 0}
        empty={
          <p className="px-3.5 py-8 text-center text-muted">
            Nothing happened. Brokers that go down, offline partitions, groups that stop and new topics appear here.
          </p>
        }
      >
        {({ events }) => (
          <ol>
            {events
              .slice(-SHOWN)
              .reverse()
              .map((event) => (
                <EventRow key={`${event.at} ${event.kind} ${event.text}`} event={event} />
              ))}
          </ol>
        )}
      </QueryState>
    </Card>
  )
}

function EventRow({ event: { at, kind, text, subject } }: { event: HistoryEvent }) {
  const tone = eventTone(kind)
  return (
    <li className="flex items-center gap-3 border-line border-b px-3.5 py-1.5 last:border-b-0">
      <span className="shrink-0 text-muted text-small tabular-nums">
        <TimeCell value={at} />
      </span>
      <StatusDot tone={tone} label={toneWords[tone]} />
      <span className="wrap-anywhere min-w-0">
        <Subject subject={subject}>{text}</Subject>
      </span>
    </li>
  )
}

function Subject({ subject, children }: { subject: HistoryEvent['subject']; children: ReactNode }) {
  const cluster = useClusterId()
  if (!subject) return children
  const paths = {
    broker: () => pagePaths.broker(cluster, Number(subject.id)),
    topic: () => pagePaths.topic(cluster, subject.id),
    group: () => pagePaths.group(cluster, subject.id),
  }
  return <ItemLink href={paths[subject.kind]()}>{children}</ItemLink>
}
