import { z } from 'zod'
import { listReplySchema } from './common.ts'

/** The source of a value. `topic` and `broker` are set on the resource itself; the others are inherited. */
export const configSources = [
  'topic',
  'broker',
  'cluster',
  'static-broker',
  'default',
  'unknown',
  'broker-logger',
  'client-metrics',
  'group',
] as const

export const configTypes = [
  'boolean',
  'string',
  'int',
  'short',
  'long',
  'double',
  'list',
  'class',
  'password',
  'unknown',
] as const

export const configItemSchema = z.object({
  name: z.string(),
  value: z.string().nullable().describe('null: sensitive, or not set'),
  default: z.string().nullable().describe('What would count if it were not set here; null: not told'),
  source: z.enum(configSources),
  readOnly: z.boolean(),
  sensitive: z.boolean(),
  documentation: z.string().nullable(),
  type: z.enum(configTypes).nullable(),
})
export type ConfigItem = z.infer<typeof configItemSchema>

export const configListReply = listReplySchema(configItemSchema)

const value = z.string().max(100_000)

export const configChangeSchema = z.strictObject({
  set: z.record(z.string().min(1), value).default({}),
  reset: z.array(z.string().min(1)).default([]),
  dryRun: z.boolean().default(false),
})
export type ConfigChange = z.input<typeof configChangeSchema>

export const configPlanSchema = z.object({
  changes: z.array(z.object({ name: z.string(), before: z.string().nullable(), after: z.string().nullable() })),
  applied: z.boolean(),
  incremental: z
    .boolean()
    .nullable()
    .describe('false: the broker can only replace all settings, so the others were sent again as they were'),
})
export type ConfigPlan = z.infer<typeof configPlanSchema>
