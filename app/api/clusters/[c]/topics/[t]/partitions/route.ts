import { requireCluster, requireWritableCluster } from '#lib/clusters/registry.ts'
import { listPartitions as listPartitionsRoute } from '#lib/contract/partitions.ts'
import { addPartitions as addPartitionsRoute } from '#lib/contract/topics.ts'
import { listPartitionsWithPositions } from '#lib/monitor/queries/topics/partition-positions.ts'
import { addPartitions } from '#lib/monitor/queries/topics/topic-changes.ts'
import { route } from '#lib/server/route.ts'

export const GET = route(listPartitionsRoute, ({ params, query }) =>
  listPartitionsWithPositions(requireCluster(params.c).monitor, params.t, query),
)

export const POST = route(addPartitionsRoute, ({ params, body }) =>
  addPartitions(requireWritableCluster(params.c).monitor, params.t, body.count),
)
