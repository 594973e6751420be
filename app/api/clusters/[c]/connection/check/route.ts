import { requireCluster } from '#lib/clusters/registry.ts'
import { checkConnection as checkConnectionRoute } from '#lib/contract/connection.ts'
import { checkConnection } from '#lib/server/connection-checks.ts'
import { route } from '#lib/server/route.ts'

export const POST = route(checkConnectionRoute, ({ params, query, signal }) =>
  checkConnection(requireCluster(params.c), query, signal),
)
