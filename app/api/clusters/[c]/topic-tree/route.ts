import { requireCluster } from '#lib/clusters/registry.ts'
import { listTopicBranches as listTopicBranchesRoute } from '#lib/contract/topic-tree.ts'
import { listTopicBranches } from '#lib/monitor/queries/topics/topic-tree.ts'
import { route } from '#lib/server/route.ts'

export const GET = route(listTopicBranchesRoute, ({ params, query }) =>
  listTopicBranches(requireCluster(params.c).monitor.state, query),
)
