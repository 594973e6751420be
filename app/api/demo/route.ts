import { readDemo } from '#lib/clusters/embedded.ts'
import { getDemo } from '#lib/contract/demo.ts'
import { route } from '#lib/server/route.ts'

export const GET = route(getDemo, () => readDemo())
