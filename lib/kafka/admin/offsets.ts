import type { BrokerConnection, NewReply } from '#lib/kafka/connection/broker-connection.ts'
import type { ConnectionSet, Lane } from '#lib/kafka/connection/connection-set.ts'
import type { Address } from '#lib/kafka/failure.ts'
import {
  AT_MAX_TIMESTAMP,
  type ListedOffset,
  type ListedTopic,
  type ListOffsetsInput,
  listOffsets,
  MAX_TIMESTAMP_FROM,
  type OffsetQuestion,
} from '#lib/kafka/protocol/list-offsets.ts'
import { UnsupportedApi } from '#lib/kafka/protocol/unsupported-api.ts'
import type { FanOut } from './fan-out.ts'
import { askLeaders } from './partitions.ts'

const DEADLINE_MS = 5_000

/**
 * Asks one leader for offsets of many topics, on a lane of its own: a large question must not hold up small ones. null
 * where the reply is the one before.
 */
export function readOffsetsUnlessSame(
  connections: ConnectionSet,
  leader: Address,
  input: ListOffsetsInput,
  before: Buffer | null,
): Promise<NewReply<readonly ListedTopic[]> | null> {
  return connections.to(leader, 'offsets').sendUnlessSame(listOffsets, input, DEADLINE_MS, before)
}

/** Offsets of some partitions of one topic, each from its own leader. */
export function readTopicOffsets(
  connections: ConnectionSet,
  topic: string,
  questions: readonly OffsetQuestion[],
  lane: Lane,
  isolation: ListOffsetsInput['isolation'] = 'uncommitted',
): Promise<FanOut<ListedOffset>> {
  const ask = async (leader: BrokerConnection, partitions: readonly OffsetQuestion[]) => {
    const asksForMax = partitions.some(({ timestampMs }) => timestampMs === AT_MAX_TIMESTAMP)
    // An older broker would take the special value for a time before 1970.
    if (asksForMax && ((await leader.versions()).apis.get(listOffsets.key)?.max ?? 0) < MAX_TIMESTAMP_FROM)
      throw new UnsupportedApi('This broker cannot report the highest timestamp; brokers can since Kafka 3.0.')
    const input = { isolation, topics: [{ name: topic, partitions }] }
    const topics = await leader.send(listOffsets, input, DEADLINE_MS)
    return topics.filter(({ name }) => name === topic).flatMap(({ partitions: answers }) => answers)
  }
  return askLeaders(connections, { topic, questions, lane, ask })
}
