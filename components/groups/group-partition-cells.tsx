import type { ReactNode } from 'react'
import { IdCell, Unknown } from '#components/shared/cells.tsx'
import { LagCell, TimeLagCell } from '#components/shared/group-cells.tsx'
import { ItemLink, NameLink } from '#components/shared/item-link.tsx'
import { Tape } from '#components/shared/tape.tsx'
import { Badge } from '#components/ui/badge.tsx'
import { useClusterId } from '#lib/client/live.tsx'
import type { GroupPartition } from '#lib/contract/groups.ts'
import { pagePaths } from '#lib/contract/paths.ts'
import { describeLagStatus, lagStatusExplanations } from '#lib/format/group-words.ts'
import { memberHost } from '#lib/format/member-names.ts'
import { formatCompact } from '#lib/format/number.ts'
import { visibleText } from '#lib/format/visible-text.ts'

export function TopicLink({ topic }: { topic: string }) {
  return <NameLink href={pagePaths.topic(useClusterId(), topic)} name={topic} copied={topic} className="max-w-44" />
}

export function OffsetState({ partition }: { partition: GroupPartition }) {
  const { status, lag } = partition
  const { tone, word } = describeLagStatus(partition)
  const reason = partition.problems.find(({ field }) => field === 'lag')?.message
  if (status === 'ok' && lag === 0) return <Badge tone={tone}>{word}</Badge>
  return (
    <span title={reason ?? lagStatusExplanations[status]}>
      {status === 'ok' ? <span className="text-muted text-small">{word}</span> : <Badge tone={tone}>{word}</Badge>}
    </span>
  )
}

export function PositionTape({ partition }: { partition: GroupPartition }) {
  const cluster = useClusterId()
  const { committed, status } = partition
  const isOdd = status === 'behind-retention' || status === 'ahead-of-end'
  const markers =
    typeof committed !== 'number'
      ? []
      : [{ name: 'the group', offset: committed, look: isOdd ? 'bad' : 'first' } as const]
  return (
    <Tape
      extent={partition}
      markers={markers}
      hrefAt={(offset) => pagePaths.messagesAt(cluster, partition.topic, partition.partition, offset)}
      className="min-w-32 xl:min-w-40"
    />
  )
}

/** Without a committed offset there is no lag, only the number of messages from the start offset on. */
export function PartitionLag({ partition }: { partition: GroupPartition }) {
  const { lag, trend, exposure, estimated, problems } = partition
  if (lag === null && exposure !== null) {
    return (
      <span
        className="text-muted"
        title="There is no committed offset; from the start offset, the group would read this many messages"
      >
        up to {formatCompact(exposure)}
      </span>
    )
  }
  return (
    <span
      title={
        estimated
          ? 'The broker does not report the lag of share groups, so this is end offset minus start offset'
          : undefined
      }
    >
      {estimated && <span className="text-faint">≈ </span>}
      <NextUnconsumed partition={partition}>
        <LagCell value={lag} trend={trend} problems={problems} field="lag" />
      </NextUnconsumed>
    </span>
  )
}

/** Links to the first message that the group has not consumed, if there is one. */
function NextUnconsumed({ partition, children }: { partition: GroupPartition; children: ReactNode }) {
  const cluster = useClusterId()
  const { topic, partition: id, committed, startOffset, lag, problems } = partition
  const isUnreliable = problems.some(({ field }) => field === 'lag')
  // An unreliable value is a button that explains why.
  if (typeof committed !== 'number' || !lag || isUnreliable) return children
  const next = Math.max(committed, startOffset ?? committed)
  return (
    <ItemLink href={pagePaths.messagesAt(cluster, topic, id, next)} title="Open the oldest unconsumed message">
      {children}
    </ItemLink>
  )
}

export function PartitionTimeLag({ partition: { timeLagMs, timeLagIs, problems } }: { partition: GroupPartition }) {
  return <TimeLagCell value={timeLagMs} timeLagIs={timeLagIs} problems={problems} field="timeLagMs" />
}

export function HostCell({ host }: { host: string }) {
  return <IdCell id={memberHost(host)} />
}

export function Owner({ partition: { memberId, clientId, host, problems } }: { partition: GroupPartition }) {
  if (memberId === null && clientId === null) {
    const problem = problems.find(({ field }) => field === 'memberId')
    return problem ? <Unknown problems={problems} field="memberId" /> : <span className="text-faint">unassigned</span>
  }
  return (
    <span className="flex max-w-36">
      <IdCell
        id={clientId ?? memberId ?? ''}
        title={[memberId && visibleText(memberId), host && memberHost(host)].filter(Boolean).join(' on ')}
      />
    </span>
  )
}
