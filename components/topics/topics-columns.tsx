import { BytesCell, DurationCell, IdCell, NumberCell, RateCell, TimeCell, Unknown } from '#components/shared/cells.tsx'
import type { Column } from '#components/shared/data-table/column.ts'
import { NameLink } from '#components/shared/item-link.tsx'
import { Sparkline } from '#components/shared/sparkline.tsx'
import { StarButton } from '#components/shared/star-button.tsx'
import { useClusterId } from '#lib/client/live.tsx'
import { pagePaths } from '#lib/contract/paths.ts'
import type { TopicItem, TopicSort } from '#lib/contract/topics.ts'
import { glossary } from '#lib/format/glossary.ts'
import { TopicState } from './topic-state.tsx'

export interface TopicRow extends TopicItem {
  /** Read after the list; omitted: not yet. */
  readonly producePoints?: readonly number[] | undefined
}

export const topicsColumns: readonly Column<TopicRow, TopicSort>[] = [
  { id: 'name', header: 'Topic', sort: 'name', grows: true, cell: (topic) => <TopicName topic={topic} /> },
  { id: 'state', header: 'State', room: 11, cell: (topic) => <TopicState topic={topic} /> },
  {
    id: 'partitions',
    header: 'Partitions',
    explain: glossary.partition.text,
    align: 'end',
    from: 'md',
    sort: 'partitionCount',
    cell: (topic) => <NumberCell value={topic.partitionCount} problems={topic.problems} />,
  },
  {
    id: 'messages',
    header: 'Messages',
    room: 9,
    explain:
      'End offsets minus start offsets, so the most it can be. ≤ marks a topic that is compacted or has transactions, where there are fewer. Its page counts them exactly.',
    align: 'end',
    sort: 'messages',
    cell: ({ messages, problems }) => <NumberCell value={messages} problems={problems} field="messages" />,
  },
  {
    id: 'size',
    header: 'Size',
    room: 9,
    explain: 'Size of one replica of each partition on disk: that of the leader.',
    align: 'end',
    sort: 'sizeBytes',
    from: 'sm',
    cell: ({ sizeBytes, problems }) => <BytesCell value={sizeBytes} problems={problems} field="sizeBytes" />,
  },
  {
    id: 'rate',
    header: 'Produced/s',
    explain: 'Messages produced per second, averaged over about ten seconds.',
    align: 'end',
    sort: 'producePerSecond',
    from: 'sm',
    cell: ({ producePerSecond, problems }) => (
      <RateCell value={producePerSecond} problems={problems} field="producePerSecond" />
    ),
  },
  {
    id: 'recentRate',
    header: 'Recent rate',
    room: 13,
    explain: 'Messages produced per second over the last 15 min.',
    from: 'xl',
    cell: ({ producePoints }) => <Sparkline points={producePoints} label="Recent rate" tone="note" />,
  },
  {
    id: 'retention',
    header: 'Retention',
    explain: glossary.retention.text,
    align: 'end',
    sort: 'retentionMs',
    from: 'xl',
    cell: ({ cleanupPolicy, retentionMs, problems }) =>
      cleanupPolicy === 'compact' ? (
        'compact'
      ) : (
        <DurationCell value={retentionMs} problems={problems} field="retentionMs" />
      ),
  },
  {
    id: 'replicationFactor',
    header: 'Replication factor',
    explain: glossary.replicationFactor.text,
    align: 'end',
    from: 'md',
    sort: 'replicationFactor',
    cell: (topic) => <NumberCell value={topic.replicationFactor} problems={topic.problems} />,
  },
  {
    id: 'underReplicated',
    header: 'Under-replicated',
    explain: glossary.underReplicated.text,
    align: 'end',
    sort: 'underReplicated',
    isOptional: true,
    cell: (topic) => <NumberCell value={topic.underReplicated} problems={topic.problems} />,
  },
  {
    id: 'offline',
    header: 'Offline partitions',
    explain: glossary.offline.text,
    align: 'end',
    sort: 'leaderless',
    isOptional: true,
    cell: (topic) => <NumberCell value={topic.leaderless} problems={topic.problems} />,
  },
  {
    id: 'groups',
    header: 'Groups',
    explain: 'Groups that have committed offsets for the topic or members assigned to it.',
    align: 'end',
    sort: 'groupCount',
    isOptional: true,
    cell: ({ groupCount, problems }) => <NumberCell value={groupCount} problems={problems} field="groupCount" />,
  },
  {
    id: 'lag',
    header: 'Highest lag',
    explain: 'The lag on this topic of the group with the highest lag.',
    align: 'end',
    sort: 'maxLag',
    isOptional: true,
    cell: ({ maxLag, problems }) => <NumberCell value={maxLag} problems={problems} field="maxLag" />,
  },
  {
    id: 'lastWrite',
    header: 'Last message',
    explain: 'The time at which an end offset last moved, as seen since the dashboard was started.',
    align: 'end',
    sort: 'lastWriteAt',
    isOptional: true,
    cell: ({ lastWriteAt, problems }) => <TimeCell value={lastWriteAt} problems={problems} field="lastWriteAt" />,
  },
  {
    id: 'diskUsage',
    header: 'Disk usage',
    explain: 'Size of all replicas on all brokers.',
    align: 'end',
    sort: 'replicaBytes',
    isOptional: true,
    cell: ({ replicaBytes, problems }) => <BytesCell value={replicaBytes} problems={problems} field="replicaBytes" />,
  },
  {
    id: 'topicId',
    header: 'Topic ID',
    explain: 'The unique ID that Kafka gives each topic; a topic that is deleted and re-created gets another one.',
    isOptional: true,
    cell: (topic) =>
      topic.topicId ? <IdCell id={topic.topicId} /> : <Unknown problems={topic.problems} field="topicId" />,
  },
]

function TopicName({ topic }: { topic: TopicItem }) {
  const cluster = useClusterId()
  return (
    <span className="flex items-center gap-1">
      <StarButton kind="topic" id={topic.name} name={topic.name} />
      <NameLink href={pagePaths.topic(cluster, topic.name)} name={topic.name} copied={topic.name} className="min-w-0" />
      {topic.internal && <span className="text-faint text-small">internal</span>}
    </span>
  )
}
