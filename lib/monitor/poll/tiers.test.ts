import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type Intervals, USUAL_INTERVALS } from '#lib/monitor/snapshot/intervals.ts'
import { tierNames } from '#lib/monitor/snapshot/tier-ages.ts'
import { makeTiers } from './tiers.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

/** How often each tier asks within five minutes, where every answer comes at once. */
async function roundsOf(isWatched: boolean, intervals?: Partial<Intervals>): Promise<number[]> {
  const counts = new Map<string, number>()
  const run = (name: string) => async () => {
    counts.set(name, (counts.get(name) ?? 0) + 1)
    return true
  }
  const tiers = makeTiers({
    now: Date.now,
    isWatched: () => isWatched,
    explain: () => ({ code: 'internal', message: 'never' }),
    onEnd: () => {},
    run: {
      metadata: run('metadata'),
      groups: run('groups'),
      offsets: run('offsets'),
      configs: run('configs'),
      logDirs: run('logDirs'),
    },
    ...(intervals && { intervals: { ...USUAL_INTERVALS, ...intervals } }),
  })
  for (const tier of Object.values(tiers)) void tier.refresh()
  await vi.advanceTimersByTimeAsync(299_999)
  for (const tier of Object.values(tiers)) tier.close()
  return tierNames.map((name) => counts.get(name) ?? 0)
}

test.each([
  ['as usual, looked at', true, undefined, [150, 150, 150, 15, 30]],
  ['as usual, while nobody looks', false, undefined, [10, 10, 10, 10, 10]],
  ['more often, of which what is dear takes no part', true, { watchedPauseMs: 1_000 }, [300, 300, 300, 15, 30]],
  ['more seldom than anything', true, { watchedPauseMs: 60_000 }, [5, 5, 5, 5, 5]],
  ['more seldom while nobody looks', false, { idleMs: 100_000 }, [3, 3, 3, 3, 3]],
])('a cluster is asked %s', async (_name, isWatched, intervals, rounds) => {
  expect(await roundsOf(isWatched, intervals)).toEqual(rounds)
})
