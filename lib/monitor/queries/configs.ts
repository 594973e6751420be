import type { z } from 'zod'
import type { ListReply } from '#lib/contract/common.ts'
import type { ConfigItem, ConfigPlan, configChangeSchema } from '#lib/contract/configs.ts'
import { AppError } from '#lib/contract/errors.ts'
import type { ConfigResource, TopicResource } from '#lib/kafka/protocol/config-resource.ts'
import type { ConfigEntry } from '#lib/kafka/protocol/describe-configs.ts'
import type { ClusterMonitor } from '#lib/monitor/monitor.ts'

/** The settings of a topic or broker, asked now: they are read seldom and changed by others. */
export async function listConfigs(
  monitor: Pick<ClusterMonitor, 'call' | 'state'>,
  resource: ConfigResource,
): Promise<ListReply<ConfigItem>> {
  const entries = await monitor.call('readConfigs', resource)
  const items = entries.map((entry) => describeConfig(resource.kind, entry)).sort((a, b) => (a.name < b.name ? -1 : 1))
  return {
    items,
    total: items.length,
    page: 1,
    pageSize: items.length,
    asOf: new Date().toISOString(),
    snapshot: monitor.state.snapshot?.number ?? null,
    warnings: [],
  }
}

/** Says what would become of each setting named, and unless it is only tried, has it done. */
export async function changeConfigs(
  monitor: Pick<ClusterMonitor, 'call'>,
  resource: TopicResource,
  change: z.output<typeof configChangeSchema>,
): Promise<ConfigPlan> {
  const changes = readChanges(change)
  const current = await monitor.call('readConfigs', resource)
  const plan = planChanges(resource.kind, current, changes)
  const { isIncremental } = await monitor.call('changeConfigs', { resource, changes, validateOnly: change.dryRun })
  return { changes: plan, applied: !change.dryRun, incremental: isIncremental }
}

function readChanges({ set, reset }: z.output<typeof configChangeSchema>): (readonly [string, string | null])[] {
  const both = reset.find((name) => Object.hasOwn(set, name))
  if (both) throw new AppError('invalid', `"${both}" can either be set or be reset.`, { field: both })
  const changes = [...Object.entries(set), ...reset.map((name) => [name, null] as const)]
  if (changes.length === 0) throw new AppError('invalid', 'Name at least one config to set or reset.', { field: 'set' })
  return changes
}

export function planChanges(
  kind: ConfigResource['kind'],
  current: readonly ConfigEntry[],
  changes: readonly (readonly [string, string | null])[],
): ConfigPlan['changes'] {
  return changes.map(([name, value]) => {
    const entry = current.find((candidate) => candidate.name === name)
    if (!entry) throw new AppError('invalid', `There is no config "${name}".`, { field: name })
    if (entry.readOnly) throw new AppError('invalid', `"${name}" cannot be changed while brokers run.`, { field: name })
    const { default: inherited } = describeConfig(kind, entry)
    const after = value ?? inherited
    const source = value === null ? 'default' : 'override'
    const isOtherSource = (entry.source === kind) !== (value !== null)
    const effect = entry.value !== after ? 'value' : isOtherSource ? source : 'none'
    return { name, before: entry.value, after, effect }
  })
}

export function describeConfig(kind: ConfigResource['kind'], entry: ConfigEntry): ConfigItem {
  const { name, value, source, readOnly, sensitive, documentation, type, synonyms } = entry
  const isOwn = source === kind
  const inherited = synonyms.find((synonym) => synonym.source !== kind)
  return {
    name,
    value: sensitive ? null : value,
    default: sensitive ? null : isOwn ? (inherited?.value ?? null) : value,
    source,
    readOnly,
    sensitive,
    documentation,
    type,
  }
}
