import { expect, test } from 'vitest'
import { nextRoundInMs } from './pace.ts'

const calm = {
  isWatched: true,
  startingForMs: null,
  failedRounds: 0,
  isRefused: false,
  isLockedOut: false,
  watchedPauseMs: 2_000,
  idleMs: 30_000,
}
const slow = { ...calm, watchedPauseMs: 20_000 }

test.each([
  ['while someone looks', calm, 2_000, 2_000],
  ['while nobody looks', { ...calm, isWatched: false }, 30_000, 30_000],
  ['while nobody looks, what is slow anyway', { ...calm, isWatched: false, watchedPauseMs: 60_000 }, 60_000, 60_000],
  ['while our own brokers start, looked at or not', { ...calm, isWatched: false, startingForMs: 5_000 }, 500, 500],
  ['where nothing has answered for a minute', { ...calm, startingForMs: 61_000, failedRounds: 9 }, 2_500, 5_000],
  ['while nobody looks and it fails', { ...calm, isWatched: false, failedRounds: 9 }, 30_000, 30_000],
  ['after the first failure, no sooner than after a success', { ...calm, failedRounds: 1 }, 2_000, 2_000],
  ['after many failures, never longer than 5 s', { ...calm, failedRounds: 40 }, 2_500, 5_000],
  ['after a failure of what is asked seldom', { ...slow, failedRounds: 9 }, 20_000, 20_000],
  ['while nobody looks, as configured', { ...calm, isWatched: false, idleMs: 90_000 }, 90_000, 90_000],
  ['after a refused login: never', { ...calm, failedRounds: 1, isLockedOut: true }, null, null],
  ['after a refusal', { ...calm, failedRounds: 1, isRefused: true }, 30_000, 30_000],
  ['after a refusal in the first minute', { ...calm, startingForMs: 5_000, isRefused: true }, 30_000, 30_000],
  ['after a refusal of what is asked seldom', { ...slow, watchedPauseMs: 60_000, isRefused: true }, 60_000, 60_000],
])('%s', (_name, pace, least, most) => {
  expect(nextRoundInMs({ ...pace, random: 0 })).toBe(least)
  expect(nextRoundInMs({ ...pace, random: 1 })).toBe(most)
})
