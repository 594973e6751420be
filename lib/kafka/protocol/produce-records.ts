import type { Reader } from '#lib/bytes/reader.ts'
import type { Api } from './api.ts'

/** How many replicas must have a batch before the broker says so; without any it says nothing. */
export type Acks = 'all' | 'leader' | 'none'

export interface ProduceRecordsInput {
  readonly topic: ProducedTopic
  readonly acks: Acks
  readonly timeoutMs: number
  /** One batch for each. */
  readonly partitions: readonly { readonly id: number; readonly batch: Buffer }[]
}

export interface ProducedTopic {
  readonly name: string
  /** null on clusters that have no ids. */
  readonly topicId: string | null
}

export interface ProducedPartition {
  readonly id: number
  readonly errorCode: number
  /** The broker's own sentence, where it sent one. */
  readonly errorMessage: string | null
  /** The records that the batch was refused for, where the broker names them. */
  readonly recordErrors: readonly { readonly index: number; readonly message: string | null }[]
  /** Of the first record; null where nothing was written, or the broker does not know any more. */
  readonly baseOffset: number | null
  /** When the broker wrote it, where the topic keeps that in place of the producer's time. */
  readonly logAppendTimeMs: number | null
}

const NO_TRANSACTION = null
const acksOnWire = { all: -1, leader: 1, none: 0 } as const
/** The first version that names topics by their ids. */
const TOPIC_IDS_FROM = 13
const MINIMUM_TOPIC_BYTES = 3
const MINIMUM_PARTITION_BYTES = 14
const MINIMUM_RECORD_ERROR_BYTES = 5

/*
  Produce Request (3-13) => ?transactional_id acks timeout_ms [topic_data]
    transactional_id => STRING
    acks => INT16 (-1 all, 1 leader, 0 none)
    timeout_ms => INT32
    topic_data => name(-12) topic_id(13) [partition_data]
      name => STRING
      topic_id => UUID
      partition_data => index ?records
        index => INT32
        records => BYTES

  Produce Response (3-13) => [responses] throttle_time_ms
    responses => name(-12) topic_id(13) [partition_responses]
      name => STRING
      topic_id => UUID
      partition_responses => index error_code base_offset log_append_time_ms log_start_offset(5+) [record_errors](8+)
                             ?error_message(8+)
        index => INT32
        error_code => INT16
        base_offset, log_append_time_ms, log_start_offset => INT64
        record_errors => batch_index ?batch_index_error_message
          batch_index => INT32
          batch_index_error_message => STRING
        error_message => STRING
    throttle_time_ms => INT32
*/
/** Answered by the leader of each partition; not at all where no acknowledgement is asked for. */
export const produceRecords: Api<ProduceRecordsInput, readonly ProducedPartition[]> = {
  key: 0,
  name: 'Produce',
  versions: { min: 3, max: TOPIC_IDS_FROM },
  flexibleFrom: 9,
  encode: (writer, { topic, acks, timeoutMs, partitions }, version) => {
    writer.nullableString(NO_TRANSACTION).int16(acksOnWire[acks]).int32(timeoutMs)
    writer.array([topic], ({ name, topicId }) => {
      if (version >= TOPIC_IDS_FROM) writer.uuid(topicId ?? '')
      else writer.string(name)
      writer.array(partitions, ({ id, batch }) => writer.int32(id).byteArray(batch).noTags()).noTags()
    })
    writer.noTags()
  },
  decode: (reader, version) => {
    const topics = reader.array(MINIMUM_TOPIC_BYTES, () => {
      if (version >= TOPIC_IDS_FROM) reader.uuid()
      else reader.string()
      const partitions = reader.array(MINIMUM_PARTITION_BYTES, () => readPartition(reader, version))
      reader.skipTags()
      return partitions
    })
    reader.int32() // throttle time
    reader.skipTags()
    return topics.flat()
  },
}

/** For topics that have no id: of the same versions, those that name them. */
export const produceRecordsByName: typeof produceRecords = {
  ...produceRecords,
  versions: { ...produceRecords.versions, max: TOPIC_IDS_FROM - 1 },
}

function readPartition(reader: Reader, version: number): ProducedPartition {
  const id = reader.int32()
  const errorCode = reader.int16()
  const baseOffset = reader.int64()
  const logAppendTimeMs = reader.int64OrNull() ?? -1
  if (version >= 5) reader.int64() // log start offset
  const recordErrors =
    version >= 8
      ? reader.array(MINIMUM_RECORD_ERROR_BYTES, () => {
          const recordError = { index: reader.int32(), message: reader.nullableString() }
          reader.skipTags()
          return recordError
        })
      : []
  const errorMessage = version >= 8 ? reader.nullableString() : null
  reader.skipTags()
  return {
    id,
    errorCode,
    errorMessage,
    recordErrors,
    baseOffset: baseOffset < 0 ? null : baseOffset,
    logAppendTimeMs: logAppendTimeMs < 0 ? null : logAppendTimeMs,
  }
}
