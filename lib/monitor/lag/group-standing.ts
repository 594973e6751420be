import type { CommitHistory } from '#lib/monitor/lag/history/commit-history.ts'
import { type ColumnsOf, floats, ints, intsFrom, makeColumns, UNKNOWN } from '#lib/monitor/snapshot/columns.ts'
import { STUCK_AFTER_MS } from './group-status.ts'
import type { LagColumns } from './lag-columns.ts'

/** What the commits of each group do: one row per group. */
const standingTable = {
  /** Since when the one that waits longest has not moved although there was something to read. */
  waitingSinceMs: floats,
  /** When any of them was last seen to move. */
  movedMs: floats,
  /** The latest move of a commit that has moved once more since. */
  movedBeforeMs: floats,
  /** By how many records the commits of one moment advanced: recently, or the largest step if there is no other. */
  steps: floats,
  /** Partitions whose commit has waited for a minute, and longer than it usually does. */
  stuck: ints,
  /** Those of them that a member has. */
  ownedStuck: ints,
  /** The one of them that has been waiting longest, of those that a member has if there are any; -1: there is none. */
  firstStuck: intsFrom(-1),
}
export type StandingColumns = ColumnsOf<typeof standingTable>

/** `firstRows`: the first position of each group, and behind the last the number of all positions. */
export function buildStandings(
  { lags }: Pick<LagColumns, 'lags'>,
  firstRows: ArrayLike<number>,
  commits: Pick<CommitHistory, 'waitingSinceMs' | 'movedMs' | 'movedBeforeMs' | 'step' | 'patienceMs'>,
  nowMs: number,
  isOwned: (position: number) => boolean,
): StandingColumns {
  const count = Math.max(0, firstRows.length - 1)
  const columns = makeColumns(standingTable, count)
  for (let group = 0; group < count; group++) {
    let waitingSinceMs = UNKNOWN
    let movedMs = UNKNOWN
    let movedBeforeMs = UNKNOWN
    let farthest = UNKNOWN
    let together = UNKNOWN
    let togetherMs = UNKNOWN
    let stuck = 0
    let ownedStuck = 0
    let stuckSinceMs = UNKNOWN
    for (let position = firstRows[group] ?? 0; position < (firstRows[group + 1] ?? 0); position++) {
      const moved = commits.movedMs(position)
      movedMs = most(movedMs, moved)
      movedBeforeMs = most(movedBeforeMs, commits.movedBeforeMs(position))
      if (!((lags[position] ?? UNKNOWN) > 0)) continue
      const step = commits.step(position)
      farthest = most(farthest, step)
      if (step > 0 && !(moved < togetherMs)) {
        together = moved === togetherMs ? together + step : step
        togetherMs = moved
      }
      const since = commits.waitingSinceMs(position)
      if (since < waitingSinceMs || Number.isNaN(waitingSinceMs)) waitingSinceMs = since
      if (!(nowMs - since >= Math.max(STUCK_AFTER_MS, commits.patienceMs(position)))) continue
      stuck++
      const hasOwned = ownedStuck > 0
      const owned = isOwned(position)
      if (owned) ownedStuck++
      // One that a member has comes before one that nobody has; of equal ones, the one that has been waiting longer.
      if (owned === hasOwned ? since >= stuckSinceMs : hasOwned) continue
      stuckSinceMs = since
      columns.firstStuck[group] = position
    }
    columns.waitingSinceMs[group] = waitingSinceMs
    columns.movedMs[group] = movedMs
    columns.movedBeforeMs[group] = movedBeforeMs
    columns.steps[group] = most(farthest, together)
    columns.stuck[group] = stuck
    columns.ownedStuck[group] = ownedStuck
  }
  return columns
}

function most(a: number, b: number): number {
  return Number.isNaN(a) || b > a ? b : a
}

/**
 * What is known of a rate, summed over the positions whose lag is known: only there can what is read be held against
 * what is written.
 */
export function sumRates(
  perSecond: ArrayLike<number>,
  { lags }: Pick<LagColumns, 'lags'>,
  firstRows: ArrayLike<number>,
): Float64Array {
  const count = Math.max(0, firstRows.length - 1)
  const sums = new Float64Array(count).fill(UNKNOWN)
  for (let group = 0; group < count; group++) {
    let sum = UNKNOWN
    for (let position = firstRows[group] ?? 0; position < (firstRows[group + 1] ?? 0); position++) {
      const rate = perSecond[position] ?? UNKNOWN
      if (Number.isNaN(rate) || Number.isNaN(lags[position] ?? UNKNOWN)) continue
      sum = Number.isNaN(sum) ? rate : sum + rate
    }
    sums[group] = sum
  }
  return sums
}
