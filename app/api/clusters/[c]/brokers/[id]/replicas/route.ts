import { requireCluster } from '#lib/clusters/registry.ts'
import { listBrokerReplicas as listBrokerReplicasRoute } from '#lib/contract/broker-replicas.ts'
import { listBrokerReplicas } from '#lib/monitor/queries/brokers/broker-replicas.ts'
import { route } from '#lib/server/route.ts'

export const GET = route(listBrokerReplicasRoute, ({ params, query }) =>
  listBrokerReplicas(requireCluster(params.c).monitor.state, params.id, query),
)
