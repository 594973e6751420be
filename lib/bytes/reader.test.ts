import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { MalformedReply, Reader } from './reader.ts'
import { Writer } from './writer.ts'

const flexibility = fc.boolean()
const uuid = fc.uint8Array({ minLength: 16, maxLength: 16 }).map((bytes) => Buffer.from(bytes).toString('base64url'))

describe('what the writer writes, the reader reads back', () => {
  test('numbers of every width', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -128, max: 127 }),
        fc.integer({ min: -32_768, max: 32_767 }),
        fc.integer(),
        fc.maxSafeInteger(),
        fc.integer({ min: 0, max: 0xffff_ffff }),
        (int8, int16, int32, int64, varint) => {
          const writer = new Writer(true).int8(int8).int16(int16).int32(int32).int64(int64).unsignedVarint(varint)
          const reader = new Reader(writer.bytes(), true)
          expect([reader.int8(), reader.int16(), reader.int32(), reader.int64(), reader.unsignedVarint()]).toEqual([
            int8,
            int16,
            int32,
            int64,
            varint,
          ])
          expect(reader.remaining).toBe(0)
        },
      ),
    )
  })

  test('strings, null apart from empty, in classic and compact encoding', () => {
    fc.assert(
      fc.property(flexibility, fc.option(fc.string({ unit: 'grapheme' })), (flexible, text) => {
        const reader = new Reader(new Writer(flexible).nullableString(text).bytes(), flexible)
        expect(reader.nullableString()).toBe(text)
        expect(reader.remaining).toBe(0)
      }),
    )
  })

  test('arrays, null apart from empty, with a tag section behind each item', () => {
    fc.assert(
      fc.property(flexibility, fc.option(fc.array(fc.integer())), (flexible, items) => {
        const writer = new Writer(flexible)
        writer.nullableArray(items, (item) => writer.int32(item).noTags())
        const reader = new Reader(writer.bytes(), flexible)
        const read = reader.nullableArray(4, () => {
          const item = reader.int32()
          reader.skipTags()
          return item
        })
        expect(read).toEqual(items)
        expect(reader.remaining).toBe(0)
      }),
    )
  })

  test('bytes, null apart from empty, in classic and compact encoding', () => {
    fc.assert(
      fc.property(flexibility, fc.option(fc.uint8Array()), (flexible, written) => {
        const writer = new Writer(flexible)
        writer.nullableArray(written && [...written], (byte) => writer.int8((byte << 24) >> 24))
        const reader = new Reader(writer.bytes(), flexible)
        expect(reader.nullableBytes()).toEqual(written && Buffer.from(written))
        expect(reader.remaining).toBe(0)
      }),
    )
    expect(new Reader(Buffer.from([0]), true).bytes()).toEqual(Buffer.alloc(0))
  })

  test('uuids, as Kafka prints them', () => {
    fc.assert(
      fc.property(uuid, (id) => {
        expect(new Reader(new Writer(false).uuid(id).bytes(), false).uuid()).toBe(id)
      }),
    )
  })

  const fields: [
    kind: string,
    value: unknown,
    write: (writer: Writer) => unknown,
    read: (reader: Reader) => unknown,
  ][] = [
    ['an int8', -3, (writer) => writer.int8(-3), (reader) => reader.int8()],
    ['an int16', -300, (writer) => writer.int16(-300), (reader) => reader.int16()],
    ['an int32', -70_000, (writer) => writer.int32(-70_000), (reader) => reader.int32()],
    ['an int64', -(2 ** 40), (writer) => writer.int64(-(2 ** 40)), (reader) => reader.int64()],
    ['a varint', 70_000, (writer) => writer.unsignedVarint(70_000), (reader) => reader.unsignedVarint()],
    ['a string', 'Zürich'.repeat(9), (writer) => writer.string('Zürich'.repeat(9)), (reader) => reader.string()],
    ['a uuid', 'q83vASNFZ4mrze8BI0VniQ', (writer) => writer.uuid('q83vASNFZ4mrze8BI0VniQ'), (reader) => reader.uuid()],
  ]
  test.each(fields)('%s, wherever the buffer has to grow for it', (_kind, value, write, read) => {
    for (let before = 0; before < 600; before++) {
      const writer = new Writer(true)
      for (let byte = 0; byte < before; byte++) writer.int8(1)
      write(writer)
      const reader = new Reader(writer.bytes().subarray(before), true)
      expect(read(reader)).toBe(value)
      expect(reader.remaining).toBe(0)
    }
  })
})

describe('a reply that lies is an error, at once', () => {
  const cases: [name: string, bytes: number[], read: (reader: Reader) => unknown, flexible: boolean][] = [
    ['a number that is cut off', [0, 0, 1], (reader) => reader.int32(), false],
    ['a string longer than the reply', [0, 9, 65], (reader) => reader.string(), false],
    ['a null where a string must be', [0xff, 0xff], (reader) => reader.string(), false],
    ['bytes longer than the reply', [0, 0, 0, 9, 65], (reader) => reader.nullableBytes(), false],
    ['two billion items in four bytes', [0x7f, 0xff, 0xff, 0xff], (reader) => reader.array(4, () => 0), false],
    ['a compact count of four billion', [0xff, 0xff, 0xff, 0xff, 0x0f], (reader) => reader.array(1, () => 0), true],
    ['a variable-length number that never ends', Array(64).fill(0xff), (reader) => reader.unsignedVarint(), true],
    [
      'a variable-length number beyond 32 bits',
      [0xff, 0xff, 0xff, 0xff, 0x7f],
      (reader) => reader.unsignedVarint(),
      true,
    ],
    ['a number beyond 2^53', [0x7f, 0, 0, 0, 0, 0, 0, 0], (reader) => reader.int64(), false],
    ['a tag larger than the reply', [1, 0, 99, 1], (reader) => reader.skipTags(), true],
  ]
  test.each(cases)('%s', (_name, bytes, read, flexible) => {
    expect(() => read(new Reader(Buffer.from(bytes), flexible))).toThrow(MalformedReply)
  })

  test('a number beyond 2^53 that only a client chose is null', () => {
    const reader = new Reader(Buffer.from([0x7f, 0, 0, 0, 0, 0, 0, 0, 5]), false)
    expect(reader.int64OrNull()).toBeNull()
    expect(reader.int8()).toBe(5)
  })

  test('a number that JavaScript cannot hold exactly is not written either', () => {
    expect(() => new Writer(false).int64(2 ** 53)).toThrow(RangeError)
  })
})

test('tags that are not known are skipped by their size, known ones are read', () => {
  const bytes = Buffer.from([2, 7, 3, 1, 2, 3, 0, 2, 0, 42])
  const reader = new Reader(bytes, true)
  let known = 0
  reader.tags({
    0: (field) => {
      known = field.int16()
    },
  })
  expect(known).toBe(42)
  expect(reader.remaining).toBe(0)
})
