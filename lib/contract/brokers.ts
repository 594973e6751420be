import { z } from 'zod'
import { clusterParams } from './clusters.ts'
import { countSchema, listQuerySchema, listReplySchema, problemSchema, timeSchema, wholeNumber } from './common.ts'
import { configListReply } from './configs.ts'
import { defineRoute, json } from './route-definition.ts'

export const brokerItemSchema = z.object({
  id: z.int(),
  host: z.string().nullable(),
  port: z.int().nullable(),
  rack: z.string().nullable(),
  controller: z.boolean().nullable().describe('Leads the controller quorum; null while no quorum answers'),
  online: z.boolean().describe('Responds on our own connection'),
  downSince: timeSchema.nullable(),
  leaders: countSchema.describe('Leader partitions'),
  replicas: countSchema.describe('Replicas that are placed on it'),
  underReplicated: countSchema.describe('Of these replicas, those that are out of sync'),
  leaderSkew: z.number().describe('0.12: leads 12 % more partitions than the average broker'),
  replicaSkew: z.number().describe('0.12: has 12 % more replicas than the average broker'),
  replicaBytes: countSchema.nullable().describe('Disk usage: the size of all its replicas'),
  usableBytes: countSchema.nullable().describe('Free disk'),
  totalBytes: countSchema.nullable(),
  problems: z.array(problemSchema),
})
export type BrokerItem = z.infer<typeof brokerItemSchema>

export const brokerSorts = [
  'id',
  'host',
  'rack',
  'online',
  'leaders',
  'replicas',
  'underReplicated',
  'leaderSkew',
  'replicaSkew',
  'replicaBytes',
  'usableBytes',
] as const
export type BrokerSort = (typeof brokerSorts)[number]

export const listBrokers = defineRoute({
  method: 'GET',
  path: '/clusters/:c/brokers',
  summary: 'The brokers, including those that are down',
  params: clusterParams,
  query: listQuerySchema(brokerSorts),
  reply: json(listReplySchema(brokerItemSchema)),
})

export const brokerParams = clusterParams.extend({ id: wholeNumber(0, 2 ** 31 - 1) })

export const logDirSchema = z.object({
  path: z.string(),
  totalBytes: countSchema.nullable(),
  usableBytes: countSchema.nullable(),
  replicaCount: countSchema,
  replicaBytes: countSchema,
  problems: z.array(problemSchema),
})

export const brokerSchema = brokerItemSchema.extend({
  logDirs: z.array(logDirSchema).nullable().describe('Its log directories; null: not reported'),
})
export type Broker = z.infer<typeof brokerSchema>

export const getBroker = defineRoute({
  method: 'GET',
  path: '/clusters/:c/brokers/:id',
  summary: 'One broker, with its log directories',
  params: brokerParams,
  query: z.strictObject({}),
  reply: json(brokerSchema),
})

export const getBrokerConfig = defineRoute({
  method: 'GET',
  path: '/clusters/:c/brokers/:id/config',
  summary: 'The configuration of a broker',
  params: brokerParams,
  query: z.strictObject({}),
  reply: json(configListReply),
})
