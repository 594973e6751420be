import { requireCluster } from '#lib/clusters/registry.ts'
import { listTopicGroups as listTopicGroupsRoute } from '#lib/contract/topic-groups.ts'
import { lookAtLists } from '#lib/monitor/queries/groups/groups.ts'
import { listTopicGroups } from '#lib/monitor/queries/topics/topic-groups.ts'
import { route } from '#lib/server/route.ts'

export const GET = route(listTopicGroupsRoute, ({ params, query }) => {
  const { monitor } = requireCluster(params.c)
  lookAtLists(monitor)
  return listTopicGroups(monitor.state, params.t, query)
})
