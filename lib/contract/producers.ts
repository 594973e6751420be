import { z } from 'zod'
import { countSchema, timeSchema, warningSchema } from './common.ts'
import { defineRoute, json } from './route-definition.ts'
import { topicParams } from './topics.ts'

export const topicProducerSchema = z.object({
  producerId: countSchema,
  epoch: z.int().describe('The newest of its partitions'),
  transactionalId: z.string().nullable().describe('null: it has none, or it is not known'),
  transactionState: z.string().nullable().describe("Of its transaction, in Kafka's own words"),
  coordinator: z.int().nullable().describe('The broker that coordinates its transactions'),
  partitions: z.array(countSchema).describe('Where it has written'),
  lastWriteAt: timeSchema.nullable().describe('By the timestamp of its last batch, which the producer may have set'),
  openTransactions: z
    .array(z.object({ partition: countSchema, offset: countSchema }))
    .describe('Where its open transaction begins: read_committed consumers wait there'),
})
export type TopicProducer = z.infer<typeof topicProducerSchema>

export const topicProducersReply = z.object({
  items: z.array(topicProducerSchema).describe('Those that wrote last first'),
  asOf: timeSchema,
  warnings: z.array(warningSchema).describe('What of it is not known, and why'),
})
export type TopicProducersReply = z.infer<typeof topicProducersReply>

export const listTopicProducers = defineRoute({
  method: 'GET',
  path: '/clusters/:c/topics/:t/producers',
  summary:
    'The producers that brokers know by an id: idempotent and transactional ones that wrote of late, a day by default',
  params: topicParams,
  query: z.strictObject({}),
  reply: json(topicProducersReply),
})
