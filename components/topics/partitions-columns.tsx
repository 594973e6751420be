import { BytesCell, NumberCell, RateCell } from '#components/shared/cells.tsx'
import type { Column } from '#components/shared/data-table/column.ts'
import { stableOffsetColumn } from '#components/shared/stable-offset-column.tsx'
import { markerOrder, Tape, type TapeMarker } from '#components/shared/tape.tsx'
import { Badge } from '#components/ui/badge.tsx'
import { Explained } from '#components/ui/explained.tsx'
import { useClusterId } from '#lib/client/live.tsx'
import type { PartitionItem, PartitionSort } from '#lib/contract/partitions.ts'
import { pagePaths } from '#lib/contract/paths.ts'
import { glossary } from '#lib/format/glossary.ts'
import { groupName } from '#lib/format/group-words.ts'
import { IsrCell, LeaderCell, ReplicasCell } from './replicas.tsx'

export const partitionsColumns = (topic: string): readonly Column<PartitionItem, PartitionSort>[] => [
  {
    id: 'id',
    header: 'Partition',
    explain: glossary.partition.text,
    sort: 'id',
    cell: ({ id }) => <span className="tabular-nums">{id}</span>,
  },
  {
    id: 'state',
    header: 'State',
    room: 11,
    sort: 'status',
    cell: (partition) => <PartitionState partition={partition} />,
  },
  {
    id: 'leader',
    header: 'Leader',
    explain: glossary.leader.text,
    align: 'end',
    from: 'sm',
    sort: 'leader',
    cell: (partition) => <LeaderCell partition={partition} />,
  },
  {
    id: 'replicas',
    header: 'Replicas',
    room: 9,
    explain: `${glossary.replica.text} The preferred leader is first, the leader is bold. Struck through: out of sync or offline.`,
    cell: (partition) => <ReplicasCell partition={partition} />,
  },
  {
    id: 'isr',
    header: 'ISR',
    room: 7,
    explain: glossary.isr.text,
    from: 'md',
    cell: (partition) => <IsrCell partition={partition} />,
  },
  {
    id: 'tape',
    header: 'Offset range',
    room: 34,
    explain:
      'The partition from its start offset to its end offset, with the committed offsets of groups. Hatched: held back by an open transaction. Click to open the messages there.',
    from: 'xl',
    cell: (partition) => <PartitionTape topic={topic} partition={partition} />,
  },
  {
    id: 'start',
    header: 'Start offset',
    explain: glossary.startOffset.text,
    align: 'end',
    sort: 'startOffset',
    from: 'wide',
    cell: ({ startOffset, problems }) => (
      <NumberCell value={startOffset} problems={problems} field="startOffset" isExact />
    ),
  },
  {
    id: 'end',
    header: 'End offset',
    room: 11,
    explain: glossary.endOffset.text,
    align: 'end',
    sort: 'endOffset',
    cell: ({ endOffset, problems }) => <NumberCell value={endOffset} problems={problems} field="endOffset" isExact />,
  },
  {
    id: 'messages',
    header: 'Messages',
    room: 11,
    explain:
      'End offset minus start offset, so the most it can be. ≤ marks a topic that is compacted or has transactions, where there are fewer. Count exactly, above, reads them.',
    align: 'end',
    sort: 'messages',
    from: 'sm',
    cell: ({ messages, problems }) => <NumberCell value={messages} problems={problems} field="messages" isExact />,
  },
  {
    id: 'size',
    header: 'Size',
    room: 9,
    explain: 'Size on the disk of the leader. Hover over the replicas for the size of each.',
    align: 'end',
    sort: 'sizeBytes',
    from: 'md',
    cell: ({ sizeBytes, problems }) => <BytesCell value={sizeBytes} problems={problems} field="sizeBytes" />,
  },
  {
    id: 'rate',
    header: 'Produced/s',
    explain: 'Messages produced per second, averaged over about ten seconds.',
    align: 'end',
    from: 'sm',
    sort: 'producePerSecond',
    cell: ({ producePerSecond, problems }) => (
      <RateCell value={producePerSecond} problems={problems} field="producePerSecond" />
    ),
  },
  stableOffsetColumn,
  {
    id: 'epoch',
    header: 'Leader epoch',
    explain: 'The number of leader elections of the partition so far.',
    align: 'end',
    isOptional: true,
    cell: ({ leaderEpoch, problems }) => (
      <NumberCell value={leaderEpoch} problems={problems} field="leaderEpoch" isExact />
    ),
  },
]

function PartitionTape({ topic, partition }: { topic: string; partition: PartitionItem }) {
  const cluster = useClusterId()
  return (
    <Tape
      extent={partition}
      markers={markersOf(partition)}
      hrefAt={(offset) => pagePaths.messagesAt(cluster, topic, partition.id, offset)}
      className="wide:min-w-56"
    />
  )
}

/** A style for each requested group, the same on every tape. */
function markersOf({ positions }: PartitionItem): TapeMarker[] | undefined {
  return positions?.flatMap(({ group, committed }, index) => {
    const look = markerOrder[index]
    return committed === null || !look ? [] : [{ name: groupName(group), offset: committed, look }]
  })
}

function PartitionState({ partition }: { partition: PartitionItem }) {
  const { status, isr, replicas, problems } = partition
  const problem = problems.find(({ field }) => field === 'leader')
  if (status === 'leaderless') return <Badge tone="bad">offline</Badge>
  if (problem) {
    return (
      <Explained text={problem.message}>
        <Badge tone="bad">leader is down</Badge>
      </Explained>
    )
  }
  const refusal = problems.find(({ field }) => field === 'isr')
  if (refusal) {
    return (
      <Explained text={refusal.message}>
        <Badge tone="bad">{`${isr.length} of ${replicas.length} in sync, refuses acks=all`}</Badge>
      </Explained>
    )
  }
  if (status === 'under-replicated') return <Badge tone="warn">{`${isr.length} of ${replicas.length} in sync`}</Badge>
  return <Badge tone="ok">healthy</Badge>
}
