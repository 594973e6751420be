import { requireCluster } from '#lib/clusters/registry.ts'
import { getClusterHistory } from '#lib/contract/history.ts'
import { readClusterHistory } from '#lib/monitor/queries/history.ts'
import { route } from '#lib/server/route.ts'

export const GET = route(getClusterHistory, ({ params, query }) =>
  readClusterHistory(requireCluster(params.c).monitor, query.range),
)
