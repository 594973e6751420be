import { setTimeout as sleep } from 'node:timers/promises'
import { AppError } from '#lib/contract/errors.ts'
import type { GroupMemberListQuery, GroupPartitionListQuery } from '#lib/contract/groups.ts'
import { visibleText } from '#lib/format/visible-text.ts'
import { deleteGroupOffsets } from '#lib/kafka/admin/group-offsets.ts'
import { deleteGroups } from '#lib/kafka/admin/groups.ts'
import { COMMIT_TOO_LARGE } from '#lib/monitor/lag/groups/group-commits.ts'
import type { KnownGroup } from '#lib/monitor/lag/groups/known-group.ts'
import type { Measured } from '#lib/monitor/lag/measured.ts'
import type { ClusterPoller } from '#lib/monitor/poll/poller.ts'
import { waitUntilVisible } from '#lib/monitor/poll/wait-until-visible.ts'
import { known } from '#lib/monitor/snapshot/columns.ts'
import { groupTopicRows } from '#lib/monitor/snapshot/group-columns.ts'
import type { FiguresPage } from '#lib/monitor/snapshot/position-figures.ts'
import { readGroupHistory } from './group-history.ts'
import { listGroupMembers } from './group-members.ts'
import { listGroupPartitions } from './group-partitions.ts'
import { OffsetMover, type ResetPlan } from './offset-reset.ts'
import { figuresAfter } from './position-figures.ts'

/** The page does not wait for longer for what only the records themselves tell. */
const READ_PATIENCE_MS = 700

/** Operations on groups; they need the partitions of groups, which only the worker knows. */
export const groupOperations = {
  async watchGroup(poller: ClusterPoller, id: string) {
    poller.watchGroup(id)
    return null
  },

  async watchLists(poller: ClusterPoller, _input: null) {
    poller.watchLists()
    return null
  },

  async groupPartitions(poller: ClusterPoller, { id, query }: { id: string; query: GroupPartitionListQuery }) {
    poller.watchGroup(id)
    await Promise.race([poller.readNextRecords(id), sleep(READ_PATIENCE_MS, undefined, { ref: false })])
    const { measured, row } = requireMeasured(poller, id)
    return listGroupPartitions(poller.state, poller.groups.lag, measured, row, query)
  },

  /** Where groups stand on all of their partitions, for those who collect figures; some groups at a time. */
  async positionFigures({ groups }: ClusterPoller, after: string | null): Promise<FiguresPage> {
    const { measured } = groups.lag
    return measured ? figuresAfter(measured, after) : { figures: [], last: null }
  },

  async groupMembers(poller: ClusterPoller, { id, query }: { id: string; query: GroupMemberListQuery }) {
    poller.watchGroup(id)
    const { measured, row } = requireMeasured(poller, id)
    return listGroupMembers(poller.state, poller.groups.find(id) ?? measured.groups[row] ?? missing(id), query)
  },

  async groupHistory(poller: ClusterPoller, { id, topic }: { id: string; topic: string | null }) {
    poller.watchGroup(id)
    return readGroupHistory(poller, id, topic)
  },

  /** Where some groups stand on the partitions of a topic, by their numbers. */
  async groupPositions({ groups }: ClusterPoller, { topic, ids }: { topic: string; ids: readonly string[] }) {
    const { measured } = groups.lag
    return ids.map((group) => ({ group, committed: measured ? committedOn(measured, group, topic) : {} }))
  },

  async resetOffsets(poller: ClusterPoller, { dryRun, ...plan }: ResetPlan & { readonly dryRun: boolean }) {
    await refreshIfMissing(poller, plan.group)
    requireMovable(poller.groups.find(plan.group))
    const mover = new OffsetMover(poller.connections, poller.catalog, (id) => poller.groups.find(id))
    const rows = await mover.plan(plan)
    if (dryRun) return { rows, applied: false }
    poller.groups.lag.expect(plan.group, rows)
    const outcome = await mover.apply(plan.group, rows)
    const moved = outcome.rows.filter(({ error, before, after }) => error === undefined && before !== after).length
    const text = `Offsets of ${moved} reset from the dashboard.`
    if (moved > 0) poller.groups.lag.addEvent(plan.group, { atMs: Date.now(), kind: 'reset', text })
    await poller.refresh('groups', 'offsets')
    return outcome
  },

  async deleteGroup(poller: ClusterPoller, id: string) {
    await refreshIfMissing(poller, id)
    const group = poller.groups.find(id) ?? missing(id)
    const mover = new OffsetMover(poller.connections, poller.catalog, () => group)
    await mover.requireNoMembers(id, 'delete')
    const { failures } = await deleteGroups(poller.connections, new Map([[id, group.coordinator]]), [id])
    if (failures[0]) throw failures[0].error
    await waitUntilVisible(async () => {
      poller.groups.forget(id)
      await poller.refresh('groups', 'offsets')
      return !poller.groups.find(id)
    })
    return null
  },

  async deleteGroupOffsets(poller: ClusterPoller, { group: id, topic }: { group: string; topic: string }) {
    await refreshIfMissing(poller, id)
    const group = poller.groups.find(id) ?? missing(id)
    requireMovable(group)
    const partitions = group.commits
      .filter((commits) => commits.topic === topic)
      .flatMap(({ partitions: ids, committed, errors }) =>
        [...ids].filter((_, row) => known(committed[row]) !== null || errors[row] === COMMIT_TOO_LARGE),
      )
    if (partitions.length === 0) {
      throw new AppError('not-found', `The group has no committed offsets on "${topic}".`, { field: 'topic' })
    }
    const topics = [{ name: topic, partitions }]
    const coordinators = new Map([[id, group.coordinator]])
    const { data, failures } = await deleteGroupOffsets(poller.connections, coordinators, id, topics)
    if (failures[0] && data.length === 0) throw failures[0].error
    await poller.refresh('groups', 'offsets')
    return {
      deleted: data.map((done) => ({ topic: done.topic, partition: done.partition })),
      failures: failures.map(({ scope, error }) => ({ scope, message: error.message })),
    }
  },
} satisfies Record<string, (poller: ClusterPoller, input: never) => Promise<unknown>>

