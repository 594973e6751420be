import type { GroupEvent } from '#lib/monitor/lag/groups/group-events.ts'
import type { GroupPoint } from '#lib/monitor/lag/history/group-rings.ts'
import type { ClusterPoller } from '#lib/monitor/poll/poller.ts'
import { UNKNOWN } from '#lib/monitor/snapshot/columns.ts'
import { lagPointsOf } from '#lib/monitor/snapshot/group-columns.ts'

interface KeptHistory {
  readonly points: readonly GroupPoint[]
  readonly events: readonly GroupEvent[]
}

/** What memory holds of a group: all of it where it is watched or far behind, else its lag of the last minutes. */
export function readGroupHistory(poller: ClusterPoller, id: string, topic: string | null): KeptHistory {
  const { groups } = poller
  const { lag, columns } = groups
  const events = lag.eventsOf(id)
  const topics = groups.topicsOf(id)
  if (topic !== null && (topics.length !== 1 || topics[0] !== topic)) {
    const onTopic = lag.pointsOf(id, topic)
    // Of a single topic the lag is kept only while the group is watched; what is produced to it, always.
    const written = poller
      .written(topic)
      .filter(({ atMs }) => atMs < (onTopic[0]?.atMs ?? Number.POSITIVE_INFINITY))
      .map(({ atMs, perSecond }) => ({ ...NOTHING, atMs, producedPerSecond: perSecond }))
    return { points: [...written, ...onTopic], events }
  }
  const kept = lag.pointsOf(id)
  const earlier = lagPointsOf(columns, columns.ids.indexOf(id))
    .filter(({ atMs }) => atMs < (kept[0]?.atMs ?? Number.POSITIVE_INFINITY))
    .map((point) => ({ ...NOTHING, ...point }))
  return { points: [...earlier, ...kept], events }
}

const NOTHING = { lag: UNKNOWN, producedPerSecond: UNKNOWN, consumedPerSecond: UNKNOWN, memberCount: UNKNOWN }
