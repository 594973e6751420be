import { BytesCell, DurationCell, NumberCell, RateCell, TimeCell, Unknown } from '#components/shared/cells.tsx'
import type { Column } from '#components/shared/data-table/column.ts'
import { NameLink } from '#components/shared/item-link.tsx'
import { useClusterId } from '#lib/client/live.tsx'
import { pagePaths } from '#lib/contract/paths.ts'
import type { TopicItem, TopicSort } from '#lib/contract/topics.ts'
import { TopicState } from './topic-state.tsx'

export const topicsColumns: readonly Column<TopicItem, TopicSort>[] = [
  { id: 'name', header: 'Topic', sort: 'name', cell: (topic) => <TopicName topic={topic} /> },
  { id: 'state', header: 'State', cell: (topic) => <TopicState topic={topic} /> },
  {
    id: 'partitions',
    header: 'Partitions',
    explain:
      'A topic is split into partitions; each keeps the order of its messages, and each can be read by another consumer.',
    align: 'end',
    from: 'sm',
    sort: 'partitionCount',
    cell: (topic) => <NumberCell value={topic.partitionCount} problems={topic.problems} />,
  },
  {
    id: 'messages',
    header: 'Messages',
    explain:
      'End offsets minus start offsets. Transaction markers count too; in a compacted topic, so do the records that compaction removed.',
    align: 'end',
    sort: 'messages',
    cell: ({ messages, problems }) => <NumberCell value={messages} problems={problems} field="messages" />,
  },
  {
    id: 'size',
    header: 'Size',
    explain: 'One copy of it, on disk.',
    align: 'end',
    sort: 'sizeBytes',
    from: 'sm',
    cell: ({ sizeBytes, problems }) => <BytesCell value={sizeBytes} problems={problems} field="sizeBytes" />,
  },
  {
    id: 'rate',
    header: 'Written/s',
    explain: 'Records written per second, over the last ten seconds or so.',
    align: 'end',
    sort: 'producePerSecond',
    from: 'sm',
    cell: ({ producePerSecond, problems }) => (
      <RateCell value={producePerSecond} problems={problems} field="producePerSecond" />
    ),
  },
  {
    id: 'kept',
    header: 'Kept for',
    explain: 'How long records stay. Compacted topics keep the latest record of each key.',
    align: 'end',
    sort: 'retentionMs',
    from: 'md',
    cell: ({ cleanupPolicy, retentionMs, problems }) =>
      cleanupPolicy === 'compact' ? (
        'compacted'
      ) : (
        <DurationCell value={retentionMs} problems={problems} field="retentionMs" />
      ),
  },
  {
    id: 'copies',
    header: 'Copies',
    explain: 'How many brokers keep each partition. Kafka calls it the replication factor.',
    align: 'end',
    from: 'md',
    sort: 'replicationFactor',
    cell: (topic) => <NumberCell value={topic.replicationFactor} problems={topic.problems} />,
  },
  {
    id: 'short',
    header: 'Short of copies',
    explain: 'Partitions with fewer copies in step than they should have. Kafka calls them under-replicated.',
    align: 'end',
    sort: 'underReplicated',
    isOptional: true,
    cell: (topic) => <NumberCell value={topic.underReplicated} problems={topic.problems} />,
  },
  {
    id: 'leaderless',
    header: 'Without a leader',
    explain: 'Partitions that no broker leads: they can be neither read nor written.',
    align: 'end',
    sort: 'leaderless',
    isOptional: true,
    cell: (topic) => <NumberCell value={topic.leaderless} problems={topic.problems} />,
  },
  {
    id: 'groups',
    header: 'Groups',
    explain: 'Groups that commit to it or have members on it.',
    align: 'end',
    sort: 'groupCount',
    isOptional: true,
    cell: ({ groupCount, problems }) => <NumberCell value={groupCount} problems={problems} field="groupCount" />,
  },
  {
    id: 'lag',
    header: 'Behind',
    explain: 'Messages that the group furthest behind on it has not read yet. Kafka calls it lag.',
    align: 'end',
    sort: 'maxLag',
    isOptional: true,
    cell: ({ maxLag, problems }) => <NumberCell value={maxLag} problems={problems} field="maxLag" />,
  },
  {
    id: 'lastWrite',
    header: 'Last write',
    explain: 'When an end was last seen to move, since the dashboard was started.',
    align: 'end',
    sort: 'lastWriteAt',
    isOptional: true,
    cell: ({ lastWriteAt, problems }) => <TimeCell value={lastWriteAt} problems={problems} field="lastWriteAt" />,
  },
  {
    id: 'allCopies',
    header: 'Size, all copies',
    align: 'end',
    sort: 'replicaBytes',
    isOptional: true,
    cell: ({ replicaBytes, problems }) => <BytesCell value={replicaBytes} problems={problems} field="replicaBytes" />,
  },
  {
    id: 'topicId',
    header: 'Topic id',
    explain: 'Stays the same for as long as the topic lives; one that is deleted and created again has another.',
    isOptional: true,
    cell: (topic) =>
      topic.topicId ? (
        <code className="font-mono text-muted text-small">{topic.topicId}</code>
      ) : (
        <Unknown problems={topic.problems} field="topicId" />
      ),
  },
]

function TopicName({ topic }: { topic: TopicItem }) {
  const cluster = useClusterId()
  return (
    <span className="inline-flex items-center gap-2">
      <NameLink href={pagePaths.topic(cluster, topic.name)} name={topic.name} />
      {topic.internal && <span className="text-faint text-small">internal</span>}
    </span>
  )
}
