import { requireCluster } from '#lib/clusters/registry.ts'
import { listTopics as listTopicsRoute } from '#lib/contract/topics.ts'
import { listTopics } from '#lib/monitor/topics.ts'
import { route } from '#lib/server/route.ts'

export const GET = route(listTopicsRoute, ({ params, query }) =>
  listTopics(requireCluster(params.c).monitor.state, query),
)
