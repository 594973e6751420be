import { z } from 'zod'
import { clusterParams } from './clusters.ts'
import {
  countSchema,
  firstIdsSchema,
  flag,
  listQuerySchema,
  listReplySchema,
  problemSchema,
  timeSchema,
} from './common.ts'
import { configChangeSchema, configListReply, configPlanSchema, configValuesSchema } from './configs.ts'
import { healthFilters } from './health-filter.ts'
import { historyQuery, historyReply } from './history.ts'
import { MAX_OFFSET_ROWS } from './paging.ts'
import { defineRoute, json } from './route-definition.ts'
import { isOnlyDots, MAX_TOPIC_NAME_LENGTH, topicNameFaults, topicNamePattern } from './topic-name.ts'
import { topicTotalsSchema } from './topic-sums.ts'

export const topicParams = clusterParams.extend({ t: z.string().min(1).max(MAX_TOPIC_NAME_LENGTH) })

export const topicItemSchema = z.object({
  name: z.string(),
  topicId: z.string().nullable(),
  internal: z.boolean(),
  partitionCount: countSchema.nullable(),
  replicationFactor: countSchema.nullable().describe('The highest replication factor of its partitions'),
  underReplicated: countSchema
    .nullable()
    .describe('Partitions with fewer in-sync replicas than their replication factor'),
  leaderless: countSchema
    .nullable()
    .describe('Offline partitions: they have no leader and can be neither read nor written'),
  leaderDown: countSchema.nullable().describe('Partitions whose last known leader does not respond'),
  belowMinIsr: countSchema
    .nullable()
    .describe(
      'Partitions that refuse writes with acks=all, as fewer replicas are in sync than min.insync.replicas requires',
    ),
  messages: countSchema
    .nullable()
    .describe(
      'End offsets minus start offsets: an upper bound. With the problem at-most where fewer are known to exist: the topic is compacted, it has transactions, or its configuration is unknown',
    ),
  sizeBytes: countSchema.nullable().describe("One replica of each partition: the leader's"),
  replicaBytes: countSchema.nullable().describe('All replicas'),
  producePerSecond: z.number().nonnegative().nullable(),
  groupCount: countSchema.nullable().describe('Groups with committed offsets on it or members assigned to it'),
  maxLag: countSchema.nullable().describe('Of the group with the highest lag on it'),
  cleanupPolicy: z.string().nullable().describe('`delete`, `compact` or `delete,compact`'),
  retentionMs: z.int().nullable().describe('-1: unlimited'),
  lastWriteAt: timeSchema.nullable(),
  problems: z.array(problemSchema),
})
export type TopicItem = z.infer<typeof topicItemSchema>

export const topicSchema = topicItemSchema.extend({
  minInsyncReplicas: countSchema.nullable(),
  furthestBehind: z
    .object({ group: z.string(), lag: countSchema, timeLagMs: z.number().nonnegative().nullable() })
    .nullable()
    .describe('The group with the highest lag on it; null: no group consumes it, or none is known'),
})
export type Topic = z.infer<typeof topicSchema>

export const topicSorts = [
  'name',
  'topicId',
  'internal',
  'partitionCount',
  'replicationFactor',
  'underReplicated',
  'leaderless',
  'messages',
  'sizeBytes',
  'replicaBytes',
  'producePerSecond',
  'groupCount',
  'maxLag',
  'cleanupPolicy',
  'retentionMs',
  'lastWriteAt',
] as const
export type TopicSort = (typeof topicSorts)[number]

/** What narrows a list of topics, beside the search. */
export const topicFilterFields = {
  internal: flag.default(false).describe("true includes Kafka's own topics"),
  health: z.enum(healthFilters).default('all'),
  policy: z.enum(['delete', 'compact']).optional(),
}

export const topicListQuery = listQuerySchema(topicSorts).extend({ ...topicFilterFields, first: firstIdsSchema })
export type TopicListQuery = z.infer<typeof topicListQuery>
export type TopicFilter = Pick<TopicListQuery, 'q' | keyof typeof topicFilterFields>

export const topicListReply = listReplySchema(topicItemSchema).extend({ totals: topicTotalsSchema })
export type TopicListReply = z.infer<typeof topicListReply>

