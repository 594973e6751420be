import type { TopicPartitions } from '#lib/bytes/topic-partitions.ts'
import type { ListReply } from '#lib/contract/common.ts'
import type { GroupMember as GroupMemberItem, GroupMemberListQuery, GroupMemberSort } from '#lib/contract/groups.ts'
import type { GroupMember } from '#lib/kafka/admin/groups.ts'
import { whyNotAttributed } from '#lib/monitor/lag/groups/group-claims.ts'
import type { KnownGroup } from '#lib/monitor/lag/groups/known-group.ts'
import { listPage, wholeSource } from '#lib/monitor/snapshot/list-page.ts'
import type { MonitorState } from '#lib/monitor/snapshot/monitor-state.ts'

export function listGroupMembers(
  state: MonitorState,
  group: KnownGroup,
  query: GroupMemberListQuery,
): ListReply<GroupMemberItem> {
  const items = (group.description?.members ?? []).map((member) => describeMember(group, member))
  const page = listPage(state, query, () =>
    wholeSource<GroupMemberItem, GroupMemberItem, GroupMemberSort>(items, {
      keyOf: (member, sort) => member[sort] ?? null,
      nameOf: ({ id, clientId }) => `${clientId ?? ''} ${id}`,
      describe: (member) => member,
      tiers: ['groups'],
    }),
  )
  if (group.description?.members || group.state === 'Empty') return page
  const [problem] = group.problems
  const code = problem?.code ?? 'unknown'
  const message = problem?.message ?? 'The members have not been read yet, or are not reported by this group type.'
  return { ...page, total: null, warnings: [...page.warnings, { code, message, scope: 'members' }] }
}

function describeMember(group: KnownGroup, member: GroupMember): GroupMemberItem {
  const { id, clientId, instanceId, clientHost, assignment, memberEpoch, targetAssignment } = member
  const reason = assignment ? null : whyNotAttributed(group)
  return {
    id,
    clientId,
    instanceId,
    host: clientHost,
    assignment: assignment && toAssignment(assignment),
    ...(memberEpoch !== null && { epoch: memberEpoch }),
    ...(targetAssignment && { targetAssignment: toAssignment(targetAssignment) }),
    problems: reason ? [{ field: 'assignment', ...reason }] : [],
  }
}

function toAssignment(topics: readonly TopicPartitions[]) {
  return topics
    .map(({ name, partitions }) => ({ topic: name, partitions: partitions.toSorted((a, b) => a - b) }))
    .sort((a, b) => (a.topic < b.topic ? -1 : 1))
}
