import { expect, test } from 'vitest'
import { nextRoundInMs } from './pace.ts'

const calm = { isLookedAt: true, startingForMs: null, failedRounds: 0, lookedAtMs: 2_000 }

test.each([
  ['while someone looks', calm, 2_000, 2_000],
  ['while nobody looks', { ...calm, isLookedAt: false }, 30_000, 30_000],
  ['while nobody looks, what is slow anyway', { ...calm, isLookedAt: false, lookedAtMs: 60_000 }, 60_000, 60_000],
  ['while our own brokers start, looked at or not', { ...calm, isLookedAt: false, startingForMs: 5_000 }, 500, 500],
  ['where nothing has answered for a minute', { ...calm, startingForMs: 61_000, failedRounds: 9 }, 2_500, 5_000],
  ['while nobody looks and it fails', { ...calm, isLookedAt: false, failedRounds: 9 }, 30_000, 30_000],
  ['after the first failure', { ...calm, failedRounds: 1 }, 500, 1_000],
  ['after many failures, never longer than 5 s', { ...calm, failedRounds: 40 }, 2_500, 5_000],
])('%s', (_name, pace, least, most) => {
  expect(nextRoundInMs({ ...pace, random: 0 })).toBe(least)
  expect(nextRoundInMs({ ...pace, random: 1 })).toBe(most)
})
