import { requireCluster } from '#lib/clusters/registry.ts'
import { listGroups as listGroupsRoute } from '#lib/contract/groups.ts'
import { listGroups, lookAtLists } from '#lib/monitor/queries/groups/groups.ts'
import { route } from '#lib/server/route.ts'

export const GET = route(listGroupsRoute, ({ params, query }) => {
  const { monitor } = requireCluster(params.c)
  lookAtLists(monitor)
  return listGroups(monitor.state, query)
})
