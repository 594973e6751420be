import { z } from 'zod'
import { countSchema } from './common.ts'
import { compressions, produceFormats } from './message-formats.ts'
import { MAX_PRODUCE_BYTES, MAX_PRODUCED_RECORDS } from './produce-limits.ts'
import { defineRoute, json } from './route-definition.ts'
import { topicParams } from './topics.ts'

export const typedPayloadSchema = z.strictObject({ format: z.enum(produceFormats), data: z.string() })
export type TypedPayload = z.infer<typeof typedPayloadSchema>

export const newRecordSchema = z.strictObject({
  key: typedPayloadSchema.nullable().default(null).describe('null: no key'),
  value: typedPayloadSchema.nullable().describe('null: no value, a tombstone; "" is an empty one'),
  headers: z.array(z.strictObject({ name: z.string(), value: typedPayloadSchema.nullable() })).default([]),
  partition: countSchema.optional().describe('Left out: by the partitioner'),
  timestampMs: z.int().nonnegative().optional().describe('Left out: now'),
})
export type NewRecord = z.infer<typeof newRecordSchema>

export const produceRequestSchema = z.strictObject({
  records: z.array(newRecordSchema).min(1).max(MAX_PRODUCED_RECORDS),
  partitioner: z.enum(['key', 'roundrobin']).default('key').describe("`key`: as Java's producer does"),
  acks: z.enum(['all', 'leader', 'none']).default('all'),
  compression: z.enum(compressions).default('none'),
  transaction: z.enum(['commit', 'abort']).optional(),
})
export type ProduceRequest = z.input<typeof produceRequestSchema>
export type Production = z.output<typeof produceRequestSchema>

export const produceReplySchema = z.object({
  results: z.array(
    z.object({
      index: countSchema,
      ok: z.boolean(),
      partition: countSchema.nullable(),
      offset: countSchema.nullable().describe('null: not reported by the broker, or the record was not written'),
      timestampMs: z.number().nullable(),
      error: z.string().optional(),
    }),
  ),
  failed: countSchema,
})
export type ProduceReply = z.infer<typeof produceReplySchema>

export const produceRecords = defineRoute({
  method: 'POST',
  path: '/clusters/:c/topics/:t/messages',
  summary: 'Writes records; each has an outcome of its own',
  params: topicParams,
  query: z.strictObject({}),
  body: produceRequestSchema,
  maxBodyBytes: MAX_PRODUCE_BYTES,
  reply: json(produceReplySchema),
})
