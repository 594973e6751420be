import type { GroupHistory } from '#lib/contract/group-history.ts'
import { historyRangesMs } from '#lib/contract/history-ranges.ts'

/** The ranges of the chart; the longest holds all that is in memory. */
export const lagRanges = ['15m', '1h', '6h', '24h', '7d'] as const
export type LagRange = (typeof lagRanges)[number]

/** All that is in memory. */
export const WHOLE_HISTORY = '7d' satisfies LagRange

/** The ranges that differ: one that is longer than what is known would show the same as the one before. */
export function offeredRanges({ points }: GroupHistory): LagRange[] {
  const spanMs = points.length < 2 ? 0 : timeOf(points.at(-1)) - timeOf(points[0])
  return lagRanges.filter((_, index) => {
    const shorter = lagRanges[index - 1]
    return shorter === undefined || spanMs > historyRangesMs[shorter]
  })
}

/** The last part of the history, as long as the range. */
export function cutHistory(history: GroupHistory, range: LagRange): GroupHistory {
  const sinceMs = timeOf(history.points.at(-1)) - historyRangesMs[range]
  const isWithin = (item: { readonly at: string }) => !(timeOf(item) < sinceMs)
  return { ...history, points: history.points.filter(isWithin), events: history.events.filter(isWithin) }
}

function timeOf(item: { readonly at: string } | undefined): number {
  return item === undefined ? Number.NaN : Date.parse(item.at)
}
