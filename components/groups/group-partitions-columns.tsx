import { NumberCell, RateCell, Unknown } from '#components/shared/cells.tsx'
import type { Column } from '#components/shared/data-table/column.ts'
import { EtaCell, TrendCell } from '#components/shared/group-cells.tsx'
import { stableOffsetColumn } from '#components/shared/stable-offset-column.tsx'
import type { GroupPartition, GroupPartitionSort } from '#lib/contract/groups.ts'
import { memberHost } from '#lib/format/member-names.ts'
import { visibleText } from '#lib/format/visible-text.ts'
import {
  OffsetState,
  Owner,
  PartitionLag,
  PartitionTimeLag,
  PositionTape,
  TopicLink,
} from './group-partition-cells.tsx'

export const groupPartitionsColumns: readonly Column<GroupPartition, GroupPartitionSort>[] = [
  {
    id: 'topic',
    header: 'Topic',
    sort: 'topic',
    cell: (partition) => (
      <span className="flex flex-col gap-1.5 max-sm:w-52 max-sm:py-2.5">
        <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <TopicLink topic={partition.topic} />
          <span className="flex items-center gap-2 sm:hidden">
            <span className="font-semibold tabular-nums">{partition.partition}</span>
            <OffsetState partition={partition} />
          </span>
        </span>
        <span className="sm:hidden">
          <PositionTape partition={partition} />
        </span>
      </span>
    ),
  },
  {
    id: 'partition',
    header: '#',
    explain: 'The number of the partition.',
    align: 'end',
    sort: 'partition',
    from: 'sm',
    cell: ({ partition }) => partition,
  },
  {
    id: 'state',
    header: 'State',
    explain: 'Whether the next message to read is still there; hover for the reason.',
    sort: 'status',
    from: 'sm',
    cell: (partition) => <OffsetState partition={partition} />,
  },
  {
    id: 'tape',
    header: 'Position',
    explain:
      'The partition from its first to its last message. The mark is the next message to read, what is shaded is unread. Hatched: held back by an open transaction. A press opens the messages there.',
    from: 'md',
    cell: (partition) => <PositionTape partition={partition} />,
  },
  {
    id: 'lag',
    header: 'Behind',
    explain: 'Messages between the commit and the end. Kafka calls it lag.',
    align: 'end',
    sort: 'lag',
    cell: (partition) => (
      <span className="flex flex-col items-end">
        <PartitionLag partition={partition} />
        <span className="text-muted text-small sm:hidden">
          <PartitionTimeLag partition={partition} />
        </span>
      </span>
    ),
  },
  {
    id: 'timeLag',
    header: 'Time behind',
    explain:
      'How long the next message has been waiting: by its own timestamp, or with ≈ by when the end of the log was there.',
    align: 'end',
    sort: 'timeLagMs',
    from: 'sm',
    cell: (partition) => <PartitionTimeLag partition={partition} />,
  },
  {
    id: 'reads',
    header: 'Read/s',
    explain: 'Messages per second, by what is committed.',
    align: 'end',
    sort: 'consumePerSecond',
    from: 'xl',
    cell: ({ consumePerSecond, problems }) => (
      <RateCell value={consumePerSecond} problems={problems} field="consumePerSecond" />
    ),
  },
  {
    id: 'eta',
    header: 'Caught up in',
    explain: 'About, if it goes on reading and others go on writing as they do now.',
    align: 'end',
    sort: 'etaMs',
    from: 'wide',
    cell: ({ etaMs, problems }) => <EtaCell value={etaMs} problems={problems} field="etaMs" />,
  },
  {
    id: 'committed',
    header: 'Committed',
    explain: 'The offset of the next message to read. Kafka’s script calls it CURRENT-OFFSET.',
    align: 'end',
    sort: 'committed',
    isOptional: true,
    cell: ({ committed, problems }) => <NumberCell value={committed} problems={problems} field="committed" isExact />,
  },
  {
    id: 'end',
    header: 'End',
    explain: 'The offset that the next written message gets. Kafka’s script calls it LOG-END-OFFSET.',
    align: 'end',
    sort: 'endOffset',
    isOptional: true,
    cell: ({ endOffset, problems }) => <NumberCell value={endOffset} problems={problems} field="endOffset" isExact />,
  },
  {
    id: 'member',
    header: 'Member',
    explain: 'Who reads it, by client id. Hover for the member’s id and its host.',
    sort: 'clientId',
    from: 'xl',
    cell: (partition) => <Owner partition={partition} />,
  },
  {
    id: 'trend',
    header: 'Trend',
    sort: 'trend',
    isOptional: true,
    cell: ({ trend, problems }) => <TrendCell value={trend} problems={problems} />,
  },
  {
    id: 'start',
    header: 'First',
    explain: 'The offset of the oldest message that is still there.',
    align: 'end',
    sort: 'startOffset',
    isOptional: true,
    cell: ({ startOffset, problems }) => (
      <NumberCell value={startOffset} problems={problems} field="startOffset" isExact />
    ),
  },
  stableOffsetColumn,
  {
    id: 'expired',
    header: 'Expired unread',
    explain: 'Messages that retention removed before the group had read them.',
    align: 'end',
    sort: 'expired',
    isOptional: true,
    cell: ({ expired, problems }) => <NumberCell value={expired} problems={problems} field="expired" />,
  },
  {
    id: 'writes',
    header: 'Written/s',
    align: 'end',
    sort: 'producePerSecond',
    isOptional: true,
    cell: ({ producePerSecond, problems }) => (
      <RateCell value={producePerSecond} problems={problems} field="producePerSecond" />
    ),
  },
  {
    id: 'host',
    header: 'Host',
    sort: 'host',
    isOptional: true,
    cell: ({ host, problems }) => (host === null ? <Unknown problems={problems} field="host" /> : memberHost(host)),
  },
  {
    id: 'memberId',
    header: 'Member id',
    sort: 'memberId',
    isOptional: true,
    cell: ({ memberId, problems }) =>
      memberId === null ? (
        <Unknown problems={problems} field="memberId" />
      ) : (
        <code className="font-mono text-muted text-small">{visibleText(memberId)}</code>
      ),
  },
  {
    id: 'metadata',
    header: 'Metadata',
    explain: 'What the group wrote beside its commit.',
    isOptional: true,
    cell: ({ metadata }) =>
      metadata ? (
        <code className="font-mono text-small">{visibleText(metadata)}</code>
      ) : (
        <span className="text-faint">none</span>
      ),
  },
]
