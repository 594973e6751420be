import type { ConfigItem } from '#lib/contract/configs.ts'
import { topicNameFault } from '#lib/contract/topic-name.ts'
import type { CreatedTopicReply } from '#lib/contract/topics.ts'
import { counted } from '#lib/format/number.ts'

/** The fields of the form. */
export interface NewTopicForm {
  readonly name: string
  readonly partitions: string
  readonly replicationFactor: string
  readonly configs: string
}

interface NewTopic {
  readonly name: string
  readonly partitions?: number
  readonly replicationFactor?: number
  readonly configs: Record<string, string>
}

/** The topic described by a form, and the first reason why it cannot be created. */
export function readNewTopic(form: NewTopicForm): { readonly topic: NewTopic; readonly problem: string | null } {
  const name = form.name.trim()
  const partitions = readCount(form.partitions)
  const replicationFactor = readCount(form.replicationFactor)
  const configs = readConfigs(form.configs)
  return {
    topic: {
      name,
      ...(partitions && { partitions }),
      ...(replicationFactor && { replicationFactor }),
      configs: configs ?? {},
    },
    problem:
      nameProblem(name) ??
      (partitions === null ? 'The number of partitions must be a whole number, 1 or higher' : null) ??
      (replicationFactor === null ? 'The replication factor must be a whole number, 1 or higher' : null) ??
      (configs === null ? 'Write each config as name=value, such as retention.ms=60000' : null),
  }
}

/** What is wrong with a name, as a sentence, or null. */
export function nameProblem(name: string): string | null {
  const fault = topicNameFault(name)
  return fault && `The name ${fault}`
}

/** What the brokers would create, as reported by a validation; older ones do not report it. */
export function describeValidation({
  partitions,
  replicationFactor,
}: Pick<CreatedTopicReply, 'partitions' | 'replicationFactor'>): string | null {
  const parts = [
    partitions !== null && counted(partitions, 'partition'),
    replicationFactor !== null && `replication factor ${replicationFactor}`,
  ].filter((part) => part !== false)
  return parts.length === 0 ? null : `The topic would have ${parts.join(', ')}.`
}

/** A whole number from 1; undefined: empty; null: invalid. */
export function readCount(text: string): number | undefined | null {
  const trimmed = text.trim()
  if (trimmed === '') return undefined
  return /^[1-9]\d{0,8}$/.test(trimmed) ? Number(trimmed) : null
}

/** Parses lines of `name=value`; null if one is invalid. */
export function readConfigs(text: string): Record<string, string> | null {
  const lines = text.split('\n').map((line) => line.trim())
  const entries = lines.filter(Boolean).map((line) => /^([\w.]+)\s*=\s*(.*)$/.exec(line))
  if (entries.includes(null)) return null
  return Object.fromEntries(entries.map((match) => [match?.[1] ?? '', match?.[2] ?? '']))
}

export function formatConfigs(configs: readonly Pick<ConfigItem, 'name' | 'value'>[]): string {
  return configs.map(({ name, value }) => `${name}=${value ?? ''}`).join('\n')
}
