import { requireCluster } from '#lib/clusters/registry.ts'
import { getGroupHistory as getGroupHistoryRoute } from '#lib/contract/group-history.ts'
import { getGroupHistory } from '#lib/monitor/queries/groups/group-history.ts'
import { route } from '#lib/server/route.ts'

export const GET = route(getGroupHistoryRoute, ({ params, query }) =>
  getGroupHistory(requireCluster(params.c).monitor, params.g, query),
)
