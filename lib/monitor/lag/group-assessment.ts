import { groupStatuses, lagTrends } from '#lib/contract/group-states.ts'
import type { LagHistory } from '#lib/monitor/lag/history/lag-history.ts'
import { known, UNKNOWN } from '#lib/monitor/snapshot/columns.ts'
import { type GroupColumns, type JoinColumns, joinsAt } from '#lib/monitor/snapshot/group-columns.ts'
import type { StandingColumns } from './group-standing.ts'
import { groupStatus } from './group-status.ts'
import { growingSinceMs as growsSinceMs, movementOf, throughputOf } from './trend.ts'

type GroupSums = Pick<
  GroupColumns,
  | 'totalLags'
  | 'memberCounts'
  | 'markerLags'
  | 'consumedPerSecond'
  | 'producedPerSecond'
  | 'beyondEnd'
  | 'unknown'
  | 'attributed'
  | keyof JoinColumns
>

/** The trend and the status of each group. `grewSinceMs`: since when its lag was growing in the round before. */
export function assessGroups(
  nowMs: number,
  sums: GroupSums,
  standings: StandingColumns,
  lags: Pick<LagHistory, 'points'>,
  grewSinceMs: (row: number) => number,
): Pick<GroupColumns, 'trends' | 'lagPerSecond' | 'lagMovedOverMs' | 'statuses' | 'watchedSinceMs' | 'growingSinceMs'> {
  const count = sums.totalLags.length
  const trends = new Int32Array(count)
  const statuses = new Int32Array(count)
  const lagPerSecond = new Float64Array(count)
  const lagMovedOverMs = new Float64Array(count)
  const growingSinceMs = new Float64Array(count).fill(UNKNOWN)
  const watchedSinceMs = new Float64Array(count).fill(UNKNOWN)
  for (let row = 0; row < count; row++) {
    const points = lags.points(row)
    const [consumed, produced] = [sums.consumedPerSecond[row] ?? UNKNOWN, sums.producedPerSecond[row] ?? UNKNOWN]
    const throughput = throughputOf(consumed, produced, standings.steps[row] ?? UNKNOWN)
    const movement = movementOf(points, throughput, sums.markerLags[row])
    const trend = movement?.trend ?? null
    lagPerSecond[row] = movement?.perSecond ?? UNKNOWN
    lagMovedOverMs[row] = movement?.overMs ?? UNKNOWN
    trends[row] = trend === null ? -1 : lagTrends.indexOf(trend)
    if (trend === 'growing') {
      const before = grewSinceMs(row)
      growingSinceMs[row] = Number.isNaN(before) ? growsSinceMs(points) : before
    }
    if (points.count > 0) watchedSinceMs[row] = points.times[0] ?? UNKNOWN
    const status = groupStatus({
      nowMs,
      totalLag: known(sums.totalLags[row]),
      unknownCount: sums.unknown[row] ?? 0,
      markerLag: sums.markerLags[row] ?? 0,
      beyondEndCount: sums.beyondEnd[row] ?? 0,
      memberCount: known(sums.memberCounts[row]),
      joins: joinsAt(sums, row),
      trend,
      watchedSinceMs: known(watchedSinceMs[row]),
      waitingSinceMs: known(standings.waitingSinceMs[row]),
      movedMs: known(standings.movedMs[row]),
      // During a rebalance nothing is assigned, which is no reason to call a group healthy for a moment.
      ownedStuckCount: (sums.attributed[row] ? standings.ownedStuck[row] : standings.stuck[row]) ?? 0,
    })
    statuses[row] = groupStatuses.indexOf(status)
  }
  return { trends, lagPerSecond, lagMovedOverMs, statuses, watchedSinceMs, growingSinceMs }
}
