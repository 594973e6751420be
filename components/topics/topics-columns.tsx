import { NumberCell, Unknown } from '#components/shared/cells.tsx'
import type { Column } from '#components/shared/data-table/column.ts'
import { Badge } from '#components/ui/badge.tsx'
import type { TopicItem, TopicSort } from '#lib/contract/topics.ts'
import { counted } from '#lib/format/number.ts'

export const topicsColumns: readonly Column<TopicItem, TopicSort>[] = [
  {
    id: 'name',
    header: 'Topic',
    sort: 'name',
    cell: (topic) => (
      <span className="inline-flex items-center gap-2">
        <span className="max-w-96 truncate font-medium max-sm:max-w-40" title={topic.name}>
          {topic.name}
        </span>
        {topic.internal && <span className="text-faint text-small">internal</span>}
      </span>
    ),
  },
  { id: 'state', header: 'State', cell: (topic) => <TopicState topic={topic} /> },
  {
    id: 'partitions',
    header: 'Partitions',
    explain:
      'A topic is split into partitions; each keeps the order of its messages, and each can be read by another consumer.',
    align: 'end',
    sort: 'partitionCount',
    cell: (topic) => <NumberCell value={topic.partitionCount} problems={topic.problems} />,
  },
  {
    id: 'copies',
    header: 'Copies',
    explain: 'How many brokers keep each partition. Kafka calls it the replication factor.',
    align: 'end',
    sort: 'replicationFactor',
    cell: (topic) => <NumberCell value={topic.replicationFactor} problems={topic.problems} />,
  },
  {
    id: 'short',
    header: 'Short of copies',
    explain: 'Partitions with fewer copies in step than they should have. Kafka calls them under-replicated.',
    align: 'end',
    sort: 'underReplicated',
    from: 'md',
    cell: (topic) => <NumberCell value={topic.underReplicated} problems={topic.problems} />,
  },
  {
    id: 'leaderless',
    header: 'Without a leader',
    explain: 'Partitions that no broker leads: they can be neither read nor written.',
    align: 'end',
    sort: 'leaderless',
    from: 'md',
    cell: (topic) => <NumberCell value={topic.leaderless} problems={topic.problems} />,
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

function TopicState({ topic }: { topic: TopicItem }) {
  const problem = topic.problems.find(({ field }) => field === null)
  if (problem) return <Badge tone="bad">{problem.message}</Badge>
  if (topic.leaderless) return <Badge tone="bad">{counted(topic.leaderless, 'partition')} without a leader</Badge>
  if (topic.underReplicated)
    return <Badge tone="warn">{counted(topic.underReplicated, 'partition')} short of copies</Badge>
  return <Badge tone="ok">ok</Badge>
}
