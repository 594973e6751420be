import { readMetadataUnlessSame, readRegisteredBrokers } from '#lib/kafka/admin/cluster.ts'
import type { ConnectionSet } from '#lib/kafka/connection/connection-set.ts'
import type { Address } from '#lib/kafka/failure.ts'
import type { RegisteredBroker } from '#lib/kafka/protocol/describe-cluster.ts'
import type { MetadataBroker } from '#lib/kafka/protocol/metadata.ts'
import { buildCatalog, type Catalog, sortTopics } from '#lib/monitor/snapshot/catalog.ts'
import { keepSame } from '#lib/monitor/snapshot/columns.ts'
import { buildLeadership, type LeadershipColumns } from '#lib/monitor/snapshot/partition-columns.ts'
import type { LivenessWatch } from './liveness-watch.ts'
import type { QuorumWatch } from './quorum-watch.ts'

export interface Described {
  readonly catalog: Catalog
  readonly leadership: LeadershipColumns
  readonly controllerId: number
  readonly brokers: readonly MetadataBroker[]
  readonly registered: readonly RegisteredBroker[] | null
  readonly asOfMs: number
}

interface MetadataWatchOptions {
  readonly connections: ConnectionSet
  readonly liveness: LivenessWatch
  readonly quorum: QuorumWatch
  readonly now: () => number
}

/** Keeps the brokers' metadata of topics, leaders and themselves, and probes each of them. */
export class MetadataWatch {
  readonly #options: MetadataWatchOptions
  #described: Described | null = null
  #lastReply: Buffer | null = null

  constructor(options: MetadataWatchOptions) {
    this.#options = options
  }

  get described(): Described | null {
    return this.#described
  }

  /** One round; says whether there are other topics or partitions than before. */
  async refresh(): Promise<{ isFirst: boolean; hasOtherTopics: boolean }> {
    const { connections, liveness, quorum } = this.#options
    const before = this.#described
    const probes = liveness.probeAll()
    try {
      this.#described = await this.#describe(before)
    } catch (error) {
      await probes
      throw error
    }
    const all = [...this.#brokers().values()]
    liveness.watch(all)
    connections.learn(all)
    quorum.refresh()
    await Promise.all([liveness.probeUnknown(), before === null && quorum.firstAnswer()])
    return { isFirst: before === null, hasOtherTopics: this.#described.catalog !== before?.catalog }
  }

  /** Those that answer as far as we know; waiting for the others would hold up all. */
  reachableBrokers(): Map<number, Address> {
    return new Map([...this.#brokers()].filter(([id]) => this.#options.liveness.of(id).online !== false))
  }

  async #describe(before: Described | null): Promise<Described> {
    const { connections, now } = this.#options
    const [reply, registered] = await Promise.all([
      readMetadataUnlessSame(connections, before && this.#lastReply),
      readRegisteredBrokers(connections).catch(() => before?.registered ?? null),
    ])
    if (reply === null && before) return { ...before, registered, asOfMs: now() }
    if (reply === null) throw new Error('a first reply was taken for the one before')
    const metadata = reply.output
    const topics = sortTopics(metadata.topics)
    const catalog = buildCatalog(topics, before?.catalog ?? null, now())
    const leadership = keepSame(buildLeadership(topics, catalog.partitionIds.length), before?.leadership ?? null)
    const brokers = withForgotten(metadata.brokers, before?.brokers ?? [], leadership)
    this.#lastReply = reply.bytes
    return { catalog, leadership, controllerId: metadata.controllerId, brokers, registered, asOfMs: now() }
  }

  #brokers(): Map<number, Address & { readonly id: number }> {
    const { registered, brokers } = this.#described ?? { registered: null, brokers: [] }
    return new Map([...(registered ?? []), ...brokers].map((broker) => [broker.id, broker]))
  }
}

/** Brokers before 4.0 leave out those that are down. What was known of one stays while partitions still name it. */
function withForgotten(
  listed: readonly MetadataBroker[],
  before: readonly MetadataBroker[],
  { replicaBrokers }: LeadershipColumns,
): readonly MetadataBroker[] {
  const missing = before.filter(({ id }) => !listed.some((broker) => broker.id === id))
  return [...listed, ...missing.filter(({ id }) => replicaBrokers.includes(id))]
}
