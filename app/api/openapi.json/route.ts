import { getOpenapi } from '#lib/contract/health.ts'
import { describeApi } from '#lib/server/openapi.ts'
import { route } from '#lib/server/route.ts'

export const GET = route(getOpenapi, () => describeApi())
