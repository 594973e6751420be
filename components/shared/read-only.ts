import { useCluster, useClusterItem } from '#lib/client/use-clusters.ts'

/** Why nothing can be changed in a cluster, or null. */
export function useReadOnlyReason(cluster: string): string | null {
  const { data } = useCluster(cluster)
  // The list knows it of those, too, that have never answered.
  const item = useClusterItem()
  return (data ?? item)?.readOnly ? 'This cluster is read-only here' : null
}
