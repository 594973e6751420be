import 'server-only'
import type { LiveCluster } from '#lib/clusters/registry.ts'
import { singleton } from '#lib/clusters/singleton.ts'
import type { ConnectionCheck } from '#lib/contract/connection.ts'
import type { ClusterMonitor } from '#lib/monitor/monitor.ts'
import { ConnectionChecks } from '#lib/monitor/queries/connection-checks.ts'

export function readConnection(cluster: LiveCluster, signal: AbortSignal): Promise<ConnectionCheck> {
  return checksOf(cluster).read(subjectOf(cluster), signal)
}

export async function checkConnection(
  cluster: LiveCluster,
  { acceptsCluster }: { readonly acceptsCluster: boolean },
  signal: AbortSignal,
): Promise<ConnectionCheck> {
  if (acceptsCluster) await cluster.monitor.acceptCluster()
  return checksOf(cluster).checkNow(subjectOf(cluster), signal)
}

function subjectOf({ access, files, monitor }: LiveCluster) {
  return { access, files, state: monitor.state, clusterId: monitor.clusterId }
}

/** They live as long as the cluster's monitor. */
function checksOf({ monitor }: LiveCluster): ConnectionChecks {
  const all = singleton('connection-checks', () => new WeakMap<ClusterMonitor, ConnectionChecks>())
  const known = all.get(monitor) ?? new ConnectionChecks({ reconnect: () => monitor.reconnect() })
  all.set(monitor, known)
  return known
}
