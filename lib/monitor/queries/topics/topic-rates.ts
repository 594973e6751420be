import type { ListReply } from '#lib/contract/common.ts'
import type { TopicRates } from '#lib/contract/topic-rates.ts'
import type { TopicListQuery } from '#lib/contract/topics.ts'
import type { ClusterMonitor } from '#lib/monitor/monitor.ts'
import { inTime } from '#lib/monitor/queries/deadline.ts'
import { listTopics } from './topics.ts'

const SPAN_MS = 15 * 60_000
const POINTS = 30

/** What was produced lately to each topic of a page of the list. */
export async function listTopicRates(
  monitor: Pick<ClusterMonitor, 'call' | 'state'>,
  query: TopicListQuery,
): Promise<ListReply<TopicRates>> {
  const { totals: _, ...reply } = listTopics(monitor.state, query)
  const names = reply.items.map(({ name }) => name)
  const written = names.length === 0 ? [] : await inTime(monitor.call('writtenEach', names))
  const nowMs = Date.now()
  const items = names.map((name, index) => ({ name, producePoints: recentPoints(written[index] ?? [], nowMs) }))
  return { ...reply, items }
}

/** A rate, as it was from the moment before up to this one. */
interface Rate {
  readonly atMs: number
  readonly perSecond: number
}

/** Rates at equal distances, as those of long ago are kept further apart; none from before the last that is unknown. */
export function recentPoints(rates: readonly Rate[], nowMs: number): number[] {
  const lastGap = rates.findLastIndex(({ perSecond }) => Number.isNaN(perSecond))
  const known = rates.slice(lastGap + 1)
  const [first, last] = [known[0], known.at(-1)]
  if (!first || !last) return []
  const points: number[] = []
  for (let step = POINTS - 1; step >= 0; step--) {
    const atMs = nowMs - (step * SPAN_MS) / POINTS
    if (atMs < first.atMs) continue
    points.push((known.find((rate) => rate.atMs >= atMs) ?? last).perSecond)
  }
  return points
}
