import { IdCell, NumberCell, RateCell, Unknown } from '#components/shared/cells.tsx'
import type { Column } from '#components/shared/data-table/column.ts'
import { EtaCell, TrendCell } from '#components/shared/group-cells.tsx'
import { stableOffsetColumn } from '#components/shared/stable-offset-column.tsx'
import type { GroupPartition, GroupPartitionSort } from '#lib/contract/groups.ts'
import { glossary } from '#lib/format/glossary.ts'
import {
  HostCell,
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
    header: 'Partition',
    align: 'end',
    sort: 'partition',
    from: 'sm',
    cell: ({ partition }) => partition,
  },
  {
    id: 'state',
    header: 'State',
    room: 11,
    explain:
      'Where the committed offset lies: in range, beyond the end, or in messages that have expired. Hover for the reason.',
    sort: 'status',
    from: 'sm',
    cell: (partition) => <OffsetState partition={partition} />,
  },
  {
    id: 'tape',
    header: 'Offset range',
    room: 28,
    explain:
      'The partition from its start offset to its end offset. The mark is the committed offset, the shaded part is the lag, and the hatched part is held back by an open transaction. Click to open the messages there.',
    from: 'xl',
    cell: (partition) => <PositionTape partition={partition} />,
  },
  {
    id: 'committed',
    header: 'Committed offset',
    explain: glossary.committedOffset.text,
    align: 'end',
    sort: 'committed',
    from: 'md',
    cell: ({ committed, problems }) => <NumberCell value={committed} problems={problems} field="committed" isExact />,
  },
  {
    id: 'end',
    header: 'End offset',
    explain: `${glossary.endOffset.text} kafka-consumer-groups.sh shows it as LOG-END-OFFSET.`,
    align: 'end',
    sort: 'endOffset',
    from: 'md',
    cell: ({ endOffset, problems }) => <NumberCell value={endOffset} problems={problems} field="endOffset" isExact />,
  },
  {
    id: 'lag',
    header: 'Lag',
    room: 9,
    explain: glossary.lag.text,
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
    header: 'Time lag',
    room: 12,
    explain: `${glossary.timeLag.text} Measured from its timestamp, or with ≈ estimated from when the end offset passed it.`,
    align: 'end',
    sort: 'timeLagMs',
    from: 'sm',
    cell: (partition) => <PartitionTimeLag partition={partition} />,
  },
  {
    id: 'reads',
    header: 'Consumed/s',
    explain: 'Messages per second by which the committed offset moves.',
    align: 'end',
    sort: 'consumePerSecond',
    from: '2xl',
    cell: ({ consumePerSecond, problems }) => (
      <RateCell value={consumePerSecond} problems={problems} field="consumePerSecond" />
    ),
  },
  {
    id: 'eta',
    header: 'ETA',
    room: 9,
    explain: glossary.eta.text,
    align: 'end',
    sort: 'etaMs',
    from: '2xl',
    cell: ({ etaMs, problems }) => <EtaCell value={etaMs} problems={problems} field="etaMs" />,
  },
  {
    id: 'member',
    header: 'Member',
    room: 20,
    explain: 'The member that the partition is assigned to, by its client ID. Hover for member ID and host.',
    sort: 'clientId',
    from: 'wide',
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
    header: 'Start offset',
    explain: glossary.startOffset.text,
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
    header: 'Expired',
    explain: 'Messages that retention deleted before the group had consumed them; they are lost for the group.',
    align: 'end',
    sort: 'expired',
    isOptional: true,
    cell: ({ expired, problems }) => <NumberCell value={expired} problems={problems} field="expired" />,
  },
  {
    id: 'writes',
    header: 'Produced/s',
    explain: 'Messages per second that are produced to the partition.',
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
    cell: ({ host, problems }) =>
      host === null ? <Unknown problems={problems} field="host" /> : <HostCell host={host} />,
  },
  {
    id: 'memberId',
    header: 'Member ID',
    sort: 'memberId',
    isOptional: true,
    cell: ({ memberId, problems }) =>
      memberId === null ? <Unknown problems={problems} field="memberId" /> : <IdCell id={memberId} />,
  },
  {
    id: 'metadata',
    header: 'Metadata',
    explain: 'The metadata string that the consumer stored with the committed offset.',
    isOptional: true,
    cell: ({ metadata }) => (metadata ? <IdCell id={metadata} /> : <span className="text-faint">none</span>),
  },
]
