import { z } from 'zod'
import { clusterParams } from './clusters.ts'
import { timeSchema } from './common.ts'
import { historyRanges } from './history-ranges.ts'
import { defineRoute, json } from './route-definition.ts'

export const historyQuery = z.strictObject({ range: z.enum(historyRanges).default('15m') })

export const historyReply = z.object({
  resolutionMs: z.int().nullable().describe('The time between the last two points; older ones lie further apart'),
  points: z.array(z.object({ at: timeSchema, producePerSecond: z.number().nullable() })),
  events: z.array(z.object({ at: timeSchema, kind: z.string(), text: z.string() })),
})
export type History = z.infer<typeof historyReply>

export const getClusterHistory = defineRoute({
  method: 'GET',
  path: '/clusters/:c/history',
  summary: 'Messages produced to the cluster per second',
  params: clusterParams,
  query: historyQuery,
  reply: json(historyReply),
})
