import { AppError } from '#lib/contract/errors.ts'
import { readMetadata } from '#lib/kafka/admin/cluster.ts'
import type { BrokerConnection } from '#lib/kafka/connection/broker-connection.ts'
import type { ConnectionSet } from '#lib/kafka/connection/connection-set.ts'
import { KAFKA_OK, KafkaError, UNKNOWN_TOPIC_OR_PARTITION } from '#lib/kafka/protocol/error-codes.ts'
import type { MetadataBroker, MetadataPartition, MetadataTopic } from '#lib/kafka/protocol/metadata.ts'

/** The leaders of the partitions of a topic, refreshed when a request finds one missing or outdated. */
export class TopicLeaders {
  readonly #connections: ConnectionSet
  readonly #topic: string
  #known: { readonly topic: MetadataTopic; readonly brokers: readonly MetadataBroker[] } | null = null
  #asking: Promise<void> | null = null

  constructor(connections: ConnectionSet, topic: string) {
    this.#connections = connections
    this.#topic = topic
  }

  get partitions(): readonly MetadataPartition[] {
    return this.#known?.topic.partitions ?? []
  }

  get topicId(): string | null {
    return this.#known?.topic.topicId ?? null
  }

  /** Many may ask at once; it is asked once. A topic that is not there is not made by this. */
  refresh(): Promise<void> {
    this.#asking ??= this.#ask().finally(() => {
      this.#asking = null
    })
    return this.#asking
  }

  /** null while nobody leads it. */
  leaderOf(partition: number): BrokerConnection | null {
    const leader = this.partitions.find(({ id }) => id === partition)?.leader
    const broker = this.#known?.brokers.find(({ id }) => id === leader)
    return broker ? this.#connections.to(broker, 'changes') : null
  }

  async #ask(): Promise<void> {
    const { topics, brokers } = await readMetadata(this.#connections, [this.#topic])
    const topic = topics.find(({ name }) => name === this.#topic)
    const errorCode = topic?.errorCode ?? UNKNOWN_TOPIC_OR_PARTITION
    if (errorCode === UNKNOWN_TOPIC_OR_PARTITION) {
      throw new AppError('not-found', `There is no topic "${this.#topic}" in this cluster.`, {
        field: 't',
        hint: 'Producing does not create topics. Create it first on the Topics page.',
      })
    }
    // Without a leader for some of its partitions a topic is still described.
    if (!topic || (errorCode !== KAFKA_OK && topic.partitions.length === 0)) throw new KafkaError(errorCode)
    this.#known = { topic, brokers }
  }
}
