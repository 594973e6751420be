import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { propertyRuns } from '#e2e/full.ts'
import { planFetchSizes } from './fetch-sizes.ts'
import type { Direction } from './order.ts'
import { PartitionReading } from './reading.ts'
import {
  type FakeBatch,
  type FakePartition,
  type FakeRecord,
  type FakeRow,
  readPage,
} from './testing/fake-partitions.ts'

const AHEAD_BYTES = 24 * 1024 ** 2

const direction = fc.constantFrom<Direction>('ascending', 'descending')

/** Batches with gaps between and within them, as compaction leaves them; some have lost all their records. */
const batch = fc.record({
  gap: fc.nat({ max: 300 }),
  records: fc.array(fc.record({ step: fc.integer({ min: 1, max: 4 }), timeStep: fc.integer({ min: -3, max: 20 }) }), {
    maxLength: 12,
  }),
  tail: fc.nat({ max: 5 }),
  sizeBytes: fc.integer({ min: 70, max: 40_000 }),
})

function partitionOf(id: number, drafts: readonly (typeof batch extends fc.Arbitrary<infer T> ? T : never)[]) {
  const partition: FakePartition = { id, startOffset: 0, endOffset: 0, batches: [] }
  let timestampMs = 1_000
  for (const { gap, records, tail, sizeBytes } of drafts) {
    const firstOffset = partition.endOffset + gap
    let offset = firstOffset - 1
    const made: FakeRecord[] = records.map(({ step, timeStep }) => {
      offset += step
      timestampMs += timeStep
      return { offset, timestampMs, isWanted: true }
    })
    const lastOffset = Math.max(firstOffset, offset) + tail
    partition.batches.push({ firstOffset, lastOffset, sizeBytes, records: made })
    partition.endOffset = lastOffset + 1
  }
  return partition
}

const topic = fc
  .array(fc.array(batch, { maxLength: 12 }), { minLength: 1, maxLength: 5 })
  .map((partitions) => partitions.map((drafts, id) => partitionOf(id, drafts)))

/** Only some records are looked for. */
function wanting(partitions: readonly FakePartition[], isWanted: (record: FakeRecord) => boolean): FakePartition[] {
  const mark = (record: FakeRecord) => ({ ...record, isWanted: isWanted(record) })
  const markAll = (one: FakeBatch) => ({ ...one, records: one.records.map(mark) })
  return partitions.map((partition) => ({ ...partition, batches: partition.batches.map(markAll) }))
}

const everything = (partitions: readonly FakePartition[]) =>
  partitions.map(({ id, startOffset, endOffset }) => ({ id, low: startOffset, high: endOffset }))

function readAll(partitions: readonly FakePartition[], way: Direction, limit: number, between = () => {}) {
  const rows: FakeRow[] = []
  let ranges = everything(partitions)
  for (let pages = 0; ranges.length > 0; pages++) {
    expect(pages).toBeLessThan(2_000)
    const sizes = planFetchSizes(partitions.length, limit, () => AHEAD_BYTES)
    const page = readPage(partitions, { direction: way, sizes, limit, ranges })
    rows.push(...page.rows)
    ranges = page.rest.map((range) => ({ ...range }))
    between()
  }
  return rows
}

/** The plainest merge there is: of the next record of each partition, the earliest, or going down the latest. */
function mergeHeads(partitions: readonly FakePartition[], way: Direction): FakeRow[] {
  const queues = partitions.map(({ id, batches }) => {
    const records = batches.flatMap(({ records: own }) => own)
    return { id, records: way === 'ascending' ? records : records.reverse() }
  })
  const merged: FakeRow[] = []
  for (;;) {
    const heads = queues.filter(({ records }) => records.length > 0)
    const time = ({ records }: (typeof heads)[number]) => records[0]?.timestampMs ?? 0
    heads.sort((a, b) => (way === 'ascending' ? time(a) - time(b) : time(b) - time(a)) || a.id - b.id)
    const record = heads[0]?.records.shift()
    if (!record || !heads[0]) return merged
    merged.push({ partition: heads[0].id, offset: record.offset, timestampMs: record.timestampMs, order: 0 })
  }
}

const places = (rows: readonly FakeRow[]) => rows.map(({ partition, offset }) => `${partition}:${offset}`)

