import useSWR from 'swr'
import type { ListReply } from '#lib/contract/common.ts'
import { apiPaths, withQuery } from '#lib/contract/paths.ts'
import type { TopicItem } from '#lib/contract/topics.ts'
import type { ListRequest } from './list-request.ts'

interface TopicRequest extends ListRequest {
  readonly internal?: boolean | null
  readonly health?: 'all' | 'unhealthy' | null
}

/** `null` asks nothing. */
export function useTopics(cluster: string, query: TopicRequest | null) {
  const key = query && withQuery(apiPaths.topics(cluster), { ...query })
  return useSWR<ListReply<TopicItem>>(key, { keepPreviousData: true })
}
