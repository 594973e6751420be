import { requireCluster } from '#lib/clusters/registry.ts'
import { getQuorum } from '#lib/contract/quorum.ts'
import { describeQuorum } from '#lib/monitor/queries/brokers/quorum.ts'
import { route } from '#lib/server/route.ts'

export const GET = route(getQuorum, ({ params }) => describeQuorum(requireCluster(params.c).monitor.state))
