import { describe, expect, test } from 'vitest'
import { buildCatalog, sortTopics } from '#lib/monitor/snapshot/catalog.ts'
import { UNKNOWN } from '#lib/monitor/snapshot/columns.ts'
import { partition, topic } from '#lib/monitor/testing/snapshots.ts'
import { OffsetHistory } from './offset-history.ts'

const catalogOf = (...topics: Parameters<typeof topic>[]) =>
  buildCatalog(sortTopics(topics.map((args) => topic(...args))), null, 0)

/** A history of one topic with one partition, whose ends were these. */
function historyOf(points: readonly [atMs: number, end: number][]) {
  const history = new OffsetHistory()
  const [slot = -1] = history.assign(catalogOf(['a', [partition(0)]]))
  for (const [atMs, end] of points) history.add(atMs, new Float64Array(history.capacity).fill(end))
  return { history, slot }
}

describe('the rate', () => {
  test.each([
    [
      'is taken over the last ten seconds',
      [
        [0, 0],
        [5_000, 500],
        [15_000, 600],
      ],
      10,
    ],
    [
      'reaches further back when nobody looked',
      [
        [0, 0],
        [30_000, 300],
      ],
      10,
    ],
    [
      'is 0 where nothing was written',
      [
        [0, 7],
        [10_000, 7],
      ],
      0,
    ],
    ['is unknown after one look', [[0, 7]], UNKNOWN],
    [
      'is unknown from two looks that are too close',
      [
        [0, 7],
        [1_000, 9],
      ],
      UNKNOWN,
    ],
    [
      'is not that of a moment where two looks are close together',
      [
        [0, 0],
        [10_000, 100],
        [10_200, 140],
        [10_400, 104],
      ],
      10,
    ],
    [
      'is unknown where the log was cut',
      [
        [0, 100],
        [10_000, 7],
      ],
      UNKNOWN,
    ],
    [
      'is unknown where the last answer is missing',
      [
        [0, 1],
        [10_000, UNKNOWN],
      ],
      UNKNOWN,
    ],
    [
      'does not bridge a gap',
      [
        [0, 0],
        [2_000, UNKNOWN],
        [10_000, 50],
        [12_000, 70],
      ],
      10,
    ],
  ] as [string, [number, number][], number][])('%s', (_name, points, expected) => {
    const { history, slot } = historyOf(points)
    expect(history.rate(slot)).toBe(expected)
  })
})

test('a clock that is set changes no rate, and moves what is known along with it', () => {
  const { history, slot } = historyOf([
    [0, 0],
    [5_000, 50],
    [10_000, 100],
  ])
  const later = new Float64Array(history.capacity).fill(150)
  history.shiftTimes(-3_600_000)
  expect(history.rate(slot)).toBe(10)
  history.add(15_000 - 3_600_000, later)
  expect(history.rate(slot)).toBe(10)
  expect(history.writtenAtMs(slot, 49, UNKNOWN)).toBe(5_000 - 3_600_000)
})

test('seven days fit into 48 moments, close together lately and far apart long ago', () => {
  const week = 7 * 24 * 60 * 60 * 1_000
  const { history, slot } = historyOf([])
  for (let atMs = 0; atMs <= week; atMs += 60_000) history.add(atMs, new Float64Array(history.capacity).fill(atMs))
  const moments = history.writtenPerSecond([slot]).map(({ atMs }) => atMs)
  expect(moments).toHaveLength(47)
  expect(moments.at(-1)).toBe(week)
  expect((moments.at(-1) ?? 0) - (moments.at(-2) ?? 0)).toBe(60_000)
  expect(moments[0]).toBeLessThan(week / 2)
  const gaps = moments.slice(1).map((atMs, index) => atMs - (moments[index] ?? 0))
  expect(gaps[0]).toBeGreaterThan(20 * (gaps.at(-1) ?? 0))
})

