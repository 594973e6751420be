import type { Api } from './api.ts'

/** Instead of an offset: all that there are. */
export const ALL_RECORDS = -1

export interface DeleteRecordsInput {
  readonly topics: readonly { readonly name: string; readonly partitions: readonly RecordsBefore[] }[]
  readonly timeoutMs: number
}

export interface RecordsBefore {
  readonly id: number
  /** Records below this offset go, or all. */
  readonly beforeOffset: number
}

export interface TruncatedTopic {
  readonly name: string
  readonly partitions: readonly TruncatedPartition[]
}

export interface TruncatedPartition {
  readonly id: number
  readonly errorCode: number
  /** Where the partition starts now. */
  readonly startOffset: number | null
}

const MINIMUM_TOPIC_BYTES = 3
const MINIMUM_PARTITION_BYTES = 14

/*
  DeleteRecords Request (0-2) => [topics] timeout_ms
    topics => name [partitions]
      name => STRING
      partitions => partition_index offset
        partition_index => INT32
        offset => INT64 (-1: the high watermark)
    timeout_ms => INT32

  DeleteRecords Response (0-2) => throttle_time_ms [topics]
    throttle_time_ms => INT32
    topics => name [partitions]
      name => STRING
      partitions => partition_index low_watermark error_code
        partition_index => INT32
        low_watermark => INT64
        error_code => INT16
*/
/** Answered by the leader of each partition. */
export const deleteRecords: Api<DeleteRecordsInput, readonly TruncatedTopic[]> = {
  key: 21,
  name: 'DeleteRecords',
  versions: { min: 0, max: 2 },
  flexibleFrom: 2,
  encode: (writer, { topics, timeoutMs }) => {
    writer
      .array(topics, ({ name, partitions }) => {
        writer
          .string(name)
          .array(partitions, ({ id, beforeOffset }) => writer.int32(id).int64(beforeOffset).noTags())
          .noTags()
      })
      .int32(timeoutMs)
      .noTags()
  },
  decode: (reader) => {
    reader.int32() // throttle time
    const topics = reader.array(MINIMUM_TOPIC_BYTES, () => {
      const name = reader.string()
      const partitions = reader.array(MINIMUM_PARTITION_BYTES, () => {
        const id = reader.int32()
        const startOffset = reader.int64()
        const errorCode = reader.int16()
        reader.skipTags()
        return { id, errorCode, startOffset: startOffset < 0 ? null : startOffset }
      })
      reader.skipTags()
      return { name, partitions }
    })
    reader.skipTags()
    return topics
  },
}
