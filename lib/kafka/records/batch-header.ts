import { Reader } from '#lib/kafka/protocol/reader.ts'

/** What stands in front of a batch of records, and can be read without decompressing any. */
export interface BatchHeader {
  readonly baseOffset: number
  /** Of the last record that was written, also where compaction has removed it since. */
  readonly lastOffset: number
  /**
   * When the first record was written, by its producer. null where the batch does not say: compaction keeps another time
   * in this place once tombstones are due to go.
   */
  readonly baseTimestampMs: number | null
  /** null where no record has a time, and where its number is beyond 2^53. */
  readonly maxTimestampMs: number | null
  /** Whose clock it is: where the broker stamped the batch, all its records were written at `maxTimestampMs`. */
  readonly timestampType: 'create-time' | 'log-append-time'
  readonly compression: Compression
  readonly isTransactional: boolean
  /** Holds the mark that ends a transaction, and nothing that a consumer ever sees. */
  readonly isControl: boolean
}

const codecs = ['none', 'gzip', 'snappy', 'lz4', 'zstd'] as const
export type Compression = (typeof codecs)[number] | 'unknown'

const HEADER_BYTES = 61
const MAGIC_AT = 16
const MAGIC = 2
const CODEC_BITS = 0x07
const LOG_APPEND_TIME_BIT = 0x08
const TRANSACTIONAL_BIT = 0x10
const CONTROL_BIT = 0x20
const DELETE_HORIZON_BIT = 0x40

/**
 * The header of the first batch; its records may be cut off. null: too short to tell, or a message of the formats before
 * Kafka 0.11.
 */
export function readBatchHeader(records: Buffer): BatchHeader | null {
  if (records.length < HEADER_BYTES || records[MAGIC_AT] !== MAGIC) return null
  const reader = new Reader(records, false)
  const baseOffset = reader.int64()
  reader.int32() // bytes
  reader.int32() // leader epoch
  reader.int8() // magic
  reader.int32() // checksum
  const attributes = reader.int16()
  const lastOffsetDelta = reader.int32()
  const baseTimestampMs = readTimestamp(reader)
  const maxTimestampMs = readTimestamp(reader)
  return {
    baseOffset,
    lastOffset: baseOffset + lastOffsetDelta,
    baseTimestampMs: attributes & DELETE_HORIZON_BIT ? null : baseTimestampMs,
    maxTimestampMs,
    timestampType: attributes & LOG_APPEND_TIME_BIT ? 'log-append-time' : 'create-time',
    compression: codecs[attributes & CODEC_BITS] ?? 'unknown',
    isTransactional: (attributes & TRANSACTIONAL_BIT) !== 0,
    isControl: (attributes & CONTROL_BIT) !== 0,
  }
}

/** Producers write any number, and a negative one says that there is none. */
function readTimestamp(reader: Reader): number | null {
  const timestampMs = reader.int64OrNull()
  return timestampMs === null || timestampMs < 0 ? null : timestampMs
}
