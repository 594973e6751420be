import type { ConfigItem } from '#lib/contract/configs.ts'

/** What is wrong with a name, in words, or null. Kafka's own rules. */
export function nameProblem(name: string): string | null {
  if (name === '') return 'Give it a name'
  if (name === '.' || name === '..') return 'A name may not be only dots'
  if (name.length > 249) return 'A name has at most 249 characters'
  return /^[\w.-]+$/.test(name) ? null : 'A name has letters, digits, dots, underscores and hyphens'
}

/** A whole number from 1; undefined: left empty; null: neither. */
export function readCount(text: string): number | undefined | null {
  const trimmed = text.trim()
  if (trimmed === '') return undefined
  return /^[1-9]\d{0,8}$/.test(trimmed) ? Number(trimmed) : null
}

/** Lines of `name=value`; null where one is none. */
export function readSettings(text: string): Record<string, string> | null {
  const lines = text.split('\n').map((line) => line.trim())
  const entries = lines.filter(Boolean).map((line) => /^([\w.]+)\s*=\s*(.*)$/.exec(line))
  if (entries.includes(null)) return null
  return Object.fromEntries(entries.map((match) => [match?.[1] ?? '', match?.[2] ?? '']))
}

export function formatSettings(configs: readonly Pick<ConfigItem, 'name' | 'value'>[]): string {
  return configs.map(({ name, value }) => `${name}=${value ?? ''}`).join('\n')
}
