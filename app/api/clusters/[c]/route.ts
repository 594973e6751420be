import { getClusterById } from '#lib/clusters/describe.ts'
import { getCluster } from '#lib/contract/clusters.ts'
import { logProblems } from '#lib/server/log-file/output.ts'
import { route } from '#lib/server/route.ts'

export const GET = route(getCluster, ({ params }) => getClusterById(params.c, logProblems()))
