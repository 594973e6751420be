import type { KnownGroup } from '#lib/monitor/lag/groups/known-group.ts'
import type { CommitHistory } from '#lib/monitor/lag/history/commit-history.ts'
import { UNKNOWN } from '#lib/monitor/snapshot/columns.ts'
import { etaMs } from './eta.ts'
import { LAST_COMMIT_WITHIN_MS } from './group-status.ts'

/** What is consumed per second at each position: nothing where the members have left and no commit moved since. */
export function readRates(
  groups: readonly Pick<KnownGroup, 'emptySinceMs'>[],
  firstOfGroups: ArrayLike<number>,
  commits: Pick<CommitHistory, 'rate' | 'movedMs'>,
): Float64Array {
  const rates = new Float64Array(firstOfGroups[groups.length] ?? 0)
  for (const [row, { emptySinceMs }] of groups.entries()) {
    const lastMs = emptySinceMs === null ? Number.NEGATIVE_INFINITY : emptySinceMs + LAST_COMMIT_WITHIN_MS
    for (let position = firstOfGroups[row] ?? 0; position < (firstOfGroups[row + 1] ?? 0); position++) {
      rates[position] = commits.movedMs(position) <= lastMs ? 0 : commits.rate(position)
    }
  }
  return rates
}

/** Sums of what can be read and of rates: one row per group, or per topic of a group. */
interface DrainSums {
  readonly totalLags: ArrayLike<number>
  readonly producedPerSecond: ArrayLike<number>
  readonly consumedPerSecond: ArrayLike<number>
}

/**
 * The time until the lag of each group is 0: its total by its own drain rate, or the time of its slowest partition if
 * that is longer. A partition that is not being read does not count, as its consumer may not have come to it yet.
 */
export function drainTimes(
  { totalLags, producedPerSecond, consumedPerSecond }: DrainSums,
  etasMs: ArrayLike<number>,
  lags: ArrayLike<number>,
  firstRows: ArrayLike<number>,
  isMoving: (position: number) => boolean,
): Float64Array {
  const times = new Float64Array(Math.max(0, firstRows.length - 1)).fill(UNKNOWN)
  for (let index = 0; index < times.length; index++) {
    const total = totalLags[index] ?? UNKNOWN
    if (Number.isNaN(total)) continue
    let latest = etaMs(total, producedPerSecond[index] ?? UNKNOWN, consumedPerSecond[index] ?? UNKNOWN)
    for (let position = firstRows[index] ?? 0; position < (firstRows[index + 1] ?? 0); position++) {
      if (!((lags[position] ?? UNKNOWN) > 0 && (etasMs[position] ?? UNKNOWN) > latest)) continue
      if (isMoving(position)) latest = etasMs[position] ?? latest
    }
    times[index] = latest
  }
  return times
}
