import { getHealth } from '#lib/contract/health.ts'
import { route } from '#lib/server/route.ts'

export const GET = route(getHealth, () => ({ status: 'ok' as const }))