test('when a record was written is told by the moments that are kept', () => {
  const { history, slot } = historyOf([
    [0, 100],
    [10_000, 200],
  ])
  expect(history.writtenAtMs(slot, 149, UNKNOWN)).toBe(5_000)
  expect(history.writtenAtMs(slot, 99, UNKNOWN)).toBe(UNKNOWN)
})

test('a look close to the one before makes no spike in what was written', () => {
  const { history, slot } = historyOf([
    [0, 0],
    [10_000, 100],
    [10_200, 140],
  ])
  expect(history.writtenPerSecond([slot])).toEqual([{ atMs: 10_000, perSecond: 10 }])
  history.add(20_000, new Float64Array(history.capacity).fill(200))
  expect(history.writtenPerSecond([slot]).map(({ perSecond }) => perSecond)).toEqual([10, 10])
})

describe('what was written, summed over partitions', () => {
  /** By moment, a second apart: the end of each partition. */
  function writtenOf(...moments: readonly number[][]) {
    const history = new OffsetHistory()
    const slots = history.assign(catalogOf(['a', [partition(0), partition(1)]]))
    for (const [second, ends] of moments.entries()) {
      const row = new Float64Array(history.capacity).fill(UNKNOWN)
      for (const [index, end] of ends.entries()) row[slots[index] ?? 0] = end
      history.add(second * 1_000, row)
    }
    return history.writtenPerSecond(slots).map(({ perSecond }) => perSecond)
  }

  test('is the sum of what each got', () => {
    expect(writtenOf([0, 0], [10, 5], [20, 5])).toEqual([15, 10])
  })

  // It once was the sum of the others: a fall that never was, whenever a broker died.
  test('is unknown from when one is not answered any more', () => {
    expect(writtenOf([0, 0], [10, 5], [20, UNKNOWN], [30, UNKNOWN])).toEqual([15, UNKNOWN, UNKNOWN])
  })

  test('counts what was written during a gap as soon as it is known, spread over the gap', () => {
    expect(writtenOf([0, 0], [10, 5], [20, UNKNOWN], [30, 25])).toEqual([15, 20, 20])
  })

  test('is not made unknown by a partition that was not there yet', () => {
    expect(writtenOf([0, UNKNOWN], [10, UNKNOWN], [20, 5], [30, 7])).toEqual([10, 10, 12])
  })

  test('is unknown where a log was cut, and where nothing was ever answered', () => {
    expect(writtenOf([0, 50], [10, 5], [20, 6])).toEqual([UNKNOWN, 11])
    expect(writtenOf([UNKNOWN, UNKNOWN], [UNKNOWN, UNKNOWN])).toEqual([UNKNOWN])
  })
})

describe('slots', () => {
  test('stay with their partition while other topics come and go', () => {
    const history = new OffsetHistory()
    const [first] = history.assign(catalogOf(['b', [partition(0)]]))
    const slots = history.assign(catalogOf(['a', [partition(0)]], ['b', [partition(0), partition(1)]]))
    expect(slots[1]).toBe(first)
    expect(new Set(slots).size).toBe(3)
  })

  test('of a topic that was created again are others, and what was known of the old one is forgotten', () => {
    const history = new OffsetHistory()
    const [old = -1] = history.assign(catalogOf(['a', [partition(0)]]))
    history.add(0, new Float64Array(history.capacity).fill(100))
    const again = catalogOf(['a', [partition(0)], { topicId: 'another' }])
    const [fresh] = history.assign(again)
    expect(fresh).not.toBe(old)
    history.add(10_000, new Float64Array(history.capacity).fill(200))
    expect(history.rate(old)).toBe(UNKNOWN)
  })

  test('are as many as are needed', () => {
    const history = new OffsetHistory()
    const many = Array.from({ length: 5_000 }, (_, id) => partition(id))
    history.add(0, new Float64Array(history.capacity))
    expect(new Set(history.assign(catalogOf(['a', many]))).size).toBe(5_000)
    expect(history.capacity).toBeGreaterThanOrEqual(5_000)
  })
})