export const listTopics = defineRoute({
  method: 'GET',
  path: '/clusters/:c/topics',
  summary: 'The topics',
  params: clusterParams,
  query: topicListQuery,
  reply: json(topicListReply),
})

export const getTopic = defineRoute({
  method: 'GET',
  path: '/clusters/:c/topics/:t',
  summary: 'One topic',
  params: topicParams,
  query: z.strictObject({}),
  reply: json(topicSchema),
})

export const newTopicSchema = z.strictObject({
  name: z
    .string()
    .min(1, topicNameFaults.missing)
    .max(MAX_TOPIC_NAME_LENGTH, topicNameFaults.long)
    .regex(topicNamePattern, topicNameFaults.characters)
    .refine((name) => !isOnlyDots(name), topicNameFaults.dots),
  partitions: z.int().min(1).max(100_000).optional().describe("Left out: the broker's default"),
  replicationFactor: z.int().min(1).max(1_000).optional().describe("Left out: the broker's default"),
  configs: configValuesSchema.default({}),
  dryRun: z.boolean().default(false),
})
export type NewTopicRequest = z.input<typeof newTopicSchema>

export const createdTopicSchema = z.object({
  name: z.string(),
  topicId: z.string().nullable(),
  partitions: countSchema.nullable(),
  replicationFactor: countSchema.nullable(),
  created: z.boolean().describe('false: only tried'),
})
export type CreatedTopicReply = z.infer<typeof createdTopicSchema>

export const createTopic = defineRoute({
  method: 'POST',
  path: '/clusters/:c/topics',
  summary: 'Creates a topic, or with dryRun only asks the brokers whether they would',
  params: clusterParams,
  query: z.strictObject({}),
  body: newTopicSchema,
  reply: json(createdTopicSchema),
})

export const confirmQuery = z.strictObject({ confirm: z.string().optional() })

export const deleteTopic = defineRoute({
  method: 'DELETE',
  path: '/clusters/:c/topics/:t',
  summary: 'Deletes a topic and all that is in it; `confirm` repeats its name',
  params: topicParams,
  query: confirmQuery,
  reply: json(z.object({ deleted: z.string() })),
})

export const addPartitions = defineRoute({
  method: 'POST',
  path: '/clusters/:c/topics/:t/partitions',
  summary: 'Gives a topic more partitions; `count` is how many there shall be in all',
  params: topicParams,
  query: z.strictObject({}),
  body: z.strictObject({ count: z.int().min(1).max(100_000) }),
  reply: json(z.object({ partitionCount: countSchema })),
})

export const truncationSchema = z.union([
  z.strictObject({
    partitions: z
      .array(z.strictObject({ id: countSchema, beforeOffset: countSchema }))
      .min(1)
      .max(MAX_OFFSET_ROWS),
  }),
  z.strictObject({ all: z.literal(true) }),
  z.strictObject({ before: timeSchema }),
])
export type TruncationRequest = z.infer<typeof truncationSchema>

export const truncationReply = z.object({
  partitions: z.array(z.object({ id: countSchema, startOffset: countSchema.nullable() })),
  failures: z.array(z.object({ scope: z.string(), message: z.string() })),
})
export type TruncationReply = z.infer<typeof truncationReply>

export const truncateTopic = defineRoute({
  method: 'POST',
  path: '/clusters/:c/topics/:t/truncate',
  summary: 'Deletes records: all, those below an offset of each partition, or those older than a time',
  params: topicParams,
  query: confirmQuery,
  body: truncationSchema,
  reply: json(truncationReply),
})

export const getTopicConfig = defineRoute({
  method: 'GET',
  path: '/clusters/:c/topics/:t/config',
  summary: 'The configuration of a topic',
  params: topicParams,
  query: z.strictObject({}),
  reply: json(configListReply),
})

export const changeTopicConfig = defineRoute({
  method: 'PATCH',
  path: '/clusters/:c/topics/:t/config',
  summary: 'Changes or resets only the named configs',
  params: topicParams,
  query: z.strictObject({}),
  body: configChangeSchema,
  reply: json(configPlanSchema),
})

export const getTopicHistory = defineRoute({
  method: 'GET',
  path: '/clusters/:c/topics/:t/history',
  summary: 'What was written to a topic per second',
  params: topicParams,
  query: historyQuery,
  reply: json(historyReply),
})
