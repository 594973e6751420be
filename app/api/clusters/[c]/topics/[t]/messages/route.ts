import { streamMessages as streamMessagesRoute } from '#lib/contract/messages.ts'
import { route } from '#lib/server/route.ts'
import { streamMessages } from '#lib/server/scans.ts'

export const GET = route(streamMessagesRoute, ({ params, query, signal }) =>
  streamMessages({ cluster: params.c, topic: params.t, signal }, query),
)
