import { expect, test } from 'vitest'
import { alignSeries } from './align-series.ts'

const series = (...points: [atMs: number, value: number | null][]) => points.map(([atMs, value]) => ({ atMs, value }))

test('series with the same times stay as they are', () => {
  const aligned = alignSeries([series([1, 10], [2, 20]), series([1, 5], [2, null])])
  expect(aligned).toEqual({
    timesMs: [1, 2],
    values: [
      [10, 20],
      [5, null],
    ],
  })
})

test('where one has no point of its own, it has what lies between its neighbours', () => {
  const aligned = alignSeries([series([0, 0], [10, 100]), series([5, 7])])
  expect(aligned).toEqual({
    timesMs: [0, 5, 10],
    values: [
      [0, 50, 100],
      [null, 7, null],
    ],
  })
})

test('a neighbour that is unknown makes what is between unknown', () => {
  const [first] = alignSeries([series([0, 1], [4, null], [8, 3]), series([2, 9], [6, 9])]).values
  expect(first).toEqual([1, null, null, null, 3])
})

test('nothing is aligned with nothing', () => {
  expect(alignSeries([])).toEqual({ timesMs: [], values: [] })
  expect(alignSeries([[], series([1, 2])])).toEqual({ timesMs: [1], values: [[null], [2]] })
})
