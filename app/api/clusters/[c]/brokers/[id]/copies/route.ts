import { requireCluster } from '#lib/clusters/registry.ts'
import { listCopies as listCopiesRoute } from '#lib/contract/copies.ts'
import { listCopies } from '#lib/monitor/queries/brokers/broker-replicas.ts'
import { route } from '#lib/server/route.ts'

export const GET = route(listCopiesRoute, ({ params, query }) =>
  listCopies(requireCluster(params.c).monitor.state, params.id, query),
)
