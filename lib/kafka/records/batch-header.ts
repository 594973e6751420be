import { Reader } from '#lib/bytes/reader.ts'

/** What stands in front of a batch of records, and can be read without decompressing any. */
export interface BatchHeader {
  /** The format: 2 since Kafka 0.11, 0 and 1 before. */
  readonly magic: number
  /** Of the whole batch as it lies on the broker's disk. */
  readonly sizeBytes: number
  /** Of the leader that wrote it. null where it was not kept. */
  readonly leaderEpoch: number | null
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
  /** What the times of its records count from, which compaction sets as it likes. null where it is beyond 2^53. */
  readonly timestampOriginMs: number | null
  /** Both with every digit, where one of them is beyond 2^53. */
  readonly wideTimes: { readonly originMs: bigint; readonly maxMs: bigint } | null
  /** Whose clock it is: where the broker stamped the batch, all its records were written at `maxTimestampMs`. */
  readonly timestampType: 'create-time' | 'log-append-time'
  readonly compression: Compression
  readonly isTransactional: boolean
  /** Holds the mark that ends a transaction, and nothing that a consumer ever sees. */
  readonly isControl: boolean
  /** null where the producer had none: it neither wrote in transactions nor guarded against repeats. */
  readonly producerId: number | null
  readonly producerEpoch: number | null
  readonly baseSequence: number | null
  readonly recordCount: number
}

const codecs = ['none', 'gzip', 'snappy', 'lz4', 'zstd'] as const
export type Compression = (typeof codecs)[number] | 'unknown'

export const HEADER_BYTES = 61
export const MAGIC_AT = 16
/** The offset and the size stand in front of what the size counts. */
export const SIZE_OVERHEAD_BYTES = 12
export const MAGIC = 2
const CODEC_BITS = 0x07
export const LOG_APPEND_TIME_BIT = 0x08
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
  const sizeBytes = SIZE_OVERHEAD_BYTES + reader.int32()
  const leaderEpoch = reader.int32()
  const magic = reader.int8()
  reader.int32() // checksum
  const attributes = reader.int16()
  const lastOffsetDelta = reader.int32()
  const timestampOriginMs = reader.int64OrNull()
  const originMs = reader.lastInt64()
  const maxTimestampMs = reader.int64OrNull()
  const wideTimes =
    timestampOriginMs === null || maxTimestampMs === null ? { originMs, maxMs: reader.lastInt64() } : null
  const producerId = reader.int64OrNull()
  const producerEpoch = reader.int16()
  const baseSequence = reader.int32()
  const recordCount = reader.int32()
  return {
    magic,
    sizeBytes,
    leaderEpoch: unlessNegative(leaderEpoch),
    baseOffset,
    lastOffset: baseOffset + lastOffsetDelta,
    baseTimestampMs: attributes & DELETE_HORIZON_BIT ? null : unlessNegative(timestampOriginMs),
    maxTimestampMs: unlessNegative(maxTimestampMs),
    timestampOriginMs,
    wideTimes,
    timestampType: attributes & LOG_APPEND_TIME_BIT ? 'log-append-time' : 'create-time',
    compression: compressionOf(attributes),
    isTransactional: (attributes & TRANSACTIONAL_BIT) !== 0,
    isControl: (attributes & CONTROL_BIT) !== 0,
    producerId: unlessNegative(producerId),
    producerEpoch: unlessNegative(producerEpoch),
    baseSequence: unlessNegative(baseSequence),
    recordCount,
  }
}

export function compressionOf(attributes: number): Compression {
  return codecs[attributes & CODEC_BITS] ?? 'unknown'
}

/** How a batch says that it is compressed so. */
export function codecBits(codec: (typeof codecs)[number]): number {
  return codecs.indexOf(codec)
}

/** Producers write any time, and a negative number says that there is none, as it does for the others here. */
export function unlessNegative(value: number | null): number | null {
  return value === null || value < 0 ? null : value
}
