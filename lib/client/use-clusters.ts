import useSWR from 'swr'
import type { Cluster, ClusterItem } from '#lib/contract/clusters.ts'
import { apiPaths } from '#lib/contract/paths.ts'

export function useClusters() {
  return useSWR<{ items: ClusterItem[] }>(apiPaths.clusters)
}

export function useCluster(cluster: string) {
  return useSWR<Cluster>(apiPaths.cluster(cluster))
}
