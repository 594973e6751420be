import { z } from 'zod'
import { clusterParams } from './clusters.ts'
import { countSchema, timeSchema } from './common.ts'
import { rateSchema } from './groups.ts'
import { historyEventSchema } from './history-events.ts'
import { historyRanges } from './history-ranges.ts'
import { defineRoute, json } from './route-definition.ts'

export const historyQuery = z.strictObject({ range: z.enum(historyRanges).default('15m') })

export const historyReply = z.object({
  resolutionMs: z.int().nullable().describe('The time between the last two points; older ones lie further apart'),
  points: z.array(z.object({ at: timeSchema, producePerSecond: z.number().nullable() })),
  events: z.array(historyEventSchema),
})
export type History = z.infer<typeof historyReply>

export const clusterHistoryReply = historyReply.extend({
  points: z.array(
    z.object({
      at: timeSchema,
      lag: countSchema.nullable().describe('Of all groups; null: unknown, or partitions of it were left out'),
      producePerSecond: rateSchema,
      consumePerSecond: rateSchema,
      underReplicated: countSchema.nullable().describe('Under-replicated partitions'),
    }),
  ),
})
export type ClusterHistory = z.infer<typeof clusterHistoryReply>

export const getClusterHistory = defineRoute({
  method: 'GET',
  path: '/clusters/:c/history',
  summary: 'The lag of all groups, messages produced and consumed per second, and the events of the cluster',
  params: clusterParams,
  query: historyQuery,
  reply: json(clusterHistoryReply),
})
