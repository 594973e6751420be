import { z } from 'zod'
import { countSchema, problemSchema } from './common.ts'

/** The figures of topics that can be summed. */
export const summedFields = [
  'partitionCount',
  'messages',
  'sizeBytes',
  'replicaBytes',
  'producePerSecond',
  'underReplicated',
  'leaderless',
  'leaderDown',
  'belowMinIsr',
] as const
export type SummedField = (typeof summedFields)[number]

export const topicSumsSchema = z
  .object({
    topicCount: countSchema,
    partitionCount: countSchema.nullable(),
    messages: countSchema.nullable(),
    sizeBytes: countSchema.nullable(),
    replicaBytes: countSchema.nullable(),
    producePerSecond: z.number().nonnegative().nullable(),
    underReplicated: countSchema.nullable(),
    leaderless: countSchema.nullable(),
    leaderDown: countSchema.nullable(),
    belowMinIsr: countSchema.nullable(),
    problems: z.array(problemSchema),
  })
  .describe(
    'The figures of topics together. A field is null if it is known of none; with the problem partial it does not include all, with at-most it is an upper bound',
  )
export type TopicSums = z.infer<typeof topicSumsSchema>

export const topicTotalsSchema = topicSumsSchema
  .nullable()
  .describe('Of all topics that match, not only those of this page; null before the first snapshot')
