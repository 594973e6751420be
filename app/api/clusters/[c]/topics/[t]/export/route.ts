import { exportMessages as exportMessagesRoute } from '#lib/contract/messages.ts'
import { route } from '#lib/server/route.ts'
import { exportMessages } from '#lib/server/scans.ts'

export const GET = route(exportMessagesRoute, ({ params, query, signal, client }) =>
  exportMessages({ cluster: params.c, topic: params.t, signal, client }, query),
)
