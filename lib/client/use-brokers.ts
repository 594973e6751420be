import useSWR from 'swr'
import type { BrokerReplica } from '#lib/contract/broker-replicas.ts'
import type { Broker, BrokerItem } from '#lib/contract/brokers.ts'
import type { ListReply } from '#lib/contract/common.ts'
import type { ConfigItem } from '#lib/contract/configs.ts'
import type { Features } from '#lib/contract/features.ts'
import type { HealthFilter } from '#lib/contract/health-filter.ts'
import { apiPaths, withQuery } from '#lib/contract/paths.ts'
import type { Quorum } from '#lib/contract/quorum.ts'
import type { ListRequest } from './list-request.ts'

export function useBrokers(cluster: string, query: ListRequest = {}) {
  return useSWR<ListReply<BrokerItem>>(withQuery(apiPaths.brokers(cluster), { ...query }), { keepPreviousData: true })
}

export function useBroker(cluster: string, id: number) {
  return useSWR<Broker>(apiPaths.broker(cluster, id))
}

/** `null` disables the request. */
export function useBrokerConfig(cluster: string, id: number | null) {
  return useSWR<ListReply<ConfigItem>>(id === null ? null : apiPaths.brokerConfig(cluster, id))
}

interface BrokerReplicaListRequest extends ListRequest {
  readonly role?: 'all' | 'leads' | null
  readonly health?: HealthFilter | null
}

export function useBrokerReplicas(cluster: string, id: number, query: BrokerReplicaListRequest) {
  return useSWR<ListReply<BrokerReplica>>(withQuery(apiPaths.brokerReplicas(cluster, id), { ...query }), {
    keepPreviousData: true,
  })
}

export function useQuorum(cluster: string) {
  return useSWR<Quorum>(apiPaths.quorum(cluster))
}

export function useFeatures(cluster: string) {
  return useSWR<Features>(apiPaths.features(cluster))
}