describe('reading a topic page by page', () => {
  test('brings every record once, in the order of a plain merge, whatever the pages and batches', () => {
    fc.assert(
      fc.property(topic, direction, fc.integer({ min: 1, max: 60 }), (partitions, way, limit) => {
        expect(places(readAll(partitions, way, limit))).toEqual(places(mergeHeads(partitions, way)))
      }),
      { numRuns: propertyRuns(30) },
    )
  })

  test('a filter only leaves records out, and never changes their order', () => {
    fc.assert(
      fc.property(
        topic,
        direction,
        fc.integer({ min: 1, max: 9 }),
        fc.nat({ max: 6 }),
        (partitions, way, limit, rare) => {
          const isWanted = ({ offset }: FakeRecord) => offset % (rare + 1) === 0
          const rows = readAll(wanting(partitions, isWanted), way, Number.POSITIVE_INFINITY)
          const all = mergeHeads(partitions, way).filter(({ offset }) => offset % (rare + 1) === 0)
          expect(places(rows)).toEqual(places(all))
          const paged = readAll(wanting(partitions, isWanted), way, limit)
          expect(new Set(places(paged))).toEqual(new Set(places(all)))
          expect(paged).toHaveLength(all.length)
        },
      ),
      { numRuns: propertyRuns(30) },
    )
  })

  test('batches from which only a few records are taken at once change nothing', () => {
    fc.assert(
      fc.property(
        topic,
        direction,
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 3, max: 40 }),
        (partitions, way, mostAtOnce, forgetEvery) => {
          const ranges = everything(partitions)
          const scan = {
            direction: way,
            sizes: planFetchSizes(partitions.length, 50, () => AHEAD_BYTES),
            limit: Number.POSITIVE_INFINITY,
            ranges,
          }
          const expected = places(mergeHeads(partitions, way))
          expect(places(readPage(partitions, { ...scan, mostAtOnce }).rows)).toEqual(expected)
          expect(places(readPage(partitions, { ...scan, mostAtOnce, forgetEvery }).rows)).toEqual(expected)
        },
      ),
      { numRuns: propertyRuns(30) },
    )
  })

  test('what is freed for want of memory is read again, and neither lost nor shown twice', () => {
    fc.assert(
      fc.property(topic, direction, fc.integer({ min: 3, max: 9 }), (partitions, way, forgetEvery) => {
        const sizes = planFetchSizes(partitions.length, 50, () => AHEAD_BYTES)
        const limit = Number.POSITIVE_INFINITY
        const { rows } = readPage(partitions, {
          direction: way,
          sizes,
          limit,
          ranges: everything(partitions),
          forgetEvery,
        })
        expect(places(rows)).toEqual(places(mergeHeads(partitions, way)))
      }),
      { numRuns: propertyRuns(30) },
    )
  })

  test('memory that becomes less and more while it reads changes nothing', () => {
    const shares = fc.infiniteStream(fc.integer({ min: 0, max: 200_000 }))
    fc.assert(
      fc.property(topic, direction, shares, (partitions, way, aheadBytes) => {
        const sizes = planFetchSizes(partitions.length, 50, () => aheadBytes.next().value)
        const scan = { direction: way, sizes, limit: Number.POSITIVE_INFINITY, ranges: everything(partitions) }
        expect(places(readPage(partitions, scan).rows)).toEqual(places(mergeHeads(partitions, way)))
      }),
      { numRuns: propertyRuns(30) },
    )
  })

  test('what is written meanwhile is not shown, and what is deleted meanwhile is the only thing missing', () => {
    fc.assert(
      fc.property(
        topic,
        direction,
        fc.integer({ min: 1, max: 9 }),
        fc.nat({ max: 3 }),
        (partitions, way, limit, gone) => {
          const before = mergeHeads(partitions, way)
          let pages = 0
          const rows = readAll(partitions, way, limit, () => {
            for (const one of partitions) {
              const firstOffset = one.endOffset
              const records = [{ offset: firstOffset, timestampMs: 500, isWanted: true }]
              one.batches.push({ firstOffset, lastOffset: firstOffset, sizeBytes: 80, records })
              one.endOffset++
              if (pages++ < gone) one.batches.shift()
            }
          })
          const seen = new Set(places(rows))
          expect(seen.size).toBe(rows.length)
          const old = new Set(places(before))
          expect([...seen].filter((place) => !old.has(place))).toEqual([])
          const kept = new Set(
            partitions.flatMap(({ id, batches }) =>
              batches.flatMap(({ records }) => records.map(({ offset }) => `${id}:${offset}`)),
            ),
          )
          expect([...old].filter((place) => kept.has(place) && !seen.has(place))).toEqual([])
        },
      ),
      { numRuns: propertyRuns(30) },
    )
  })
})

test('a batch of very many records, all of them wanted, is handed out one by one', () => {
  const high = 300_000
  const sizes = planFetchSizes(1, 50, () => AHEAD_BYTES)
  const reading = new PartitionReading<FakeBatch, FakeRow>({ id: 0, low: 0, high, direction: 'ascending', sizes })
  reading.startRequest()
  reading.receive({
    batches: [{ firstOffset: 0, lastOffset: high - 1, sizeBytes: 1_000_000, records: [] }],
    isEnd: false,
  })
  const batch = reading.takeBatch() ?? expect.fail('no batch')
  const found = Array.from({ length: high }, (_, offset) => ({ partition: 0, offset, timestampMs: 1, order: 1 }))
  reading.addFiltered(batch, { found, bound: 1, heldBytes: 1_000_000 })
  const taken: number[] = []
  for (let row = reading.take(); row !== null; row = reading.take()) taken.push(row.offset)
  expect(taken).toEqual(found.map(({ offset }) => offset))
  expect([reading.isExhausted, reading.bufferedBytes]).toEqual([true, 0])
})
