import { readMetadata } from '#lib/kafka/admin/cluster.ts'
import { readTopicOffsets } from '#lib/kafka/admin/offsets.ts'
import type { ConnectionSet } from '#lib/kafka/connection/connection-set.ts'
import type { Address } from '#lib/kafka/failure.ts'
import { KAFKA_OK, KafkaError, UNKNOWN_TOPIC_OR_PARTITION } from '#lib/kafka/protocol/error-codes.ts'
import { AT_END, AT_START } from '#lib/kafka/protocol/list-offsets.ts'
import type { PartitionFacts } from './plan.ts'

/** Which topic it is, and who leads its partitions. */
export interface TopicState {
  readonly name: string
  readonly topicId: string | null
  readonly clusterId: string | null
  /** Ascending. */
  readonly partitionIds: readonly number[]
  /** null: nobody. */
  readonly leaders: ReadonlyMap<number, Address | null>
}

/** Asks any broker. Throws where it may not say. */
export async function readTopic(connections: ConnectionSet, name: string): Promise<TopicState | 'none'> {
  const { clusterId, brokers, topics } = await readMetadata(connections, [name])
  connections.learn(brokers)
  const topic = topics.find((candidate) => candidate.name === name)
  if (!topic || topic.errorCode === UNKNOWN_TOPIC_OR_PARTITION) return 'none'
  if (topic.errorCode !== KAFKA_OK) throw new KafkaError(topic.errorCode)
  const addresses = new Map(brokers.map((broker) => [broker.id, broker]))
  const partitions = topic.partitions.toSorted((a, b) => a.id - b.id)
  return {
    name,
    topicId: topic.topicId,
    clusterId,
    partitionIds: partitions.map(({ id }) => id),
    leaders: new Map(partitions.map(({ id, leader }) => [id, addresses.get(leader ?? -1) ?? null])),
  }
}

export interface OffsetWishes {
  readonly atTimeMs: number | null
  readonly atToMs: number | null
}

export interface FoundOffsets {
  readonly facts: readonly PartitionFacts[]
  readonly failures: ReadonlyMap<number, Error>
}

type Isolation = 'committed' | 'uncommitted'

/** Where the partitions begin and end, and where times are in them; each from its leader. */
export async function readFacts(
  connections: ConnectionSet,
  topic: string,
  ids: readonly number[],
  wishes: OffsetWishes,
): Promise<FoundOffsets & { readonly stableEnds: ReadonlyMap<number, number> }> {
  const failures = new Map<number, Error>()
  const ask = async (timestampMs: number, isolation: Isolation = 'uncommitted') => {
    const questions = ids.map((id) => ({ id, timestampMs }))
    const answer = await readTopicOffsets(connections, topic, questions, 'main', isolation)
    for (const { scope, error } of answer.failures) failures.set(Number(scope.slice(topic.length + 1)), error)
    return new Map(answer.data.map(({ id, offset }) => [id, offset]))
  }
  const [starts, ends, stable, atTime, atTo] = await Promise.all([
    ask(AT_START),
    ask(AT_END),
    ask(AT_END, 'committed'),
    wishes.atTimeMs === null ? null : ask(wishes.atTimeMs),
    wishes.atToMs === null ? null : ask(wishes.atToMs),
  ])
  const facts = ids.flatMap((id): PartitionFacts[] => {
    const startOffset = starts.get(id) ?? null
    const highWatermark = ends.get(id) ?? null
    if (failures.has(id) || startOffset === null || highWatermark === null) return []
    const places = { atTime: atTime?.get(id) ?? null, atTo: atTo?.get(id) ?? null }
    // Records that were deleted between the answers take both ends with them.
    return [
      { id, startOffset: Math.min(startOffset, highWatermark), endOffset: highWatermark, highWatermark, ...places },
    ]
  })
  const stableEnds = new Map(facts.map(({ id, highWatermark }) => [id, Math.min(highWatermark, stable.get(id) ?? 0)]))
  return { facts, failures, stableEnds }
}

/** Where one partition begins or ends now. */
export async function readOffset(
  connections: ConnectionSet,
  topic: string,
  id: number,
  end: 'start' | 'end',
): Promise<number> {
  const questions = [{ id, timestampMs: end === 'start' ? AT_START : AT_END }]
  const { data, failures } = await readTopicOffsets(connections, topic, questions, 'main')
  const offset = data[0]?.offset ?? null
  if (offset === null) throw failures[0]?.error ?? new KafkaError(UNKNOWN_TOPIC_OR_PARTITION)
  return offset
}
