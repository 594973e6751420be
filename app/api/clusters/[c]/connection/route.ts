import { requireCluster } from '#lib/clusters/registry.ts'
import { getConnection } from '#lib/contract/connection.ts'
import { readConnection } from '#lib/server/connection-checks.ts'
import { route } from '#lib/server/route.ts'

export const GET = route(getConnection, ({ params, signal }) => readConnection(requireCluster(params.c), signal))
