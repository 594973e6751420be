import type { GroupStatus, LagTrend } from '#lib/contract/group-states.ts'
import type { MemberJoins } from '#lib/monitor/snapshot/group-columns.ts'
import { joinsEveryMs } from './member-joins.ts'
import { TREND_NEEDS_MS } from './trend.ts'

/** Members that have something to read and for so long commit nothing are stuck. */
export const STUCK_AFTER_MS = 60_000
/** What is committed so soon after the last member left may still be its own. */
export const LAST_COMMIT_WITHIN_MS = 10_000

/** What the status of a group depends on; null: not known. */
export interface GroupStanding {
  readonly nowMs: number
  readonly totalLag: number | null
  /** Partitions whose lag is not known, and is missing in the total. */
  readonly unknownCount: number
  /** Of the total, what is known to be transaction markers, which no reader gets to see. */
  readonly markerLag: number
  /** Partitions with a commit beyond the end, where nothing is read whatever the lag. */
  readonly beyondEndCount: number
  readonly memberCount: number | null
  /** The moments of late at which members joined; null: none did. */
  readonly joins: MemberJoins | null
  readonly trend: LagTrend | null
  /** Since when there are points of its lag. */
  readonly watchedSinceMs: number | null
  /** Since when the commit that has been waiting longest did not move although there was something to read. */
  readonly waitingSinceMs: number | null
  /** When any commit of the group was last seen to move. */
  readonly movedMs: number | null
  /**
   * Partitions whose commit has not moved for a minute although there was something to read, and which a member has, or
   * may have while the assignment is not known.
   */
  readonly ownedStuckCount: number
}

/** A group is not said to be healthy while part of its lag is not known. */
export function groupStatus(standing: GroupStanding): GroupStatus {
  const status = statusAsFarAsKnown(standing)
  return status === 'ok' && standing.unknownCount > 0 ? 'unknown' : status
}

/** Members that come and go make no progress either: between two of them, the group is not stopped. */
export function statusAsFarAsKnown(standing: GroupStanding): GroupStatus {
  const { nowMs, totalLag, markerLag, beyondEndCount, memberCount, joins, trend, watchedSinceMs } = standing
  if (totalLag === null) return 'unknown'
  const isUpToDate = totalLag <= markerLag
  if (isUpToDate && beyondEndCount === 0) return 'ok'
  const isStill = isOver(standing.waitingSinceMs, nowMs) && isOver(standing.movedMs, nowMs)
  if (memberCount === 0) return isStill && joinsEveryMs(joins, nowMs) !== null ? 'stalled' : 'stopped'
  if (isStill || isUpToDate) return 'stalled'
  if (trend === null || watchedSinceMs === null || nowMs - watchedSinceMs < TREND_NEEDS_MS) return 'unknown'
  // While other partitions keep up, one that stands still does not show in the trend.
  const isPartlyStill = standing.ownedStuckCount > 0 || beyondEndCount > 0
  return trend === 'steady' && isPartlyStill ? 'stalled' : statusOfTrend[trend]
}

const statusOfTrend = { growing: 'falling-behind', draining: 'catching-up', steady: 'ok' } as const

export function isOver(sinceMs: number | null, nowMs: number): boolean {
  return sinceMs !== null && nowMs - sinceMs >= STUCK_AFTER_MS
}
