import useSWR from 'swr'
import type { Cluster, ClusterItem } from '#lib/contract/clusters.ts'
import type { ClusterHistory } from '#lib/contract/history.ts'
import type { HistoryRange } from '#lib/contract/history-ranges.ts'
import { apiPaths, withQuery } from '#lib/contract/paths.ts'
import { useClusterIdIfAny } from './live.tsx'

const REFRESH_MS = 5_000

export function useClusters() {
  return useSWR<{ items: ClusterItem[] }>(apiPaths.clusters)
}

/**
 * The list of all clusters gets no events of a single cluster, and browsers allow too few streams for one each, so it
 * polls.
 */
export function useClustersRefreshed() {
  return useSWR<{ items: ClusterItem[] }>(apiPaths.clusters, { refreshInterval: REFRESH_MS, revalidateOnFocus: true })
}

export function useCluster(cluster: string) {
  return useSWR<Cluster>(apiPaths.cluster(cluster))
}

export function useClusterHistory(cluster: string, range: HistoryRange) {
  return useSWR<ClusterHistory>(withQuery(apiPaths.history(cluster), { range }), { keepPreviousData: true })
}

/** The list entry of the cluster of this page, if it has one. */
export function useClusterItem(): ClusterItem | undefined {
  const id = useClusterIdIfAny()
  const { data } = useClusters()
  return id === null ? undefined : data?.items.find((item) => item.id === id)
}
