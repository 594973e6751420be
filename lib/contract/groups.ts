import { z } from 'zod'
import { clusterParams } from './clusters.ts'
import {
  countSchema,
  firstIdsSchema,
  listQuerySchema,
  listReplySchema,
  problemSchema,
  wideNumberSchema,
} from './common.ts'
import {
  groupStatuses,
  groupTypes,
  isKafkaGroupState,
  kafkaGroupStates,
  lagStatuses,
  lagTrends,
} from './group-states.ts'
import { defineRoute, json } from './route-definition.ts'

/** A group id may contain anything, and may be empty. */
export const groupParams = clusterParams.extend({ g: z.string() })

export const rateSchema = z.number().nonnegative().nullable()
const durationSchema = z.number().nonnegative().nullable()
const timeLagSchema = durationSchema.describe(
  'The age of the oldest unconsumed message; 0: up to date. A lower bound with the problem partial or expired',
)
const etaSchema = durationSchema.describe('Until the lag is 0 at the current rates; 0: up to date')
const trendSchema = z.enum(lagTrends).nullable().describe('null: observed for less than a minute')

export const groupItemSchema = z.object({
  id: z.string(),
  type: z.enum(groupTypes),
  state: z.string().nullable().describe("In Kafka's own words"),
  protocolType: z.string().nullable().describe('The kind of client: `consumer`, `connect`, …'),
  assignor: z.string().nullable(),
  coordinator: z.int().nullable().describe('The broker that coordinates the group'),
  memberCount: countSchema.nullable(),
  topicCount: countSchema.nullable(),
  totalLag: countSchema.nullable().describe('Over the partitions of which it is known'),
  maxPartitionLag: countSchema.nullable(),
  expired: countSchema.optional().describe('Of the lag, the messages that expired before being read; left out: none'),
  partial: z.boolean().describe('The lag of some partitions is unknown, so the total is too low'),
  trend: trendSchema,
  lagPoints: z
    .array(countSchema)
    .max(30)
    .optional()
    .describe('The recent lag, oldest first; left out where fewer than two points are known'),
  consumePerSecond: rateSchema,
  producePerSecond: rateSchema.describe('Messages produced to the partitions of the group'),
  timeLagMs: timeLagSchema,
  etaMs: etaSchema,
  status: z.enum(groupStatuses),
  statusReason: z.string().describe('The status in a sentence; times in it are ISO 8601'),
  stuckAt: z
    .object({ topic: z.string(), partition: countSchema, offset: countSchema.nullable() })
    .optional()
    .describe('The next message on the partition whose committed offset has been stuck longest; left out: none is'),
  highestLagAt: z
    .object({
      topic: z.string(),
      partition: countSchema,
      startOffset: countSchema,
      committedOffset: countSchema,
      endOffset: countSchema,
    })
    .optional()
    .describe('The partition with the highest lag; left out: none has any, or its offsets are not known'),
  problems: z.array(problemSchema),
})
export type GroupItem = z.infer<typeof groupItemSchema>

export const groupTopicSchema = z.object({
  topic: z.string(),
  partitionCount: countSchema,
  lag: countSchema.nullable(),
  timeLagMs: timeLagSchema,
  etaMs: etaSchema,
  memberCount: countSchema.nullable().describe('Members with partitions of it; null: unknown'),
})
export type GroupTopicItem = z.infer<typeof groupTopicSchema>

export const groupSchema = groupItemSchema.extend({ topics: z.array(groupTopicSchema) })
export type Group = z.infer<typeof groupSchema>

/** The first is the default sort order. */
export const groupSorts = [
  'totalLag',
  'id',
  'type',
  'state',
  'protocolType',
  'assignor',
  'coordinator',
  'memberCount',
  'topicCount',
  'maxPartitionLag',
  'partial',
  'trend',
  'consumePerSecond',
  'producePerSecond',
  'timeLagMs',
  'etaMs',
  'status',
  'statusReason',
] as const
export type GroupSort = (typeof groupSorts)[number]

/** Of a list of groups. */
export const groupOrder = z
  .enum(['asc', 'desc'])
  .optional()
  .describe('Left out: lag descending, everything else ascending. Unknown values come last either way')

/** The sort order where none is given. */
export function withOrder<Query extends { sort: string; order?: 'asc' | 'desc' | undefined }>(
  query: Query,
): Query & { order: 'asc' | 'desc' } {
  const isLag = query.sort === 'totalLag' || query.sort === 'lag'
  return { ...query, order: query.order ?? (isLag ? 'desc' : 'asc') }
}

