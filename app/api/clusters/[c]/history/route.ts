import { requireCluster } from '#lib/clusters/registry.ts'
import { getClusterHistory } from '#lib/contract/history.ts'
import { readHistory } from '#lib/monitor/queries/history.ts'
import { route } from '#lib/server/route.ts'

export const GET = route(getClusterHistory, ({ params, query }) =>
  readHistory(requireCluster(params.c).monitor, null, query.range),
)
