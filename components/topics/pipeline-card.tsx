import type { ReactNode } from 'react'
import { GroupLink, LagCell } from '#components/shared/group-cells.tsx'
import { NameLink } from '#components/shared/item-link.tsx'
import { Card, CardHeader } from '#components/ui/card.tsx'
import { useCluster } from '#lib/client/use-clusters.ts'
import { useTopicGroups } from '#lib/client/use-groups.ts'
import { pagePaths } from '#lib/contract/paths.ts'
import type { TopicProducersReply } from '#lib/contract/producers.ts'
import { counted, formatNumber, formatRate } from '#lib/format/number.ts'

/** With more, it would be a list and no picture. */
const SHOWN = 6
const NOT_KNOWN = 'Not known'

interface PipelineCardProps {
  cluster: string
  topic: string
  reply: TopicProducersReply
  producePerSecond: number | null
}

/** What flows into a topic and out of it: producers, groups, and where these write to, as far as it is known. */
export function PipelineCard({ cluster, topic, reply, producePerSecond }: PipelineCardProps) {
  const producers = reply.items
  const { data: facts } = useCluster(cluster)
  const groups = useTopicGroups(cluster, topic, { sort: 'lag', order: 'desc', pageSize: SHOWN })
  const pipelines = facts?.pipelines ?? []
  const writers = pipelines.filter(({ topics }) => topics.includes(topic)).map(({ group }) => group)
  const named = producers.flatMap(({ transactionalId }) => transactionalId ?? [])
  const nameless = producers.length - named.length
  const left = (groups.data?.total ?? 0) - (groups.data?.items.length ?? 0)
  const areKnown = groups.data !== undefined && groups.data.warnings.length === 0
  const noGroup = areKnown ? 'No group consumes this topic' : groups.isLoading ? '…' : NOT_KNOWN
  const targetsOf = (id: string) => pipelines.find(({ group }) => group === id)?.topics ?? []
  return (
    <Card className="mb-4">
      <CardHeader title="Pipeline" aside="who writes, who reads" />
      <div className="grid items-center gap-3 p-3.5 md:grid-cols-[minmax(0,1fr)_auto_minmax(0,auto)_auto_minmax(0,2fr)]">
        <Places label="Writes to it" none={reply.warnings.length > 0 ? NOT_KNOWN : 'No producer with an ID'}>
          {writers.map((group) => (
            <Place key={`group ${group}`} kind="group">
              <GroupLink id={group} />
            </Place>
          ))}
          {named.slice(0, SHOWN).map((id) => (
            <Place key={id} kind="transactional ID">
              <span className="wrap-anywhere">{id}</span>
            </Place>
          ))}
          {named.length > SHOWN && <More count={named.length - SHOWN} one="transactional ID" />}
          {nameless > 0 && <Place kind="idempotent">{counted(nameless, 'producer')}</Place>}
        </Places>
        <Arrow />
        <div className="rounded-card border border-accent bg-accent-soft px-3 py-2 text-center">
          <div className="wrap-anywhere font-mono font-semibold text-small">{topic}</div>
          {producePerSecond !== null && (
            <div className="text-muted text-small tabular-nums">{formatRate(producePerSecond)}/s</div>
          )}
        </div>
        <Arrow />
        <Places label="Consumes it" none={noGroup}>
          {groups.data?.items.map((group) => (
            <Place key={group.id} kind="group">
              <GroupLink id={group.id} />
              <span className="text-muted text-small">
                lag <LagCell value={group.lag} trend={group.trend} problems={group.problems} field="lag" />
              </span>
              {targetsOf(group.id).map((target) => (
                <span key={target} className="flex min-w-0 items-center gap-1.5" title="As the configuration says">
                  <span aria-hidden>→</span>
                  <span className="sr-only">writes to</span>
                  <NameLink href={pagePaths.topicProducers(cluster, target)} name={target} />
                </span>
              ))}
            </Place>
          ))}
          {left > 0 && <More count={left} one="group" />}
        </Places>
      </div>
    </Card>
  )
}

function Places({ label, none, children }: { label: string; none: string; children: ReactNode }) {
  const isEmpty = [children].flat(2).every((child) => !child)
  return (
    <ul aria-label={label} className="flex min-w-0 flex-col gap-1.5">
      {isEmpty ? <li className="text-muted">{none}</li> : children}
    </ul>
  )
}

function Place({ kind, children }: { kind: string; children: ReactNode }) {
  return (
    <li className="flex min-w-0 flex-wrap items-center gap-x-2.5 gap-y-0.5 rounded-control border border-line px-2.5 py-1">
      <span className="text-faint text-tiny">{kind}</span>
      {children}
    </li>
  )
}

function More({ count, one }: { count: number; one: string }) {
  return (
    <li className="px-2.5 text-muted text-small">{`and ${formatNumber(count)} more ${count === 1 ? one : `${one}s`}`}</li>
  )
}

/** Sideways where there is room, otherwise down. */
function Arrow() {
  return (
    <span aria-hidden className="justify-self-center text-faint text-large max-md:rotate-90">
      →
    </span>
  )
}
