import { requireWritableCluster } from '#lib/clusters/registry.ts'
import {
  deleteGroupOffsets as deleteGroupOffsetsRoute,
  resetGroupOffsets as resetGroupOffsetsRoute,
} from '#lib/contract/group-offsets.ts'
import { deleteGroupOffsets, resetGroupOffsets } from '#lib/monitor/queries/groups/group-changes.ts'
import { assertConfirmed } from '#lib/server/confirmation.ts'
import { route } from '#lib/server/route.ts'

export const POST = route(resetGroupOffsetsRoute, ({ params, query, body }) => {
  const { monitor } = requireWritableCluster(params.c)
  if (!body.dryRun) assertConfirmed(query.confirm, params.g)
  return resetGroupOffsets(monitor, params.g, body)
})

export const DELETE = route(deleteGroupOffsetsRoute, ({ params, query }) => {
  const { monitor } = requireWritableCluster(params.c)
  assertConfirmed(query.confirm, params.g)
  return deleteGroupOffsets(monitor, params.g, query.topic)
})
