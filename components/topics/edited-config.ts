import type { ConfigItem } from '#lib/contract/configs.ts'
import { type ConfigControl, controlOf, explainConfigValue, readConfigInput } from '#lib/format/config-values.ts'

/** The pending change of a config. */
export interface ConfigEdit {
  readonly kind: 'set' | 'reset'
  /** null: nothing was entered yet, so it is unchanged. */
  readonly entered: string | null
}

const kindNames: Record<ConfigControl['kind'], string> = {
  duration: 'duration',
  bytes: 'size',
  number: 'number',
  list: 'list',
  text: 'text',
  choice: 'choice',
}

interface ReadEdit {
  /** In Kafka's format; null: reset, or invalid, which is then the problem. */
  readonly value: string | null
  readonly problem: string | null
}

export function readConfigEdit(config: ConfigItem, { kind, entered }: ConfigEdit): ReadEdit {
  const isOwn = config.source === 'topic'
  if (kind === 'reset') return { value: null, problem: isOwn ? null : 'The topic does not override it' }
  // Compared as written: an unchanged value is not reformatted.
  const value = entered === null && config.value !== null ? config.value : readConfigInput(config, entered ?? '')
  if (value === null) return { value, problem: `This is not a valid ${kindNames[controlOf(config).kind]}` }
  return { value, problem: isOwn && value === config.value ? 'This is already the value' : null }
}

/** A value with its meaning. */
export function describeConfigValue(config: ConfigItem, value: string | null): string {
  if (value === '') return 'empty'
  const meaning = explainConfigValue(config, value)
  return meaning ? `${value} (${meaning})` : (value ?? 'not set')
}

/** The value after a valid edit. */
export function describeConfigEdit(config: ConfigItem, edit: ConfigEdit, value: string | null): string {
  if (edit.kind === 'set')
    return value === null || value === config.value ? 'unchanged' : describeConfigValue(config, value)
  return config.default === null
    ? 'the default of the brokers, which they do not report'
    : describeConfigValue(config, config.default)
}
