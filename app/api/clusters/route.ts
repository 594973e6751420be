import { listClusterItems } from '#lib/clusters/describe.ts'
import { listClusters } from '#lib/contract/clusters.ts'
import { route } from '#lib/server/route.ts'

export const GET = route(listClusters, () => ({ items: listClusterItems() }))
