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
  z.strictObject({ type: z.literal('shift'), by: z.int().describe('Below 0: back, so that messages are read again') }),
  z.strictObject({ type: z.literal('group'), group: z.string().describe('Where that group stands') }),
  z.strictObject({
    type: z.literal('rows'),
    rows: z
      .array(
        z.strictObject({
          topic: topicName,
          partition: countSchema,
          offset: countSchema.nullable().describe('null: the commit is deleted'),
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
    .describe('Left out: all that the group has committed'),
  to: offsetTargetSchema,
  dryRun: z.boolean().default(true).describe('true: only says what would become of each partition'),
})
export type OffsetResetRequest = z.input<typeof offsetResetSchema>
export type OffsetReset = z.infer<typeof offsetResetSchema>

export const offsetResetReply = z.object({
  rows: z.array(
    z.object({
      topic: z.string(),
      partition: countSchema,
      before: countSchema.nullable().describe('null: nothing was committed'),
      after: countSchema.nullable().describe('null: nothing is committed'),
      change: z.int().nullable().describe('Messages skipped, or below 0, read again; null: not known'),
      note: z.string().nullable().describe('Such as that the offset was moved into the log'),
      error: z.string().optional().describe('Why this partition stays as it is'),
    }),
  ),
  applied: z.boolean(),
  unverified: z.string().optional().describe('Why what was written could not be read back; left out where it was'),
})
export type OffsetResetReply = z.infer<typeof offsetResetReply>

export const resetGroupOffsets = defineRoute({
  method: 'POST',
  path: '/clusters/:c/groups/:g/offsets',
  summary: 'Moves the commits of a group without members, or with dryRun only says where; `confirm` repeats its id',
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
  summary: 'Deletes the commits of a group on one topic; `confirm` repeats the id of the group',
  params: groupParams,
  query: confirmQuery.extend({ topic: topicName }),
  reply: json(deletedOffsetsReply),
})

export const deleteGroup = defineRoute({
  method: 'DELETE',
  path: '/clusters/:c/groups/:g',
  summary: 'Deletes a group without members and all its commits; `confirm` repeats its id',
  params: groupParams,
  query: confirmQuery,
  reply: json(z.object({ deleted: z.string() })),
})
