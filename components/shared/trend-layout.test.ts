import { expect, test } from 'vitest'
import { layOutTrend } from './trend-layout.ts'

const points = (...values: (number | null)[]) => values.map((value, index) => ({ atMs: index * 10_000, value }))

test('the line goes from left to right, and from the lowest value to the highest', () => {
  expect(layOutTrend(points(100, 300, 200))).toEqual([
    [
      { atMs: 0, value: 100 },
      { atMs: 50, value: 0 },
      { atMs: 100, value: 50 },
    ],
  ])
})

test('a small change is no mountain', () => {
  const [line] = layOutTrend(points(1_000, 1_010))
  expect(line?.at(-1)?.value).toBeCloseTo(90, 0)
})

test('nothing is drawn over what is not known, nor of a single point', () => {
  expect(layOutTrend(points(1, 2, null, 4, 5))).toHaveLength(2)
  expect(layOutTrend(points(null, 2, null))).toEqual([])
  expect(layOutTrend([])).toEqual([])
})
