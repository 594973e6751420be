import { z } from 'zod'
import { clusterParams } from './clusters.ts'
import { countSchema, listQuerySchema, listReplySchema, problemSchema, wideNumberSchema } from './common.ts'
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
  'How long the next message has been waiting; 0: caught up. At least so long with the problem partial or expired',
)
const etaSchema = durationSchema.describe('Until nothing waits any more, if all goes on as it goes; 0: caught up')
const trendSchema = z.enum(lagTrends).nullable().describe('null: watched for less than a minute')

export const groupItemSchema = z.object({
  id: z.string(),
  type: z.enum(groupTypes),
  state: z.string().nullable().describe("In Kafka's own words"),
  protocolType: z.string().nullable().describe('What the members speak among themselves: `consumer`, `connect`, …'),
  assignor: z.string().nullable(),
  coordinator: z.int().nullable().describe('The broker that looks after the group'),
  memberCount: countSchema.nullable(),
  topicCount: countSchema.nullable(),
  totalLag: countSchema.nullable().describe('Over the partitions of which it is known'),
  maxPartitionLag: countSchema.nullable(),
  expired: countSchema.optional().describe('Of the lag, what expired before it was read; left out: nothing'),
  partial: z.boolean().describe('Of some partition nothing is known, so that the total is too low'),
  trend: trendSchema,
  lagPoints: z
    .array(countSchema)
    .max(30)
    .optional()
    .describe('The lag as it was lately, oldest first; left out where less than two points of it are known'),
  consumePerSecond: rateSchema,
  producePerSecond: rateSchema.describe('What is written to the partitions of the group'),
  timeLagMs: timeLagSchema,
  etaMs: etaSchema,
  status: z.enum(groupStatuses),
  statusReason: z.string().describe('The status in a sentence; times in it are ISO 8601'),
  stuckAt: z
    .object({ topic: z.string(), partition: countSchema, offset: countSchema.nullable() })
    .optional()
    .describe('The next message on the partition whose committed offset has stood still longest; left out: none does'),
  problems: z.array(problemSchema),
})
export type GroupItem = z.infer<typeof groupItemSchema>

export const groupTopicSchema = z.object({
  topic: z.string(),
  partitionCount: countSchema,
  lag: countSchema.nullable(),
  timeLagMs: timeLagSchema,
  etaMs: etaSchema,
  memberCount: countSchema.nullable().describe('Members that have partitions of it; null: they do not say which'),
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
  topic: z.string().min(1).max(249).optional().describe('Groups that commit to this topic or have members on it'),
})
export type GroupListQuery = z.infer<typeof groupListQuery>

export const listGroups = defineRoute({
  method: 'GET',
  path: '/clusters/:c/groups',
  summary: 'The groups of consumers, those with the most lag first',
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
    .describe('The offset of the next message to read, its digits as text from 2^53 on; null: none is committed'),
  startOffset: countSchema.nullable(),
  endOffset: countSchema.nullable(),
  lastStableOffset: countSchema.nullable().describe('Below it no transaction is open'),
  lag: countSchema.nullable(),
  exposure: countSchema.nullable().describe('Without a commit: what would be read from the first message on'),
  estimated: z
    .boolean()
    .optional()
    .describe('Share groups: the broker does not tell the lag, so it is end minus start'),
  status: z.enum(lagStatuses),
  expired: countSchema.nullable().describe('Messages that retention removed before the group had read them'),
  trend: trendSchema,
  memberId: z.string().nullable().describe('Whose partition it is; null: nobody says so'),
  clientId: z.string().nullable(),
  host: z.string().nullable(),
  metadata: z.string().nullable().describe('What the group wrote beside its commit'),
  leaderEpoch: z.int().nullable().describe('Of the last message read, as committed'),
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
  summary: 'Where a group stands on each partition, and who reads it',
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
  epoch: z.int().optional().describe('The state of the assignment that the member has taken over'),
  targetAssignment: assignmentSchema.optional().describe('What it is going to have'),
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
  summary: 'The members of a group, and what is assigned to them',
  params: groupParams,
  query: groupMemberListQuery,
  reply: json(listReplySchema(groupMemberSchema)),
})
