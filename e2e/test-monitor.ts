import type { KafkaCluster } from '#demo/cluster.ts'
import { until } from '#demo/processes.ts'
import { parseAddresses } from '#lib/clusters/addresses.ts'
import { ClusterMonitor } from '#lib/monitor/monitor.ts'
import { USUAL_INTERVALS } from '#lib/monitor/snapshot/intervals.ts'

const SNAPSHOT_DEADLINE_MS = 180_000
/** Most tests wait for the next snapshot. */
const WATCHED_PAUSE_MS = 500

/** Starts a monitor that polls as while a page of the cluster is open, and waits for its first snapshot. */
export async function startMonitor({ bootstrap }: Pick<KafkaCluster, 'bootstrap'>): Promise<ClusterMonitor> {
  const access = { bootstrap: parseAddresses(bootstrap) }
  const monitor = new ClusterMonitor({ access, intervals: { ...USUAL_INTERVALS, watchedPauseMs: WATCHED_PAUSE_MS } })
  monitor.follow(() => {})
  monitor.start()
  await until('a snapshot', SNAPSHOT_DEADLINE_MS, () => monitor.state.snapshot !== null)
  return monitor
}
