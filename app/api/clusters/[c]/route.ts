import { requireCluster } from '#lib/clusters/registry.ts'
import { getCluster } from '#lib/contract/clusters.ts'
import { describeCluster } from '#lib/monitor/clusters.ts'
import { route } from '#lib/server/route.ts'

export const GET = route(getCluster, ({ params }) => {
  const cluster = requireCluster(params.c)
  return describeCluster(cluster, cluster.monitor.state)
})
