import fc from 'fast-check'
import kafkajs from 'kafkajs'
import Decoder from 'kafkajs/src/protocol/decoder.js'
import decodeBatch from 'kafkajs/src/protocol/recordBatch/v0/decoder.js'
import { describe, expect, test } from 'vitest'
import { propertyRuns } from '#e2e/full.ts'
import { compressions } from '#lib/contract/message-formats.ts'
import { readBatchHeader } from './batch-header.ts'
import { type WrittenRecord, writeBatch } from './batch-writer.ts'
import { readBatches } from './batches.ts'
import { decompress } from './decompress.ts'
import { RecordCursor } from './record-cursor.ts'

const LIMIT = 16 * 1024 * 1024

// kafkajs reads what others write, and has only gzip of its own.
for (const [number, codec] of [
  [2, 'snappy'],
  [3, 'lz4'],
  [4, 'zstd'],
] as const) {
  kafkajs.CompressionCodecs[number] = () => ({
    compress: async () => Buffer.alloc(0),
    decompress: async (bytes: Buffer) => decompress(codec, bytes, LIMIT),
  })
}

const bytes = fc.uint8Array({ maxLength: 300 }).map((array) => Buffer.from(array))
const payload = fc.option(bytes)
/** kafkajs gives headers as an object: names that come twice are for the readers of other tests. */
const headers = fc.uniqueArray(
  fc.record({ name: fc.string({ unit: 'grapheme', minLength: 1 }).map((name) => `x-${name}`), value: payload }),
  { selector: ({ name }) => name, maxLength: 4 },
)
const record: fc.Arbitrary<WrittenRecord> = fc.record({
  key: payload,
  value: payload,
  headers,
  timestampMs: fc.nat({ max: Number.MAX_SAFE_INTEGER }),
})

/** Any, in their order, with names that come twice. */
const pairs = fc.array(fc.record({ name: fc.constantFrom('a', 'b', '', '__proto__', '1', 'ü'), value: payload }), {
  maxLength: 6,
})
const timestamp = fc.nat({ max: Number.MAX_SAFE_INTEGER })

async function readByKafkajs(batch: Buffer) {
  return (await decodeBatch(new Decoder(batch))).records
}

describe('a batch that we write', () => {
  test('is read back by another client as it was, in every codec', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(record, { minLength: 1, maxLength: 20 }),
        fc.constantFrom(...compressions),
        async (written, codec) => {
          const records = await readByKafkajs(writeBatch(written, { codec, producer: null }))
          expect(
            records.map(({ key, value, headers: read, timestamp }) => {
              const pairs = Object.entries(read).map(([name, header]) => ({ name, value: header }))
              return { key, value, headers: pairs, timestampMs: Number(timestamp) }
            }),
          ).toEqual(written)
        },
      ),
      { numRuns: propertyRuns(20) },
    )
  })

  test('is read back by our own reader, its checksum and its sequences too', () => {
    const producer = { id: 7, epoch: 2, baseSequence: 41 }
    fc.assert(
      fc.property(
        fc.array(fc.record({ key: payload, value: payload, headers: pairs, timestampMs: timestamp }), {
          minLength: 1,
          maxLength: 20,
        }),
        fc.constantFrom(...compressions),
        (written, codec) => {
          const batches = [...readBatches(writeBatch(written, { codec, producer }))]
          expect(batches).toMatchObject([
            { fault: null, compression: codec, header: { producerId: 7, producerEpoch: 2 } },
          ])
          const [batch] = batches
          if (!batch || batch.fault) throw new Error('it is damaged')
          const cursor = new RecordCursor()
          cursor.start(batch, decompress(batch.compression, batch.records), 3)
          for (const [offset, { key, value, headers: own, timestampMs }] of written.entries()) {
            expect(cursor.next()).toBe(true)
            const read = {
              key: cursor.key(),
              value: cursor.value(),
              headers: cursor.headers(),
              timestampMs: cursor.timestampMs,
            }
            expect(read).toEqual({ key, value, headers: own, timestampMs })
            expect([cursor.offset, cursor.sequence]).toEqual([offset, 41 + offset])
          }
          expect(cursor.next()).toBe(false)
        },
      ),
      { numRuns: propertyRuns(30) },
    )
  })

  test('says in front what the broker checks', async () => {
    const at = (timestampMs: number) => ({ key: null, value: null, headers: [], timestampMs })
    const batch = writeBatch([at(2_000), at(1_000), at(3_000)], {
      codec: 'none',
      producer: { id: 7, epoch: 2, baseSequence: 41 },
    })
    expect(readBatchHeader(batch)).toMatchObject({
      baseOffset: 0,
      lastOffset: 2,
      baseTimestampMs: 2_000,
      maxTimestampMs: 3_000,
      timestampType: 'create-time',
      isTransactional: false,
      isControl: false,
    })
    expect(batch.readInt32BE(8)).toBe(batch.length - 12)
    expect(batch.readBigInt64BE(43)).toBe(7n)
    expect(batch.readInt16BE(51)).toBe(2)
    expect(batch.readInt32BE(53)).toBe(41)
  })

  test('keeps null and empty apart, and headers in their order, whatever they are called', () => {
    const names = ['b', '2', 'a', '1', 'b', '__proto__', '']
    const batch = writeBatch(
      [
        {
          key: Buffer.alloc(0),
          value: null,
          headers: names.map((name, index) => ({ name, value: index % 2 ? null : Buffer.alloc(0) })),
          timestampMs: 0,
        },
      ],
      { codec: 'none', producer: null },
    )
    const written = names.flatMap((name, index) => [name.length * 2, ...Buffer.from(name), index % 2 ? 1 : 0])
    const body = [0, 0, 0, 0, 1, names.length * 2, ...written]
    expect([...batch.subarray(61)]).toEqual([body.length * 2, ...body])
  })
})