export const groupListQuery = listQuerySchema(groupSorts).extend({
  order: groupOrder,
  state: z
    .string()
    .refine(isKafkaGroupState, { error: `Must be one of ${kafkaGroupStates.join(', ')}` })
    .optional()
    .describe(`In Kafka's own words, whose case does not matter: ${kafkaGroupStates.join(', ')}`),
  type: z.enum(groupTypes).optional(),
  status: z.enum(groupStatuses).optional(),
  topic: z
    .string()
    .min(1)
    .max(249)
    .optional()
    .describe('Groups with committed offsets on this topic or members assigned to it'),
  first: firstIdsSchema,
})
export type GroupListQuery = z.infer<typeof groupListQuery>

export const listGroups = defineRoute({
  method: 'GET',
  path: '/clusters/:c/groups',
  summary: 'The consumer groups, those with the highest lag first',
  params: clusterParams,
  query: groupListQuery,
  reply: json(listReplySchema(groupItemSchema)),
})

export const getGroup = defineRoute({
  method: 'GET',
  path: '/clusters/:c/groups/:g',
  summary: 'One group, and its lag by topic',
  params: groupParams,
  query: z.strictObject({}),
  reply: json(groupSchema),
})

export const groupPartitionSchema = z.object({
  topic: z.string(),
  partition: countSchema,
  committed: wideNumberSchema
    .nullable()
    .describe('The committed offset: that of the next message to consume, its digits as text from 2^53 on; null: none'),
  startOffset: countSchema.nullable(),
  endOffset: countSchema.nullable(),
  lastStableOffset: countSchema.nullable().describe('Below it no transaction is open'),
  lag: countSchema.nullable(),
  exposure: countSchema
    .nullable()
    .describe('Without a committed offset: the number of messages from the start offset on'),
  estimated: z
    .boolean()
    .optional()
    .describe('Share groups: the broker does not report the lag, so it is end offset minus start offset'),
  status: z.enum(lagStatuses),
  expired: countSchema.nullable().describe('Messages that retention deleted before the group had consumed them'),
  trend: trendSchema,
  memberId: z.string().nullable().describe('The member it is assigned to; null: unassigned or unknown'),
  clientId: z.string().nullable(),
  host: z.string().nullable(),
  metadata: z.string().nullable().describe('The metadata of the committed offset'),
  leaderEpoch: z.int().nullable().describe('Of the last consumed message, as committed'),
  consumePerSecond: rateSchema,
  producePerSecond: rateSchema,
  timeLagMs: timeLagSchema,
  timeLagIs: z
    .enum(['measured', 'estimated'])
    .nullable()
    .describe('From the message itself, or from when offsets grew'),
  etaMs: etaSchema,
  problems: z.array(problemSchema),
})
export type GroupPartition = z.infer<typeof groupPartitionSchema>

/** Sorting by name means by topic, and within it by partition number. */
export const groupPartitionSorts = [
  'topic',
  'partition',
  'committed',
  'startOffset',
  'endOffset',
  'lag',
  'exposure',
  'status',
  'expired',
  'trend',
  'memberId',
  'clientId',
  'host',
  'consumePerSecond',
  'producePerSecond',
  'timeLagMs',
  'etaMs',
] as const
export type GroupPartitionSort = (typeof groupPartitionSorts)[number]

export const groupPartitionListQuery = listQuerySchema(groupPartitionSorts).extend({
  topic: z.string().min(1).max(249).optional(),
  status: z.enum(lagStatuses).optional(),
})
export type GroupPartitionListQuery = z.infer<typeof groupPartitionListQuery>

export const listGroupPartitions = defineRoute({
  method: 'GET',
  path: '/clusters/:c/groups/:g/partitions',
  summary: 'The committed offset and lag of a group on each partition, and the assigned members',
  params: groupParams,
  query: groupPartitionListQuery,
  reply: json(listReplySchema(groupPartitionSchema)),
})

const assignmentSchema = z.array(z.object({ topic: z.string(), partitions: z.array(countSchema) }))

export const groupMemberSchema = z.object({
  id: z.string(),
  clientId: z.string().nullable(),
  instanceId: z.string().nullable().describe('Static membership: the name that a member keeps when it restarts'),
  host: z.string().nullable(),
  assignment: assignmentSchema.nullable().describe('null: not known, as while the group rebalances'),
  epoch: z.int().optional().describe('The epoch of the assignment that the member has reached'),
  targetAssignment: assignmentSchema.optional().describe('The assignment it is moving to'),
  problems: z.array(problemSchema),
})
export type GroupMember = z.infer<typeof groupMemberSchema>

export const groupMemberSorts = ['id', 'clientId', 'instanceId', 'host', 'epoch'] as const
export type GroupMemberSort = (typeof groupMemberSorts)[number]

export const groupMemberListQuery = listQuerySchema(groupMemberSorts)
export type GroupMemberListQuery = z.infer<typeof groupMemberListQuery>

export const listGroupMembers = defineRoute({
  method: 'GET',
  path: '/clusters/:c/groups/:g/members',
  summary: 'The members of a group and their assignment',
  params: groupParams,
  query: groupMemberListQuery,
  reply: json(listReplySchema(groupMemberSchema)),
})
