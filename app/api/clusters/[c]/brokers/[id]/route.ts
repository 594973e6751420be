import { requireCluster } from '#lib/clusters/registry.ts'
import { getBroker as getBrokerRoute } from '#lib/contract/brokers.ts'
import { getBroker } from '#lib/monitor/queries/brokers/brokers.ts'
import { route } from '#lib/server/route.ts'

export const GET = route(getBrokerRoute, ({ params }) => getBroker(requireCluster(params.c).monitor.state, params.id))
