import { Tier, type TierAges, type TierName, type TierOptions } from './tier.ts'

interface TiersOptions extends Pick<TierOptions, 'now' | 'isLookedAt' | 'explain' | 'onEnd'> {
  readonly run: Readonly<Record<TierName, TierOptions['run']>>
}

/** What is asked, by what it costs: the longer a round takes, the longer the pause after it, within limits. */
export function makeTiers({ run, ...shared }: TiersOptions): Record<TierName, Tier> {
  const tier = (name: TierName, times: number, leastMs: number, mostMs: number, hurriesAtStart = false) =>
    new Tier({
      ...shared,
      run: run[name],
      pauseMs: (tookMs) => Math.min(mostMs, Math.max(leastMs, times * tookMs)),
      hurriesAtStart,
    })
  return {
    metadata: tier('metadata', 10, 2_000, 5_000, true),
    groups: tier('groups', 5, 2_000, 5_000),
    offsets: tier('offsets', 3, 2_000, 5_000),
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
