import { z } from 'zod'
import { clusterParams } from './clusters.ts'
import { defineRoute, json } from './route-definition.ts'

export const searchItemSchema = z.object({
  kind: z.enum(['topic', 'group', 'broker']),
  id: z.string(),
  hint: z.string(),
})
export type SearchItem = z.infer<typeof searchItemSchema>

export const searchCluster = defineRoute({
  method: 'GET',
  path: '/clusters/:c/search',
  summary: 'Topics, groups and brokers by a part of their name, the best match first, at most 20',
  params: clusterParams,
  query: z.strictObject({ q: z.string().max(500).default('') }),
  reply: json(z.object({ items: z.array(searchItemSchema) })),
})
