import { z } from 'zod'
import { countSchema, timeSchema } from './common.ts'
import { groupParams, rateSchema } from './groups.ts'
import { historyEventSchema } from './history-events.ts'
import { historyRanges } from './history-ranges.ts'
import { defineRoute, json } from './route-definition.ts'

export const groupHistoryQuery = z.strictObject({
  range: z.enum(historyRanges).default('15m'),
  topic: z.string().min(1).max(249).optional(),
})
export type GroupHistoryQuery = z.infer<typeof groupHistoryQuery>

export const groupHistoryReply = z.object({
  resolutionMs: z.int().nullable().describe('The time between the last two points; older ones may lie further apart'),
  points: z.array(
    z.object({
      at: timeSchema,
      lag: countSchema.nullable(),
      producePerSecond: rateSchema,
      consumePerSecond: rateSchema,
      memberCount: countSchema.nullable(),
    }),
  ),
  events: z.array(historyEventSchema),
})
export type GroupHistory = z.infer<typeof groupHistoryReply>

export const getGroupHistory = defineRoute({
  method: 'GET',
  path: '/clusters/:c/groups/:g/history',
  summary: 'The lag and rates of a group over time, and its events',
  params: groupParams,
  query: groupHistoryQuery,
  reply: json(groupHistoryReply),
})
