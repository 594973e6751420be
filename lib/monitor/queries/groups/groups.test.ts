import { describe, expect, test } from 'vitest'
import { clusterSchema } from '#lib/contract/clusters.ts'
import { AppError } from '#lib/contract/errors.ts'
import {
  groupItemSchema,
  groupListQuery,
  groupPartitionListQuery,
  groupPartitionSchema,
  groupSchema,
} from '#lib/contract/groups.ts'
import { topicGroupListQuery, topicGroupSchema } from '#lib/contract/topic-groups.ts'
import { topicItemSchema, topicListQuery } from '#lib/contract/topics.ts'
import type { ClusterMonitor } from '#lib/monitor/monitor.ts'
import { listGroupPartitions } from '#lib/monitor/operations/group-partitions.ts'
import { describeCluster } from '#lib/monitor/queries/clusters.ts'
import { search } from '#lib/monitor/queries/search.ts'
import { listTopicGroups } from '#lib/monitor/queries/topics/topic-groups.ts'
import { listTopics } from '#lib/monitor/queries/topics/topics.ts'
import { buildCatalog, sortTopics } from '#lib/monitor/snapshot/catalog.ts'
import { lagPointsOf } from '#lib/monitor/snapshot/group-columns.ts'
import { knownGroup, LagWorld } from '#lib/monitor/testing/groups.ts'
import { identityOf, metadataOf, partition, stateOf, topic } from '#lib/monitor/testing/snapshots.ts'
import { getGroup, listGroups } from './groups.ts'

const topics = [topic('orders', [partition(0), partition(1)]), topic('quiet', [partition(0)])]
const metadata = metadataOf(topics)
const catalog = buildCatalog(sortTopics(metadata.topics), null, 0)
const START_MS = 1_000_000

const groups = [
  knownGroup({ id: 'behind', committed: { orders: [40, 90] } }),
  knownGroup({ id: 'caught-up', members: ['m'], committed: { orders: [100, 100] } }),
  knownGroup({
    id: 'denied',
    members: ['m'],
    committed: { orders: [1, 1] },
    commitError: 30,
    problems: [{ field: 'totalLag', code: 'GROUP_AUTHORIZATION_FAILED', message: 'It may not be read.' }],
  }),
  knownGroup({ id: 'gone', committed: { missing: [7] } }),
  knownGroup({ id: 'waiting', members: ['m'], state: 'PreparingRebalance' }),
]

function world() {
  const made = new LagWorld(catalog)
  const measured = made.at(START_MS, groups, { orders: [100, 100], quiet: [0] })
  const state = stateOf({ metadata, groups: made.lag.columns, groupsAtMs: START_MS })
  return { ...made, made, lag: made.lag, measured, state }
}

const { lag, measured, state } = world()
const ids = (query: Record<string, string>) => listGroups(state, groupListQuery.parse(query)).items.map(({ id }) => id)
const monitor = { state, call: async () => null } as unknown as ClusterMonitor
const find = (id: string) => getGroup(monitor, id)

describe('the list of groups', () => {
  test.each([
    [{}, ['behind', 'caught-up', 'denied', 'gone', 'waiting']],
    [{ sort: 'totalLag', order: 'asc' }, ['caught-up', 'behind', 'denied', 'gone', 'waiting']],
    [{ sort: 'id', order: 'desc' }, ['waiting', 'gone', 'denied', 'caught-up', 'behind']],
    [{ q: 'E*' }, []],
    [{ q: 'GONE' }, ['gone']],
    [{ state: 'empty' }, ['behind', 'gone']],
    [{ status: 'stopped' }, ['behind']],
    [{ type: 'share' }, []],
    [{ topic: 'orders', sort: 'id' }, ['behind', 'caught-up', 'denied']],
    [{ topic: 'missing' }, ['gone']],
    [{ pageSize: '2', page: '2' }, ['denied', 'gone']],
  ])('%j gives %j', (query, expected) => {
    expect(ids(query)).toEqual(expected)
  })

  test('every item is as the contract says, and no fact is missing without a reason', () => {
    for (const item of listGroups(state, groupListQuery.parse({})).items) {
      groupItemSchema.parse(item)
      groupSchema.parse(find(item.id))
      const missing = Object.entries(item).filter(([, value]) => value === null)
      const explained = item.problems.map(({ field }) => field)
      for (const [field] of missing) expect(explained).toContain(field)
    }
  })

  test('says that nothing is known before the groups were asked, instead of that there are none', () => {
    const page = listGroups(stateOf({ groupsAtMs: null }), groupListQuery.parse({}))
    expect(page).toMatchObject({ items: [], total: null, asOf: null, progress: { done: 0 } })
    expect(() => getGroup({ ...monitor, state: stateOf({ groupsAtMs: null }) } as ClusterMonitor, 'a')).toThrow(
      AppError,
    )
  })
})

