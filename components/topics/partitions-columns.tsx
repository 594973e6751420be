import { BytesCell, NumberCell, RateCell } from '#components/shared/cells.tsx'
import type { Column } from '#components/shared/data-table/column.ts'
import { stableOffsetColumn } from '#components/shared/stable-offset-column.tsx'
import { markerOrder, Tape, type TapeMarker } from '#components/shared/tape.tsx'
import { Badge } from '#components/ui/badge.tsx'
import { Explained } from '#components/ui/explained.tsx'
import { useClusterId } from '#lib/client/live.tsx'
import type { PartitionItem, PartitionSort } from '#lib/contract/partitions.ts'
import { pagePaths } from '#lib/contract/paths.ts'
import { groupName } from '#lib/format/group-words.ts'
import { Replicas } from './replicas.tsx'

export const partitionsColumns = (topic: string): readonly Column<PartitionItem, PartitionSort>[] => [
  {
    id: 'id',
    header: '#',
    explain: 'The number of the partition. Order is kept within each, not between them.',
    sort: 'id',
    cell: ({ id }) => <span className="tabular-nums">{id}</span>,
  },
  { id: 'state', header: 'State', sort: 'status', cell: (partition) => <PartitionState partition={partition} /> },
  {
    id: 'copies',
    header: 'Leader · copies',
    explain: 'The broker that takes reads and writes, then those that keep copies. Kafka calls them replicas.',
    sort: 'leader',
    cell: (partition) => <Replicas partition={partition} />,
  },
  {
    id: 'tape',
    header: 'First to last offset',
    explain:
      'From the oldest record that is still there to the newest, with where groups stand. Hatched: held back by an open transaction. A press opens the messages there.',
    from: 'md',
    cell: (partition) => <PartitionTape topic={topic} partition={partition} />,
  },
  {
    id: 'first',
    header: 'First',
    explain: 'The offset of the oldest record that is still there.',
    align: 'end',
    sort: 'startOffset',
    from: 'md',
    cell: ({ startOffset, problems }) => (
      <NumberCell value={startOffset} problems={problems} field="startOffset" isExact />
    ),
  },
  {
    id: 'next',
    header: 'Next',
    explain: 'The offset that the next record will get. Kafka calls it the end of the log, or the high watermark.',
    align: 'end',
    sort: 'endOffset',
    cell: ({ endOffset, problems }) => <NumberCell value={endOffset} problems={problems} field="endOffset" isExact />,
  },
  {
    id: 'messages',
    header: 'Messages',
    explain:
      'End offset minus start offset. Transaction markers count too; in a compacted topic, so do the records that compaction removed.',
    align: 'end',
    sort: 'messages',
    from: 'sm',
    cell: ({ messages, problems }) => <NumberCell value={messages} problems={problems} field="messages" isExact />,
  },
  {
    id: 'size',
    header: 'Size',
    explain: "On the leader's disk. The copies tell theirs when pointed at or pressed.",
    align: 'end',
    sort: 'sizeBytes',
    from: 'md',
    cell: ({ sizeBytes, problems }) => <BytesCell value={sizeBytes} problems={problems} field="sizeBytes" />,
  },
  {
    id: 'rate',
    header: 'Written/s',
    explain: 'Records written per second, over the last ten seconds or so.',
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
    explain: 'Counts how often the leader was chosen.',
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
      className="lg:min-w-72"
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
  if (status === 'leaderless') return <Badge tone="bad">no leader</Badge>
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
  return <Badge tone="ok">ok</Badge>
}
