import { requireCluster } from '#lib/clusters/registry.ts'
import { followEvents } from '#lib/contract/events.ts'
import { clusterEvents } from '#lib/server/cluster-events.ts'
import { route } from '#lib/server/route.ts'
import { eventStream } from '#lib/server/streams.ts'

export const GET = route(followEvents, ({ params, signal }) => {
  const { monitor, leave } = requireCluster(params.c)
  return eventStream(AbortSignal.any([signal, leave.signal]), clusterEvents(monitor))
})
