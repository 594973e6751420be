import { requireCluster } from '#lib/clusters/registry.ts'
import { getBrokerConfig } from '#lib/contract/brokers.ts'
import { listBrokerConfigs } from '#lib/monitor/queries/brokers/brokers.ts'
import { route } from '#lib/server/route.ts'

export const GET = route(getBrokerConfig, ({ params }) =>
  listBrokerConfigs(requireCluster(params.c).monitor, params.id),
)
