import type { MemberJoins } from '#lib/monitor/snapshot/group-columns.ts'

/** After so many of the usual times without another, members no longer come and go. */
const MISSED = 3

/** About how often a member joins, where members come and go all the time; null: they do not. */
export function joinsEveryMs(joins: MemberJoins | null, nowMs: number): number | null {
  if (joins === null || joins.count < 2) return null
  const everyMs = (joins.lastMs - joins.firstMs) / (joins.count - 1)
  return nowMs - joins.lastMs <= everyMs * MISSED ? everyMs : null
}
