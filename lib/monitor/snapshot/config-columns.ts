import type { DescribedConfigs } from '#lib/kafka/protocol/describe-configs.ts'
import { KAFKA_OK } from '#lib/kafka/protocol/error-codes.ts'
import { NOT_ASKED } from './answer-codes.ts'
import type { Catalog } from './catalog.ts'
import { type ColumnsOf, floats, ints, intsFrom, makeColumns, UNKNOWN } from './columns.ts'

/** The configuration of each topic that lists show. One row per topic. */
const configTable = {
  policies: ints,
  /** Kafka's -1 for "for ever" included. */
  retentionsMs: floats,
  minInsyncReplicas: floats,
  /** The code of the last reply. */
  configErrors: intsFrom(NOT_ASKED),
}
export type ConfigColumns = ColumnsOf<typeof configTable>

export const DELETES = 1
export const COMPACTS = 2
const NO_LIMIT = -1

/** The only settings that are asked of every topic. */
export const LISTED_CONFIGS = ['cleanup.policy', 'retention.ms', 'min.insync.replicas']

export interface ListedConfigs {
  readonly requestedAtMs: number
  readonly errorCode: number
  readonly policy: number
  readonly retentionMs: number
  readonly minInsyncReplicas: number
}

export function readListedConfigs({ configs, errorCode }: DescribedConfigs, requestedAtMs: number): ListedConfigs {
  const values = new Map(configs.map(({ name, value }) => [name, value]))
  const number = (name: string) => {
    const value = values.get(name)
    if (value === undefined || value === null) return UNKNOWN
    // Kafka's largest number, which people set to mean that there is no limit, is beyond ours.
    return Number.isSafeInteger(Number(value)) ? Number(value) : NO_LIMIT
  }
  const policy = values.get('cleanup.policy')?.split(',') ?? []
  return {
    requestedAtMs,
    errorCode: errorCode === KAFKA_OK && values.size === 0 ? NOT_ASKED : errorCode,
    policy: (policy.includes('delete') ? DELETES : 0) | (policy.includes('compact') ? COMPACTS : 0),
    retentionMs: number('retention.ms'),
    minInsyncReplicas: number('min.insync.replicas'),
  }
}

/** What was learnt under a name before its topic was created says nothing of that topic. */
export function isOfThisTopic(configs: ListedConfigs, catalog: Catalog, row: number): boolean {
  return configs.requestedAtMs >= (catalog.seenSinceMs[row] ?? 0)
}

export function buildConfigs(catalog: Catalog, byTopic: ReadonlyMap<string, ListedConfigs>): ConfigColumns {
  const columns = makeColumns(configTable, catalog.names.length)
  for (const [row, name] of catalog.names.entries()) {
    const configs = byTopic.get(name)
    if (!configs || !isOfThisTopic(configs, catalog, row)) continue
    columns.policies[row] = configs.policy
    columns.retentionsMs[row] = configs.retentionMs
    columns.minInsyncReplicas[row] = configs.minInsyncReplicas
    columns.configErrors[row] = configs.errorCode
  }
  return columns
}
