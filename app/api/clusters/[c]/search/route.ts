import { requireCluster } from '#lib/clusters/registry.ts'
import { searchCluster } from '#lib/contract/search.ts'
import { search } from '#lib/monitor/queries/search.ts'
import { route } from '#lib/server/route.ts'

export const GET = route(searchCluster, ({ params, query }) => ({
  items: search(requireCluster(params.c).monitor.state, query.q),
}))
