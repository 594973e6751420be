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
import { StarButton } from '#components/shared/star-button.tsx'
import type { GroupItem, GroupSort } from '#lib/contract/groups.ts'
import { glossary } from '#lib/format/glossary.ts'
import { groupName, statusWords, typeWords } from '#lib/format/group-words.ts'

export const groupsColumns: readonly Column<GroupItem, GroupSort>[] = [
  {
    id: 'id',
    header: 'Group',
    sort: 'id',
    grows: true,
    cell: (group) => (
      <span className="flex flex-col items-start gap-0.5 max-sm:py-1.5">
        <span className="flex max-w-full items-center gap-1">
          <StarButton kind="group" id={group.id} name={groupName(group.id)} />
          <GroupLink id={group.id} isCopied />
        </span>
        <span className="sm:hidden">
          <GroupStatusBadge group={group} />
        </span>
      </span>
    ),
  },
  {
    id: 'status',
    header: 'Lag status',
    room: 14,
    explain: 'What the lag of the group does, and why. Hover for the reason.',
    sort: 'status',
    from: 'sm',
    cell: (group) => <GroupStatusBadge group={group} />,
  },
  {
    id: 'recentLag',
    header: 'Recent lag',
    room: 13,
    explain: 'The lag over the last minutes.',
    from: 'xl',
    cell: ({ lagPoints, status }) => (
      <Sparkline points={lagPoints} label="Recent lag" tone={statusWords[status].tone} />
    ),
  },
  {
    id: 'trend',
    header: 'Trend',
    room: 9,
    explain: 'Whether the lag grows, drains or is steady over the last minutes.',
    align: 'end',
    sort: 'trend',
    from: 'xl',
    cell: ({ trend, problems }) => <TrendCell value={trend} problems={problems} isShort />,
  },
  {
    id: 'lag',
    header: 'Lag',
    room: 9,
    explain: `${glossary.lag.text} Summed over all partitions of the group.`,
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
    header: 'Time lag',
    room: 12,
    explain: `${glossary.timeLag.text} The highest of all partitions.`,
    align: 'end',
    sort: 'timeLagMs',
    from: 'sm',
    cell: ({ timeLagMs, problems }) => <TimeLagCell value={timeLagMs} problems={problems} field="timeLagMs" />,
  },
  {
    id: 'eta',
    header: 'ETA',
    room: 9,
    explain: `${glossary.eta.text} The slowest partition decides.`,
    align: 'end',
    sort: 'etaMs',
    from: 'xl',
    cell: ({ etaMs, problems }) => <EtaCell value={etaMs} problems={problems} field="etaMs" />,
  },
  {
    id: 'reads',
    header: 'Consumed/s',
    explain: 'Messages per second by which the committed offsets move.',
    align: 'end',
    sort: 'consumePerSecond',
    from: 'md',
    cell: ({ consumePerSecond, problems }) => (
      <RateCell value={consumePerSecond} problems={problems} field="consumePerSecond" />
    ),
  },
  {
    id: 'writes',
    header: 'Produced/s',
    explain: 'Messages per second that are produced to the partitions of the group.',
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
    explain: glossary.member.text,
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
    from: '2xl',
    cell: (group) => <GroupStateBadge group={group} />,
  },
  {
    id: 'type',
    header: 'Type',
    explain: 'The protocol by which members get their partitions: classic, consumer (KIP-848), share or streams.',
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
    header: 'Highest partition lag',
    explain: 'The lag of the partition with the highest lag.',
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
    explain: 'The broker that manages the membership and the committed offsets of the group.',
    align: 'end',
    sort: 'coordinator',
    isOptional: true,
    cell: ({ coordinator, problems }) => coordinator ?? <Unknown problems={problems} field="coordinator" />,
  },
  {
    id: 'assignor',
    header: 'Assignor',
    explain: 'The strategy by which partitions are assigned to members.',
    sort: 'assignor',
    isOptional: true,
    cell: ({ assignor, problems }) => assignor || <Unknown problems={problems} field="assignor" />,
  },
  {
    id: 'protocol',
    header: 'Protocol',
    explain: 'The kind of client that the group consists of: consumer, connect and others.',
    sort: 'protocolType',
    isOptional: true,
    cell: ({ protocolType, problems }) => protocolType || <Unknown problems={problems} field="protocolType" />,
  },
]
