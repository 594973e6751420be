import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { propertyRuns } from '#e2e/full.ts'
import { decodeAssignment, decodeSubscription } from './consumer-protocol.ts'
import { Writer } from './writer.ts'

const text = fc.string({ unit: 'grapheme', maxLength: 20 })
const bytes = fc.uint8Array({ maxLength: 40 }).map((array) => Buffer.from(array))
const topics = fc.array(fc.record({ name: text, partitions: fc.array(fc.integer()) }), { maxLength: 5 })

function writeTopics(writer: Writer, named: readonly { name: string; partitions: readonly number[] }[]): Writer {
  return writer.array(named, ({ name, partitions }) => {
    writer.string(name).array(partitions, (partition) => writer.int32(partition))
  })
}

function writeBytes(writer: Writer, value: Buffer): Writer {
  writer.int32(value.length)
  for (const byte of value) writer.int8((byte << 24) >> 24)
  return writer
}

const byNameAlone = (named: readonly { name: string; partitions: number[] }[]) =>
  named.map((topic) => ({ topicId: null, ...topic }))

describe('a subscription', () => {
  test('is read in every version, each with what it added, and newer ones as the newest that is known', () => {
    fc.assert(
      fc.property(
        fc.nat({ max: 9 }),
        fc.array(text),
        bytes,
        topics,
        fc.nat(),
        fc.option(text),
        (version, names, userData, owned, generationId, rackId) => {
          const writer = new Writer(false).int16(version)
          writer.array(names, (name) => writer.string(name))
          writeBytes(writer, userData)
          if (version >= 1) writeTopics(writer, owned)
          if (version >= 2) writer.int32(generationId)
          if (version >= 3) writer.nullableString(rackId)
          if (version >= 4) writer.string('something new')
          expect(decodeSubscription(writer.bytes())).toEqual({
            topics: names,
            userData,
            ownedPartitions: version >= 1 ? byNameAlone(owned) : [],
            generationId: version >= 2 ? generationId : null,
            rackId: version >= 3 ? rackId : null,
          })
        },
      ),
    )
  })

  test('of a client that claims a version without writing what it adds is read as far as it goes', () => {
    const writer = new Writer(false).int16(1)
    writer.array(['orders'], (name) => writer.string(name))
    expect(decodeSubscription(writer.int32(-1).bytes())).toEqual({
      topics: ['orders'],
      userData: null,
      ownedPartitions: [],
      generationId: null,
      rackId: null,
    })
  })
})

describe('an assignment', () => {
  test('is read in every version', () => {
    fc.assert(
      fc.property(fc.nat({ max: 9 }), topics, bytes, (version, assigned, userData) => {
        const writer = writeBytes(writeTopics(new Writer(false).int16(version), assigned), userData)
        expect(decodeAssignment(writer.bytes())).toEqual(byNameAlone(assigned))
      }),
    )
  })

  test('of no bytes is one of no partitions', () => {
    expect(decodeAssignment(Buffer.alloc(0))).toEqual([])
  })
})

test('bytes that are neither are null and nothing worse', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1 }), (garbage) => {
      expect(() => decodeSubscription(Buffer.from(garbage))).not.toThrow()
      expect(() => decodeAssignment(Buffer.from(garbage))).not.toThrow()
    }),
    { numRuns: propertyRuns(100) },
  )
  for (const garbage of ['', '00', 'ffff00000000', '00007fffffff', '0000000000010009', '00000000000100016100000005']) {
    expect(decodeSubscription(Buffer.from(garbage, 'hex'))).toBeNull()
  }
  expect(decodeAssignment(Buffer.from('00007fffffff', 'hex'))).toBeNull()
})
