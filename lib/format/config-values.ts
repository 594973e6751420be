import type { ConfigItem } from '#lib/contract/configs.ts'
import { formatBytes, parseBytes } from './bytes.ts'
import { formatSetDuration, parseDuration } from './duration.ts'
import { formatNumber } from './number.ts'

/** How a setting is entered. */
export type ConfigControl =
  | { readonly kind: 'choice'; readonly options: readonly string[] }
  | { readonly kind: 'duration' | 'bytes' | 'number' | 'text' }

type Named = Pick<ConfigItem, 'name' | 'type'>

const choices: Readonly<Record<string, readonly string[]>> = {
  'cleanup.policy': ['delete', 'compact', 'compact,delete'],
  'compression.type': ['producer', 'uncompressed', 'gzip', 'snappy', 'lz4', 'zstd'],
  'message.timestamp.type': ['CreateTime', 'LogAppendTime'],
}

const NO_LIMIT = -1
/** Of tiered storage: whatever holds for the topic as a whole. */
const AS_THE_TOPIC = -2

const numeric = new Set<ConfigItem['type']>(['int', 'short', 'long', 'double'])

export function controlOf({ name, type }: Named): ConfigControl {
  const options = choices[name] ?? (type === 'boolean' ? ['true', 'false'] : null)
  if (options) return { kind: 'choice', options }
  if (type !== null && !numeric.has(type)) return { kind: 'text' }
  if (/\.ms$/.test(name)) return { kind: 'duration' }
  if (/bytes$/.test(name)) return { kind: 'bytes' }
  return { kind: type === null ? 'text' : 'number' }
}

/** What a value means; null where it says that itself. */
export function explainConfigValue(config: Named, value: string | null): string | null {
  if (value === null || value === '') return null
  const amount = Number(value)
  const { kind } = controlOf(config)
  if (!/^-?\d+$/.test(value) || !Number.isSafeInteger(amount))
    return /^9223372036854775807$/.test(value) ? 'no limit' : null
  if (amount === AS_THE_TOPIC && config.name.startsWith('local.')) return `as ${config.name.slice('local.'.length)}`
  if (kind === 'duration') return amount === NO_LIMIT ? 'for ever' : formatSetDuration(amount)
  if (kind === 'bytes') return amount === NO_LIMIT ? 'no limit' : formatBytes(amount)
  return kind === 'number' && Math.abs(amount) >= 10_000 ? formatNumber(amount) : null
}

/** What was entered as Kafka wants it: plain milliseconds and bytes. null: it cannot be read. */
export function readConfigInput(config: Named, entered: string): string | null {
  const { kind } = controlOf(config)
  const text = entered.trim()
  if (kind === 'text' || kind === 'choice') return text
  if (/^-?\d+$/.test(text)) return text
  if (kind === 'duration') return parseDuration(text)?.toString() ?? null
  if (kind === 'bytes') return parseBytes(text)?.toString() ?? null
  return /^-?\d+(?:\.\d+)?$/.test(text) && config.type === 'double' ? text : null
}

const groups: readonly (readonly [name: string, pattern: RegExp])[] = [
  [
    'What is kept, and how long',
    /^(?:cleanup|retention|delete\.retention|file\.delete|local\.retention|(?:min|max)\.(?:cleanable|compaction))/,
  ],
  ['Safety of what is written', /^(?:min\.insync|unclean|flush|preallocate)/],
  ['Messages', /^(?:max\.message|message|compression)/],
  ['Files on disk', /^(?:segment|index)/],
  ['Replication', /replication/],
  ['Tiered storage', /^(?:remote)/],
]
const REST = 'Others'

export const configGroups: readonly string[] = [...groups.map(([name]) => name), REST]

export function groupOf({ name }: Pick<ConfigItem, 'name'>): string {
  return groups.find(([, pattern]) => pattern.test(name))?.[0] ?? REST
}

/** Kafka explains its settings with a little HTML. */
export function plainDocumentation(documentation: string): string {
  return documentation.replace(/<[^>]+>/g, '')
}
