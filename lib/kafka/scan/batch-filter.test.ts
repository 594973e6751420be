import { describe, expect, test } from 'vitest'
import { compileFilter } from '#lib/filter/record-filter.ts'
import { writeBatch } from '#lib/kafka/records/testing/batches.ts'
import { BatchFilter, type BatchFilterOptions } from './batch-filter.ts'
import { splitBatches } from './fetched-batch.ts'
import { valuePart } from './match.ts'
import { openBound } from './order.ts'

const T0 = 1_000_000
const TRANSACTIONAL = 0x10
const CONTROL = 0x30
const PRODUCER = 7

const values = ['a', 'b', 'c', 'd', 'e', 'f']
const times = [5, 3, 9, 9, 4, 12]
const plain = writeBatch({
  records: values.map((value, index) => ({
    offset: 10 + index,
    timestampMs: T0 + (times[index] ?? 0),
    value: Buffer.from(value),
  })),
})

function transaction(firstOffset: number, isAborted: boolean): Buffer {
  const records = [0, 1].map((index) => ({
    offset: firstOffset + index,
    timestampMs: T0,
    value: Buffer.from(`t${firstOffset + index}`),
  }))
  const mark = { offset: firstOffset + 2, key: Buffer.from([0, 0, 0, isAborted ? 0 : 1]) }
  return Buffer.concat([
    writeBatch({ records, attributes: TRANSACTIONAL, producerId: PRODUCER }),
    writeBatch({ records: [mark], attributes: CONTROL, producerId: PRODUCER }),
  ])
}

function filterBatch(
  bytes: Buffer,
  options: Partial<BatchFilterOptions> & { low?: number; high?: number; most?: number; aborted?: number[] } = {},
) {
  const { low = 0, high = 1_000, most = 1_000, aborted = [], direction = 'ascending', ...rest } = options
  const batchFilter = new BatchFilter({
    direction,
    filter: null,
    isCommittedOnly: true,
    showsControl: false,
    showsUnreadable: false,
    ...rest,
  })
  let bound = openBound(direction)
  const batches = splitBatches(
    bytes,
    aborted.map((firstOffset) => ({ producerId: PRODUCER, firstOffset })),
    0,
  )
  if (direction === 'descending') batches.reverse()
  const sifted = batches.map((batch) => {
    const result = batchFilter.filter(batch, { id: 3, open: { id: 3, low, high }, bound }, most)
    bound = result.bound
    return result
  })
  const found = sifted.flatMap((one) => one.found)
  return { batchFilter, found, bound, sifted, text: found.map((match) => valuePart(match)?.toString()).join('') }
}

describe('a batch', () => {
  test('gives its records up or down, each standing where the latest up to it stands', () => {
    const up = filterBatch(plain)
    expect(up.text).toBe('abcdef')
    expect(up.found.map(({ order }) => order - T0)).toEqual([5, 5, 9, 9, 9, 12])
    const down = filterBatch(plain, { direction: 'descending' })
    expect(down.text).toBe('fedcba')
    expect(down.found.map(({ order }) => order - T0)).toEqual([12, 4, 4, 4, 3, 3])
    expect([up.bound - T0, down.bound - T0]).toEqual([12, 3])
  })

  test.each(['ascending', 'descending'] as const)('across an edge, %s, gives only what is within', (direction) => {
    const { text, batchFilter } = filterBatch(plain, { direction, low: 12, high: 14 })
    expect([...text].sort().join('')).toBe('cd')
    expect(batchFilter.scanned).toBe(2)
  })

  test.each([
    ['ascending', 'ab'],
    ['descending', 'fe'],
  ] as const)('of which only two are wanted, %s, is cut behind them', (direction, text) => {
    const result = filterBatch(plain, { direction, most: 2 })
    expect(result.text).toBe(text)
    expect(result.sifted[0]?.isCut).toBe(true)
  })

  test('of which only the last are wanted gives these, however many are before them', () => {
    const many = Array.from({ length: 100 }, (_, offset) => ({ offset, timestampMs: T0 + offset, value: null }))
    const { found, sifted, batchFilter } = filterBatch(writeBatch({ records: many }), {
      direction: 'descending',
      most: 3,
    })
    expect(found.map(({ offset, order }) => [offset, order - T0])).toEqual([
      [99, 99],
      [98, 98],
      [97, 97],
    ])
    expect([sifted[0]?.isCut, sifted[0]?.bound, batchFilter.scanned]).toEqual([true, T0 + 96, 3])
  })

  test('that is damaged counts no more records than it has offsets, whatever it says', () => {
    const bytes = writeBatch({ records: [{ offset: 0, value: Buffer.from('x') }], recordCount: 2_000_000_000 })
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 0xff
    const { found, batchFilter } = filterBatch(Buffer.concat([bytes, plain]))
    expect([found.length, batchFilter.scanned]).toEqual([7, 16])
  })

  test('that cannot be read is named to whoever searches, and of very many the first and the count', () => {
    const damaged = Array.from({ length: 30 }, (_, offset) => {
      const bytes = writeBatch({ records: [{ offset, timestampMs: T0, value: Buffer.from('x') }] })
      bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 0xff
      return bytes
    })
    const filter = compileFilter({ topic: 't', contains: 'x', keyFormat: 'auto', valueFormat: 'auto' })
    const { found, batchFilter } = filterBatch(Buffer.concat(damaged), { filter })
    expect([found.length, batchFilter.unreadable.length, batchFilter.unreadableCount]).toEqual([0, 20, 30])
    expect(batchFilter.unreadable[0]).toMatchObject({ partition: 3, offset: 0 })
  })

  test('in which a text is nowhere is passed over, and still moves the time on', () => {
    const filter = compileFilter({ topic: 't', contains: 'zebra', keyFormat: 'auto', valueFormat: 'auto' })
    const { found, bound, batchFilter } = filterBatch(plain, { filter })
    expect([found.length, bound - T0, batchFilter.scanned]).toEqual([0, 12, 6])
  })

  test('of which little is found does not stay in memory for it', () => {
    const filter = compileFilter({ topic: 't', contains: 'c', keyFormat: 'auto', valueFormat: 'auto' })
    const { found, sifted } = filterBatch(plain, { filter })
    expect(valuePart(found[0] ?? expect.fail('nothing found'))?.toString()).toBe('c')
    expect(sifted[0]?.heldBytes).toBeLessThan(210)
    expect(found[0]?.bytes.buffer).not.toBe(plain.buffer)
  })
})

