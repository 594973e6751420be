import { requireWritableCluster } from '#lib/clusters/registry.ts'
import { truncateTopic as truncateTopicRoute } from '#lib/contract/topics.ts'
import { truncateTopic } from '#lib/monitor/queries/topics/topic-changes.ts'
import { assertConfirmed } from '#lib/server/confirmation.ts'
import { route } from '#lib/server/route.ts'

export const POST = route(truncateTopicRoute, ({ params, query, body }) => {
  const { monitor } = requireWritableCluster(params.c)
  assertConfirmed(query.confirm, params.t)
  return truncateTopic(monitor, params.t, body)
})
