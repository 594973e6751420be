import { AppError } from '#lib/contract/errors.ts'
import { unknownRoute } from '#lib/contract/health.ts'
import { route } from '#lib/server/route.ts'

const refuse = () => {
  throw new AppError('not-found', 'There is no such route.', { hint: 'GET /api/openapi.json lists them all.' })
}

export const GET = route(unknownRoute, refuse)
export const POST = route(unknownRoute, refuse)
export const PATCH = route(unknownRoute, refuse)
export const DELETE = route(unknownRoute, refuse)
