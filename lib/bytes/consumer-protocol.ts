import { MalformedReply, Reader } from './reader.ts'
import type { TopicPartitions } from './topic-partitions.ts'

/** What a member of a classic consumer group tells the one that assigns the partitions. */
export interface ConsumerSubscription {
  readonly topics: readonly string[]
  readonly userData: Buffer | null
  /** What it held when it joined; empty for assignors that take everything away first. */
  readonly ownedPartitions: readonly TopicPartitions[]
  /** null where it does not say. */
  readonly generationId: number | null
  readonly rackId: string | null
}

const MINIMUM_NAME_BYTES = 2
const MINIMUM_TOPIC_BYTES = 6

/** null: these bytes are none. The broker passes them on as they are, so a member may write there what it likes. */
export function decodeSubscription(bytes: Buffer): ConsumerSubscription | null {
  return orNull(() => {
    const reader = new Reader(bytes, false)
    const version = readVersion(reader)
    const topics = reader.array(MINIMUM_NAME_BYTES, () => reader.string())
    const userData = reader.nullableBytes()
    // Newer versions only append, and some clients claim one without writing what it adds.
    const has = (since: number) => version >= since && reader.remaining > 0
    const ownedPartitions = has(1) ? readTopics(reader) : []
    const generationId = has(2) ? reader.int32() : -1
    const rackId = has(3) ? reader.nullableString() : null
    return { topics, userData, ownedPartitions, generationId: generationId < 0 ? null : generationId, rackId }
  })
}

/** null: these bytes are no assignment. No bytes at all are how a member is told that there is nothing for it. */
export function decodeAssignment(bytes: Buffer): readonly TopicPartitions[] | null {
  if (bytes.length === 0) return []
  return orNull(() => {
    const reader = new Reader(bytes, false)
    readVersion(reader)
    return readTopics(reader)
  })
}

function readVersion(reader: Reader): number {
  const version = reader.int16()
  if (version < 0) throw new MalformedReply(`version ${version} cannot be`)
  return version
}

function readTopics(reader: Reader): TopicPartitions[] {
  return reader.array(MINIMUM_TOPIC_BYTES, () => ({
    topicId: null,
    name: reader.string(),
    partitions: reader.int32Array(),
  }))
}

function orNull<T>(read: () => T): T | null {
  try {
    return read()
  } catch (error) {
    if (error instanceof MalformedReply) return null
    throw error
  }
}
