import { requireWritableCluster } from '#lib/clusters/registry.ts'
import { streamMessages as streamMessagesRoute } from '#lib/contract/messages.ts'
import { produceRecords as produceRecordsRoute } from '#lib/contract/produce.ts'
import { produceRecords } from '#lib/monitor/queries/topics/produce.ts'
import { route } from '#lib/server/route.ts'
import { streamMessages } from '#lib/server/scans.ts'

export const GET = route(streamMessagesRoute, ({ params, query, signal }) =>
  streamMessages({ cluster: params.c, topic: params.t, signal }, query),
)

export const POST = route(produceRecordsRoute, ({ params, body }) =>
  produceRecords(requireWritableCluster(params.c).monitor, params.t, body),
)
