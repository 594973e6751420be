import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { propertyRuns } from '#e2e/full.ts'
import { type Batch, openBatch, readBatches } from './batches.ts'
import { compress } from './compress.ts'
import { MAX_BATCH_BYTES } from './decompress.ts'
import { RecordCursor } from './record-cursor.ts'
import { sealed, writeBatch } from './testing/batches.ts'

const batchFrom = (offset: number, value = 'value') =>
  writeBatch({ records: [0, 1].map((delta) => ({ offset: offset + delta, value: Buffer.from(value) })) })

const summaries = (bytes: Buffer) => [...readBatches(bytes)].map(summary)

function summary({ header, fault, nextOffset }: Batch) {
  return [header?.baseOffset ?? null, fault?.code ?? 'whole', nextOffset]
}

const changed = (batch: Buffer, at: number, ...bytes: number[]) => {
  const copy = Buffer.from(batch)
  copy.set(bytes, at)
  return copy
}

describe('batches one behind the other', () => {
  test('are read one by one, with where to go on', () => {
    const bytes = Buffer.concat([batchFrom(10), batchFrom(12), batchFrom(20)])
    expect(summaries(bytes)).toEqual([
      [10, 'whole', 12],
      [12, 'whole', 14],
      [20, 'whole', 22],
    ])
  })

  test('reading goes on behind the last record that was written, also where compaction has removed it', () => {
    const bytes = writeBatch({ records: [{ offset: 10 }], baseOffset: 4, lastOffset: 19 })
    expect(summaries(bytes)).toEqual([[4, 'whole', 20]])
  })

  test('the last is left out where it is cut off, wherever that is', () => {
    const whole = batchFrom(10)
    for (let bytes = 1; bytes < whole.length; bytes++) {
      expect(summaries(Buffer.concat([whole, batchFrom(12).subarray(0, bytes)]))).toEqual([[10, 'whole', 12]])
    }
  })

  test('no bytes are no batch', () => {
    expect(summaries(Buffer.alloc(0))).toEqual([])
  })
})

describe('a batch that is damaged says why, and those behind it are read', () => {
  const next = batchFrom(12)
  const following = [12, 'whole', 14]

  test('a bit of a record that has changed', () => {
    const bytes = changed(batchFrom(10), 70, 0xff)
    expect(summaries(Buffer.concat([bytes, next]))).toEqual([[10, 'checksum', 12], following])
  })

  test('a last offset that has changed does not hide what is behind', () => {
    const bytes = changed(batchFrom(10), 23, 0x7f)
    expect(summaries(Buffer.concat([bytes, next]))).toEqual([[10, 'checksum', 12], following])
    expect(summaries(changed(batchFrom(10), 23, 0xff))).toEqual([[10, 'checksum', null]])
  })

  test('a format of the future', () => {
    const bytes = Buffer.concat([changed(batchFrom(10), 16, 3), next])
    expect(summaries(bytes)).toEqual([[null, 'magic', 12], following])
    expect(summaries(changed(batchFrom(10), 16, 3))).toEqual([[null, 'magic', 11]])
  })

  test('a codec that nobody knows', () => {
    const bytes = writeBatch({ records: [{ offset: 10 }], attributes: 7 })
    expect(summaries(Buffer.concat([bytes, next]))).toEqual([[10, 'codec', 11], following])
  })

  test('a last offset before the first', () => {
    const bytes = writeBatch({ records: [{ offset: 10 }], lastOffset: 9 })
    expect(summaries(Buffer.concat([bytes, next]))).toEqual([[10, 'offset', 12], following])
  })

  test('offsets that no number can tell exactly', () => {
    const beyond = sealed(changed(batchFrom(10), 0, 0x00, 0x20, 0, 0, 0, 0, 0, 0))
    expect(summaries(Buffer.concat([beyond, next]))).toEqual([[null, 'offset', 12], following])
    const below = changed(batchFrom(10), 0, 0xff)
    expect(summaries(Buffer.concat([below, next]))).toEqual([[null, 'offset', 12], following])
    const last = writeBatch({ records: [{ offset: Number.MAX_SAFE_INTEGER - 1 }], lastOffset: Number.MAX_SAFE_INTEGER })
    expect(summaries(last)).toEqual([[Number.MAX_SAFE_INTEGER - 1, 'offset', null]])
  })

  test('a batch that is shorter than its header', () => {
    const short = changed(batchFrom(10), 8, 0, 0, 0, 20).subarray(0, 32)
    expect(summaries(Buffer.concat([short, next]))).toEqual([[null, 'size', 12], following])
  })

  test('a size that cannot be ends the reading, as nothing tells where the next begins', () => {
    expect(summaries(Buffer.concat([changed(batchFrom(10), 8, 0xff), next]))).toEqual([[null, 'size', null]])
    expect(summaries(Buffer.concat([changed(batchFrom(10), 8, 0, 0, 0, 1), next]))).toEqual([[null, 'size', null]])
  })

  test('the first batch that is not whole, as a broker never sends it otherwise', () => {
    expect(summaries(batchFrom(10).subarray(0, 65))).toEqual([[10, 'cut', 12]])
    expect(summaries(batchFrom(10).subarray(0, 30))).toEqual([[null, 'cut', null]])
    expect(summaries(batchFrom(10).subarray(0, 5))).toEqual([[null, 'cut', null]])
  })
})

