import { getMessage } from '#lib/contract/messages.ts'
import { route } from '#lib/server/route.ts'
import { showMessage } from '#lib/server/scans.ts'

export const GET = route(getMessage, ({ params: { c, t, partition, offset }, query, signal }) =>
  showMessage({ cluster: c, topic: t, partition, offset, signal }, query),
)
