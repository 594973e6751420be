import { Unknown } from '#components/shared/cells.tsx'
import type { Column } from '#components/shared/data-table/column.ts'
import type { GroupMember, GroupMemberSort } from '#lib/contract/groups.ts'
import { memberHost } from '#lib/format/member-names.ts'
import { formatNumber } from '#lib/format/number.ts'
import { visibleText } from '#lib/format/visible-text.ts'
import { countAssigned, formatPartitions } from './member-cells.ts'

export const groupMembersColumns: readonly Column<GroupMember, GroupMemberSort>[] = [
  {
    id: 'clientId',
    header: 'Client id',
    explain: 'What the program calls itself.',
    sort: 'clientId',
    cell: ({ clientId, id }) => (
      <span className="block max-w-64 truncate font-medium max-sm:max-w-40" title={visibleText(id)}>
        {visibleText(clientId || id)}
      </span>
    ),
  },
  {
    id: 'host',
    header: 'Host',
    explain: 'Where it connects from, as the broker sees it.',
    sort: 'host',
    cell: ({ host, problems }) =>
      host === null ? (
        <Unknown problems={problems} field="host" />
      ) : (
        <code className="font-mono text-small">{memberHost(host)}</code>
      ),
  },
  {
    id: 'instance',
    header: 'Instance id',
    explain: 'Static membership: the name that it keeps when it restarts, so that its partitions wait for it.',
    sort: 'instanceId',
    from: 'md',
    cell: ({ instanceId }) =>
      instanceId === null ? <span className="text-faint">none</span> : visibleText(instanceId),
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
    header: 'Assigned',
    explain: 'Topics, and of each the partitions.',
    from: 'md',
    cell: ({ assignment }) => <Assignment assignment={assignment} />,
  },
  {
    id: 'target',
    header: 'Going to have',
    explain: 'With the consumer protocol: what the broker wants it to have, once everybody has let go.',
    from: 'lg',
    cell: ({ assignment, targetAssignment }) =>
      targetAssignment === undefined ? (
        <span
          className="text-faint"
          title="The broker tells what a member is going to have only of those that use the consumer protocol (KIP-848)"
        >
          not told
        </span>
      ) : JSON.stringify(targetAssignment) === JSON.stringify(assignment) ? (
        <span className="text-muted">the same</span>
      ) : (
        <Assignment assignment={targetAssignment} />
      ),
  },
  {
    id: 'epoch',
    header: 'Epoch',
    explain: 'The state of the assignment that it has taken over; members on the way are behind the group’s.',
    align: 'end',
    sort: 'epoch',
    from: 'lg',
    cell: ({ epoch }) => (epoch === undefined ? <span className="text-faint">none</span> : formatNumber(epoch)),
  },
  {
    id: 'id',
    header: 'Member id',
    sort: 'id',
    isOptional: true,
    cell: ({ id }) => <code className="font-mono text-muted text-small">{visibleText(id)}</code>,
  },
]

function Assignment({ assignment }: { assignment: GroupMember['assignment'] }) {
  if (assignment === null) return <span className="text-faint">not readable</span>
  if (assignment.length === 0) return <span className="text-faint">nothing</span>
  const text = assignment.map(({ topic, partitions }) => `${topic}: ${formatPartitions(partitions)}`).join(' · ')
  return (
    <span className="block max-w-72 truncate" title={text}>
      {text}
    </span>
  )
}
