import { requireCluster } from '#lib/clusters/registry.ts'
import { listTopicRates as listTopicRatesRoute } from '#lib/contract/topic-rates.ts'
import { listTopicRates } from '#lib/monitor/queries/topics/topic-rates.ts'
import { route } from '#lib/server/route.ts'

export const GET = route(listTopicRatesRoute, ({ params, query }) =>
  listTopicRates(requireCluster(params.c).monitor, query),
)
