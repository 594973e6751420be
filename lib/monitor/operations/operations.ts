import { changeConfigs, readConfigs } from '#lib/kafka/admin/configs.ts'
import type { FanOut } from '#lib/kafka/admin/fan-out.ts'
import { readTopicProducers, readTransactionsOf } from '#lib/kafka/admin/producers.ts'
import { createPartitions, createTopics, deleteTopics } from '#lib/kafka/admin/topics.ts'
import { toAppError } from '#lib/kafka/failure.ts'
import type { ConfigResource, TopicResource } from '#lib/kafka/protocol/config-resource.ts'
import type { NewTopic } from '#lib/kafka/protocol/create-topics.ts'
import type { ClusterPoller } from '#lib/monitor/poll/poller.ts'
import { waitUntilVisible } from '#lib/monitor/poll/wait-until-visible.ts'
import { type Catalog, partitionRows, rowsByName } from '#lib/monitor/snapshot/catalog.ts'
import type { LastWriteRequest } from '#lib/monitor/snapshot/last-write.ts'
import { groupOperations } from './group-operations.ts'
import { recordOperations } from './record-operations.ts'
import { type Truncation, truncate } from './truncation.ts'

/** What can be done over a cluster's connections; each operation makes sure that its change is soon in a snapshot. */
const operations = {
  async createTopic(poller: ClusterPoller, { topic, validateOnly }: { topic: NewTopic; validateOnly: boolean }) {
    const { data, failures } = await createTopics(poller.connections, [topic], { validateOnly })
    if (failures[0]) throw failures[0].error
    if (!validateOnly) await poller.refreshUntil((catalog) => countPartitions(catalog, topic.name) > 0)
    return data[0] ?? null
  },

  async deleteTopic(poller: ClusterPoller, name: string) {
    const { failures } = await deleteTopics(poller.connections, [name])
    if (failures[0]) throw failures[0].error
    await poller.refreshUntil((catalog) => countPartitions(catalog, name) === 0)
    return null
  },

  async addPartitions(poller: ClusterPoller, { topic, count }: { topic: string; count: number }) {
    await createPartitions(poller.connections, topic, count)
    await poller.refreshUntil((catalog) => countPartitions(catalog, topic) >= count)
    return null
  },

  async truncate(poller: ClusterPoller, { topic, what }: { topic: string; what: Truncation }) {
    const { data, failures } = await truncate(poller.connections, topic, what)
    await poller.refresh('offsets')
    void poller.refresh('logDirs')
    return {
      partitions: data.map(({ id, startOffset }) => ({ id, startOffset })),
      failures: failures.map(({ scope, error }) => ({ scope, message: error.message })),
    }
  },

  async readConfigs({ connections }: ClusterPoller, resource: ConfigResource) {
    return readConfigs(connections, resource)
  },

  async changeConfigs(poller: ClusterPoller, input: ConfigChanges) {
    const outcome = await changeConfigs(poller.connections, { ...input, changes: new Map(input.changes) })
    if (!input.validateOnly) {
      // It is done: that it cannot be looked at right now is no failure of the change.
      await waitUntilConfigsAreVisible(poller, input).catch(() => {})
      await poller.refreshConfigs([input.resource.name]).catch(() => {})
    }
    return outcome
  },

  /** Who writes to a topic, and the transactional ids by which some of them are known. */
  async topicProducers({ connections }: ClusterPoller, { topic, partitions }: TopicPartitions) {
    const producers = await readTopicProducers(connections, topic, partitions)
    const transactions = await readTransactionsOf(connections, producers.data)
    return { producers: plain(producers), transactions: plain(transactions) }
  },

  /** When the newest record of a topic was written, by the records' own timestamps. */
  async lastWrite({ lastWrites }: ClusterPoller, question: LastWriteRequest) {
    return lastWrites.read(question)
  },

  async written(poller: ClusterPoller, topic: string | null) {
    return poller.written(topic)
  },

  async clusterHistory(poller: ClusterPoller, _input: null) {
    const { points, events } = poller.history
    const keptSinceMs = points[0]?.atMs ?? Number.POSITIVE_INFINITY
    return { earlier: poller.written(null).filter(({ atMs }) => atMs < keptSinceMs), points, events }
  },

  /** The same for each of several topics, in their order. */
  async writtenEach(poller: ClusterPoller, topics: readonly string[]) {
    return topics.map((topic) => poller.written(topic))
  },

  ...groupOperations,
  ...recordOperations,
} satisfies Record<string, (poller: ClusterPoller, input: never) => Promise<unknown>>

type Operations = typeof operations
export type OperationName = keyof Operations
export type OperationInput<Name extends OperationName> = Parameters<Operations[Name]>[1]
export type OperationOutput<Name extends OperationName> = Awaited<ReturnType<Operations[Name]>>

export interface TopicPartitions {
  readonly topic: string
  readonly partitions: readonly number[]
}

/** Errors do not survive the way from the worker as what they are. */
function plain<Item>({ data, failures }: FanOut<Item>) {
  return {
    data,
    failures: failures.map(({ scope, error }) => ({ scope, message: toAppError(error)?.message ?? error.message })),
  }
}

export interface ConfigChanges {
  readonly resource: TopicResource
  readonly changes: readonly (readonly [name: string, value: string | null])[]
  readonly validateOnly: boolean
}

export function runOperation(poller: ClusterPoller, name: OperationName, input: unknown): Promise<unknown> {
  // Only ClusterMonitor.call makes calls, and its types pair each name with its input.
  const operation = operations[name] as (poller: ClusterPoller, input: unknown) => Promise<unknown>
  return operation(poller, input)
}

function countPartitions(catalog: Catalog, topic: string): number {
  const row = rowsByName(catalog).get(topic)
  if (row === undefined) return 0
  const [from, to] = partitionRows(catalog, row)
  return to - from
}

function waitUntilConfigsAreVisible(poller: ClusterPoller, { resource, changes }: ConfigChanges): Promise<void> {
  return waitUntilVisible(async () => {
    const current = new Map((await readConfigs(poller.connections, resource)).map((config) => [config.name, config]))
    return changes.every(([name, value]) => {
      const config = current.get(name)
      if (!config || config.sensitive) return true
      const isOwn = config.source === resource.kind
      return value === null ? !isOwn : isOwn && config.value === value
    })
  })
}
