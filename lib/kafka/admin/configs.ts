import { MalformedReply } from '#lib/bytes/reader.ts'
import type { BrokerConnection } from '#lib/kafka/connection/broker-connection.ts'
import type { ConnectionSet } from '#lib/kafka/connection/connection-set.ts'
import { findCause } from '#lib/kafka/failure.ts'
import { alterConfigs } from '#lib/kafka/protocol/alter-configs.ts'
import type { ConfigResource, TopicResource } from '#lib/kafka/protocol/config-resource.ts'
import { type ConfigEntry, type DescribedConfigs, describeConfigs } from '#lib/kafka/protocol/describe-configs.ts'
import { BROKER_NOT_AVAILABLE, KafkaError } from '#lib/kafka/protocol/error-codes.ts'
import { incrementalAlterConfigs } from '#lib/kafka/protocol/incremental-alter-configs.ts'
import { UnsupportedApi } from '#lib/kafka/protocol/unsupported-api.ts'
import { readMetadata } from './cluster.ts'
import { controllerOf } from './controller.ts'
import { requireOutcome } from './fan-out.ts'

const DEADLINE_MS = 10_000
const TOPICS_PER_REQUEST = 500

/** A few settings of many topics; each topic succeeds or fails by itself. */
export async function readTopicConfigs(
  connections: ConnectionSet,
  names: readonly string[],
  keys: readonly string[],
): Promise<DescribedConfigs[]> {
  const described: DescribedConfigs[] = []
  for (let from = 0; from < names.length; from += TOPICS_PER_REQUEST) {
    const asked = names.slice(from, from + TOPICS_PER_REQUEST)
    const input = { resources: asked.map((name) => ({ kind: 'topic' as const, name, keys })), documentation: false }
    const answered = await connections.sendToAny(describeConfigs, input, DEADLINE_MS, 'bulk')
    const missing = new Set(asked).difference(new Set(answered.map(({ name }) => name)))
    if (missing.size > 0) throw new MalformedReply(`the configuration of ${missing.size} requested topics is missing`)
    described.push(...answered)
  }
  return described
}

/** All settings of one topic or broker, with what they mean. */
export async function readConfigs(
  connections: ConnectionSet,
  resource: ConfigResource,
): Promise<readonly ConfigEntry[]> {
  const input = { resources: [{ ...resource, keys: null }], documentation: true }
  const described =
    resource.kind === 'broker'
      ? await (await brokerOf(connections, resource.name)).send(describeConfigs, input, DEADLINE_MS)
      : await connections.sendToAny(describeConfigs, input, DEADLINE_MS)
  const ofThisKind = described.filter(({ kind }) => kind === resource.kind)
  return requireOutcome(resource.name, ofThisKind).configs
}

interface ConfigChange {
  readonly resource: TopicResource
  /** null resets a key. */
  readonly changes: ReadonlyMap<string, string | null>
  readonly validateOnly: boolean
}

/** Changes only the keys that are named; says whether the broker could do that by itself. */
export async function changeConfigs(
  connections: ConnectionSet,
  change: ConfigChange,
): Promise<{ isIncremental: boolean }> {
  const broker = await controllerOf(connections)
  try {
    requireOutcome(change.resource.name, await broker.send(incrementalAlterConfigs, change, DEADLINE_MS))
    return { isIncremental: true }
  } catch (error) {
    if (!findCause(error, UnsupportedApi)) throw error
    await replaceConfigs(broker, change, await readConfigs(connections, change.resource))
    return { isIncremental: false }
  }
}

/** For brokers before 2.3: all that is set is sent again, with the change in it, as what is left out would be reset. */
export async function replaceConfigs(
  broker: BrokerConnection,
  { resource, changes, validateOnly }: ConfigChange,
  current: readonly ConfigEntry[],
): Promise<void> {
  const configs = mergeConfigs(resource, current, changes)
  requireOutcome(resource.name, await broker.send(alterConfigs, { resource, configs, validateOnly }, DEADLINE_MS))
}

export function mergeConfigs(
  { kind }: TopicResource,
  current: readonly ConfigEntry[],
  changes: ReadonlyMap<string, string | null>,
): Map<string, string> {
  const merged = new Map<string, string>()
  for (const { name, value, source, sensitive } of current) {
    if (source !== kind || changes.has(name)) continue
    if (sensitive || value === null) {
      throw new UnsupportedApi(
        `This broker can only replace the whole configuration, and the value of ${name} is sensitive and cannot be sent again.`,
      )
    }
    merged.set(name, value)
  }
  for (const [name, value] of changes) if (value !== null) merged.set(name, value)
  return merged
}

/** Only a broker itself knows its settings. */
async function brokerOf(connections: ConnectionSet, id: string): Promise<BrokerConnection> {
  const { brokers } = await readMetadata(connections, [])
  const broker = brokers.find((candidate) => String(candidate.id) === id)
  if (!broker)
    throw new KafkaError(BROKER_NOT_AVAILABLE, `Broker ${id} is down, and only it can report its configuration.`)
  return connections.to(broker)
}
