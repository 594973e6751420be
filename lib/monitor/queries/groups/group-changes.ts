import type { ListReply } from '#lib/contract/common.ts'
import type { OffsetReset, OffsetResetReply } from '#lib/contract/group-offsets.ts'
import type {
  GroupMember,
  GroupMemberListQuery,
  GroupPartition,
  GroupPartitionListQuery,
} from '#lib/contract/groups.ts'
import type { ClusterMonitor } from '#lib/monitor/monitor.ts'
import { inTime } from '#lib/monitor/queries/deadline.ts'
import { listPage } from '#lib/monitor/snapshot/list-page.ts'
import { requireSnapshot } from '#lib/monitor/snapshot/monitor-state.ts'
import { requireGroup, whereGroupsAreKnown } from './groups.ts'

export function readGroupPartitions(
  monitor: ClusterMonitor,
  id: string,
  query: GroupPartitionListQuery,
): ListReply<GroupPartition> | Promise<ListReply<GroupPartition>> {
  const unknown = beforeKnown<GroupPartition>(monitor, id, query)
  return unknown ?? inTime(monitor.call('groupPartitions', { id, query }))
}

export function readGroupMembers(
  monitor: ClusterMonitor,
  id: string,
  query: GroupMemberListQuery,
): ListReply<GroupMember> | Promise<ListReply<GroupMember>> {
  const unknown = beforeKnown<GroupMember>(monitor, id, query)
  return unknown ?? inTime(monitor.call('groupMembers', { id, query }))
}

/** The page that says that nothing is known yet; null: something is, and of this group. */
function beforeKnown<Item>(
  monitor: ClusterMonitor,
  id: string,
  query: GroupPartitionListQuery | GroupMemberListQuery,
): ListReply<Item> | null {
  const state = whereGroupsAreKnown(monitor.state)
  if (!state.snapshot) {
    return listPage<Item, string>(state, query, () => ({ sorted: () => [], nameOf: () => '', describe: missingItem }))
  }
  requireGroup(requireSnapshot(state), id)
  return null
}

function missingItem(): never {
  throw new Error('a list without rows has none to describe')
}

export function resetGroupOffsets(
  monitor: ClusterMonitor,
  group: string,
  { topics, to, dryRun }: OffsetReset,
): Promise<OffsetResetReply> {
  return monitor.call('resetOffsets', { group, topics, to, dryRun })
}

export async function deleteGroup(monitor: ClusterMonitor, id: string): Promise<{ deleted: string }> {
  await monitor.call('deleteGroup', id)
  return { deleted: id }
}

export function deleteGroupOffsets(monitor: ClusterMonitor, group: string, topic: string) {
  return monitor.call('deleteGroupOffsets', { group, topic })
}
