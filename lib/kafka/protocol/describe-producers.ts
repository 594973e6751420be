import type { Reader } from '#lib/bytes/reader.ts'
import type { Api } from './api.ts'

export interface DescribeProducersInput {
  readonly topics: readonly { readonly name: string; readonly partitions: readonly number[] }[]
}

export interface ProducersOfTopic {
  readonly name: string
  readonly partitions: readonly ProducersOfPartition[]
}

export interface ProducersOfPartition {
  readonly id: number
  readonly errorCode: number
  readonly producers: readonly ActiveProducer[]
}

export interface ActiveProducer {
  readonly id: number
  readonly epoch: number
  /** As the producer set it; null: it has written nothing since it is known, or no date can hold it. */
  readonly lastWriteMs: number | null
  /** Of the coordinator that ended a transaction of this producer here last; null: none was. */
  readonly coordinatorEpoch: number | null
  /** Where its open transaction begins; null: it has none here. */
  readonly openSinceOffset: number | null
}

const MINIMUM_TOPIC_BYTES = 3
const MINIMUM_PARTITION_BYTES = 9
const MINIMUM_PRODUCER_BYTES = 37
const LAST_DATE_MS = 8.64e15

/*
  DescribeProducers Request (0) => [topics]
    topics => name [partition_indexes]
      name => STRING
      partition_indexes => INT32

  DescribeProducers Response (0) => throttle_time_ms [topics]
    throttle_time_ms => INT32
    topics => name [partitions]
      name => STRING
      partitions => partition_index error_code error_message [active_producers]
        partition_index => INT32
        error_code => INT16
        error_message => NULLABLE_STRING
        active_producers => producer_id producer_epoch last_sequence last_timestamp coordinator_epoch
                            current_txn_start_offset
          producer_id, last_timestamp, current_txn_start_offset => INT64
          producer_epoch, last_sequence, coordinator_epoch => INT32
*/
/** Answered by the leader of each partition, from memory: those that wrote with an id of late, a day by default. */
export const describeProducers: Api<DescribeProducersInput, readonly ProducersOfTopic[]> = {
  key: 61,
  name: 'DescribeProducers',
  versions: { min: 0, max: 0 },
  flexibleFrom: 0,
  encode: (writer, { topics }) => {
    writer
      .array(topics, ({ name, partitions }) => {
        writer
          .string(name)
          .array(partitions, (id) => writer.int32(id))
          .noTags()
      })
      .noTags()
  },
  decode: (reader) => {
    reader.int32() // throttle time
    const topics = reader.array(MINIMUM_TOPIC_BYTES, () => {
      const name = reader.string()
      const partitions = reader.array(MINIMUM_PARTITION_BYTES, () => readPartition(reader))
      reader.skipTags()
      return { name, partitions }
    })
    reader.skipTags()
    return topics
  },
}

function readPartition(reader: Reader): ProducersOfPartition {
  const id = reader.int32()
  const errorCode = reader.int16()
  reader.nullableString() // error message
  const producers = reader.array(MINIMUM_PRODUCER_BYTES, () => readProducer(reader))
  reader.skipTags()
  return { id, errorCode, producers }
}

function readProducer(reader: Reader): ActiveProducer {
  const id = reader.int64()
  const epoch = reader.int32()
  reader.int32() // last sequence
  const lastWriteMs = reader.int64OrNull()
  const coordinatorEpoch = reader.int32()
  const openSinceOffset = reader.int64()
  reader.skipTags()
  return {
    id,
    epoch,
    lastWriteMs: lastWriteMs === null || lastWriteMs < 0 || lastWriteMs > LAST_DATE_MS ? null : lastWriteMs,
    coordinatorEpoch: coordinatorEpoch < 0 ? null : coordinatorEpoch,
    openSinceOffset: openSinceOffset < 0 ? null : openSinceOffset,
  }
}
