import type { Reader } from '#lib/bytes/reader.ts'
import type { Api } from './api.ts'

export interface ListOffsetsInput {
  /** Whether records of transactions that are still open count: `committed` ends at the last stable offset. */
  readonly isolation: 'uncommitted' | 'committed'
  readonly topics: readonly { readonly name: string; readonly partitions: readonly OffsetQuestion[] }[]
}

export interface OffsetQuestion {
  readonly id: number
  /** Milliseconds since 1970, or one of the special values below. */
  readonly timestampMs: number
}

/** The offset that the next record will get. */
export const AT_END = -1
/** The offset of the first record that is still there. */
export const AT_START = -2
/** The offset of the record with the highest timestamp. */
export const AT_MAX_TIMESTAMP = -3
/** Before this version a broker takes the special value for a time before 1970. */
export const MAX_TIMESTAMP_FROM = 7

export interface ListedTopic {
  readonly name: string
  readonly partitions: readonly ListedOffset[]
}

export interface ListedOffset {
  readonly id: number
  readonly errorCode: number
  /** Rounded beyond 2^53, where it is no date: producers write any number. */
  readonly timestampMs: number | null
  /** null where there is no such record. */
  readonly offset: number | null
}

const ANY_REPLICA = -1
const ANY_EPOCH = -1
const MINIMUM_TOPIC_BYTES = 3
const MINIMUM_PARTITION_BYTES = 22

/*
  ListOffsets Request (1-7) => replica_id isolation_level(2+) [topics]
    replica_id => INT32
    isolation_level => INT8 (0 read_uncommitted, 1 read_committed)
    topics => name [partitions]
      name => STRING
      partitions => partition_index current_leader_epoch(4+) timestamp
        partition_index, current_leader_epoch => INT32
        timestamp => INT64 (-1 latest, -2 earliest, -3 max timestamp)

  ListOffsets Response (1-7) => throttle_time_ms(2+) [topics]
    throttle_time_ms => INT32
    topics => name [partitions]
      name => STRING
      partitions => partition_index error_code timestamp offset leader_epoch(4+)
        partition_index, leader_epoch => INT32
        error_code => INT16
        timestamp, offset => INT64
*/
/** Answered by the leader of each partition; the others refuse that partition alone. */
export const listOffsets: Api<ListOffsetsInput, readonly ListedTopic[]> = {
  key: 2,
  name: 'ListOffsets',
  versions: { min: 1, max: 7 },
  flexibleFrom: 6,
  encode: (writer, { isolation, topics }, version) => {
    writer.int32(ANY_REPLICA)
    if (version >= 2) writer.int8(isolation === 'committed' ? 1 : 0)
    writer
      .array(topics, ({ name, partitions }) => {
        writer
          .string(name)
          .array(partitions, ({ id, timestampMs }) => {
            writer.int32(id)
            if (version >= 4) writer.int32(ANY_EPOCH)
            writer.int64(timestampMs).noTags()
          })
          .noTags()
      })
      .noTags()
  },
  decode: (reader, version) => {
    if (version >= 2) reader.int32() // throttle time
    const topics = reader.array(MINIMUM_TOPIC_BYTES, () => {
      const name = reader.string()
      const partitions = reader.array(MINIMUM_PARTITION_BYTES, () => readPartition(reader, version))
      reader.skipTags()
      return { name, partitions }
    })
    reader.skipTags()
    return topics
  },
}

function readPartition(reader: Reader, version: number): ListedOffset {
  const id = reader.int32()
  const errorCode = reader.int16()
  const timestampMs = reader.int64OrNull() ?? Number(reader.lastInt64())
  const offset = reader.int64()
  if (version >= 4) reader.int32() // leader epoch
  reader.skipTags()
  return { id, errorCode, timestampMs: timestampMs < 0 ? null : timestampMs, offset: offset < 0 ? null : offset }
}