describe('transactions', () => {
  const log = Buffer.concat([plain, transaction(16, true), transaction(19, false)])

  test('that were given up are left out and counted; the marks are never records', () => {
    const { text, batchFilter } = filterBatch(log, { aborted: [16] })
    expect(text).toBe('abcdeft19t20')
    expect(batchFilter.aborted).toBe(2)
  })

  test('are shown and marked where everything is', () => {
    const { found } = filterBatch(log, { aborted: [16], isCommittedOnly: false })
    expect(found.filter(({ isAborted }) => isAborted).map(({ offset }) => offset)).toEqual([16, 17])
  })

  test('have their marks shown on request', () => {
    const { found } = filterBatch(log, { aborted: [16], showsControl: true })
    expect(found.filter(({ header }) => header?.isControl).map(({ offset }) => offset)).toEqual([18, 21])
  })
})

describe('counting', () => {
  const count = (bytes: Buffer, options: Parameters<typeof filterBatch>[1] = {}) => {
    const { batchFilter, found } = filterBatch(bytes, { ...options, isCounting: true })
    expect(found).toEqual([])
    return [batchFilter.counted.get(3) ?? 0, batchFilter.scanned, batchFilter.aborted]
  }

  test('takes the word of the header where a whole batch is asked for, and of what is left after compaction', () => {
    // What cannot be decompressed shows that the records are not opened.
    const closed = writeBatch({
      records: [],
      baseOffset: 10,
      lastOffset: 90,
      recordCount: 4,
      attributes: 1,
      payload: Buffer.from('x'),
    })
    expect(count(closed)).toEqual([4, 4, 0])
  })

  test.each(['ascending', 'descending'] as const)('looks into a batch across an edge, %s', (direction) => {
    expect(count(plain, { direction, low: 11, high: 14 })).toEqual([3, 3, 0])
  })

  test('counts what a filter matches', () => {
    const filter = compileFilter({ topic: 't', contains: 'c', case: 'match', keyFormat: 'auto', valueFormat: 'auto' })
    expect(count(plain, { filter })[0]).toBe(1)
  })

  test('leaves out aborted records and control records, unless they are asked for', () => {
    const log = Buffer.concat([transaction(10, false), transaction(13, true)])
    expect(count(log, { aborted: [13] })).toEqual([2, 2, 2])
    expect(count(log, { aborted: [13], isCommittedOnly: false })).toEqual([4, 4, 0])
    expect(count(log, { aborted: [13], isCommittedOnly: false, showsControl: true })).toEqual([6, 6, 0])
  })

  test('says what it could not count', () => {
    const damaged = Buffer.from(plain)
    damaged[damaged.length - 1] = (damaged.at(-1) ?? 0) ^ 0xff
    const { batchFilter } = filterBatch(damaged, { isCounting: true })
    expect([batchFilter.counted.get(3), batchFilter.unreadable.length]).toEqual([undefined, 1])
  })
})
