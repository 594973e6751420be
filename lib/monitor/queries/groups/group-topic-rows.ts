import type { Topic } from '#lib/contract/topics.ts'
import { known } from '#lib/monitor/snapshot/columns.ts'
import { type GroupColumns, groupTopicRows } from '#lib/monitor/snapshot/group-columns.ts'
import type { Snapshot } from '#lib/monitor/snapshot/snapshot.ts'
import { timeLagOf } from './group-items.ts'

/** A group that has to do with a topic: its row among groups, and that of the topic among the topics of groups. */
export interface GroupTopicRow {
  readonly group: number
  readonly topicRow: number
}

const NONE: readonly GroupTopicRow[] = []
const indexes = new WeakMap<
  readonly string[],
  { firstTopics: Int32Array; holds: ReadonlyMap<string, readonly GroupTopicRow[]> }
>()

/** The groups of a topic, from an index that is made again only when groups or their topics change. */
export function groupsOnTopic({ groups }: Pick<Snapshot, 'groups'>, topic: string): readonly GroupTopicRow[] {
  return groupRowsByTopic(groups).get(topic) ?? NONE
}

function groupRowsByTopic({ topicNames, firstTopics }: GroupColumns): ReadonlyMap<string, readonly GroupTopicRow[]> {
  const made = indexes.get(topicNames)
  if (made?.firstTopics === firstTopics) return made.holds
  const holds = new Map<string, GroupTopicRow[]>()
  for (let group = 0; group < firstTopics.length - 1; group++) {
    const [from, to] = groupTopicRows({ firstTopics }, group)
    for (let topicRow = from; topicRow < to; topicRow++) {
      const name = topicNames[topicRow] ?? ''
      const own = holds.get(name)
      if (own) own.push({ group, topicRow })
      else holds.set(name, [{ group, topicRow }])
    }
  }
  indexes.set(topicNames, { firstTopics, holds })
  return holds
}

/** How many groups have to do with a topic, and the most that one of them has not read; null: not known. */
export function groupFactsOf(snapshot: Snapshot, topic: string): { groupCount: number | null; maxLag: number | null } {
  if (snapshot.groupsAtMs === null) return { groupCount: null, maxLag: null }
  const holds = groupsOnTopic(snapshot, topic)
  const highest = highestLagOf(snapshot, holds)
  return { groupCount: holds.length, maxLag: highest && known(snapshot.groups.topicLags[highest.topicRow]) }
}

/** How many groups have partitions on a topic of which nothing is known, so that one of them may be further behind. */
export function countUnknownOn(snapshot: Snapshot, topic: string): number {
  return groupsOnTopic(snapshot, topic).filter(({ topicRow }) => (snapshot.groups.topicUnknown[topicRow] ?? 0) > 0)
    .length
}

export function furthestBehind(snapshot: Snapshot, topic: string): Topic['furthestBehind'] {
  const { groups } = snapshot
  const highest = highestLagOf(snapshot, groupsOnTopic(snapshot, topic))
  const lag = highest && known(groups.topicLags[highest.topicRow])
  if (!highest || lag === null) return null
  const timeLagMs = timeLagOf(snapshot, lag, groups.topicWaitingRecordsMs[highest.topicRow])
  return { group: groups.ids[highest.group] ?? '', lag, timeLagMs }
}

function highestLagOf({ groups }: Snapshot, holds: readonly GroupTopicRow[]): GroupTopicRow | null {
  let highest: GroupTopicRow | null = null
  let most = -1
  for (const hold of holds) {
    const lag = groups.topicLags[hold.topicRow] ?? Number.NaN
    if (!(lag > most)) continue
    most = lag
    highest = hold
  }
  return highest
}
