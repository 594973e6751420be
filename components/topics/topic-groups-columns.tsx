import { NumberCell } from '#components/shared/cells.tsx'
import type { Column } from '#components/shared/data-table/column.ts'
import {
  EtaCell,
  GroupLink,
  GroupStateBadge,
  GroupStatusBadge,
  LagCell,
  TimeLagCell,
  TrendCell,
} from '#components/shared/group-cells.tsx'
import { ItemLink } from '#components/shared/item-link.tsx'
import { useClusterId } from '#lib/client/live.tsx'
import { pagePaths, withQuery } from '#lib/contract/paths.ts'
import type { TopicGroup, TopicGroupSort } from '#lib/contract/topic-groups.ts'
import { glossary } from '#lib/format/glossary.ts'
import { groupName, typeWords } from '#lib/format/group-words.ts'

/** The groups of one topic, whose name is needed for the link to its tapes. */
export function topicGroupsColumns(topic: string): readonly Column<TopicGroup, TopicGroupSort>[] {
  return [
    { id: 'id', header: 'Group', sort: 'id', grows: true, cell: ({ id }) => <GroupLink id={id} isCopied /> },
    {
      id: 'status',
      header: 'Lag status',
      explain: 'The lag status of the group as a whole, over all its topics.',
      sort: 'status',
      cell: (group) => <GroupStatusBadge group={group} />,
    },
    {
      id: 'lag',
      header: 'Lag',
      explain: `${glossary.lag.text} Only the partitions of this topic count here.`,
      align: 'end',
      sort: 'lag',
      cell: ({ lag, trend, problems }) => (
        <LagCell
          value={lag}
          trend={trend}
          isPartial={problems.some(({ field, code }) => field === 'lag' && code === 'partial')}
          problems={problems}
          field="lag"
        />
      ),
    },
    {
      id: 'timeLag',
      header: 'Time lag',
      explain: `${glossary.timeLag.text} Over all topics of the group.`,
      align: 'end',
      sort: 'timeLagMs',
      from: 'sm',
      cell: ({ timeLagMs, problems }) => <TimeLagCell value={timeLagMs} problems={problems} field="timeLagMs" />,
    },
    {
      id: 'eta',
      header: 'ETA',
      explain: `${glossary.eta.text} Over all topics of the group.`,
      align: 'end',
      sort: 'etaMs',
      from: 'lg',
      cell: ({ etaMs, problems }) => <EtaCell value={etaMs} problems={problems} field="etaMs" />,
    },
    {
      id: 'partitions',
      header: 'Partitions',
      explain: 'The partitions of this topic for which the group has a committed offset or an assigned member.',
      align: 'end',
      sort: 'partitionCount',
      from: 'md',
      cell: ({ partitionCount }) => <NumberCell value={partitionCount} />,
    },
    {
      id: 'members',
      header: 'Members',
      align: 'end',
      sort: 'memberCount',
      from: 'md',
      cell: ({ memberCount, problems }) => <NumberCell value={memberCount} problems={problems} field="memberCount" />,
    },
    {
      id: 'state',
      header: 'State',
      explain: 'The state of the group in Kafka, as kafka-consumer-groups.sh --state shows it.',
      sort: 'state',
      from: 'lg',
      cell: (group) => <GroupStateBadge group={group} />,
    },
    {
      id: 'tape',
      header: 'Offsets',
      explain: 'The committed offset of the group on each partition of this topic.',
      from: 'md',
      cell: ({ id }) => <TapeLink topic={topic} group={id} />,
    },
    {
      id: 'type',
      header: 'Type',
      sort: 'type',
      isOptional: true,
      cell: ({ type }) => <span className="text-muted">{typeWords[type]}</span>,
    },
    {
      id: 'trend',
      header: 'Trend',
      sort: 'trend',
      isOptional: true,
      cell: ({ trend, problems }) => <TrendCell value={trend} problems={problems} />,
    },
  ]
}

/** In the URL, groups are separated by commas. */
function TapeLink({ topic, group }: { topic: string; group: string }) {
  const cluster = useClusterId()
  return (
    <ItemLink
      href={withQuery(pagePaths.topic(cluster, topic), { groups: group.replaceAll(',', '%2C') })}
      title={`Show the partitions of ${topic} with the committed offsets of ${groupName(group)}`}
      className="text-accent"
    >
      Show on partitions
    </ItemLink>
  )
}
