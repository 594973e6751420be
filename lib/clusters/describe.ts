import type { Cluster, ClusterItem } from '#lib/contract/clusters.ts'
import type { Problem } from '#lib/contract/common.ts'
import { describeCluster, describeClusterItem } from '#lib/monitor/queries/clusters.ts'
import { type LiveCluster, liveClusters, requireCluster } from './registry.ts'

/** Every cluster, including those with an invalid configuration. */
export function listClusterItems(): ClusterItem[] {
  return [...liveClusters().values()].map((cluster) => {
    const item = describeClusterItem(cluster, cluster.monitor.state)
    const message = outdatedMessage(cluster)
    if (message === null) return item
    if (!item.error) return { ...item, error: { code: 'invalid', message } }
    // If it is offline, too, its current configuration may be the correction.
    const { hint } = item.error
    return { ...item, error: { ...item.error, hint: hint ? `${hint} ${message}` : message } }
  })
}

/** `ownProblems` are those of the dashboard itself, which concern every cluster. */
export function getClusterById(id: string, ownProblems: readonly Problem[]): Cluster {
  const cluster = requireCluster(id)
  const { problems, ...facts } = describeCluster(cluster, cluster.monitor.state)
  const described = { ...facts, problems: [...problems, ...ownProblems] }
  const message = outdatedMessage(cluster)
  if (message === null) return described
  return { ...described, problems: [{ field: 'access', code: 'invalid', message }, ...described.problems] }
}

function outdatedMessage({ outdated }: LiveCluster): string | null {
  return outdated && `The configuration was changed, but cannot be used; the one before goes on. ${outdated.message}`
}
