import { useCluster } from '#lib/client/use-clusters.ts'

/** Why nothing can be changed in a cluster, or null. */
export function useReadOnlyReason(cluster: string): string | null {
  const { data } = useCluster(cluster)
  return data?.readOnly ? 'This cluster is read-only here' : null
}
