import useSWR from 'swr'
import useSWRMutation from 'swr/mutation'
import type { ListReply } from '#lib/contract/common.ts'
import type { GroupHistory } from '#lib/contract/group-history.ts'
import type { DeletedOffsetsReply, OffsetResetReply, OffsetResetRequest } from '#lib/contract/group-offsets.ts'
import type { GroupStatus, GroupType, LagStatus } from '#lib/contract/group-states.ts'
import type { Group, GroupItem, GroupMember, GroupPartition } from '#lib/contract/groups.ts'
import type { HistoryRange } from '#lib/contract/history-ranges.ts'
import { apiPaths, withQuery } from '#lib/contract/paths.ts'
import type { TopicGroup } from '#lib/contract/topic-groups.ts'
import { fetchJson, sendJson } from './fetcher.ts'
import type { ListRequest } from './list-request.ts'
import { useRefresh } from './use-refresh.ts'

interface GroupListRequest extends ListRequest {
  readonly state?: string | null
  readonly type?: GroupType | null
  readonly status?: GroupStatus | null
  readonly topic?: string | null
  readonly first?: string | null
}

export function useGroups(cluster: string, query: GroupListRequest) {
  return useSWR<ListReply<GroupItem>>(withQuery(apiPaths.groups(cluster), { ...query }), { keepPreviousData: true })
}

/** `null` disables the request. */
export function useGroup(cluster: string, group: string | null) {
  return useSWR<Group>(group === null ? null : apiPaths.group(cluster, group))
}

interface GroupPartitionListRequest extends ListRequest {
  readonly topic?: string | null
  readonly status?: LagStatus | null
}

/** `null` disables the request. */
export function useGroupPartitions(cluster: string, group: string, query: GroupPartitionListRequest | null) {
  const key = query && withQuery(apiPaths.groupPartitions(cluster, group), { ...query })
  return useSWR<ListReply<GroupPartition>>(key, { keepPreviousData: true })
}

/** `null` disables the request. */
export function useGroupMembers(cluster: string, group: string, query: ListRequest | null) {
  const key = query && withQuery(apiPaths.groupMembers(cluster, group), { ...query })
  return useSWR<ListReply<GroupMember>>(key, { keepPreviousData: true })
}

interface GroupHistoryRequest {
  readonly range: HistoryRange
  readonly topic: string | null
}

/** `null` disables the request. */
export function useGroupHistory(cluster: string, group: string | null, { range, topic }: GroupHistoryRequest) {
  const key = group === null ? null : withQuery(apiPaths.groupHistory(cluster, group), { range, topic })
  return useSWR<GroupHistory>(key, { keepPreviousData: true })
}

export function useTopicGroups(cluster: string, topic: string, query: ListRequest) {
  return useSWR<ListReply<TopicGroup>>(withQuery(apiPaths.topicGroups(cluster, topic), { ...query }), {
    keepPreviousData: true,
  })
}

/** Only calculates the new offset of each partition. */
export function usePreviewOffsetReset(cluster: string, group: string) {
  const preview = (path: string, { arg }: { arg: OffsetResetRequest }) =>
    sendJson<OffsetResetReply>(path, 'POST', { ...arg, dryRun: true })
  return useSWRMutation(`${apiPaths.groupOffsets(cluster, group)}`, preview)
}

export function useResetOffsets(cluster: string, group: string) {
  const onSuccess = useRefreshGroups(cluster)
  const path = withConfirmation(apiPaths.groupOffsets(cluster, group), group)
  const reset = (_key: string, { arg }: { arg: OffsetResetRequest }) =>
    sendJson<OffsetResetReply>(path, 'POST', { ...arg, dryRun: false })
  return useSWRMutation(path, reset, { onSuccess })
}

/** Resets of any of several groups; the lists are read again once all are done. */
export function useResetGroups(cluster: string) {
  const refresh = useRefreshGroups(cluster)
  const read = (group: string) => fetchJson<Group>(apiPaths.group(cluster, group))
  const send = (group: string, reset: OffsetResetRequest) =>
    sendJson<OffsetResetReply>(withConfirmation(apiPaths.groupOffsets(cluster, group), group), 'POST', reset)
  return { read, send, refresh }
}

export function useDeleteGroup(cluster: string, group: string) {
  const onSuccess = useRefreshGroups(cluster)
  const path = withConfirmation(apiPaths.group(cluster, group), group)
  return useSWRMutation(path, () => sendJson<{ deleted: string }>(path, 'DELETE'), { onSuccess })
}

export function useDeleteGroupOffsets(cluster: string, group: string) {
  const onSuccess = useRefreshGroups(cluster)
  const path = withConfirmation(apiPaths.groupOffsets(cluster, group), group)
  const remove = (_key: string, { arg }: { arg: { topic: string } }) =>
    sendJson<DeletedOffsetsReply>(`${path}&topic=${encodeURIComponent(arg.topic)}`, 'DELETE')
  return useSWRMutation(`${path} delete`, remove, { onSuccess })
}

function useRefreshGroups(cluster: string): () => void {
  return useRefresh(apiPaths.groups(cluster), apiPaths.topics(cluster), apiPaths.cluster(cluster))
}

/** Unlike other parameters it is sent even if it is empty, because a group id may be empty. */
function withConfirmation(path: string, group: string): string {
  return `${path}?confirm=${encodeURIComponent(group)}`
}
