import { z } from 'zod'
import { countSchema, problemSchema, timeSchema } from './common.ts'
import { accessFactsSchema, connectionCodes } from './connection.ts'
import { errorCodes } from './errors.ts'
import { groupStatuses } from './group-states.ts'
import { defineRoute, json } from './route-definition.ts'

export const clusterParams = z.strictObject({ c: z.string() })

export const clusterStatusSchema = z
  .enum(['online', 'degraded', 'offline', 'connecting'])
  .describe('degraded: a known broker is down, an offline or under-replicated partition, or no controller quorum')
export type ClusterStatus = z.infer<typeof clusterStatusSchema>

export const clusterErrorSchema = z.object({
  code: z.enum(errorCodes),
  message: z.string(),
  hint: z.string().optional(),
  reason: z.enum(connectionCodes).optional().describe('How the connection failed, where it did'),
})

export const clusterItemSchema = z.object({
  id: z.string(),
  name: z.string(),
  readOnly: z.boolean(),
  color: z.string().nullable(),
  status: clusterStatusSchema,
  offlineSince: timeSchema.nullable().describe('Since when it has not responded; null: it does, as far as is known'),
  brokerCount: countSchema.nullable().describe('Brokers that respond'),
  topicCount: countSchema.nullable().describe('Internal topics included'),
  partitionCount: countSchema.nullable(),
  groupCount: countSchema.nullable(),
  error: clusterErrorSchema.optional(),
  problem: problemSchema.optional().describe('The worst problem of a cluster that responds'),
})
export type ClusterItem = z.infer<typeof clusterItemSchema>

export const pipelineSchema = z.object({ group: z.string(), topics: z.array(z.string()) })
export type Pipeline = z.infer<typeof pipelineSchema>

export const clusterSchema = z.object({
  id: z.string(),
  name: z.string(),
  readOnly: z.boolean(),
  status: clusterStatusSchema,
  access: accessFactsSchema,
  pipelines: z.array(pipelineSchema).describe('Which topics groups write to, as the configuration says'),
  kafkaVersion: z.string().nullable().describe('Inferred from what the brokers support'),
  controllerId: z.int().nullable().describe('The leader of the controller quorum'),
  brokerCount: countSchema.describe('Brokers that respond'),
  brokersExpected: countSchema.describe('Brokers that are registered or have replicas placed on them'),
  topicCount: countSchema,
  internalTopicCount: countSchema.describe("Of these, Kafka's own"),
  partitionCount: countSchema,
  leaderless: countSchema,
  underReplicated: countSchema,
  leaderDown: countSchema.describe('Partitions whose last known leader does not respond'),
  belowMinIsr: countSchema.describe(
    'Partitions that refuse writes with acks=all, as fewer replicas are in sync than min.insync.replicas requires',
  ),
  quorumLostAt: timeSchema.nullable().describe('Leadership is as of this time: no controller has responded since'),
  groupCount: countSchema.nullable(),
  groupsByState: z.record(z.string(), countSchema).nullable().describe("In Kafka's own words"),
  groupsByStatus: z.partialRecord(z.enum(groupStatuses), countSchema).nullable().describe('null: not asked yet'),
  totalLag: countSchema.nullable().describe('Of all groups, over the partitions of which it is known'),
  sizeBytes: countSchema.nullable().describe("One replica of each partition: the leaders'"),
  replicaBytes: countSchema.nullable().describe('All replicas'),
  producePerSecond: z.number().nonnegative().nullable(),
  consumePerSecond: z
    .number()
    .nonnegative()
    .nullable()
    .describe('Messages per second by which the committed offsets of all groups move'),
  asOf: timeSchema,
  snapshot: countSchema,
  problems: z.array(problemSchema),
})
export type Cluster = z.infer<typeof clusterSchema>

export const listClusters = defineRoute({
  method: 'GET',
  path: '/clusters',
  summary: 'The configured clusters and their status',
  params: z.strictObject({}),
  query: z.strictObject({}),
  reply: json(z.object({ items: z.array(clusterItemSchema) })),
})

export const getCluster = defineRoute({
  method: 'GET',
  path: '/clusters/:c',
  summary: 'One cluster: counts, health, problems',
  params: clusterParams,
  query: z.strictObject({}),
  reply: json(clusterSchema),
})
