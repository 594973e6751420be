import type { Api } from './api.ts'
import { KAFKA_OK, KafkaError } from './error-codes.ts'
import type { Reader } from './reader.ts'

export interface FetchRecordsInput {
  readonly maxWaitMs: number
  readonly minBytes: number
  /** Of the whole reply. The first batch comes whole however large it is, or nobody could ever read it. */
  readonly maxBytes: number
  /** Whether records of transactions that are still open are sent too. */
  readonly isolation: 'uncommitted' | 'committed'
  readonly topics: readonly { readonly name: string; readonly partitions: readonly FetchPosition[] }[]
}

export interface FetchPosition {
  readonly id: number
  readonly offset: number
  readonly maxBytes: number
}

export interface FetchedTopic {
  readonly name: string
  readonly partitions: readonly FetchedPartition[]
}

export interface FetchedPartition {
  readonly id: number
  readonly errorCode: number
  /** Batches as they lie on the broker's disk: the first may begin before the offset, the last may be cut off. */
  readonly records: Buffer
}

const ANY_REPLICA = -1
const ANY_EPOCH = -1
const NO_OFFSET = -1
const NO_SESSION = 0
const NO_SESSION_EPOCH = -1
const NO_RACK = ''
const MINIMUM_TOPIC_BYTES = 3
const MINIMUM_PARTITION_BYTES = 30
const MINIMUM_ABORTED_BYTES = 16

/**
 * Answered by the leader of each partition; no group is needed to read. From version 13 on topics have ids in the place
 * of names; every broker since 0.11 takes 12 or less.
 */
export const fetchRecords: Api<FetchRecordsInput, readonly FetchedTopic[]> = {
  key: 1,
  name: 'Fetch',
  versions: { min: 4, max: 12 },
  flexibleFrom: 12,
  encode: (writer, { maxWaitMs, minBytes, maxBytes, isolation, topics }, version) => {
    writer
      .int32(ANY_REPLICA)
      .int32(maxWaitMs)
      .int32(minBytes)
      .int32(maxBytes)
      .int8(isolation === 'committed' ? 1 : 0)
    if (version >= 7) writer.int32(NO_SESSION).int32(NO_SESSION_EPOCH)
    writer.array(topics, ({ name, partitions }) => {
      writer
        .string(name)
        .array(partitions, (position) => {
          writer.int32(position.id)
          if (version >= 9) writer.int32(ANY_EPOCH)
          writer.int64(position.offset)
          if (version >= 12) writer.int32(ANY_EPOCH) // of what was fetched last
          if (version >= 5) writer.int64(NO_OFFSET) // where a follower's log starts
          writer.int32(position.maxBytes).noTags()
        })
        .noTags()
    })
    if (version >= 7) writer.array([], () => {}) // topics to forget
    if (version >= 11) writer.string(NO_RACK)
    writer.noTags()
  },
  decode: (reader, version) => {
    reader.int32() // throttle time
    const errorCode = version >= 7 ? reader.int16() : KAFKA_OK
    if (version >= 7) reader.int32() // session
    const topics = reader.array(MINIMUM_TOPIC_BYTES, () => {
      const name = reader.string()
      const partitions = reader.array(MINIMUM_PARTITION_BYTES, () => readPartition(reader, version))
      reader.skipTags()
      return { name, partitions }
    })
    reader.skipTags()
    if (errorCode !== KAFKA_OK) throw new KafkaError(errorCode)
    return topics
  },
}

function readPartition(reader: Reader, version: number): FetchedPartition {
  const id = reader.int32()
  const errorCode = reader.int16()
  reader.int64() // high watermark
  reader.int64() // last stable offset
  if (version >= 5) reader.int64() // log start offset
  reader.array(MINIMUM_ABORTED_BYTES, () => {
    reader.int64() // producer
    reader.int64() // first offset
    reader.skipTags()
  })
  if (version >= 11) reader.int32() // preferred replica
  const records = reader.bytes()
  reader.skipTags()
  return { id, errorCode, records }
}
