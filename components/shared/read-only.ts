import { useClusterItem } from '#lib/client/use-clusters.ts'

/** Why nothing can be changed in the cluster of this page, or null. Known also of one that has never answered. */
export function useReadOnlyReason(): string | null {
  return useClusterItem()?.readOnly ? 'This cluster is read-only here' : null
}