describe('one group', () => {
  test('that nobody reads for: how far behind, since when, and why', () => {
    expect(find('behind')).toMatchObject({
      totalLag: 70,
      maxPartitionLag: 60,
      memberCount: 0,
      status: 'stopped',
      statusReason: 'No active members · lag 70.',
      // The next record is that at offset 40, which was written 41 s after the beginning.
      timeLagMs: START_MS - 41_000,
      topics: [{ topic: 'orders', partitionCount: 2, lag: 70, memberCount: 0 }],
    })
  })

  test('that is caught up is not late', () => {
    expect(find('caught-up')).toMatchObject({ totalLag: 0, timeLagMs: 0, etaMs: 0, status: 'ok', partial: false })
  })

  test('that may not be read hides nothing, and says so', () => {
    expect(find('denied')).toMatchObject({ totalLag: null, partial: true, memberCount: 1, status: 'unknown' })
    expect(find('denied').problems).toContainEqual(groups[2]?.problems[0])
  })

  test('whose topic is gone', () => {
    expect(find('gone')).toMatchObject({ totalLag: null, statusReason: expect.stringContaining('no longer exist') })
  })

  test('that is not there', () => {
    expect(() => find('nobody')).toThrow('There is no group "nobody" in this cluster.')
  })
})

test('partitions say where the group stands, who reads them, and what is not known', () => {
  const row = measured.rows.get('caught-up') ?? -1
  const page = listGroupPartitions(state, lag, measured, row, groupPartitionListQuery.parse({ sort: 'topic' }))
  expect(page.items).toMatchObject([
    { topic: 'orders', partition: 0, committed: 100, endOffset: 100, lag: 0, status: 'ok', memberId: 'm', host: '/h' },
    { topic: 'orders', partition: 1, lag: 0, timeLagMs: 0, timeLagIs: 'estimated' },
  ])
  for (const item of page.items) groupPartitionSchema.parse(item)
})

test('a topic says who has to do with it, and which has the highest lag', () => {
  const reply = listTopicGroups(state, 'orders', topicGroupListQuery.parse({}))
  expect(reply.items.map(({ id, lag: own }) => [id, own])).toEqual([
    ['behind', 70],
    ['caught-up', 0],
    ['denied', null],
  ])
  for (const item of reply.items) topicGroupSchema.parse(item)
  const items = listTopics(state, topicListQuery.parse({ sort: 'maxLag', order: 'desc' })).items
  expect(items).toMatchObject([
    { name: 'orders', groupCount: 3, maxLag: 70 },
    { name: 'quiet', groupCount: 0, maxLag: null },
  ])
  for (const item of items) topicItemSchema.parse(item)
  // Nobody knows how far the group is that may not be read.
  const doubts = items[0]?.problems.filter(({ field }) => field === 'maxLag')
  expect(doubts).toMatchObject([{ code: 'partial', message: expect.stringContaining('1 group has') }])
})

test('the cluster sums up what is known, and says what is left out', () => {
  const cluster = describeCluster(identityOf([]), state)
  clusterSchema.parse(cluster)
  expect(cluster).toMatchObject({
    groupCount: 5,
    groupsByState: { Empty: 2, Stable: 2, PreparingRebalance: 1 },
    groupsByStatus: { stopped: 1, ok: 1, unknown: 3 },
    totalLag: 70,
  })
  expect(cluster.problems).toContainEqual(expect.objectContaining({ field: 'totalLag', code: 'partial' }))
  expect(describeCluster(identityOf([]), stateOf({ groupsAtMs: null })).groupCount).toBeNull()
})

test('groups are found by a part of their name', () => {
  expect(search(state, 'behi')).toEqual([{ kind: 'group', id: 'behind', hint: 'group, lag 70' }])
})

