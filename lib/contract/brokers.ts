import { z } from 'zod'
import { clusterParams } from './clusters.ts'
import { countSchema, listQuerySchema, listReplySchema, problemSchema, timeSchema } from './common.ts'
import { defineRoute, json } from './route-definition.ts'

export const brokerItemSchema = z.object({
  id: z.int(),
  host: z.string().nullable(),
  port: z.int().nullable(),
  rack: z.string().nullable(),
  controller: z.boolean().nullable().describe('Leads the controller quorum; null while no quorum answers'),
  online: z.boolean().describe('Answers on our own connection'),
  downSince: timeSchema.nullable(),
  leaders: countSchema.describe('Partitions it leads'),
  replicas: countSchema.describe('Copies of partitions it should hold'),
  underReplicated: countSchema.describe('Of these copies, those that are not in sync'),
  problems: z.array(problemSchema),
})
export type BrokerItem = z.infer<typeof brokerItemSchema>

export const brokerSorts = ['id', 'host', 'rack', 'online', 'leaders', 'replicas', 'underReplicated'] as const
export type BrokerSort = (typeof brokerSorts)[number]

export const listBrokers = defineRoute({
  method: 'GET',
  path: '/clusters/:c/brokers',
  summary: 'The brokers, those that are down included',
  params: clusterParams,
  query: listQuerySchema(brokerSorts),
  reply: json(listReplySchema(brokerItemSchema)),
})
