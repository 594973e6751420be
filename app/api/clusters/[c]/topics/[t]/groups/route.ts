import { requireCluster } from '#lib/clusters/registry.ts'
import { listTopicGroups as listTopicGroupsRoute } from '#lib/contract/topic-groups.ts'
import { listTopicGroups } from '#lib/monitor/queries/topics/topic-groups.ts'
import { route } from '#lib/server/route.ts'

export const GET = route(listTopicGroupsRoute, ({ params, query }) =>
  listTopicGroups(requireCluster(params.c).monitor.state, params.t, query),
)
