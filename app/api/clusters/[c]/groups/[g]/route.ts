import { requireCluster, requireWritableCluster } from '#lib/clusters/registry.ts'
import { deleteGroup as deleteGroupRoute } from '#lib/contract/group-offsets.ts'
import { getGroup as getGroupRoute } from '#lib/contract/groups.ts'
import { deleteGroup } from '#lib/monitor/queries/groups/group-changes.ts'
import { getGroup } from '#lib/monitor/queries/groups/groups.ts'
import { assertConfirmed } from '#lib/server/confirmation.ts'
import { route } from '#lib/server/route.ts'

export const GET = route(getGroupRoute, ({ params }) => getGroup(requireCluster(params.c).monitor, params.g))

export const DELETE = route(deleteGroupRoute, ({ params, query }) => {
  const { monitor } = requireWritableCluster(params.c)
  assertConfirmed(query.confirm, params.g)
  return deleteGroup(monitor, params.g)
})