function missing(id: string): never {
  throw new AppError('not-found', `There is no group "${visibleText(id)}" in this cluster.`, { field: 'g' })
}

function requireMeasured({ groups }: ClusterPoller, id: string): { measured: Measured; row: number } {
  const { measured } = groups.lag
  if (!measured) throw new AppError('unavailable', 'The groups have not been read yet.')
  const row = measured.rows.get(id)
  return row === undefined ? missing(id) : { measured, row }
}

/** A group that has just come, and is not known here yet, is no group that does not exist. */
async function refreshIfMissing(poller: ClusterPoller, id: string): Promise<void> {
  if (!poller.groups.find(id)) await poller.refresh('groups')
}

/** Only groups that commit have commits to move. */
function requireMovable(group: KnownGroup | null): void {
  if (group?.type !== 'share' && group?.type !== 'streams') return
  const hint =
    group.type === 'share'
      ? 'Use kafka-share-groups.sh to reset its start offsets.'
      : 'Use kafka-streams-groups.sh to reset its offsets together with the state of the application.'
  throw new AppError(
    'unsupported',
    `"${visibleText(group.id)}" is a ${group.type} group, whose offsets cannot be reset here.`,
    {
      hint,
    },
  )
}

function committedOn({ rows, positions, commits }: Measured, group: string, topic: string): Record<number, number> {
  const row = rows.get(group) ?? -1
  const committed: Record<number, number> = {}
  const [firstTopic, endTopic] = groupTopicRows(positions, row)
  for (let of = firstTopic; of < endTopic; of++) {
    if (positions.topicNames[of] !== topic) continue
    for (let at = positions.firstOfTopics[of] ?? 0; at < (positions.firstOfTopics[of + 1] ?? 0); at++) {
      const offset = known(commits.committed[at])
      if (offset !== null) committed[positions.partitionIds[at] ?? -1] = offset
    }
  }
  return committed
}
