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
  default: z.string().nullable().describe('The value without this override; null: not reported'),
  source: z.enum(configSources),
  readOnly: z.boolean(),
  sensitive: z.boolean(),
  documentation: z.string().nullable(),
  type: z.enum(configTypes).nullable(),
})
export type ConfigItem = z.infer<typeof configItemSchema>

export const configListReply = listReplySchema(configItemSchema)

/** Kafka itself knows some hundred names. */
const MAX_CONFIGS = 500
const MAX_NAME_LENGTH = 249
const name = z.string().min(1).max(MAX_NAME_LENGTH)

export const configValuesSchema = z
  .record(name, z.string().max(100_000))
  .refine((values) => Object.keys(values).length <= MAX_CONFIGS, `must be at most ${MAX_CONFIGS} configs`)

export const configChangeSchema = z.strictObject({
  set: configValuesSchema.default({}),
  reset: z.array(name).max(MAX_CONFIGS).default([]),
  dryRun: z.boolean().default(false),
})
export type ConfigChange = z.input<typeof configChangeSchema>

export const configPlanSchema = z.object({
  changes: z.array(
    z.object({
      name: z.string(),
      before: z.string().nullable(),
      after: z.string().nullable(),
      effect: z
        .enum(['value', 'override', 'default', 'none'])
        .describe('Another value; the same value as an override; the same value as the default; nothing'),
    }),
  ),
  applied: z.boolean(),
  incremental: z
    .boolean()
    .nullable()
    .describe('false: the broker can only replace the whole configuration, so all other overrides were sent again'),
})
export type ConfigPlan = z.infer<typeof configPlanSchema>
