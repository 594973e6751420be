import { requireCluster } from '#lib/clusters/registry.ts'
import { listTopicProducers as listTopicProducersRoute } from '#lib/contract/producers.ts'
import { listTopicProducers } from '#lib/monitor/queries/topics/topic-producers.ts'
import { route } from '#lib/server/route.ts'

export const GET = route(listTopicProducersRoute, ({ params }) =>
  listTopicProducers(requireCluster(params.c).monitor, params.t),
)
