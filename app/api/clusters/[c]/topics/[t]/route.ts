import { requireCluster, requireWritableCluster } from '#lib/clusters/registry.ts'
import { deleteTopic as deleteTopicRoute, getTopic as getTopicRoute } from '#lib/contract/topics.ts'
import { deleteTopic } from '#lib/monitor/queries/topics/topic-changes.ts'
import { getTopic } from '#lib/monitor/queries/topics/topics.ts'
import { assertConfirmed } from '#lib/server/confirmation.ts'
import { route } from '#lib/server/route.ts'

export const GET = route(getTopicRoute, ({ params }) => getTopic(requireCluster(params.c).monitor, params.t))

export const DELETE = route(deleteTopicRoute, ({ params, query }) => {
  const { monitor } = requireWritableCluster(params.c)
  assertConfirmed(query.confirm, params.t)
  return deleteTopic(monitor, params.t)
})
