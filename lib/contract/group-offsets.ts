import { z } from 'zod'
import { countSchema, timeSchema } from './common.ts'
import { groupParams } from './groups.ts'
import { MAX_OFFSET_ROWS } from './paging.ts'
import { defineRoute, json } from './route-definition.ts'
import { confirmQuery } from './topics.ts'

const topicName = z.string().min(1).max(249)

/** The new offset: one rule for all selected partitions, or one per partition. */
export const offsetTargetSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('earliest') }),
  z.strictObject({ type: z.literal('latest') }),
  z.strictObject({ type: z.literal('current') }),
  z.strictObject({ type: z.literal('offset'), offset: countSchema }),
  z.strictObject({ type: z.literal('timestamp'), at: timeSchema }),
  z.strictObject({ type: z.literal('duration'), durationMs: z.int().nonnegative() }),
  z.strictObject({
    type: z.literal('shift'),
    by: z.int().describe('Below 0: backward, so that messages are consumed again'),
  }),
  z.strictObject({ type: z.literal('group'), group: z.string().describe('The committed offsets of that group') }),
  z.strictObject({
    type: z.literal('rows'),
    rows: z
      .array(
        z.strictObject({
          topic: topicName,
          partition: countSchema,
          offset: countSchema.nullable().describe('null: the committed offset is deleted'),
        }),
      )
      .min(1)
      .max(MAX_OFFSET_ROWS),
  }),
])
export type OffsetTarget = z.infer<typeof offsetTargetSchema>

export const offsetResetSchema = z.strictObject({
  topics: z
    .array(
      z.strictObject({ topic: topicName, partitions: z.array(countSchema).min(1).max(MAX_OFFSET_ROWS).optional() }),
    )
    .min(1)
    .max(MAX_OFFSET_ROWS)
    .optional()
    .describe('Left out: all topics with committed offsets'),
  to: offsetTargetSchema,
  dryRun: z.boolean().default(true).describe('true: only returns the plan'),
})
export type OffsetResetRequest = z.input<typeof offsetResetSchema>
export type OffsetReset = z.infer<typeof offsetResetSchema>

export const offsetResetReply = z.object({
  rows: z.array(
    z.object({
      topic: z.string(),
      partition: countSchema,
      before: countSchema.nullable().describe('null: there was no committed offset'),
      after: countSchema.nullable().describe('null: there is no committed offset'),
      change: z.int().nullable().describe('Messages skipped, or below 0, consumed again; null: unknown'),
      note: z.string().nullable().describe('Such as that the offset was clamped to the log'),
      error: z.string().optional().describe('Why the offset of this partition was not reset'),
    }),
  ),
  applied: z.boolean(),
  unverified: z.string().optional().describe('Why the result could not be verified; left out where it was'),
})
export type OffsetResetReply = z.infer<typeof offsetResetReply>

export const resetGroupOffsets = defineRoute({
  method: 'POST',
  path: '/clusters/:c/groups/:g/offsets',
  summary:
    'Resets the offsets of a group without active members, or with dryRun returns the plan; `confirm` repeats its id',
  params: groupParams,
  query: confirmQuery,
  body: offsetResetSchema,
  reply: json(offsetResetReply),
})

export const deletedOffsetsReply = z.object({
  deleted: z.array(z.object({ topic: z.string(), partition: countSchema })),
  failures: z.array(z.object({ scope: z.string(), message: z.string() })),
})
export type DeletedOffsetsReply = z.infer<typeof deletedOffsetsReply>

export const deleteGroupOffsets = defineRoute({
  method: 'DELETE',
  path: '/clusters/:c/groups/:g/offsets',
  summary: 'Deletes the committed offsets of a group on one topic; `confirm` repeats the id of the group',
  params: groupParams,
  query: confirmQuery.extend({ topic: topicName }),
  reply: json(deletedOffsetsReply),
})

export const deleteGroup = defineRoute({
  method: 'DELETE',
  path: '/clusters/:c/groups/:g',
  summary: 'Deletes a group without active members and all its committed offsets; `confirm` repeats its id',
  params: groupParams,
  query: confirmQuery,
  reply: json(z.object({ deleted: z.string() })),
})
