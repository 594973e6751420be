import { crc32 } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { openBatch, readBatches } from './batches.ts'
import { compress } from './compress.ts'
import { RecordCursor } from './record-cursor.ts'

const WRITTEN_MS = 1_400_000_000_000

interface OldMessage {
  readonly offset: number
  readonly magic: 0 | 1
  readonly attributes?: number
  readonly timestampMs?: number
  readonly key?: Buffer | null
  readonly value?: Buffer | null
}

function writeMessage({ offset, magic, attributes = 0, timestampMs = -1, key = null, value = null }: OldMessage) {
  const time = Buffer.alloc(magic === 0 ? 0 : 8)
  if (magic === 1) time.writeBigInt64BE(BigInt(timestampMs))
  const checked = Buffer.concat([Buffer.from([magic, attributes]), time, ...withLength(key), ...withLength(value)])
  const front = Buffer.alloc(16)
  front.writeBigInt64BE(BigInt(offset), 0)
  front.writeInt32BE(4 + checked.length, 8)
  front.writeUInt32BE(crc32(checked), 12)
  return Buffer.concat([front, checked])
}

function withLength(bytes: Buffer | null): Buffer[] {
  const length = Buffer.alloc(4)
  length.writeInt32BE(bytes?.length ?? -1)
  return bytes ? [length, bytes] : [length]
}

/** What the cursor says of every record, and the fault of every batch that has one. */
function readAll(bytes: Buffer): unknown[] {
  const cursor = new RecordCursor()
  return [...readBatches(bytes)].flatMap((batch) => {
    if (batch.fault) return [batch.fault.code]
    const records = openBatch(batch)
    if (!Buffer.isBuffer(records)) return [records.code]
    cursor.start(batch, records, 0)
    const read = []
    while (cursor.next()) {
      const [key, value] = [cursor.key()?.toString() ?? null, cursor.value()?.toString() ?? null]
      read.push([cursor.offset, cursor.timestampMs, key, value])
    }
    return read
  })
}

const text = (value: string) => Buffer.from(value)

test('messages one by one, with times in format 1 and without in format 0', () => {
  const bytes = Buffer.concat([
    writeMessage({ offset: 3, magic: 0, key: text('a'), value: text('one') }),
    writeMessage({ offset: 4, magic: 1, timestampMs: WRITTEN_MS, value: text('') }),
    writeMessage({ offset: 9, magic: 1, timestampMs: WRITTEN_MS, attributes: 0x08, key: text('b') }),
  ])
  expect(readAll(bytes)).toEqual([
    [3, null, 'a', 'one'],
    [4, WRITTEN_MS, null, ''],
    [9, WRITTEN_MS, 'b', null],
  ])
})

describe.each([
  ['gzip', 1],
  ['snappy', 2],
  ['lz4', 3],
] as const)('messages in a message, compressed with %s', (codec, attributes) => {
  test('of format 1 have offsets that count to that of the outer one', () => {
    const inner = [0, 1, 4].map((offset) =>
      writeMessage({ offset, magic: 1, timestampMs: WRITTEN_MS + offset, value: text(`value ${offset}`) }),
    )
    const value = compress(codec, Buffer.concat(inner))
    const outer = writeMessage({ offset: 20, magic: 1, attributes, timestampMs: WRITTEN_MS + 4, value })
    expect(readAll(outer)).toEqual([
      [16, WRITTEN_MS, null, 'value 0'],
      [17, WRITTEN_MS + 1, null, 'value 1'],
      [20, WRITTEN_MS + 4, null, 'value 4'],
    ])
    const [batch] = readBatches(outer)
    expect(batch?.header).toMatchObject({
      magic: 1,
      baseOffset: 16,
      lastOffset: 20,
      compression: codec,
      recordCount: 3,
    })
    expect(batch?.header).toMatchObject({ baseTimestampMs: WRITTEN_MS, maxTimestampMs: WRITTEN_MS + 4 })
  })

  test('of format 0 have offsets of their own', () => {
    const inner = [7, 8].map((offset) => writeMessage({ offset, magic: 0, value: text('x') }))
    const value = compress(codec, Buffer.concat(inner))
    expect(readAll(writeMessage({ offset: 8, magic: 0, attributes, value }))).toEqual([
      [7, null, null, 'x'],
      [8, null, null, 'x'],
    ])
  })

  test('all have the time of the broker where it stamped the outer one', () => {
    const inner = [0, 1].map((offset) => writeMessage({ offset, magic: 1, timestampMs: 5, value: text('x') }))
    const value = compress(codec, Buffer.concat(inner))
    const outer = { offset: 1, magic: 1, attributes: attributes | 0x08, timestampMs: WRITTEN_MS, value } as const
    expect(readAll(writeMessage(outer))).toEqual([
      [0, WRITTEN_MS, null, 'x'],
      [1, WRITTEN_MS, null, 'x'],
    ])
  })
})

describe('a message that is damaged says so, and those behind it are read', () => {
  const next = writeMessage({ offset: 6, magic: 1, timestampMs: WRITTEN_MS, value: text('next') })
  const after = [6, WRITTEN_MS, null, 'next']
  const inside = (...messages: Buffer[]) =>
    writeMessage({ offset: 5, magic: 1, attributes: 1, value: compress('gzip', Buffer.concat(messages)) })

  test.each<[string, Buffer, string]>([
    ['a checksum that is wrong', Buffer.from(next).fill(1, 12, 13), 'checksum'],
    ['a value longer than it', writeMessage({ offset: 5, magic: 1, value: text('x') }).fill(9, 30, 31), 'size'],
    ['no value where messages should be', writeMessage({ offset: 5, magic: 1, attributes: 1 }), 'compression'],
    ['a value that is no gzip', writeMessage({ offset: 5, magic: 1, attributes: 1, value: text('x') }), 'compression'],
    ['a message in it that is cut off', inside(next.subarray(0, -1)), 'compression'],
    ['a message in it that holds more', inside(inside(next)), 'compression'],
    ['more messages in it than anybody writes', inside(...Array.from({ length: 100_001 }, () => next)), 'too-large'],
    ['offsets in it that descend', inside(next, writeMessage({ offset: 5, magic: 1 })), 'offset'],
    ['a codec that nobody knows', writeMessage({ offset: 5, magic: 1, attributes: 6, value: text('x') }), 'codec'],
  ])('%s', (_what, message, code) => {
    expect(readAll(Buffer.concat([message, next]))).toEqual([code, after])
  })

  test('whatever has changed, it ends', () => {
    const whole = Buffer.concat([inside(next, writeMessage({ offset: 7, magic: 1, value: text('x') })), next])
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(), fc.nat({ max: 255 })), { maxLength: 4 }), (changes) => {
        const bytes = Buffer.from(whole)
        for (const [at, byte] of changes) bytes[at % bytes.length] = byte
        expect(readAll(bytes).length).toBeLessThan(10)
      }),
    )
  })
})
