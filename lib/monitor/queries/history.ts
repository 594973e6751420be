import type { History } from '#lib/contract/history.ts'
import { type HistoryRange, historyRangesMs } from '#lib/contract/history-ranges.ts'
import type { ClusterMonitor } from '#lib/monitor/monitor.ts'
import { requireTopic } from '#lib/monitor/queries/topics/topics.ts'
import { known } from '#lib/monitor/snapshot/columns.ts'
import { requireSnapshot } from '#lib/monitor/snapshot/monitor-state.ts'

/** What was written per second, to one topic or, with null, to all; from memory, so from when the dashboard started. */
export async function readHistory(
  monitor: ClusterMonitor,
  topic: string | null,
  range: HistoryRange,
): Promise<History> {
  if (topic !== null) requireTopic(requireSnapshot(monitor.state), topic)
  return toHistory(await monitor.call('written', topic), range, Date.now())
}

export function toHistory(
  written: readonly { readonly atMs: number; readonly perSecond: number }[],
  range: HistoryRange,
  nowMs: number,
): History {
  const within = written.filter(({ atMs }) => nowMs - atMs <= historyRangesMs[range])
  const [before, last] = within.slice(-2)
  return {
    resolutionMs: before && last ? last.atMs - before.atMs : null,
    points: within.map(({ atMs, perSecond }) => ({
      at: new Date(atMs).toISOString(),
      producePerSecond: known(perSecond),
    })),
    events: [],
  }
}
