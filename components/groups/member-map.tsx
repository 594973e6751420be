import { Card, CardHeader } from '#components/ui/card.tsx'
import { classNames } from '#components/ui/class-names.ts'
import type { GroupMember } from '#lib/contract/groups.ts'
import { memberName } from '#lib/format/member-names.ts'
import { counted } from '#lib/format/number.ts'
import { visibleText } from '#lib/format/visible-text.ts'
import { countAssigned, type MemberPartition, memberTopics } from './member-cells.ts'

const cellLooks: Record<MemberPartition['state'], string> = {
  has: 'border-accent-soft bg-accent-soft text-accent',
  gets: 'border-dashed border-note text-note',
  gives: 'border-warn text-warn line-through',
}

const cellWords: Record<MemberPartition['state'], string> = {
  has: 'assigned',
  gets: 'about to be assigned',
  gives: 'about to be revoked',
}

/** The assignment of partitions to members, including pending moves. */
export function MemberMap({ members }: { members: readonly GroupMember[] }) {
  const isMoving = members.some(({ assignment, targetAssignment }) =>
    memberTopics(assignment, targetAssignment).some(({ partitions }) =>
      partitions.some(({ state }) => state !== 'has'),
    ),
  )
  return (
    <Card className="mb-5">
      <CardHeader title="Assignment" aside={isMoving && <Legend />} />
      <ul>
        {members.map((member) => (
          <li
            key={member.id}
            className="grid gap-x-4 gap-y-1.5 border-line border-b px-3.5 py-2.5 last:border-b-0 sm:grid-cols-[minmax(0,14rem)_minmax(0,1fr)]"
          >
            <div className="min-w-0">
              <p className="truncate font-medium" title={visibleText(member.id)}>
                {memberName(member)}
              </p>
              <p className="text-muted text-small">
                {member.assignment === null ? 'unknown' : counted(countAssigned(member.assignment), 'partition')}
              </p>
            </div>
            <MemberTopics member={member} />
          </li>
        ))}
      </ul>
    </Card>
  )
}

function MemberTopics({ member: { assignment, targetAssignment, problems } }: { member: GroupMember }) {
  const topics = memberTopics(assignment, targetAssignment)
  if (assignment === null) {
    const problem = problems.find(({ field }) => field === 'assignment')
    return <p className="text-muted">{problem?.message ?? 'The members use a protocol that only they can decode.'}</p>
  }
  if (topics.length === 0) {
    return (
      <p className="text-muted">
        No partitions assigned: there are more members than partitions, or the member has just joined.
      </p>
    )
  }
  return (
    <dl className="flex flex-col gap-1.5">
      {topics.map(({ topic, partitions }) => (
        <div key={topic} className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <dt className="wrap-anywhere min-w-24 text-muted text-small">{topic}</dt>
          <dd className="flex min-w-0 flex-wrap gap-1">
            {partitions.map(({ partition, state }) => (
              <span
                key={partition}
                title={`Partition ${partition} of ${topic}: ${cellWords[state]}`}
                className={classNames(
                  'min-w-6 rounded-small border px-1 text-center text-tiny tabular-nums',
                  cellLooks[state],
                )}
              >
                {partition}
                {state !== 'has' && <span className="sr-only"> {cellWords[state]}</span>}
              </span>
            ))}
          </dd>
        </div>
      ))}
    </dl>
  )
}

function Legend() {
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-1 text-small">
      {(['gets', 'gives'] as const).map((state) => (
        <li key={state} className="flex items-center gap-1.5">
          <span
            aria-hidden
            className={classNames('min-w-6 rounded-small border px-1 text-center text-tiny', cellLooks[state])}
          >
            7
          </span>
          {cellWords[state]}
        </li>
      ))}
    </ul>
  )
}
