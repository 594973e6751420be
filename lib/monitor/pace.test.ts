import { expect, test } from 'vitest'
import { nextRoundInMs } from './pace.ts'

test.each([
  ['while someone looks', { isLookedAt: true, failedRounds: 0 }, 2_000, 2_000],
  ['while nobody looks', { isLookedAt: false, failedRounds: 0 }, 30_000, 30_000],
  ['while our own brokers start, looked at or not', { isLookedAt: false, isStarting: true, failedRounds: 0 }, 500, 500],
  ['while nobody looks and it fails', { isLookedAt: false, failedRounds: 9 }, 30_000, 30_000],
  ['after the first failure', { isLookedAt: true, failedRounds: 1 }, 500, 1_000],
  ['after many failures, never longer than 5 s', { isLookedAt: true, failedRounds: 40 }, 2_500, 5_000],
])('%s', (_name, pace, least, most) => {
  expect(nextRoundInMs({ isStarting: false, ...pace, random: 0 })).toBe(least)
  expect(nextRoundInMs({ isStarting: false, ...pace, random: 1 })).toBe(most)
})
