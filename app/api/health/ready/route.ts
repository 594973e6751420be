import { liveClusters } from '#lib/clusters/registry.ts'
import { getReadiness } from '#lib/contract/health.ts'
import { assertReady } from '#lib/server/readiness.ts'
import { route } from '#lib/server/route.ts'

export const GET = route(getReadiness, () => {
  assertReady(liveClusters().values())
  return { status: 'ready' as const }
})
