import { z } from 'zod'
import { brokerParams } from './brokers.ts'
import { countSchema, listQuerySchema, listReplySchema, problemSchema } from './common.ts'
import { healthFilters } from './health-filter.ts'
import { defineRoute, json } from './route-definition.ts'

export const brokerReplicaSchema = z.object({
  topic: z.string(),
  partition: countSchema,
  leads: z.boolean().describe('Reads and writes of this partition go to this copy'),
  inSync: z.boolean(),
  online: z.boolean().describe('false: the broker, or the folder the copy is in, is not there'),
  sizeBytes: countSchema.nullable(),
  problems: z.array(problemSchema),
})
export type BrokerReplica = z.infer<typeof brokerReplicaSchema>

export const brokerReplicaSorts = ['topic', 'partition', 'leads', 'inSync', 'sizeBytes'] as const
export type BrokerReplicaSort = (typeof brokerReplicaSorts)[number]

export const brokerReplicaListQuery = listQuerySchema(brokerReplicaSorts).extend({
  role: z.enum(['all', 'leads']).default('all'),
  health: z.enum(healthFilters).default('all'),
})
export type BrokerReplicaListQuery = z.infer<typeof brokerReplicaListQuery>

export const listBrokerReplicas = defineRoute({
  method: 'GET',
  path: '/clusters/:c/brokers/:id/copies',
  summary: 'The copies of partitions that a broker should keep, those that it leads among them',
  params: brokerParams,
  query: brokerReplicaListQuery,
  reply: json(listReplySchema(brokerReplicaSchema)),
})
