import { type Intervals, USUAL_INTERVALS } from '#lib/monitor/snapshot/intervals.ts'
import type { TierAges, TierName } from '#lib/monitor/snapshot/tier-ages.ts'
import { Tier, type TierOptions } from './tier.ts'

const WATCHED_PAUSE_MS = 2_000
const IDLE_MS = 30_000

interface TiersOptions extends Pick<TierOptions, 'now' | 'isWatched' | 'explain' | 'onEnd'> {
  readonly intervals?: Intervals
  readonly run: Readonly<Record<TierName, TierOptions['run']>>
}

/** The tiers, by cost: the longer a round takes, the longer the pause after it, within limits. */
export function makeTiers({ run, intervals = USUAL_INTERVALS, ...shared }: TiersOptions): Record<TierName, Tier> {
  const watchedPauseMs = intervals.watchedPauseMs ?? WATCHED_PAUSE_MS
  const idleMs = intervals.idleMs ?? IDLE_MS
  const tier = (name: TierName, times: number, atLeastMs: number, mostMs: number, hurriesAtStart = false) => {
    const leastMs = Math.max(watchedPauseMs, atLeastMs)
    return new Tier({
      ...shared,
      run: run[name],
      pauseMs: (tookMs) => Math.max(leastMs, Math.min(mostMs, times * tookMs)),
      idleMs,
      hurriesAtStart,
    })
  }
  return {
    metadata: tier('metadata', 10, 0, 5_000, true),
    groups: tier('groups', 5, 0, 5_000),
    offsets: tier('offsets', 3, 0, 5_000),
    configs: tier('configs', 100, 20_000, 60_000),
    logDirs: tier('logDirs', 100, 10_000, 60_000),
  }
}

export function agesOf({ metadata, groups, offsets, configs, logDirs }: Record<TierName, Tier>): TierAges {
  return {
    metadata: metadata.age,
    groups: groups.age,
    offsets: offsets.age,
    configs: configs.age,
    logDirs: logDirs.age,
  }
}
