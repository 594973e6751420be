'use client'

import { Notice } from '#components/ui/notice.tsx'
import { useGroupMembers } from '#lib/client/use-groups.ts'
import type { Group } from '#lib/contract/groups.ts'
import { memberHost, memberName } from '#lib/format/member-names.ts'
import { counted, formatNumber } from '#lib/format/number.ts'

const NAMED = 5

/** Why an action that needs a group without members is not possible, or null. */
export function whyActive(group: Pick<Group, 'memberCount'> | null): string | null {
  if (!group?.memberCount) return null
  return `The group has ${counted(group.memberCount, 'active member')}; stop ${group.memberCount === 1 ? 'it' : 'them'} first`
}

/** The clients that have to be stopped first, and their hosts. Nothing for a group without members. */
export function ActiveMembers({ cluster, group }: { cluster: string; group: Pick<Group, 'id' | 'memberCount'> }) {
  const isActive = Boolean(group.memberCount)
  const { data } = useGroupMembers(cluster, group.id, isActive ? { pageSize: NAMED } : null)
  if (!isActive) return null
  const rest = (group.memberCount ?? 0) - NAMED
  return (
    <Notice isQuiet tone="warn" title="The group has active members.">
      Kafka resets and deletes offsets only while a group has no active members, because running members would commit
      their own offsets over them. Stop {group.memberCount === 1 ? 'it' : 'them'} first:
      {data?.items.map((member) => (
        <span key={member.id} className="wrap-anywhere block font-mono text-small">
          {memberName(member)}
          {member.host && <span className="text-muted"> on {memberHost(member.host)}</span>}
        </span>
      ))}
      {rest > 0 && <span className="block text-muted">and {formatNumber(rest)} more</span>}
    </Notice>
  )
}
