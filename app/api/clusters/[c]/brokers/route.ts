import { requireCluster } from '#lib/clusters/registry.ts'
import { listBrokers as listBrokersRoute } from '#lib/contract/brokers.ts'
import { listBrokers } from '#lib/monitor/queries/brokers/brokers.ts'
import { route } from '#lib/server/route.ts'

export const GET = route(listBrokersRoute, ({ params, query }) =>
  listBrokers(requireCluster(params.c).monitor.state, query),
)
