import useSWR from 'swr'
import useSWRMutation from 'swr/mutation'
import type { ListReply } from '#lib/contract/common.ts'
import type { ConfigChange, ConfigItem, ConfigPlan } from '#lib/contract/configs.ts'
import type { HealthFilter } from '#lib/contract/health-filter.ts'
import type { History } from '#lib/contract/history.ts'
import type { HistoryRange } from '#lib/contract/history-ranges.ts'
import type { PartitionItem } from '#lib/contract/partitions.ts'
import { apiPaths, withQuery } from '#lib/contract/paths.ts'
import type { TopicProducersReply } from '#lib/contract/producers.ts'
import type { TopicRates } from '#lib/contract/topic-rates.ts'
import type { TopicTreeReply } from '#lib/contract/topic-tree.ts'
import type {
  CreatedTopicReply,
  NewTopicRequest,
  Topic,
  TopicListReply,
  TruncationReply,
  TruncationRequest,
} from '#lib/contract/topics.ts'
import { ApiError } from './api-error.ts'
import { fetchJson, sendJson } from './fetcher.ts'
import type { ListRequest } from './list-request.ts'
import { useRefresh } from './use-refresh.ts'

interface TopicListRequest extends ListRequest {
  readonly internal?: boolean | null
  readonly health?: HealthFilter | null
  readonly policy?: 'delete' | 'compact' | null
  readonly first?: string | null
}

/** `null` disables the request. */
export function useTopics(cluster: string, query: TopicListRequest | null) {
  const key = query && withQuery(apiPaths.topics(cluster), { ...query })
  return useSWR<TopicListReply>(key, { keepPreviousData: true })
}

/** The recent rates of the topics that a query of the list gives. */
export function useTopicRates(cluster: string, query: TopicListRequest) {
  return useSWR<ListReply<TopicRates>>(withQuery(apiPaths.topicRates(cluster), { ...query }), {
    keepPreviousData: true,
  })
}

interface TopicBranchRequest extends TopicListRequest {
  /** Whose branches; empty: the topmost. */
  readonly prefix: string
}

/** One level of the topics as a tree. */
export function useTopicBranches(cluster: string, query: TopicBranchRequest) {
  return useSWR<TopicTreeReply>(withQuery(apiPaths.topicTree(cluster), { ...query }), { keepPreviousData: true })
}

/** `null` disables the request. */
export function useTopic(cluster: string, topic: string | null) {
  return useSWR<Topic>(topic === null ? null : apiPaths.topic(cluster, topic))
}

/** null: the request failed. */
export type TopicAnswers = ReadonlyMap<string, Topic | 'gone' | null>

/** Requests each of a few topics once, whatever the results; `onAnswer` is called as they arrive. */
export function useTopicsOnce(
  cluster: string,
  names: readonly string[],
  onAnswer: (answers: TopicAnswers) => void = () => {},
) {
  const key = names.length === 0 ? null : (['topics', cluster, ...names] as const)
  const ask = async ([, , ...wanted]: readonly string[]): Promise<TopicAnswers> =>
    new Map(await Promise.all(wanted.map(async (name) => [name, await askTopic(cluster, name)] as const)))
  return useSWR(key, ask, { onSuccess: onAnswer })
}

async function askTopic(cluster: string, name: string): Promise<Topic | 'gone' | null> {
  try {
    return await fetchJson<Topic>(apiPaths.topic(cluster, name))
  } catch (error) {
    return error instanceof ApiError && error.code === 'not-found' ? 'gone' : null
  }
}

interface PartitionListRequest extends ListRequest {
  readonly health?: HealthFilter | null
  /** The groups whose positions are included. */
  readonly groups: readonly string[]
}

export function usePartitions(cluster: string, topic: string, { groups, ...query }: PartitionListRequest) {
  // A group id may contain commas.
  const ids = groups.map(encodeURIComponent).join(',')
  const key = withQuery(apiPaths.partitions(cluster, topic), { ...query, groups: ids })
  return useSWR<ListReply<PartitionItem> & { topicId: string | null }>(key, { keepPreviousData: true })
}

/** `null` disables the request. */
export function useTopicConfig(cluster: string, topic: string | null) {
  return useSWR<ListReply<ConfigItem>>(topic === null ? null : apiPaths.topicConfig(cluster, topic))
}

export function useTopicProducers(cluster: string, topic: string) {
  return useSWR<TopicProducersReply>(apiPaths.topicProducers(cluster, topic))
}

/** `null` disables the request. */
export function useTopicHistory(cluster: string, topic: string | null, range: HistoryRange) {
  const key = topic === null ? null : withQuery(apiPaths.topicHistory(cluster, topic), { range })
  return useSWR<History>(key, { keepPreviousData: true })
}

export function useCreateTopic(cluster: string) {
  const onSuccess = useRefresh(apiPaths.topics(cluster), apiPaths.topicTree(cluster), apiPaths.cluster(cluster))
  const create = (path: string, { arg }: { arg: NewTopicRequest }) => sendJson<CreatedTopicReply>(path, 'POST', arg)
  return useSWRMutation(apiPaths.topics(cluster), create, { onSuccess })
}

export function useDeleteTopics(cluster: string) {
  const onSuccess = useRefresh(apiPaths.topics(cluster), apiPaths.topicTree(cluster), apiPaths.cluster(cluster))
  const remove = (_path: string, { arg }: { arg: string }) =>
    sendJson<{ deleted: string }>(withQuery(apiPaths.topic(cluster, arg), { confirm: arg }), 'DELETE')
  return useSWRMutation(`${apiPaths.topics(cluster)} delete`, remove, { onSuccess })
}

export function useAddPartitions(cluster: string, topic: string) {
  const onSuccess = useRefresh(apiPaths.topics(cluster), apiPaths.topicTree(cluster), apiPaths.cluster(cluster))
  const add = (path: string, { arg }: { arg: { count: number } }) =>
    sendJson<{ partitionCount: number }>(path, 'POST', arg)
  return useSWRMutation(apiPaths.partitions(cluster, topic), add, { onSuccess })
}

export function useTruncateTopic(cluster: string, topic: string) {
  const onSuccess = useRefresh(apiPaths.topics(cluster), apiPaths.topicTree(cluster))
  const truncate = (path: string, { arg }: { arg: TruncationRequest }) =>
    sendJson<TruncationReply>(withQuery(path, { confirm: topic }), 'POST', arg)
  return useSWRMutation(apiPaths.truncate(cluster, topic), truncate, { onSuccess })
}

export function useChangeTopicConfig(cluster: string, topic: string) {
  const onSuccess = useRefresh(apiPaths.topics(cluster))
  const change = (path: string, { arg }: { arg: ConfigChange }) => sendJson<ConfigPlan>(path, 'PATCH', arg)
  return useSWRMutation(apiPaths.topicConfig(cluster, topic), change, { onSuccess })
}

/** Changes of the configuration of any of several topics; the lists are read again once all are done. */
export function useConfigureTopics(cluster: string) {
  const refresh = useRefresh(apiPaths.topics(cluster))
  const send = (topic: string, change: ConfigChange) =>
    sendJson<ConfigPlan>(apiPaths.topicConfig(cluster, topic), 'PATCH', change)
  return { send, refresh }
}
