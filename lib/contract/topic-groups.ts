import type { z } from 'zod'
import { countSchema, listQuerySchema, listReplySchema } from './common.ts'
import { groupItemSchema, groupOrder, groupSorts } from './groups.ts'
import { defineRoute, json } from './route-definition.ts'
import { topicParams } from './topics.ts'

export const topicGroupSchema = groupItemSchema.extend({
  lag: countSchema.nullable().describe('On this topic'),
  partitionCount: countSchema.describe('Partitions of this topic with a committed offset or an assigned member'),
})
export type TopicGroup = z.infer<typeof topicGroupSchema>

export const topicGroupSorts = ['lag', 'partitionCount', ...groupSorts] as const
export type TopicGroupSort = (typeof topicGroupSorts)[number]

export const topicGroupListQuery = listQuerySchema(topicGroupSorts).extend({ order: groupOrder })
export type TopicGroupListQuery = z.infer<typeof topicGroupListQuery>

export const listTopicGroups = defineRoute({
  method: 'GET',
  path: '/clusters/:c/topics/:t/groups',
  summary: 'The groups with committed offsets on a topic or members assigned to it',
  params: topicParams,
  query: topicGroupListQuery,
  reply: json(listReplySchema(topicGroupSchema)),
})