describe('from moment to moment', () => {
  test('what did not change stays the same column, so that it does not cross again', () => {
    const { made } = world()
    const before = made.lag.columns
    made.at(START_MS + 5_000, groups, { orders: [100, 100], quiet: [0] })
    const after = made.lag.columns
    for (const name of ['ids', 'topicNames', 'totalLags', 'topicLags', 'memberCounts', 'waitingRecordsMs'] as const)
      expect(after[name]).toBe(before[name])
    expect(lagPointsOf(after, 0).map((point) => point.lag)).toEqual([70, 70])
  })

  test('a group that is watched is kept at every moment, and each of its partitions too', () => {
    const { made } = world()
    for (let second = 5; second <= 70; second += 5) {
      made.at(START_MS + second * 1_000, groups, { orders: [100 + second, 100], quiet: [0] }, ['caught-up'])
    }
    expect(made.lag.pointsOf('caught-up').at(-1)).toMatchObject({ lag: 70, memberCount: 1 })
    const row = made.lag.measured?.rows.get('caught-up') ?? -1
    const now = made.lag.measured
    if (!now) throw new Error('nothing was measured')
    const page = listGroupPartitions(state, made.lag, now, row, groupPartitionListQuery.parse({}))
    expect(page.items.map(({ trend }) => trend)).toEqual(['growing', 'steady'])
  })

  test('a group that is watched is kept by topic too, until it is gone', () => {
    const { made } = world()
    const both = knownGroup({ id: 'both', members: ['m'], committed: { orders: [90, 100], quiet: [0] } })
    made.at(START_MS + 5_000, [...groups, both], { orders: [100, 100], quiet: [3] }, ['both'])
    expect(made.lag.pointsOf('both')).toMatchObject([{ lag: 13 }])
    expect(made.lag.pointsOf('both', 'orders')).toMatchObject([{ lag: 10, memberCount: 1, producedPerSecond: 2 }])
    expect(made.lag.pointsOf('both', 'quiet')).toMatchObject([{ lag: 3, memberCount: 1, producedPerSecond: 1 }])
    expect(made.lag.pointsOf('both', 'missing')).toEqual([])
    made.at(START_MS + 10_000, groups, { orders: [100, 100], quiet: [3] }, ['both'])
    expect(made.lag.pointsOf('both', 'orders')).toEqual([])
  })

  test('a lag that is only markers of transactions is no lag to wait for', () => {
    const markers = new LagWorld(catalog, 1)
    const group = knownGroup({ id: 'reader', members: ['m'], committed: { orders: [99, 99] } })
    for (let second = 0; second <= 120; second += 5) {
      markers.at(START_MS + second * 1_000, [group], { orders: [100, 100], quiet: [0] })
    }
    const only = stateOf({ metadata, groups: markers.lag.columns, groupsAtMs: START_MS })
    const [item] = listGroups(only, groupListQuery.parse({})).items
    expect(item).toMatchObject({
      totalLag: 2,
      status: 'ok',
      statusReason: expect.stringContaining('control records'),
    })
  })
})

describe('a group that has committed beyond the end', () => {
  const beyondEnd = (members: readonly string[]) => {
    const made = new LagWorld(catalog)
    const group = knownGroup({ id: 'reader', members, committed: { orders: [120, 100], quiet: [3] } })
    for (let second = 0; second <= 120; second += 5) {
      made.at(START_MS + second * 1_000, [group], { orders: [100, 100], quiet: [0] })
    }
    const only = stateOf({ metadata, groups: made.lag.columns, groupsAtMs: START_MS + 120_000 })
    const page = listGroupPartitions(only, made.lag, measuredOf(made), 0, groupPartitionListQuery.parse({}))
    return { state: only, item: listGroups(only, groupListQuery.parse({})).items[0], rows: page.items }
  }
  const measuredOf = ({ lag: { measured: latest } }: LagWorld) => {
    if (!latest) throw new Error('nothing was measured')
    return latest
  }
  const sentence =
    'The committed offset is 20 offsets beyond the end on 2 partitions, farthest on partition 0 of orders: the topic was truncated, or deleted and re-created.'

  test.each([
    ['stalled', ['m']],
    ['stopped', []],
  ])('is %s with members %j, and says why in its status and in its problems', (status, members) => {
    const { item, state: only } = beyondEnd(members)
    expect(item).toMatchObject({ totalLag: 0, status, statusReason: expect.stringContaining(sentence) })
    const problem = { field: 'totalLag', code: 'ahead-of-end', message: expect.stringContaining(sentence) }
    expect(item?.problems).toContainEqual(problem)
    if (!only.snapshot) throw new Error('there is no snapshot')
    expect(describeCluster(identityOf([]), only).groupsByStatus).toEqual({ [status]: 1 })
  })

  test('is not up to date: neither its time lag nor its ETA is 0, nor those of the partitions concerned', () => {
    const { item, rows } = beyondEnd(['m'])
    expect(item).toMatchObject({ timeLagMs: null, etaMs: null })
    for (const field of ['timeLagMs', 'etaMs'])
      expect(item?.problems).toContainEqual(expect.objectContaining({ field, code: 'ahead-of-end' }))
    expect(rows.map(({ status, timeLagMs, etaMs }) => [status, timeLagMs, etaMs])).toEqual([
      ['ahead-of-end', null, null],
      ['ok', 0, 0],
      ['ahead-of-end', null, null],
    ])
    for (const row of rows) groupPartitionSchema.parse(row)
  })
})
