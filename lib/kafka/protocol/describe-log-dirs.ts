import type { Reader } from '#lib/bytes/reader.ts'
import type { Api } from './api.ts'
import { CLUSTER_AUTHORIZATION_FAILED, KAFKA_OK, KafkaError } from './error-codes.ts'

export interface LogDir {
  readonly errorCode: number
  readonly path: string
  /** Before version 4 a broker does not tell. */
  readonly totalBytes: number | null
  readonly usableBytes: number | null
  readonly topics: readonly StoredTopic[]
}

export interface StoredTopic {
  readonly name: string
  readonly partitions: readonly StoredCopy[]
}

export interface StoredCopy {
  readonly id: number
  readonly sizeBytes: number
  /** How many records it is behind the end of its partition. */
  readonly offsetLag: number
  /** A replica on its way to another folder of the same broker, which will replace the current one. */
  readonly isFuture: boolean
}

const MINIMUM_DIR_BYTES = 5
const MINIMUM_TOPIC_BYTES = 3
const MINIMUM_PARTITION_BYTES = 21

/*
  DescribeLogDirs Request (1-4) => ?[topics]
    topics => topic [partitions]
      topic => STRING
      partitions => INT32

  DescribeLogDirs Response (1-4) => throttle_time_ms error_code(3+) [results]
    throttle_time_ms => INT32
    error_code => INT16
    results => error_code log_dir [topics] total_bytes(4) usable_bytes(4)
      error_code => INT16
      log_dir => STRING
      topics => name [partitions]
        name => STRING
        partitions => partition_index partition_size offset_lag is_future_key
          partition_index => INT32
          partition_size, offset_lag => INT64
          is_future_key => BOOLEAN
      total_bytes, usable_bytes => INT64
*/
/** What one broker keeps on its disks: all of it, as asking for a part costs it the same. */
export const describeLogDirs: Api<void, readonly LogDir[]> = {
  key: 35,
  name: 'DescribeLogDirs',
  versions: { min: 1, max: 4 },
  flexibleFrom: 2,
  encode: (writer) => {
    writer.nullableArray(null, () => {}).noTags()
  },
  decode: (reader, version) => {
    reader.int32() // throttle time
    const errorCode = version >= 3 ? reader.int16() : KAFKA_OK
    const dirs = reader.array(MINIMUM_DIR_BYTES, () => readDir(reader, version))
    reader.skipTags()
    if (errorCode !== KAFKA_OK) throw new KafkaError(errorCode)
    // Before version 3 a missing right looks like a broker without folders, which none is.
    if (dirs.length === 0) throw new KafkaError(CLUSTER_AUTHORIZATION_FAILED)
    return dirs
  },
}

function readDir(reader: Reader, version: number): LogDir {
  const errorCode = reader.int16()
  const path = reader.string()
  const topics = reader.array(MINIMUM_TOPIC_BYTES, () => {
    const name = reader.string()
    const partitions = reader.array(MINIMUM_PARTITION_BYTES, () => readCopy(reader))
    reader.skipTags()
    return { name, partitions }
  })
  const totalBytes = version >= 4 ? reader.int64() : -1
  const usableBytes = version >= 4 ? reader.int64() : -1
  reader.skipTags()
  return {
    errorCode,
    path,
    topics,
    totalBytes: totalBytes < 0 ? null : totalBytes,
    usableBytes: usableBytes < 0 ? null : usableBytes,
  }
}

function readCopy(reader: Reader): StoredCopy {
  const replica = {
    id: reader.int32(),
    sizeBytes: reader.int64(),
    offsetLag: reader.int64(),
    isFuture: reader.boolean(),
  }
  reader.skipTags()
  return replica
}
