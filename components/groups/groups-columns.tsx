import { NumberCell, RateCell, Unknown } from '#components/shared/cells.tsx'
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
import { Sparkline } from '#components/shared/sparkline.tsx'
import type { GroupItem, GroupSort } from '#lib/contract/groups.ts'
import { statusWords, typeWords } from '#lib/format/group-words.ts'

export const groupsColumns: readonly Column<GroupItem, GroupSort>[] = [
  {
    id: 'id',
    header: 'Group',
    sort: 'id',
    cell: (group) => (
      <span className="flex flex-col items-start gap-0.5 max-sm:py-1.5">
        <GroupLink id={group.id} />
        <span className="sm:hidden">
          <GroupStatusBadge group={group} />
        </span>
      </span>
    ),
  },
  {
    id: 'status',
    header: 'Status',
    explain: 'How it is with its lag; hover for the reason.',
    sort: 'status',
    from: 'sm',
    cell: (group) => <GroupStatusBadge group={group} />,
  },
  {
    id: 'lately',
    header: 'Lately',
    explain: 'How the number of unread messages came about.',
    from: 'xl',
    cell: ({ lagPoints, status }) => (
      <Sparkline points={lagPoints} label="Unread messages lately" tone={statusWords[status].tone} />
    ),
  },
  {
    id: 'trend',
    header: 'Trend',
    explain: 'Where the number of unread messages is going, over the last minutes.',
    align: 'end',
    sort: 'trend',
    from: 'xl',
    cell: ({ trend, problems }) => <TrendCell value={trend} problems={problems} isShort />,
  },
  {
    id: 'lag',
    header: 'Behind',
    explain: 'Messages that it has not read yet, over all its partitions. Kafka calls it lag.',
    align: 'end',
    sort: 'totalLag',
    cell: (group) => (
      <span className="flex flex-col items-end">
        <LagCell
          value={group.totalLag}
          trend={group.trend}
          hasTrendColumn
          isPartial={group.partial}
          problems={group.problems}
          field="totalLag"
        />
        <span className="text-muted text-small sm:hidden">
          <TimeLagCell value={group.timeLagMs} problems={group.problems} field="timeLagMs" />
        </span>
      </span>
    ),
  },
  {
    id: 'timeLag',
    header: 'Time behind',
    explain: 'How long the next unread message has been waiting, where that is longest.',
    align: 'end',
    sort: 'timeLagMs',
    from: 'sm',
    cell: ({ timeLagMs, problems }) => <TimeLagCell value={timeLagMs} problems={problems} field="timeLagMs" />,
  },
  {
    id: 'eta',
    header: 'Caught up in',
    explain: 'About, if it goes on reading and others go on writing as they do now. The slowest partition decides.',
    align: 'end',
    sort: 'etaMs',
    from: 'xl',
    cell: ({ etaMs, problems }) => <EtaCell value={etaMs} problems={problems} field="etaMs" />,
  },
  {
    id: 'reads',
    header: 'Read/s',
    explain: 'Messages per second, by what it commits.',
    align: 'end',
    sort: 'consumePerSecond',
    from: 'md',
    cell: ({ consumePerSecond, problems }) => (
      <RateCell value={consumePerSecond} problems={problems} field="consumePerSecond" />
    ),
  },
  {
    id: 'writes',
    header: 'Written/s',
    explain: 'Messages per second that are written to its partitions.',
    align: 'end',
    sort: 'producePerSecond',
    isOptional: true,
    cell: ({ producePerSecond, problems }) => (
      <RateCell value={producePerSecond} problems={problems} field="producePerSecond" />
    ),
  },
  {
    id: 'members',
    header: 'Members',
    explain: 'Consumers that are there now and share the partitions.',
    align: 'end',
    sort: 'memberCount',
    from: 'md',
    cell: ({ memberCount, problems }) => <NumberCell value={memberCount} problems={problems} field="memberCount" />,
  },
  {
    id: 'state',
    header: 'State',
    explain: "In Kafka's own words, as kafka-consumer-groups.sh --state says it.",
    sort: 'state',
    from: '2xl',
    cell: (group) => <GroupStateBadge group={group} />,
  },
  {
    id: 'type',
    header: 'Type',
    explain: 'How its members share the work.',
    sort: 'type',
    isOptional: true,
    cell: ({ type }) => <span className="text-muted">{typeWords[type]}</span>,
  },
  {
    id: 'topics',
    header: 'Topics',
    align: 'end',
    sort: 'topicCount',
    isOptional: true,
    cell: ({ topicCount, problems }) => <NumberCell value={topicCount} problems={problems} field="topicCount" />,
  },
  {
    id: 'largest',
    header: 'Behind, worst partition',
    align: 'end',
    sort: 'maxPartitionLag',
    isOptional: true,
    cell: ({ maxPartitionLag, problems }) => (
      <NumberCell value={maxPartitionLag} problems={problems} field="maxPartitionLag" />
    ),
  },
  {
    id: 'coordinator',
    header: 'Coordinator',
    explain: 'The broker that looks after the group.',
    align: 'end',
    sort: 'coordinator',
    isOptional: true,
    cell: ({ coordinator, problems }) => coordinator ?? <Unknown problems={problems} field="coordinator" />,
  },
  {
    id: 'assignor',
    header: 'Assignor',
    explain: 'By which rule the partitions are shared out.',
    sort: 'assignor',
    isOptional: true,
    cell: ({ assignor, problems }) => assignor || <Unknown problems={problems} field="assignor" />,
  },
  {
    id: 'protocol',
    header: 'Protocol',
    explain: 'What the members speak among themselves: consumer, connect and others.',
    sort: 'protocolType',
    isOptional: true,
    cell: ({ protocolType, problems }) => protocolType || <Unknown problems={problems} field="protocolType" />,
  },
]
