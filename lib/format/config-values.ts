import type { ConfigItem } from '#lib/contract/configs.ts'
import { formatSetBytes, parseBytes } from './bytes.ts'
import { formatSetDuration, parseDuration } from './duration.ts'
import { formatNumber } from './number.ts'

/** How a configuration value is entered. */
export type ConfigControl =
  | { readonly kind: 'choice'; readonly options: readonly string[] }
  | { readonly kind: 'duration' | 'bytes' | 'number' | 'list' | 'text' }

type Named = Pick<ConfigItem, 'name' | 'type'>

const choices: Readonly<Record<string, readonly string[]>> = {
  'cleanup.policy': ['delete', 'compact', 'compact,delete'],
  'compression.type': ['producer', 'uncompressed', 'gzip', 'snappy', 'lz4', 'zstd'],
  'message.timestamp.type': ['CreateTime', 'LogAppendTime'],
}

const NO_LIMIT = -1
/** `local.*` of tiered storage: the value that stands for the configuration without "local". */
const AS_IN_ALL = -2
const LOCAL = /^(log\.)?local\./

const numeric = new Set<ConfigItem['type']>(['int', 'short', 'long', 'double'])

export function controlOf({ name, type }: Named): ConfigControl {
  const options = choices[name] ?? (type === 'boolean' ? ['true', 'false'] : null)
  if (options) return { kind: 'choice', options }
  if (type === 'list') return { kind: 'list' }
  if (type !== null && !numeric.has(type)) return { kind: 'text' }
  if (/\.ms$/.test(name)) return { kind: 'duration' }
  if (/bytes$/.test(name)) return { kind: 'bytes' }
  return { kind: type === null ? 'text' : 'number' }
}

/** The meaning of a value; null if it is obvious. */
export function explainConfigValue(config: Named, value: string | null): string | null {
  if (value === null || value === '') return null
  const amount = Number(value)
  const { kind } = controlOf(config)
  if (!/^-?\d+$/.test(value) || !Number.isSafeInteger(amount))
    return /^9223372036854775807$/.test(value) ? 'unlimited' : null
  if (amount === AS_IN_ALL && LOCAL.test(config.name)) return `as ${config.name.replace(LOCAL, '$1')}`
  if (kind === 'duration') return amount === NO_LIMIT ? 'unlimited' : formatSetDuration(amount)
  if (kind === 'bytes') return amount === NO_LIMIT ? 'unlimited' : formatSetBytes(amount)
  return kind === 'number' && Math.abs(amount) >= 10_000 ? formatNumber(amount) : null
}

/** A value for editing: a list has one line for each entry. */
export function formatConfigInput(config: Named, value: string | null): string {
  return controlOf(config).kind === 'list' ? splitList(value ?? '', ',').join('\n') : (value ?? '')
}

/** The entered text in Kafka's format: milliseconds and bytes as plain numbers, lists with commas. null: invalid. */
export function readConfigInput(config: Named, entered: string): string | null {
  const { kind } = controlOf(config)
  const text = entered.trim()
  if (kind === 'list') return splitList(text, '\n').join(',')
  if (kind === 'text' || kind === 'choice') return text
  if (/^-?\d+$/.test(text)) return text
  if (kind === 'duration') return parseDuration(text)?.toString() ?? null
  if (kind === 'bytes') return parseBytes(text)?.toString() ?? null
  return /^-?\d+(?:\.\d+)?$/.test(text) && config.type === 'double' ? text : null
}

function splitList(text: string, separator: string): string[] {
  return text
    .split(separator)
    .map((part) => part.trim())
    .filter(Boolean)
}

/** The first match counts. Topics inherit the broker settings of the same name with the prefix `log.`. */
const groups: readonly (readonly [name: string, pattern: RegExp])[] = [
  [
    'Retention and compaction',
    /^(?:cleanup|cleaner|retention|delete\.retention|file\.delete|local\.retention|(?:min|max)\.(?:cleanable|compaction))/,
  ],
  ['Durability', /^(?:min\.insync|unclean|flush|preallocate)/],
  ['Message format and size', /^(?:max\.message|message|compression)/],
  ['Segments and files', /^(?:segment|index|roll|dirs?$|deletion)/],
  ['New topics', /^(?:auto\.create|delete\.topic|create\.topic|alter\.config|num\.partitions|default\.replication)/],
  ['Consumer groups', /^(?:group|offsets|share)\./],
  ['Transactions', /^(?:transaction|transactional|producer\.id)/],
  ['Replication', /replication|^(?:replica|num\.replica|follower|auto\.leader|leader\.imbalance)/],
  ['Security', /^(?:ssl|sasl|security|authorizer|principal|delegation|super\.users|password)|\.(?:ssl|sasl)\./],
  [
    'Connections and requests',
    /listener|^(?:socket|connections?|max\.connections?|num\.(?:network|io)|queued|request|max\.(?:request|incremental)|fetch)/,
  ],
  ['Controllers', /^(?:controller|quorum|metadata|process\.roles|node\.id|broker\.|initial\.broker|unstable)/],
  ['Quotas and metrics', /quota|^(?:metrics?|telemetry|client\.metrics|auto\.include\.jmx|kafka\.metrics)/],
  ['Tiered storage', /^remote/],
]
const REST = 'Other'

export const configGroups: readonly string[] = [...groups.map(([name]) => name), REST]

export function groupOf({ name }: Pick<ConfigItem, 'name'>): string {
  const subject = name.replace(/^log\./, '')
  return groups.find(([, pattern]) => pattern.test(subject))?.[0] ?? REST
}

/** Whether the value was set explicitly: on the resource, as a dynamic default, or in a broker's file. */
export function isChanged({ source }: Pick<ConfigItem, 'source'>): boolean {
  return source !== 'default' && source !== 'unknown'
}

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', nbsp: ' ', amp: '&' }

/** Kafka's documentation of its configuration has a little HTML. */
export function plainDocumentation(documentation: string): string {
  return documentation
    .replace(/<\/?(?:p|br|ul|ol|li|div)\b[^>]*>/gi, ' ')
    .replace(/<[^>]+>/g, '')
    .replace(/&(lt|gt|quot|nbsp|amp);/g, (_, name: string) => entities[name] ?? '')
    .replace(/\s+/g, ' ')
    .trim()
}