describe('what decompresses to too much, or not at all', () => {
  const codes = { gzip: 1, snappy: 2, lz4: 3, zstd: 4 } as const

  test.each(Object.entries(codes))('%s', (codec, attributes) => {
    const name = codec as keyof typeof codes
    const pack = (bytes: Buffer) => compress(name, bytes)
    const bomb = writeBatch({ records: [{ offset: 1 }], payload: Buffer.alloc(MAX_BATCH_BYTES + 1), attributes, pack })
    const noise = writeBatch({ records: [{ offset: 2 }], payload: Buffer.from('noise'), attributes })
    const fine = writeBatch({ records: [{ offset: 3, value: Buffer.from('fine') }], attributes, pack })
    const outcomes = [...readBatches(Buffer.concat([bomb, noise, fine]))].map((batch) => {
      if (batch.fault) return batch.fault.code
      const opened = openBatch(batch)
      return Buffer.isBuffer(opened) ? valuesOf(batch, opened) : opened.code
    })
    expect(outcomes).toEqual(['too-large', 'compression', ['fine']])
  })
})

function valuesOf(batch: Batch, records: Buffer): (string | null)[] {
  const { header } = batch
  if (header === null) return []
  const cursor = new RecordCursor()
  cursor.start({ header }, records, 0)
  const values: (string | null)[] = []
  while (cursor.next()) values.push(cursor.value()?.toString() ?? null)
  return values
}

test('whatever a broker sends is read to the end, with each batch and record either read or said to be damaged', () => {
  const codec = fc.constantFrom(...(['none', 'gzip', 'snappy', 'lz4', 'zstd'] as const))
  const codecBits = ['none', 'gzip', 'snappy', 'lz4', 'zstd']
  const change = fc.tuple(fc.nat(), fc.nat({ max: 255 }))
  const cursor = new RecordCursor()
  fc.assert(
    fc.property(codec, fc.array(change, { maxLength: 8 }), fc.boolean(), fc.nat(), (name, changes, reseal, cut) => {
      const value = Buffer.from('a value, and a value')
      const headers = [{ name: 'a', value }]
      const written = [0, 1, 2].map((delta) => ({ offset: 5 + delta, key: value, value, headers }))
      const pack = (bytes: Buffer) => compress(name, bytes)
      const batch = writeBatch({ records: written, attributes: codecBits.indexOf(name), pack })
      for (const [at, byte] of changes) batch[at % batch.length] = byte
      // With a checksum that is right, damage reaches the records.
      const sent = Buffer.concat([reseal ? sealed(batch) : batch, batchFrom(8)])
      let seen = 0
      for (const { header, fault, ...rest } of readBatches(sent.subarray(0, 40 + (cut % sent.length)))) {
        if (fault || !('records' in rest)) continue
        const opened = openBatch({ header, fault, ...rest })
        if (!Buffer.isBuffer(opened)) continue
        cursor.start({ header }, opened, 0)
        while (cursor.next()) {
          cursor.headers()
          expect(cursor.offset).toBeLessThanOrEqual(header.lastOffset)
          seen++
        }
      }
      expect(seen).toBeLessThan(1_000)
    }),
    { numRuns: propertyRuns(200) },
  )
})
