import fc from 'fast-check'
import { expect, test } from 'vitest'
import { findGaps, nearest, niceTicks, splitRuns, timeTicks } from './series.ts'

const at = (atMs: number, value: number | null) => ({ atMs, value })

test('a line stops where nothing is known, and goes on after it', () => {
  expect(splitRuns([at(1, 5), at(2, null), at(3, null), at(4, 6), at(5, 7)])).toEqual([
    [at(1, 5)],
    [at(4, 6), at(5, 7)],
  ])
  expect(splitRuns([at(1, null)])).toEqual([])
})

test('a line stops at a period without samples', () => {
  const points = [0, 2, 4, 6, 60, 62, 64, 66].map((second) => at(second * 1_000, second))
  const gaps = findGaps(points)
  expect(gaps).toEqual([{ fromMs: 6_000, toMs: 60_000 }])
  expect(splitRuns(points, gaps).map((run) => run.length)).toEqual([4, 4])
})

test.each([
  ['a look that came late', [0, 2, 4, 9, 11, 13]],
  ['points that are spaced out towards the past', [0, 64, 96, 112, 120, 124, 126, 128]],
  ['a sampling interval that was long until the first viewer', [0, 30, 60, 90, 92, 94, 96, 98]],
  ['two points', [0, 60]],
])('%s is no gap', (_name, seconds) => {
  expect(findGaps(seconds.map((second) => at(second * 1_000, 0)))).toEqual([])
})

test('the nearest point is the one that is pointed at', () => {
  expect(nearest([at(1, 1), at(5, 2), at(9, 3)], 6)).toEqual(at(5, 2))
  expect(nearest([], 6)).toBeNull()
})

test.each([
  [0, [0, 1]],
  [1, [0, 1]],
  [3, [0, 1, 2, 3]],
  [14_652, [0, 5_000, 10_000, 15_000]],
  [98, [0, 50, 100]],
])('lines for values up to %d', (highest, ticks) => {
  expect(niceTicks(highest, 3, 1)).toEqual(ticks)
})

test('the highest line is never below the highest value, and there are only a few', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }), (highest) => {
      const ticks = niceTicks(highest, 3, 1)
      expect(ticks.at(-1)).toBeGreaterThanOrEqual(highest)
      expect(ticks.length).toBeLessThanOrEqual(5)
    }),
  )
})

test('moments are round, within what is shown, and not too many', () => {
  const from = Date.parse('2026-11-21T10:03:20Z')
  const hour = timeTicks(from, from + 3_600_000, 6)
  expect(hour.map((time) => new Date(time).toISOString().slice(11, 16))).toEqual([
    '10:10',
    '10:20',
    '10:30',
    '10:40',
    '10:50',
    '11:00',
  ])
  fc.assert(
    fc.property(fc.integer({ min: 2_000, max: 90 * 86_400_000 }), fc.integer({ min: 2, max: 10 }), (span, most) => {
      const ticks = timeTicks(from, from + span, most)
      expect(ticks.length).toBeLessThanOrEqual(most + 1)
      expect(ticks.every((time) => time >= from && time <= from + span)).toBe(true)
    }),
  )
})
