import { requireCluster } from '#lib/clusters/registry.ts'
import { getFeatures } from '#lib/contract/features.ts'
import { describeFeatures } from '#lib/monitor/queries/brokers/features.ts'
import { route } from '#lib/server/route.ts'

export const GET = route(getFeatures, ({ params }) => describeFeatures(requireCluster(params.c).monitor.state))
