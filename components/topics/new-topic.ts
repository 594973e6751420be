import type { ConfigItem } from '#lib/contract/configs.ts'
import { topicNameFault } from '#lib/contract/topic-name.ts'
import type { CreatedTopicReply } from '#lib/contract/topics.ts'
import { explainConfigValue, readConfigInput } from '#lib/format/config-values.ts'
import { counted } from '#lib/format/number.ts'

/** The fields of the form. */
export interface NewTopicForm {
  readonly name: string
  readonly partitions: string
  readonly replicationFactor: string
  readonly minInsyncReplicas: string
  readonly retention: string
  readonly cleanupPolicy: (typeof cleanupPolicies)[number]
  /** All other configs, a line each. */
  readonly configs: string
}

/** The empty one is the default of the cluster. */
export const cleanupPolicies = ['', 'delete', 'compact', 'compact,delete'] as const

interface NewTopic {
  readonly name: string
  readonly partitions?: number
  readonly replicationFactor?: number
  readonly configs: Record<string, string>
}

const RETENTION = { name: 'retention.ms', type: 'long' } as const
const CLEANUP_POLICY = 'cleanup.policy'
const MIN_INSYNC_REPLICAS = 'min.insync.replicas'

/** The fields for the configs that a topic sets itself: those with a field of their own, and the lines of the others. */
export function fieldsOfConfigs(
  configs: readonly Pick<ConfigItem, 'name' | 'value'>[],
): Pick<NewTopicForm, 'retention' | 'cleanupPolicy' | 'minInsyncReplicas' | 'configs'> {
  const setValue = (name: string) => configs.find((config) => config.name === name)?.value ?? ''
  const cleanupPolicy = cleanupPolicies.find((policy) => policy === setValue(CLEANUP_POLICY)) ?? ''
  const inFields = [RETENTION.name, MIN_INSYNC_REPLICAS, ...(cleanupPolicy === '' ? [] : [CLEANUP_POLICY])]
  return {
    retention: durationInput(setValue(RETENTION.name)),
    minInsyncReplicas: setValue(MIN_INSYNC_REPLICAS),
    cleanupPolicy,
    configs: formatConfigs(configs.filter(({ name }) => !inFields.includes(name))),
  }
}

/** As a person writes it, if that is read back as the same. */
function durationInput(value: string): string {
  const words = explainConfigValue(RETENTION, value)
  return words !== null && readConfigInput(RETENTION, words) === value ? words : value
}

/** The topic described by a form, and the first reason why it cannot be created. */
export function readNewTopic(form: NewTopicForm): { readonly topic: NewTopic; readonly problem: string | null } {
  const name = form.name.trim()
  const partitions = readCount(form.partitions)
  const replicationFactor = readCount(form.replicationFactor)
  const minInsyncReplicas = readCount(form.minInsyncReplicas)
  const retention = form.retention.trim() === '' ? undefined : readConfigInput(RETENTION, form.retention)
  const lines = readConfigs(form.configs)
  const fields = {
    ...(retention && { [RETENTION.name]: retention }),
    ...(form.cleanupPolicy && { [CLEANUP_POLICY]: form.cleanupPolicy }),
    ...(minInsyncReplicas && { [MIN_INSYNC_REPLICAS]: String(minInsyncReplicas) }),
  }
  const twice = Object.keys(fields).find((field) => lines && field in lines)
  return {
    topic: {
      name,
      ...(partitions && { partitions }),
      ...(replicationFactor && { replicationFactor }),
      configs: { ...lines, ...fields },
    },
    problem:
      nameProblem(name) ??
      (partitions === null ? 'The number of partitions must be a whole number, 1 or higher' : null) ??
      (replicationFactor === null ? 'The replication factor must be a whole number, 1 or higher' : null) ??
      (minInsyncReplicas === null ? 'Min in-sync replicas must be a whole number, 1 or higher' : null) ??
      (retention === null ? 'Retention must be a duration such as 12 h or 7 d' : null) ??
      (lines === null ? 'Write each config as name=value, such as retention.ms=60000' : null) ??
      (twice ? `${twice} is set twice: remove one of the two` : null),
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
