import type { ListReply } from '#lib/contract/common.ts'
import { withOrder } from '#lib/contract/groups.ts'
import type { TopicGroup, TopicGroupListQuery, TopicGroupSort } from '#lib/contract/topic-groups.ts'
import { counted } from '#lib/format/number.ts'
import { describeGroup } from '#lib/monitor/queries/groups/group-items.ts'
import { type GroupTopicRow, groupsOnTopic } from '#lib/monitor/queries/groups/group-topic-rows.ts'
import { groupKey, whereGroupsAreKnown } from '#lib/monitor/queries/groups/groups.ts'
import { known } from '#lib/monitor/snapshot/columns.ts'
import { listPage, sortRows } from '#lib/monitor/snapshot/list-page.ts'
import type { MonitorState } from '#lib/monitor/snapshot/monitor-state.ts'
import type { Reason } from '#lib/monitor/snapshot/reason.ts'
import type { Snapshot } from '#lib/monitor/snapshot/snapshot.ts'
import { requireTopic } from './topics.ts'

export function listTopicGroups(state: MonitorState, topic: string, query: TopicGroupListQuery): ListReply<TopicGroup> {
  if (state.snapshot) requireTopic(state.snapshot, topic)
  return listPage(whereGroupsAreKnown(state), withOrder(query), (snapshot) => {
    const holds = groupsOnTopic(snapshot, topic)
    const at = (row: number) => holds[row] ?? { group: -1, topicRow: -1 }
    return {
      sorted: (order) => sortRows<TopicGroupSort>(holds.length, (sort, row) => keyOf(snapshot, at(row), sort), order),
      nameOf: (row) => snapshot.groups.ids[at(row).group] ?? '',
      describe: (row) => describeTopicGroup(snapshot, at(row)),
      tiers: ['groups', 'offsets'],
    }
  })
}

function keyOf(snapshot: Snapshot, { group, topicRow }: GroupTopicRow, sort: TopicGroupSort) {
  switch (sort) {
    case 'lag':
      return known(snapshot.groups.topicLags[topicRow])
    case 'partitionCount':
      return snapshot.groups.topicPartitions[topicRow] ?? null
    default:
      return groupKey(snapshot, sort, group)
  }
}

function describeTopicGroup(snapshot: Snapshot, { group, topicRow }: GroupTopicRow): TopicGroup {
  const item = describeGroup(snapshot, group)
  const lag = known(snapshot.groups.topicLags[topicRow])
  const partitionCount = snapshot.groups.topicPartitions[topicRow] ?? 0
  const reason = whyLagIsDoubtful(lag, snapshot.groups.topicUnknown[topicRow] ?? 0, partitionCount)
  const problems = reason ? [...item.problems, { field: 'lag', ...reason }] : item.problems
  return { ...item, lag, partitionCount, problems }
}

function whyLagIsDoubtful(lag: number | null, unknown: number, partitions: number): Reason | null {
  if (lag !== null) {
    return unknown === 0
      ? null
      : { code: 'partial', message: `${unknown} of ${counted(partitions, 'partition')} not included.` }
  }
  return unknown > 0
    ? { code: 'unknown', message: 'None of its partitions has been read yet, or they no longer exist.' }
    : { code: 'no-commit', message: 'The group has no committed offsets on this topic.' }
}
