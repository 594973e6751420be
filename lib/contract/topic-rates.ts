import { z } from 'zod'
import { clusterParams } from './clusters.ts'
import { listReplySchema } from './common.ts'
import { defineRoute, json } from './route-definition.ts'
import { topicListQuery } from './topics.ts'

export const topicRatesSchema = z.object({
  name: z.string(),
  producePoints: z
    .array(z.number().nonnegative())
    .describe('Messages produced/s over the last 15 min, oldest first, at equal distances, since the last gap'),
})
export type TopicRates = z.infer<typeof topicRatesSchema>

// Apart from the list, which is answered from memory without asking the worker.
export const listTopicRates = defineRoute({
  method: 'GET',
  path: '/clusters/:c/topic-rates',
  summary: 'The recent rates of the topics of a page of the list, which the same query names',
  params: clusterParams,
  query: topicListQuery,
  reply: json(listReplySchema(topicRatesSchema)),
})
