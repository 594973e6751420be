import type { Measured } from '#lib/monitor/lag/measured.ts'
import { UNKNOWN } from '#lib/monitor/snapshot/columns.ts'
import { groupTopicRows } from '#lib/monitor/snapshot/group-columns.ts'

/** Longer than the pause between two commits of clients as they are by default. */
const STILL_FOR_MS = 10_000
/** Each costs a request about all of its partitions in every round. */
const MAX_TOPICS = 50

/**
 * Topics on which a group that has members makes no progress on some partition. An open transaction may be the cause,
 * which only their last stable offsets tell.
 */
export function stillTopics(
  { atMs, groups, positions, unread }: Measured,
  waitingSinceMs: (position: number) => number,
): ReadonlySet<string> {
  const { topicNames, topicRows, firstOfTopics } = positions
  const found = new Set<string>()
  for (const [row, { description }] of groups.entries()) {
    if (description?.members?.length === 0) continue
    const [from, to] = groupTopicRows(positions, row)
    for (let topic = from; topic < to && found.size < MAX_TOPICS; topic++) {
      const end = firstOfTopics[topic + 1] ?? 0
      const isStill = (position: number) =>
        (unread[position] ?? UNKNOWN) > 0 && atMs - waitingSinceMs(position) >= STILL_FOR_MS
      for (let position = firstOfTopics[topic] ?? 0; position < end && (topicRows[topic] ?? -1) >= 0; position++) {
        if (!isStill(position)) continue
        found.add(topicNames[topic] ?? '')
        break
      }
    }
  }
  return found
}
