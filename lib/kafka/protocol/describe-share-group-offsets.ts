import type { Reader } from '#lib/bytes/reader.ts'
import type { Api } from './api.ts'

export interface DescribeShareGroupOffsetsInput {
  /** Of each group, all topics that it reads. */
  readonly groups: readonly string[]
}

export interface ShareGroupOffsets {
  readonly id: string
  readonly errorCode: number
  readonly errorMessage: string | null
  readonly topics: readonly SharedTopic[]
}

export interface SharedTopic {
  readonly topicId: string
  readonly name: string
  readonly partitions: readonly SharedPartition[]
}

export interface SharedPartition {
  readonly id: number
  readonly errorCode: number
  readonly errorMessage: string | null
  /** All before it is done with, and maybe some behind it; null until a member is done with a record. */
  readonly startOffset: number | null
  readonly leaderEpoch: number
  /** Without those behind the start that are done with. null before version 1, and where the broker does not know. */
  readonly lag: number | null
}

const MINIMUM_GROUP_BYTES = 6
const MINIMUM_TOPIC_BYTES = 19
const MINIMUM_PARTITION_BYTES = 20

/*
  DescribeShareGroupOffsets Request (0-1) => [groups]
    groups => group_id ?[topics]
      group_id => STRING
      topics => topic_name [partitions]
        topic_name => STRING
        partitions => INT32

  DescribeShareGroupOffsets Response (0-1) => throttle_time_ms [groups]
    throttle_time_ms => INT32
    groups => group_id [topics] error_code ?error_message
      group_id, error_message => STRING
      error_code => INT16
      topics => topic_name topic_id [partitions]
        topic_name => STRING
        topic_id => UUID
        partitions => partition_index start_offset leader_epoch lag(1) error_code ?error_message
          partition_index, leader_epoch => INT32
          start_offset, lag => INT64
          error_code => INT16
          error_message => STRING
*/
/** Share groups commit no offsets; the broker keeps where each share-partition starts. Answered by the coordinator. */
export const describeShareGroupOffsets: Api<DescribeShareGroupOffsetsInput, readonly ShareGroupOffsets[]> = {
  key: 90,
  name: 'DescribeShareGroupOffsets',
  versions: { min: 0, max: 1 },
  flexibleFrom: 0,
  encode: (writer, { groups }) => {
    writer
      .array(groups, (group) => {
        writer
          .string(group)
          .nullableArray(null, () => {}) // topics
          .noTags()
      })
      .noTags()
  },
  decode: (reader, version) => {
    reader.int32() // throttle time
    const groups = reader.array(MINIMUM_GROUP_BYTES, () => readGroup(reader, version))
    reader.skipTags()
    return groups
  },
}

function readGroup(reader: Reader, version: number): ShareGroupOffsets {
  const id = reader.string()
  const topics = reader.array(MINIMUM_TOPIC_BYTES, () => {
    const name = reader.string()
    const topicId = reader.uuid()
    const partitions = reader.array(MINIMUM_PARTITION_BYTES, () => readPartition(reader, version))
    reader.skipTags()
    return { topicId, name, partitions }
  })
  const group = { id, topics, errorCode: reader.int16(), errorMessage: reader.nullableString() }
  reader.skipTags()
  return group
}

function readPartition(reader: Reader, version: number): SharedPartition {
  const id = reader.int32()
  const startOffset = reader.int64()
  const leaderEpoch = reader.int32()
  const lag = version >= 1 ? reader.int64() : -1
  const errorCode = reader.int16()
  const errorMessage = reader.nullableString()
  reader.skipTags()
  return {
    id,
    errorCode,
    errorMessage,
    startOffset: startOffset < 0 ? null : startOffset,
    leaderEpoch,
    lag: lag < 0 ? null : lag,
  }
}
