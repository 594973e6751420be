import type { GroupHistory, GroupHistoryQuery } from '#lib/contract/group-history.ts'
import { historyRangesMs } from '#lib/contract/history-ranges.ts'
import type { ClusterMonitor } from '#lib/monitor/monitor.ts'
import { inTime } from '#lib/monitor/queries/deadline.ts'
import { known } from '#lib/monitor/snapshot/columns.ts'
import { describeEvent } from '#lib/monitor/snapshot/kept-event.ts'
import { requireSnapshot } from '#lib/monitor/snapshot/monitor-state.ts'
import { requireGroup, whereGroupsAreKnown } from './groups.ts'

/** The lag of a group and how fast it was read, from when the dashboard started at the earliest. */
export async function getGroupHistory(
  monitor: ClusterMonitor,
  id: string,
  { range, topic }: GroupHistoryQuery,
): Promise<GroupHistory> {
  requireGroup(requireSnapshot(whereGroupsAreKnown(monitor.state)), id)
  const kept = await inTime(monitor.call('groupHistory', { id, topic: topic ?? null }))
  const sinceMs = Date.now() - historyRangesMs[range]
  const points = kept.points.filter(({ atMs }) => atMs >= sinceMs)
  const [before, last] = points.slice(-2)
  return {
    resolutionMs: before && last ? Math.round(last.atMs - before.atMs) : null,
    points: points.map((point) => ({
      at: new Date(point.atMs).toISOString(),
      lag: known(point.lag),
      producePerSecond: known(point.producedPerSecond),
      consumePerSecond: known(point.consumedPerSecond),
      memberCount: known(point.memberCount),
    })),
    events: kept.events.filter(({ atMs }) => atMs >= sinceMs).map(describeEvent),
  }
}
