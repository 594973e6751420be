import { expect, test } from 'vitest'
import { UNKNOWN } from '#lib/monitor/snapshot/columns.ts'
import { LagHistory } from './lag-history.ts'

const pointsOf = (history: LagHistory, group: number) => {
  const { times, values, count } = history.points(group)
  return Array.from({ length: count }, (_, index) => [times[index], values[index]])
}

test.each([
  ['two', 2_000],
  ['four', 4_000],
  ['five', 5_000],
  ['thirty', 30_000],
])('looked at every %s seconds, thirty points reach over more than a minute', (_name, everyMs) => {
  const history = new LagHistory()
  history.follow(['g'])
  for (let round = 0; round < 200; round++) history.add(round * everyMs, [round])
  const points = pointsOf(history, 0)
  expect(points).toHaveLength(30)
  expect(points.at(-1)).toEqual([199 * everyMs, 199])
  expect(199 * everyMs - (points[0]?.[0] ?? 0)).toBeGreaterThanOrEqual(110_000)
})

test('what is not known is left out', () => {
  const history = new LagHistory()
  history.follow(['g'])
  for (const [index, lag] of [1, UNKNOWN, 3].entries()) history.add(index * 5_000, [lag])
  expect(pointsOf(history, 0)).toEqual([
    [0, 1],
    [10_000, 3],
  ])
})

test('groups keep their points while others come and go; one that comes again has no history', () => {
  const history = new LagHistory()
  history.follow(['b'])
  history.add(0, [7])
  history.follow(['a', 'b'])
  history.add(5_000, [1, 8])
  expect(pointsOf(history, 1)).toEqual([
    [0, 7],
    [5_000, 8],
  ])
  history.follow(['a'])
  history.follow(['a', 'b'])
  expect(pointsOf(history, 1)).toEqual([])
  expect(pointsOf(history, 0)).toEqual([[5_000, 1]])
})

test('there may be very many groups', () => {
  const history = new LagHistory()
  const names = Array.from({ length: 3_000 }, (_, index) => `g${index}`)
  history.follow(names.slice(0, 1))
  history.add(0, [1])
  history.follow(names)
  history.add(
    5_000,
    names.map((_, index) => index),
  )
  expect(pointsOf(history, 2_999)).toEqual([[5_000, 2_999]])
  expect(pointsOf(history, 0)).toHaveLength(2)
})
