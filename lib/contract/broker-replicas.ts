import { z } from 'zod'
import { brokerParams } from './brokers.ts'
import { countSchema, listQuerySchema, listReplySchema, problemSchema } from './common.ts'
import { healthFilters } from './health-filter.ts'
import { defineRoute, json } from './route-definition.ts'

export const brokerReplicaSchema = z.object({
  topic: z.string(),
  partition: countSchema,
  leads: z.boolean().describe('Whether it is the leader of the partition'),
  inSync: z.boolean(),
  online: z.boolean().describe('false: the broker or its log directory is offline'),
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
  path: '/clusters/:c/brokers/:id/replicas',
  summary: 'The replicas on a broker, leaders and followers',
  params: brokerParams,
  query: brokerReplicaListQuery,
  reply: json(listReplySchema(brokerReplicaSchema)),
})
