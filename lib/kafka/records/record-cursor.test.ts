import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { propertyRuns } from '#e2e/full.ts'
import { openBatch, readBatches } from './batches.ts'
import { MAX_HEADERS, RecordCursor } from './record-cursor.ts'
import { writeRecord } from './record-writer.ts'
import { writeBatch } from './testing/batches.ts'

/** Everything that the cursor says of the records of one batch. */
function readAll(bytes: Buffer) {
  const [batch] = readBatches(bytes)
  if (!batch || batch.fault) throw new Error(`The batch is damaged: ${batch?.fault.message}`)
  const records = openBatch(batch)
  if (!Buffer.isBuffer(records)) throw new Error(`The batch is damaged: ${records.message}`)
  const cursor = new RecordCursor()
  cursor.start(batch, records, 7)
  const read = []
  while (cursor.next()) {
    read.push({
      offset: cursor.offset,
      timestampMs: cursor.timestampMs,
      timestampDigits: cursor.timestampDigits,
      key: cursor.key(),
      value: cursor.value(),
      headers: [...cursor.headers()],
      sequence: cursor.sequence,
      fault: cursor.fault?.code ?? null,
    })
  }
  return read
}

const nullableBytes = fc.option(fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)))
const headerName = fc.oneof(fc.constantFrom('__proto__', 'constructor', '', 'a'), fc.string({ unit: 'grapheme' }))
const header = fc.record({ name: headerName, value: nullableBytes })
const record = fc.record({
  gap: fc.nat({ max: 1_000 }),
  timestampMs: fc.oneof(fc.nat(), fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER })),
  key: nullableBytes,
  value: nullableBytes,
  headers: fc.array(header, { maxLength: 5 }),
})

test('what was written is read: keys, values, headers in their order, times, and offsets with gaps', () => {
  const base = fc.oneof(fc.nat(), fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER - 100_000 }))
  fc.assert(
    fc.property(base, fc.array(record, { minLength: 1, maxLength: 20 }), (baseOffset, written) => {
      let offset = baseOffset - 1
      const records = written.map(({ gap, ...rest }) => {
        offset += 1 + gap
        return { ...rest, offset }
      })
      expect(readAll(writeBatch({ records, baseOffset, lastOffset: offset + 3 }))).toEqual(
        records.map((one) => ({ ...one, timestampDigits: null, sequence: null, fault: null })),
      )
    }),
    { numRuns: propertyRuns(30) },
  )
})

test('null and empty are two things, for keys, values and headers', () => {
  const empty = Buffer.alloc(0)
  const headers = [
    { name: 'a', value: null },
    { name: 'a', value: empty },
    { name: '', value: null },
  ]
  const records = [
    { offset: 0, key: null, value: empty, headers },
    { offset: 1, key: empty, value: null },
  ]
  expect(readAll(writeBatch({ records }))).toMatchObject([
    { key: null, value: empty, headers },
    { key: empty, value: null, headers: [] },
  ])
})

describe('times', () => {
  const at = (...times: number[]) => times.map((timestampMs, offset) => ({ offset, timestampMs }))
  const timesOf = (bytes: Buffer) => readAll(bytes).map(({ timestampMs }) => timestampMs)

  test('are those of the producer, also before the first', () => {
    expect(timesOf(writeBatch({ records: at(5_000, 4_000, 9_000) }))).toEqual([5_000, 4_000, 9_000])
  })

  test('are all the one of the broker where it stamped the batch', () => {
    const bytes = writeBatch({ records: at(5_000, 4_000), attributes: 0x08, maxTimestampMs: 7_777 })
    expect(timesOf(bytes)).toEqual([7_777, 7_777])
  })

  test('count from the time at which tombstones go, where compaction put it in front', () => {
    const bytes = writeBatch({ records: at(5_000, 6_000), timestampOriginMs: 90_000_000, attributes: 0x40 })
    expect(timesOf(bytes)).toEqual([5_000, 6_000])
  })

  test('are missing where there are none, and where they cannot be told exactly', () => {
    expect(timesOf(writeBatch({ records: at(-1, -1) }))).toEqual([null, null])
    expect(timesOf(writeBatch({ records: at(-1, 8_000) }))).toEqual([null, 8_000])
    const nanoseconds = writeBatch({ records: at(1_795_219_200_000_000_000) })
    expect(timesOf(nanoseconds)).toEqual([null])
    expect(timesOf(writeBatch({ records: at(5_000, Number.MAX_SAFE_INTEGER) }))).toEqual([
      5_000,
      Number.MAX_SAFE_INTEGER,
    ])
  })
})

