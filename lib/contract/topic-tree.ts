import { z } from 'zod'
import { clusterParams } from './clusters.ts'
import { listQuerySchema, listReplySchema } from './common.ts'
import { defineRoute, json } from './route-definition.ts'
import { MAX_TOPIC_NAME_LENGTH } from './topic-name.ts'
import { topicSumsSchema, topicTotalsSchema } from './topic-sums.ts'
import { topicFilterFields } from './topics.ts'

export const topicBranchSchema = topicSumsSchema
  .extend({
    prefix: z.string().describe('What its topics start with, up to and with a separator; of one topic, its whole name'),
    isTopic: z.boolean().describe('Whether it is one topic, with nothing below it'),
    internal: z.boolean().describe("Whether all of it are Kafka's own topics"),
  })
  .describe('Topics whose names start with the same parts, together, or one topic')
export type TopicBranch = z.infer<typeof topicBranchSchema>

export const topicTreeSorts = [
  'name',
  'topicCount',
  'partitionCount',
  'messages',
  'sizeBytes',
  'replicaBytes',
  'producePerSecond',
  'underReplicated',
  'leaderless',
] as const
export type TopicTreeSort = (typeof topicTreeSorts)[number]

export const topicTreeQuery = listQuerySchema(topicTreeSorts).extend({
  ...topicFilterFields,
  prefix: z
    .string()
    .max(MAX_TOPIC_NAME_LENGTH)
    .default('')
    .describe('Whose branches: one that this route replied; left out: the topmost'),
})
export type TopicTreeQuery = z.infer<typeof topicTreeQuery>

export const topicTreeReply = listReplySchema(topicBranchSchema).extend({ totals: topicTotalsSchema })
export type TopicTreeReply = z.infer<typeof topicTreeReply>

// Not below /topics, where it would hide a topic of the same name.
export const listTopicBranches = defineRoute({
  method: 'GET',
  path: '/clusters/:c/topic-tree',
  summary:
    'One level of the topics as a tree by the parts of their names, which end with `.`, `-` or `_`; the filters are those of the list',
  params: clusterParams,
  query: topicTreeQuery,
  reply: json(topicTreeReply),
})
