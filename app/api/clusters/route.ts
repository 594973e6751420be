import { liveClusters } from '#lib/clusters/registry.ts'
import { listClusters } from '#lib/contract/clusters.ts'
import { describeClusterItem } from '#lib/monitor/clusters.ts'
import { route } from '#lib/server/route.ts'

export const GET = route(listClusters, () => ({
  items: [...liveClusters().values()].map((cluster) => describeClusterItem(cluster, cluster.monitor.state)),
}))
