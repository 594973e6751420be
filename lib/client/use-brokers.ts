import useSWR from 'swr'
import type { BrokerItem } from '#lib/contract/brokers.ts'
import type { ListReply } from '#lib/contract/common.ts'
import { apiPaths, withQuery } from '#lib/contract/paths.ts'
import type { ListRequest } from './list-request.ts'

export function useBrokers(cluster: string, query: ListRequest = {}) {
  return useSWR<ListReply<BrokerItem>>(withQuery(apiPaths.brokers(cluster), { ...query }), { keepPreviousData: true })
}
