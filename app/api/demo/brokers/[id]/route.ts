import { changeDemoBroker } from '#lib/clusters/embedded.ts'
import { changeDemoBroker as changeDemoBrokerRoute } from '#lib/contract/demo.ts'
import { route } from '#lib/server/route.ts'

export const POST = route(changeDemoBrokerRoute, ({ params, body }) => changeDemoBroker(params.id, body))
