import type { ClusterHistory, History } from '#lib/contract/history.ts'
import { type HistoryRange, historyRangesMs } from '#lib/contract/history-ranges.ts'
import type { ClusterMonitor } from '#lib/monitor/monitor.ts'
import { requireTopic } from '#lib/monitor/queries/topics/topics.ts'
import type { ClusterPoint } from '#lib/monitor/snapshot/cluster-point.ts'
import { known } from '#lib/monitor/snapshot/columns.ts'
import { describeEvent, type KeptEvent } from '#lib/monitor/snapshot/kept-event.ts'
import { requireSnapshot } from '#lib/monitor/snapshot/monitor-state.ts'

/** What was written to a topic per second; from memory, so from when the dashboard started. */
export async function readTopicHistory(monitor: ClusterMonitor, topic: string, range: HistoryRange): Promise<History> {
  requireTopic(requireSnapshot(monitor.state), topic)
  return toTopicHistory(await monitor.call('written', topic), range, Date.now())
}

/** The lag and rates of everything, and what happened, from when the dashboard started. */
export async function readClusterHistory(monitor: ClusterMonitor, range: HistoryRange): Promise<ClusterHistory> {
  return toClusterHistory(await monitor.call('clusterHistory', null), range, Date.now())
}

interface Timed {
  readonly atMs: number
}

interface Written extends Timed {
  readonly perSecond: number
}

interface KeptHistory {
  /** What was written before the first of the points. */
  readonly earlier: readonly Written[]
  readonly points: readonly ClusterPoint[]
  readonly events: readonly KeptEvent[]
}

export function toTopicHistory(written: readonly Written[], range: HistoryRange, nowMs: number): History {
  const within = cut(written, range, nowMs)
  return {
    resolutionMs: resolutionOf(within),
    points: within.map(({ atMs, perSecond }) => ({
      at: new Date(atMs).toISOString(),
      producePerSecond: known(perSecond),
    })),
    events: [],
  }
}

export function toClusterHistory(
  { earlier, points, events }: KeptHistory,
  range: HistoryRange,
  nowMs: number,
): ClusterHistory {
  const within = cut(points, range, nowMs)
  const nothing = { lag: null, consumePerSecond: null, underReplicated: null }
  return {
    resolutionMs: resolutionOf(within),
    points: [
      ...cut(earlier, range, nowMs).map(({ atMs, perSecond }) => ({
        at: new Date(atMs).toISOString(),
        ...nothing,
        producePerSecond: known(perSecond),
      })),
      ...within.map((point) => ({
        at: new Date(point.atMs).toISOString(),
        lag: known(point.lag),
        producePerSecond: known(point.producedPerSecond),
        consumePerSecond: known(point.consumedPerSecond),
        underReplicated: known(point.underReplicated),
      })),
    ],
    events: cut(events, range, nowMs).map(describeEvent),
  }
}

function cut<Point extends Timed>(points: readonly Point[], range: HistoryRange, nowMs: number): Point[] {
  return points.filter(({ atMs }) => nowMs - atMs <= historyRangesMs[range])
}

function resolutionOf(points: readonly Timed[]): number | null {
  const [before, last] = points.slice(-2)
  return before && last ? Math.round(last.atMs - before.atMs) : null
}
