import { requireCluster } from '#lib/clusters/registry.ts'
import { getTopicHistory } from '#lib/contract/topics.ts'
import { readTopicHistory } from '#lib/monitor/queries/history.ts'
import { route } from '#lib/server/route.ts'

export const GET = route(getTopicHistory, ({ params, query }) =>
  readTopicHistory(requireCluster(params.c).monitor, params.t, query.range),
)
