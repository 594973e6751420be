import { requireCluster } from '#lib/clusters/registry.ts'
import { listGroupPartitions } from '#lib/contract/groups.ts'
import { readGroupPartitions } from '#lib/monitor/queries/groups/group-changes.ts'
import { route } from '#lib/server/route.ts'

export const GET = route(listGroupPartitions, ({ params, query }) =>
  readGroupPartitions(requireCluster(params.c).monitor, params.g, query),
)
