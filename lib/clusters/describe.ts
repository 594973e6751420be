import type { Cluster, ClusterItem } from '#lib/contract/clusters.ts'
import { describeCluster, describeClusterItem } from '#lib/monitor/queries/clusters.ts'
import { type LiveCluster, liveClusters, requireCluster } from './registry.ts'

/** Every cluster, also those that cannot be connected to as they are written. */
export function listClusterItems(): ClusterItem[] {
  return [...liveClusters().values()].map((cluster) => {
    const item = describeClusterItem(cluster, cluster.monitor.state)
    const message = outdatedMessage(cluster)
    if (message === null) return item
    if (!item.error) return { ...item, error: { code: 'invalid', message } }
    // Where it is away, too, what is written now may be the way back.
    const { hint } = item.error
    return { ...item, error: { ...item.error, hint: hint ? `${hint} ${message}` : message } }
  })
}

export function getClusterById(id: string): Cluster {
  const cluster = requireCluster(id)
  const described = describeCluster(cluster, cluster.monitor.state)
  const message = outdatedMessage(cluster)
  if (message === null) return described
  return { ...described, problems: [{ field: 'access', code: 'invalid', message }, ...described.problems] }
}

function outdatedMessage({ outdated }: LiveCluster): string | null {
  return outdated && `The configuration was changed, but cannot be used; the one before goes on. ${outdated.message}`
}
