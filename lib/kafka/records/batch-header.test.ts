import { describe, expect, test } from 'vitest'
import { Writer } from '#lib/bytes/writer.ts'
import { readBatchHeader } from './batch-header.ts'

interface Written {
  readonly magic?: number
  readonly attributes?: number
  readonly baseTimestampMs?: number
  readonly maxTimestampMs?: number
}

const WRITTEN_MS = Date.UTC(2026, 10, 21)

/** A batch of ten records from offset 40 on, of which only the header matters. */
function batch({ magic = 2, attributes = 0, baseTimestampMs = WRITTEN_MS, maxTimestampMs = WRITTEN_MS + 9 }: Written) {
  return new Writer(false)
    .int64(40)
    .int32(49 + 500)
    .int32(3)
    .int8(magic)
    .int32(0)
    .int16(attributes)
    .int32(9)
    .int64(baseTimestampMs)
    .int64(maxTimestampMs)
    .int64(-1)
    .int16(-1)
    .int32(-1)
    .int32(10)
    .bytes()
}

test('tells offsets and times, and needs no record behind it', () => {
  expect(readBatchHeader(batch({}))).toEqual({
    magic: 2,
    sizeBytes: 561,
    leaderEpoch: 3,
    baseOffset: 40,
    lastOffset: 49,
    baseTimestampMs: WRITTEN_MS,
    maxTimestampMs: WRITTEN_MS + 9,
    timestampOriginMs: WRITTEN_MS,
    wideTimes: null,
    timestampType: 'create-time',
    compression: 'none',
    isTransactional: false,
    isControl: false,
    producerId: null,
    producerEpoch: null,
    baseSequence: null,
    recordCount: 10,
  })
})

test.each([
  [0x01, { compression: 'gzip' }],
  [0x02, { compression: 'snappy' }],
  [0x03, { compression: 'lz4' }],
  [0x04, { compression: 'zstd' }],
  [0x07, { compression: 'unknown' }],
  [0x08, { timestampType: 'log-append-time' }],
  [0x10, { isTransactional: true, isControl: false }],
  [0x30, { isTransactional: true, isControl: true }],
])('attributes %i mean %o', (attributes, meaning) => {
  expect(readBatchHeader(batch({ attributes }))).toMatchObject(meaning)
})

describe('times that are none', () => {
  test('where no record has one', () => {
    const header = readBatchHeader(batch({ baseTimestampMs: -1, maxTimestampMs: -1 }))
    expect(header).toMatchObject({ baseTimestampMs: null, maxTimestampMs: null, timestampOriginMs: -1 })
  })

  test('where compaction keeps in place of the first the time at which tombstones go', () => {
    const header = readBatchHeader(batch({ attributes: 0x40, baseTimestampMs: WRITTEN_MS + 86_400_000 }))
    expect(header).toMatchObject({ baseTimestampMs: null, maxTimestampMs: WRITTEN_MS + 9 })
    expect(header?.timestampOriginMs).toBe(WRITTEN_MS + 86_400_000)
  })

  test('where a producer counts in nanoseconds, beyond 2^53', () => {
    const records = batch({})
    records.writeBigInt64BE(1_795_219_200_000_000_000n, 27)
    expect(readBatchHeader(records)).toMatchObject({ baseOffset: 40, baseTimestampMs: null, timestampOriginMs: null })
  })
})

test.each([
  ['nothing', Buffer.alloc(0)],
  ['a header that is cut off', batch({}).subarray(0, 60)],
  ['a message of the format before Kafka 0.11', batch({ magic: 1 })],
])('%s is unknown', (_what, records) => {
  expect(readBatchHeader(records)).toBeNull()
})
