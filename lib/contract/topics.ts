import { z } from 'zod'
import { clusterParams } from './clusters.ts'
import { countSchema, flag, listQuerySchema, listReplySchema, problemSchema } from './common.ts'
import { defineRoute, json } from './route-definition.ts'

export const topicItemSchema = z.object({
  name: z.string(),
  topicId: z.string().nullable(),
  internal: z.boolean(),
  partitionCount: countSchema.nullable(),
  replicationFactor: countSchema.nullable().describe('The most copies any of its partitions should have'),
  underReplicated: countSchema.nullable().describe('Partitions with fewer copies in sync than they should have'),
  leaderless: countSchema.nullable().describe('Partitions that no broker leads: they can be neither read nor written'),
  problems: z.array(problemSchema),
})
export type TopicItem = z.infer<typeof topicItemSchema>

export const topicSorts = ['name', 'partitionCount', 'replicationFactor', 'underReplicated', 'leaderless'] as const
export type TopicSort = (typeof topicSorts)[number]

export const topicListQuery = listQuerySchema(topicSorts).extend({
  internal: flag.default(false).describe("true includes Kafka's own topics"),
  health: z.enum(['all', 'unhealthy']).default('all'),
})
export type TopicListQuery = z.infer<typeof topicListQuery>

export const listTopics = defineRoute({
  method: 'GET',
  path: '/clusters/:c/topics',
  summary: 'The topics',
  params: clusterParams,
  query: topicListQuery,
  reply: json(listReplySchema(topicItemSchema)),
})
