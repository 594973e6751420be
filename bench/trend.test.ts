import { expect, test } from 'vitest'
import { fitTrend, minutelyMinima } from './trend.ts'

const MINUTE_MS = 60_000
const perMinute = (values: readonly number[]) => values.map((value, minute) => ({ atMs: minute * MINUTE_MS, value }))

test('of each minute the lowest sample counts', () => {
  const samples = [5, 3, 9, 8, 7, 12].map((value, index) => ({ atMs: index * 20_000, value }))
  expect(minutelyMinima(samples).map(({ value }) => value)).toEqual([3, 7])
})

test('what grows by one a minute grows by sixty an hour, without a doubt', () => {
  const trend = fitTrend(perMinute(Array.from({ length: 20 }, (_, minute) => 100 + minute)))
  expect(trend?.perHour).toBeCloseTo(60)
  expect(trend?.error).toBeCloseTo(0)
})

test('what goes up and down does not grow, and the error says how sure that is', () => {
  const trend = fitTrend(perMinute([100, 104, 98, 98, 104, 100]))
  expect(trend?.perHour).toBeCloseTo(0)
  expect(trend?.error).toBeGreaterThan(10)
})

test.each([[[]], [[1, 2]]])('%j is too little for a trend', (values) => {
  expect(fitTrend(perMinute(values))).toBeNull()
})
