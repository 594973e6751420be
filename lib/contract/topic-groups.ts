import type { z } from 'zod'
import { countSchema, listQuerySchema, listReplySchema } from './common.ts'
import { groupItemSchema, groupOrder, groupSorts } from './groups.ts'
import { defineRoute, json } from './route-definition.ts'
import { topicParams } from './topics.ts'

export const topicGroupSchema = groupItemSchema.extend({
  lag: countSchema.nullable().describe('On this topic'),
  partitionCount: countSchema.describe('Of this topic, those that the group has to do with'),
})
export type TopicGroup = z.infer<typeof topicGroupSchema>

export const topicGroupSorts = ['lag', 'partitionCount', ...groupSorts] as const
export type TopicGroupSort = (typeof topicGroupSorts)[number]

export const topicGroupListQuery = listQuerySchema(topicGroupSorts).extend({ order: groupOrder })
export type TopicGroupListQuery = z.infer<typeof topicGroupListQuery>

export const listTopicGroups = defineRoute({
  method: 'GET',
  path: '/clusters/:c/topics/:t/groups',
  summary: 'The groups that commit to a topic or have members on it',
  params: topicParams,
  query: topicGroupListQuery,
  reply: json(listReplySchema(topicGroupSchema)),
})
