import type { ConfigItem } from '#lib/contract/configs.ts'
import { controlOf, explainConfigValue, readConfigInput } from '#lib/format/config-values.ts'

/** The pending change of a setting. */
export interface ConfigEdit {
  readonly kind: 'set' | 'reset'
  /** null: nothing was entered yet, so it is unchanged. */
  readonly entered: string | null
}

interface ReadEdit {
  /** In Kafka's format; null: reset, or invalid, which is then the problem. */
  readonly value: string | null
  readonly problem: string | null
}

export function readConfigEdit(config: ConfigItem, { kind, entered }: ConfigEdit): ReadEdit {
  const isOwn = config.source === 'topic'
  if (kind === 'reset') return { value: null, problem: isOwn ? null : 'It is not set on this topic' }
  // Compared as written: an unchanged value is not reformatted.
  const value = entered === null && config.value !== null ? config.value : readConfigInput(config, entered ?? '')
  if (value === null) return { value, problem: `This cannot be read as a ${controlOf(config).kind}` }
  return { value, problem: isOwn && value === config.value ? 'It is set to that already' : null }
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
    return value === null || value === config.value ? 'the same' : describeConfigValue(config, value)
  return config.default === null
    ? "the brokers' own default, which they do not tell"
    : describeConfigValue(config, config.default)
}
