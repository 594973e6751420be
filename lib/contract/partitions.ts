import { z } from 'zod'
import { countSchema, listQuerySchema, listReplySchema, problemSchema } from './common.ts'
import { healthFilters } from './health-filter.ts'
import { defineRoute, json } from './route-definition.ts'
import { topicParams } from './topics.ts'

export const partitionItemSchema = z.object({
  id: countSchema,
  leader: z.int().nullable(),
  leaderEpoch: z.int().nullable(),
  replicas: z.array(z.int()).describe('The brokers of its replicas, the preferred leader first'),
  isr: z.array(z.int()).describe('The in-sync replicas'),
  offlineReplicas: z.array(z.int()).describe('The offline replicas: the broker or its log directory failed'),
  replicaSizes: z.array(countSchema.nullable()).describe('The size of each replica, in the order of `replicas`'),
  startOffset: countSchema.nullable(),
  endOffset: countSchema.nullable().describe('The high watermark: the offset that the next record gets'),
  lastStableOffset: countSchema.nullable().describe('Below it no transaction is open'),
  messages: countSchema
    .nullable()
    .describe('End offset minus start offset: an upper bound. With the problem at-most as of the topic'),
  sizeBytes: countSchema.nullable().describe("The leader's replica"),
  producePerSecond: z.number().nonnegative().nullable(),
  positions: z
    .array(z.object({ group: z.string(), committed: countSchema.nullable() }))
    .optional()
    .describe('The committed offsets of the requested groups'),
  status: z.enum(['ok', 'under-replicated', 'leaderless', 'leader-down']),
  problems: z.array(problemSchema),
})
export type PartitionItem = z.infer<typeof partitionItemSchema>

export const partitionSorts = [
  'id',
  'leader',
  'status',
  'startOffset',
  'endOffset',
  'messages',
  'sizeBytes',
  'producePerSecond',
] as const
export type PartitionSort = (typeof partitionSorts)[number]

export const partitionListQuery = listQuerySchema(partitionSorts).extend({
  health: z.enum(healthFilters).default('all'),
  groups: z
    .string()
    .max(1_500)
    .optional()
    .describe('Ids, percent-encoded, with commas between: at most 5; left out, the one with the highest lag'),
})
export type PartitionListQuery = z.infer<typeof partitionListQuery>

export const listPartitions = defineRoute({
  method: 'GET',
  path: '/clusters/:c/topics/:t/partitions',
  summary: 'The partitions of a topic: leaders, replicas, offsets',
  params: topicParams,
  query: partitionListQuery,
  reply: json(listReplySchema(partitionItemSchema).extend({ topicId: z.string().nullable() })),
})
