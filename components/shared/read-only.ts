import { useClusterItem } from '#lib/client/use-clusters.ts'

/** Why this page's cluster cannot be changed, or null. Known also for a cluster that has never answered. */
export function useReadOnlyReason(): string | null {
  return useClusterItem()?.readOnly ? 'This cluster is read-only' : null
}