describe('times beyond 2^53', () => {
  const LATEST = 2n ** 63n - 1n
  const digitsOf = (bytes: Buffer) => readAll(bytes).map((record) => record.timestampDigits ?? record.timestampMs)
  const part = (timestampDelta: number, offsetDelta: number) =>
    writeRecord({ timestampDelta, offsetDelta, key: null, value: null })

  test('keep their digits, where the batch begins with one', () => {
    const payload = Buffer.concat([part(0, 0), part(-1_000, 1)])
    const times = { timestampOriginMs: LATEST, maxTimestampMs: LATEST }
    const bytes = writeBatch({ records: [], payload, baseOffset: 0, lastOffset: 1, recordCount: 2, ...times })
    expect(digitsOf(bytes)).toEqual(['9223372036854775807', '9223372036854774807'])
  })

  test('keep their digits behind others, which keep theirs', () => {
    // The difference to -1, which stands for no time, and to 5: one more than 2^63 - 1, and four less.
    const largest = [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1]
    const less = [0xf4, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1]
    const wide = (delta: number[], offset: number) => Buffer.from([30, 0, ...delta, offset * 2, 1, 1, 0])
    const batch = { records: [], baseOffset: 0, lastOffset: 1, recordCount: 2, maxTimestampMs: LATEST }
    const plain = writeBatch({ ...batch, payload: Buffer.concat([part(0, 0), wide(less, 1)]), timestampOriginMs: 5 })
    expect(digitsOf(plain)).toEqual([5, '9223372036854775807'])
    const none = writeBatch({ ...batch, payload: Buffer.concat([part(0, 0), wide(largest, 1)]), timestampOriginMs: -1 })
    expect(digitsOf(none)).toEqual([null, '9223372036854775807'])
  })

  test('keep their digits, where the broker stamped the batch', () => {
    const records = [{ offset: 0 }, { offset: 1 }]
    expect(
      digitsOf(writeBatch({ records, attributes: 0x08, maxTimestampMs: 2n ** 60n, timestampOriginMs: 5 })),
    ).toEqual(['1152921504606846976', '1152921504606846976'])
  })

  test('are none where they are negative', () => {
    const times = { timestampOriginMs: -(2n ** 63n), maxTimestampMs: -1 }
    expect(digitsOf(writeBatch({ records: [{ offset: 0 }], ...times }))).toEqual([null])
  })
})

test('the sequence counts on from that of the batch, and from its end to 0', () => {
  const records = [0, 1, 2].map((offset) => ({ offset }))
  const bytes = writeBatch({ records, producerId: 4_000, producerEpoch: 2, baseSequence: 0x7fff_fffe })
  expect(readAll(bytes).map(({ sequence }) => sequence)).toEqual([0x7fff_fffe, 0x7fff_ffff, 0])
})

