import type { KafkaCluster } from '#demo/cluster.ts'
import { until } from '#demo/processes.ts'
import { parseAddresses } from '#lib/clusters/addresses.ts'
import { ClusterMonitor } from '#lib/monitor/monitor.ts'

const SNAPSHOT_DEADLINE_MS = 180_000
/** So that the next snapshot, for which most tests wait, is not far away. */
const LOOKED_AT_MS = 500

/** A monitor of the cluster as it is while somebody has its page open, once it has a snapshot. */
export async function startMonitor({ bootstrap }: Pick<KafkaCluster, 'bootstrap'>): Promise<ClusterMonitor> {
  const access = { bootstrap: parseAddresses(bootstrap) }
  const monitor = new ClusterMonitor({ access, intervals: { watchedPauseMs: LOOKED_AT_MS } })
  monitor.follow(() => {})
  monitor.start()
  await until('a snapshot', SNAPSHOT_DEADLINE_MS, () => monitor.state.snapshot !== null)
  return monitor
}
