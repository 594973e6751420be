import { requireCluster, requireWritableCluster } from '#lib/clusters/registry.ts'
import { createTopic as createTopicRoute, listTopics as listTopicsRoute } from '#lib/contract/topics.ts'
import { createTopic } from '#lib/monitor/queries/topics/topic-changes.ts'
import { listTopics } from '#lib/monitor/queries/topics/topics.ts'
import { route } from '#lib/server/route.ts'

export const GET = route(listTopicsRoute, ({ params, query }) =>
  listTopics(requireCluster(params.c).monitor.state, query),
)

export const POST = route(createTopicRoute, ({ params, body }) =>
  createTopic(requireWritableCluster(params.c).monitor, body),
)
