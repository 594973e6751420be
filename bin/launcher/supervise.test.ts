import { expect, test } from 'vitest'
import { restartDelayMs, supervise } from './supervise.mjs'

const MINUTE_MS = 60_000

test.each([
  ['the first time', [], 500],
  ['longer after each end', [0, 1], 2_000],
  ['the fifth time in ten minutes', [0, 1, 2, 3], 8_000],
  ['not a sixth time', [0, 1, 2, 3, 4], null],
  ['again when some are long ago', [-6 * MINUTE_MS, -5 * MINUTE_MS, 1, 2, 3], 4_000],
])('%s', (_name, restarts, expected) => {
  expect(restartDelayMs(restarts, 5 * MINUTE_MS)).toBe(expected)
})

/** A clock that only waiting moves, and processes of which each lives for `livesMs`. */
function played(livesMs: number, stopsAtMs = Number.POSITIVE_INFINITY) {
  let nowMs = 0
  const delays: number[] = []
  const process = () => ({
    get ended() {
      nowMs += livesMs
      return Promise.resolve()
    },
  })
  let starts = 0
  const outcome = supervise(process(), {
    start: () => {
      starts += 1
      return process()
    },
    isStopping: () => nowMs >= stopsAtMs,
    onEnd: (delayMs) => delays.push(delayMs),
    now: () => nowMs,
    wait: async (ms) => {
      nowMs += ms
    },
  })
  return { outcome, delays, starts: () => starts }
}

test('what ends at once every time is abandoned after five starts', async () => {
  const { outcome, delays, starts } = played(0)
  expect(await outcome).toBe('abandoned')
  expect(starts()).toBe(5)
  expect(delays).toEqual([500, 1_000, 2_000, 4_000, 8_000])
})

test('what ends every five minutes is started again for as long as it takes', async () => {
  const { outcome, delays, starts } = played(5 * MINUTE_MS, 24 * 60 * MINUTE_MS)
  expect(await outcome).toBe('stopped')
  expect(starts()).toBeGreaterThan(200)
  expect(Math.max(...delays)).toBe(1_000)
})

test('nothing is started while the launcher stops', async () => {
  const whileItRuns = played(1_000, 500)
  expect(await whileItRuns.outcome).toBe('stopped')
  expect(whileItRuns.delays).toEqual([])
  const whileItWaits = played(1_000, 1_200)
  expect(await whileItWaits.outcome).toBe('stopped')
  expect(whileItWaits.starts()).toBe(0)
})