describe('a record that is malformed is one of the records, and says so', () => {
  const plain = (offsetDelta: number, text: string) =>
    writeRecord({ timestampDelta: 0, offsetDelta, key: null, value: Buffer.from(text) })
  const read = (payload: Buffer, recordCount = 3) =>
    readAll(writeBatch({ records: [], payload, baseOffset: 10, lastOffset: 12, recordCount })).map(
      ({ offset, value, fault }) => [offset, fault ?? value?.toString()],
    )
  /** A record of some bytes, whatever they are. */
  const framed = (...bytes: number[]) => Buffer.from([bytes.length * 2, ...bytes])

  test.each([
    ['a key longer than the record', framed(0, 0, 2, 60, 1, 0)],
    ['a value longer than the record', framed(0, 0, 2, 1, 60, 0)],
    ['a key of a length below -1', framed(0, 0, 2, 3, 1, 0)],
    ['a negative number of headers', framed(0, 0, 2, 1, 1, 1)],
    ['a million headers, and no byte of one', framed(0, 0, 2, 1, 1, 0x80, 0x89, 0x7a)],
    ['nothing but a length', framed()],
    ['a number that does not end', framed(0, 0, 2, ...Array.from({ length: 12 }, () => 0xff))],
  ])('%s', (_what, broken) => {
    const payload = Buffer.concat([plain(0, 'first'), broken, plain(2, 'last')])
    expect(read(payload)).toEqual([
      [10, 'first'],
      [11, 'records'],
      [12, 'last'],
    ])
  })

  test('an offset that is not behind the one before, or outside of the batch', () => {
    for (const offsetDelta of [0, -1, 3, 1_000_000_000]) {
      const payload = Buffer.concat([plain(0, 'first'), plain(offsetDelta, 'lost'), plain(2, 'last')])
      expect(read(payload)).toEqual([
        [10, 'first'],
        [11, 'records'],
        [12, 'last'],
      ])
    }
  })

  test('a length beyond the batch stands for all that are left', () => {
    const payload = Buffer.concat([plain(0, 'first'), Buffer.from([0xfe, 0x01]), plain(2, 'last')])
    expect(read(payload)).toEqual([
      [10, 'first'],
      [11, 'records'],
    ])
    expect(read(Buffer.concat([plain(0, 'first'), Buffer.from([0x01])]))).toEqual([
      [10, 'first'],
      [11, 'records'],
    ])
  })

  test('fewer records than the batch says', () => {
    expect(read(plain(0, 'first'))).toEqual([
      [10, 'first'],
      [11, 'records'],
    ])
    expect(read(plain(0, 'first'), 1)).toEqual([[10, 'first']])
    expect(read(Buffer.alloc(0))).toEqual([[10, 'records']])
  })

  test('headers that lie about their lengths end before that, and say so', () => {
    const bytes = framed(0, 0, 0, 1, 1, 4, 2, 0x61, 1, 2, 0x62, 40)
    const [one] = readAll(writeBatch({ records: [], payload: bytes, baseOffset: 10, lastOffset: 10, recordCount: 1 }))
    expect(one).toMatchObject({ value: null, headers: [{ name: 'a', value: null }] })
    const cursor = new RecordCursor()
    const [batch] = readBatches(
      writeBatch({ records: [], payload: bytes, baseOffset: 1, lastOffset: 1, recordCount: 1 }),
    )
    if (!batch || batch.fault) throw new Error('The batch is whole')
    cursor.start(batch, batch.records, 0)
    cursor.next()
    expect(cursor.headers()).toHaveLength(1)
    expect(cursor.fault?.code).toBe('records')
  })
})

test('of a million headers none is made before it is asked for, and then not all', () => {
  const count = 1_000_000
  const headers = Buffer.alloc(2 * count, Buffer.from([0, 1]))
  const body = Buffer.concat([Buffer.from([0, 0, 0, 1, 1, 0x80, 0x89, 0x7a]), headers])
  const length = body.length * 2
  const prefix = Buffer.from([
    (length & 0x7f) | 0x80,
    ((length >>> 7) & 0x7f) | 0x80,
    ((length >>> 14) & 0x7f) | 0x80,
    length >>> 21,
  ])
  const payload = Buffer.concat([prefix, body])
  const [batch] = readBatches(writeBatch({ records: [], payload, baseOffset: 3, lastOffset: 3, recordCount: 1 }))
  if (!batch || batch.fault) throw new Error('The batch is whole')
  const cursor = new RecordCursor()
  cursor.start(batch, batch.records, 0)
  expect(cursor.next()).toBe(true)
  expect(cursor.headerCount).toBe(count)
  expect(cursor.headersTo - cursor.headersFrom).toBe(2 * count)
  expect(cursor.headers(3)).toEqual(Array.from({ length: 3 }, () => ({ name: '', value: null })))
  expect(cursor.headers()).toHaveLength(MAX_HEADERS)
  expect(cursor.next()).toBe(false)
})

test('a header by the name of what every object has leaves objects as they are', () => {
  const headers = ['__proto__', 'constructor', 'toString'].map((name) => ({ name, value: Buffer.from('x') }))
  const before = Object.getOwnPropertyNames(Object.prototype)
  expect(readAll(writeBatch({ records: [{ offset: 0, headers }] }))[0]?.headers).toEqual(headers)
  expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(before)
})
