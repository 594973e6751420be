import { z } from 'zod'
import { brokerParams } from './brokers.ts'
import { countSchema, listQuerySchema, listReplySchema, problemSchema } from './common.ts'
import { healthFilters } from './health-filter.ts'
import { defineRoute, json } from './route-definition.ts'

export const copyItemSchema = z.object({
  topic: z.string(),
  partition: countSchema,
  leads: z.boolean().describe('Reads and writes of this partition go to this copy'),
  inSync: z.boolean(),
  online: z.boolean().describe('false: the broker, or the folder the copy is in, is not there'),
  sizeBytes: countSchema.nullable(),
  problems: z.array(problemSchema),
})
export type CopyItem = z.infer<typeof copyItemSchema>

export const copySorts = ['topic', 'partition', 'leads', 'inSync', 'sizeBytes'] as const
export type CopySort = (typeof copySorts)[number]

export const copyListQuery = listQuerySchema(copySorts).extend({
  role: z.enum(['all', 'leads']).default('all'),
  health: z.enum(healthFilters).default('all'),
})
export type CopyListQuery = z.infer<typeof copyListQuery>

export const listCopies = defineRoute({
  method: 'GET',
  path: '/clusters/:c/brokers/:id/copies',
  summary: 'The copies of partitions that a broker should keep, those that it leads among them',
  params: brokerParams,
  query: copyListQuery,
  reply: json(listReplySchema(copyItemSchema)),
})
