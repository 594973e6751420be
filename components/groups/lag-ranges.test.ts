import { expect, test } from 'vitest'
import type { GroupHistory } from '#lib/contract/group-history.ts'
import { cutHistory, offeredRanges } from './lag-ranges.ts'

const END_MS = Date.UTC(2026, 0, 2)
const MINUTE_MS = 60_000
const at = (minutesAgo: number) => new Date(END_MS - minutesAgo * MINUTE_MS).toISOString()

function history(...minutesAgo: number[]): GroupHistory {
  const point = { lag: 1, producePerSecond: null, consumePerSecond: null, memberCount: null }
  const points = minutesAgo.map((minutes) => ({ at: at(minutes), ...point }))
  return { resolutionMs: 2_000, points, events: [{ at: at(20), kind: 'member-left', text: 'a member left' }] }
}

test.each([
  [[], ['15m']],
  [[0], ['15m']],
  [[15, 0], ['15m']],
  [
    [16, 0],
    ['15m', '1h'],
  ],
  [
    [61, 0],
    ['15m', '1h', '6h'],
  ],
  [
    [25 * 60, 3, 0],
    ['15m', '1h', '6h', '24h', '7d'],
  ],
])('of what is known since %j minutes ago, %j are offered', (minutes, expected) => {
  expect(offeredRanges(history(...minutes))).toEqual(expected)
})

test('a range ends where the history does, and has what happened within it', () => {
  const whole = history(30, 16, 15, 0)
  expect(cutHistory(whole, '15m')).toMatchObject({ points: [{ at: at(15) }, { at: at(0) }], events: [] })
  expect(cutHistory(whole, '1h')).toEqual(whole)
  expect(cutHistory(history(), '15m').points).toEqual([])
})
