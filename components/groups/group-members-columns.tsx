import { IdCell, Unknown } from '#components/shared/cells.tsx'
import type { Column } from '#components/shared/data-table/column.ts'
import type { GroupMember, GroupMemberSort } from '#lib/contract/groups.ts'
import { glossary } from '#lib/format/glossary.ts'
import { formatNumber } from '#lib/format/number.ts'
import { visibleText } from '#lib/format/visible-text.ts'
import { HostCell } from './group-partition-cells.tsx'
import { countAssigned, formatPartitions } from './member-cells.ts'

export const groupMembersColumns: readonly Column<GroupMember, GroupMemberSort>[] = [
  {
    id: 'clientId',
    header: 'Client ID',
    explain: 'The client.id that the consumer is configured with.',
    sort: 'clientId',
    cell: ({ clientId, id }) => <IdCell id={clientId || id} title={visibleText(id)} />,
  },
  {
    id: 'host',
    header: 'Host',
    explain: 'The address that the member connects from, as seen by the broker.',
    sort: 'host',
    cell: ({ host, problems }) =>
      host === null ? <Unknown problems={problems} field="host" /> : <HostCell host={host} />,
  },
  {
    id: 'instance',
    header: 'Instance ID',
    explain:
      'The group.instance.id of a static member; after a restart it gets the same partitions back without a rebalance.',
    sort: 'instanceId',
    from: 'md',
    cell: ({ instanceId }) =>
      instanceId === null ? <span className="text-faint">none</span> : <IdCell id={instanceId} />,
  },
  {
    id: 'count',
    header: 'Partitions',
    align: 'end',
    cell: ({ assignment, problems }) =>
      assignment === null ? (
        <Unknown problems={problems} field="assignment" />
      ) : (
        formatNumber(countAssigned(assignment))
      ),
  },
  {
    id: 'assignment',
    header: 'Assignment',
    explain: glossary.assignment.text,
    from: 'md',
    cell: ({ assignment }) => <Assignment assignment={assignment} />,
  },
  {
    id: 'target',
    header: 'Target assignment',
    explain:
      'The assignment that the member is moving to, as the coordinator decided; only with the consumer protocol (KIP-848).',
    from: 'lg',
    cell: ({ assignment, targetAssignment }) =>
      targetAssignment === undefined ? (
        <span
          className="text-faint"
          title="Brokers report a target assignment only for members that use the consumer protocol (KIP-848)"
        >
          not reported
        </span>
      ) : JSON.stringify(targetAssignment) === JSON.stringify(assignment) ? (
        <span className="text-muted">reached</span>
      ) : (
        <Assignment assignment={targetAssignment} />
      ),
  },
  {
    id: 'epoch',
    header: 'Member epoch',
    explain:
      'The version of the assignment that the member has reached; it is lower than the epoch of the group while the member is still moving.',
    align: 'end',
    sort: 'epoch',
    from: 'lg',
    cell: ({ epoch }) => (epoch === undefined ? <span className="text-faint">none</span> : formatNumber(epoch)),
  },
  {
    id: 'id',
    header: 'Member ID',
    sort: 'id',
    isOptional: true,
    cell: ({ id }) => <IdCell id={id} />,
  },
]

function Assignment({ assignment }: { assignment: GroupMember['assignment'] }) {
  if (assignment === null) return <span className="text-faint">unknown</span>
  if (assignment.length === 0) return <span className="text-faint">none</span>
  const text = assignment.map(({ topic, partitions }) => `${topic}: ${formatPartitions(partitions)}`).join(' · ')
  return (
    <span className="block max-w-72 truncate" title={text}>
      {text}
    </span>
  )
}
