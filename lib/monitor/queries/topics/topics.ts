import { AppError } from '#lib/contract/errors.ts'
import type { Topic, TopicItem, TopicListQuery, TopicListReply, TopicSort } from '#lib/contract/topics.ts'
import type { ClusterMonitor } from '#lib/monitor/monitor.ts'
import { furthestBehind, groupFactsOf } from '#lib/monitor/queries/groups/group-topic-rows.ts'
import { orderOnce } from '#lib/monitor/queries/row-orders.ts'
import { partitionRows, rowsByName } from '#lib/monitor/snapshot/catalog.ts'
import { known } from '#lib/monitor/snapshot/columns.ts'
import { COMPACTS, DELETES } from '#lib/monitor/snapshot/config-columns.ts'
import { listPage, sortRows } from '#lib/monitor/snapshot/list-page.ts'
import { type MonitorState, requireSnapshot } from '#lib/monitor/snapshot/monitor-state.ts'
import type { Snapshot } from '#lib/monitor/snapshot/snapshot.ts'
import { isListed, listedFact, listedFacts } from '#lib/monitor/snapshot/topic-columns.ts'
import { isDescribed, isLeftOut, passes, warnOfLeftOut } from './topic-filter.ts'
import { readLastWrite } from './topic-last-write.ts'
import { topicProblems } from './topic-problems.ts'
import { totalsOf } from './topic-sums.ts'

export function listTopics(state: MonitorState, query: TopicListQuery): TopicListReply {
  const reply = listPage(state, query, (snapshot) => {
    const { catalog } = snapshot
    return {
      passes: (row) => passes(snapshot, row, query),
      leftOut: query.policy && { includes: (row) => isLeftOut(snapshot, row, query), warn: warnOfLeftOut },
      sorted: ({ sort, order }) => sortedTopics(snapshot, sort, order),
      nameOf: (row) => catalog.names[row] ?? '',
      describe: (row) => describeTopic(snapshot, row),
      tiers: ['groups', 'offsets', 'configs', 'logDirs'],
    }
  })
  return { ...reply, totals: totalsOf(state, query) }
}

function sortedTopics(snapshot: Snapshot, sort: TopicSort, order: 'asc' | 'desc'): readonly number[] {
  const keyOf = (by: TopicSort, row: number) => sortKey(snapshot, by, row)
  return orderOnce(snapshot, `topics ${sort} ${order}`, (before) =>
    sortRows(snapshot.catalog.names.length, keyOf, { sort, order }, before),
  )
}

/** The row of a topic, or the error that says that there is none. */
export function requireTopic({ catalog }: Snapshot, name: string): number {
  const row = rowsByName(catalog).get(name)
  if (row === undefined) throw new AppError('not-found', `There is no topic "${name}" in this cluster.`, { field: 't' })
  return row
}

export async function getTopic(
  monitor: Pick<ClusterMonitor, 'call' | 'state' | 'watchTopic'>,
  name: string,
): Promise<Topic> {
  const snapshot = requireSnapshot(monitor.state)
  const row = requireTopic(snapshot, name)
  const item = describeTopic(snapshot, row)
  const minInsyncReplicas = known(snapshot.configs.minInsyncReplicas[row])
  const facts = { ...item, minInsyncReplicas, furthestBehind: furthestBehind(snapshot, name) }
  // Of a topic that the cluster does not describe there are no partitions to ask about.
  if (!isDescribed(snapshot, row)) return facts
  monitor.watchTopic(name)
  const question = { topic: name, topicId: item.topicId, partitions: partitionIdsOf(snapshot, row) }
  const { lastWriteAt, problems } = await readLastWrite(monitor, question, known(snapshot.topics.lastWritesMs[row]))
  const others = item.problems.filter(({ field }) => field !== 'lastWriteAt')
  return { ...facts, lastWriteAt, problems: [...others, ...problems] }
}

export function partitionIdsOf({ catalog }: Snapshot, topicRow: number): number[] {
  return [...catalog.partitionIds.subarray(...partitionRows(catalog, topicRow))]
}

function sortKey(snapshot: Snapshot, sort: TopicSort, row: number): string | number | boolean | null {
  const { catalog, topics, configs } = snapshot
  if (isListed(sort)) return listedFact(topics, sort, row, isDescribed(snapshot, row))
  switch (sort) {
    case 'name':
      return catalog.names[row] ?? null
    case 'topicId':
      return catalog.topicIds[row] ?? null
    case 'internal':
      return Boolean(catalog.internal[row])
    case 'partitionCount':
      return countPartitions(snapshot, row)
    case 'groupCount':
    case 'maxLag':
      return groupFactsOf(snapshot, catalog.names[row] ?? '')[sort]
    case 'cleanupPolicy':
      return describePolicy(configs.policies[row])
    case 'retentionMs':
      return retentionKey(configs.retentionsMs[row])
    case 'lastWriteAt':
      return known(topics.lastWritesMs[row])
    default:
      return sort satisfies never
  }
}

/** What is kept for ever is kept longest. */
function retentionKey(retentionMs: number | undefined): number | null {
  const retention = known(retentionMs)
  return retention !== null && retention < 0 ? Number.POSITIVE_INFINITY : retention
}

function describePolicy(policy = 0): string | null {
  const names = [policy & DELETES && 'delete', policy & COMPACTS && 'compact'].filter(Boolean)
  return names.length === 0 ? null : names.join(',')
}

/** null: the cluster lists the topic but does not describe it, such as a forbidden one. */
function countPartitions(snapshot: Snapshot, row: number): number | null {
  const [from, to] = partitionRows(snapshot.catalog, row)
  return isDescribed(snapshot, row) ? to - from : null
}

function describeTopic(snapshot: Snapshot, row: number): TopicItem {
  const { catalog, topics, configs } = snapshot
  const name = catalog.names[row] ?? ''
  const topicId = catalog.topicIds[row] ?? null
  const internal = Boolean(catalog.internal[row])
  const lastWriteMs = known(topics.lastWritesMs[row])
  return {
    name,
    topicId,
    internal,
    partitionCount: countPartitions(snapshot, row),
    ...listedFacts(topics, row, isDescribed(snapshot, row)),
    ...groupFactsOf(snapshot, name),
    cleanupPolicy: describePolicy(configs.policies[row]),
    retentionMs: known(configs.retentionsMs[row]),
    lastWriteAt: lastWriteMs === null ? null : new Date(lastWriteMs).toISOString(),
    problems: topicProblems(snapshot, row),
  }
}
