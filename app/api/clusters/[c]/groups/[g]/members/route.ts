import { requireCluster } from '#lib/clusters/registry.ts'
import { listGroupMembers } from '#lib/contract/groups.ts'
import { readGroupMembers } from '#lib/monitor/queries/groups/group-changes.ts'
import { route } from '#lib/server/route.ts'

export const GET = route(listGroupMembers, ({ params, query }) =>
  readGroupMembers(requireCluster(params.c).monitor, params.g, query),
)
