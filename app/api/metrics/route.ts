import { liveClusters } from '#lib/clusters/registry.ts'
import { getMetrics, METRICS_TYPE } from '#lib/contract/metrics.ts'
import { describeMetrics } from '#lib/server/metrics.ts'
import { route } from '#lib/server/route.ts'

export const GET = route(getMetrics, async ({ query }) => {
  const text = await describeMetrics(liveClusters().values(), query.detail)
  return new Response(text, { headers: { 'Content-Type': METRICS_TYPE } })
})
