import { describe, expect, test } from 'vitest'
import { type TopicTreeQuery, topicBranchSchema, topicTreeQuery } from '#lib/contract/topic-tree.ts'
import { topicListQuery, topicListReply } from '#lib/contract/topics.ts'
import { buildCatalog, sortTopics } from '#lib/monitor/snapshot/catalog.ts'
import { buildConfigs, COMPACTS, DELETES } from '#lib/monitor/snapshot/config-columns.ts'
import { unknownOffsets } from '#lib/monitor/snapshot/partition-columns.ts'
import { AS_OF_MS, metadataOf, partition, stateOf, topic } from '#lib/monitor/testing/snapshots.ts'
import { listTopicBranches } from './topic-tree.ts'
import { listTopics } from './topics.ts'

const topics = [
  topic('shop.orders.eu', [partition(0), partition(1, { isr: [1] })]),
  topic('shop.orders.us', [partition(0)]),
  topic('shop.carts', [partition(0, { leader: null })]),
  topic('shop', [partition(0)]),
  topic('shop-denied', [], { errorCode: 29, topicId: null }),
  topic('__consumer_offsets', [partition(0)], { internal: true }),
]
const metadata = metadataOf(topics)
const catalog = buildCatalog(sortTopics(topics), null, AS_OF_MS)
const count = catalog.partitionIds.length

/** Each partition has 10 messages, and 2 of them are produced per second. */
function offsetsOf(change: Partial<ReturnType<typeof unknownOffsets>> = {}) {
  return {
    ...unknownOffsets(count),
    startOffsets: new Float64Array(count).fill(5),
    endOffsets: new Float64Array(count).fill(15),
    producedPerSecond: new Float64Array(count).fill(2),
    offsetErrors: new Int32Array(count),
    ...change,
  }
}

function policiesOf(policies: Readonly<Record<string, number>>) {
  const configs = buildConfigs(catalog, new Map())
  const known = catalog.names.map((name) => policies[name] ?? DELETES)
  return { ...configs, policies: new Int32Array(known), configErrors: new Int32Array(catalog.names.length) }
}

const state = stateOf({ metadata, offsets: offsetsOf(), configs: policiesOf({}) })
const branches = (query: Record<string, string> = {}, of = state) =>
  listTopicBranches(of, topicTreeQuery.parse(query)).items
const prefixes = (query: Record<string, string> = {}) => branches(query).map(({ prefix }) => prefix)

describe('the tree of topics', () => {
  test.each<[query: Partial<Record<keyof TopicTreeQuery, string>>, expected: string[]]>([
    [{}, ['shop', 'shop-denied', 'shop.']],
    [{ internal: 'true' }, ['__consumer_offsets', 'shop', 'shop-denied', 'shop.']],
    [{ prefix: 'shop.' }, ['shop.carts', 'shop.orders.']],
    [{ prefix: 'shop.orders.' }, ['shop.orders.eu', 'shop.orders.us']],
    [{ prefix: 'gone.' }, []],
    [{ q: 'orders' }, ['shop.orders.']],
    [{ q: 'eu' }, ['shop.orders.eu']],
    [{ health: 'unhealthy' }, ['shop-denied', 'shop.']],
    [{ policy: 'compact' }, []],
    [{ sort: 'topicCount', order: 'desc' }, ['shop.', 'shop', 'shop-denied']],
    [{ sort: 'messages', order: 'desc' }, ['shop.', 'shop', 'shop-denied']],
    [{ pageSize: '2', page: '2' }, ['shop.']],
  ])('%j gives %j', (query, expected) => {
    expect(prefixes(query)).toEqual(expected)
  })

  test('a branch has the sums of its topics', () => {
    const branch = branches().find(({ prefix }) => prefix === 'shop.')
    expect(branch).toMatchObject({
      isTopic: false,
      topicCount: 3,
      partitionCount: 4,
      messages: 40,
      producePerSecond: 8,
      underReplicated: 1,
      leaderless: 1,
    })
    topicBranchSchema.parse(branch)
  })

  test('nothing is known before the first snapshot', () => {
    const none = { snapshot: null, failure: null }
    expect(listTopicBranches(none, topicTreeQuery.parse({}))).toMatchObject({ items: [], total: null })
    expect(listTopics(none, topicListQuery.parse({})).totals).toBeNull()
  })

  test('topics that are left out because their policy is unknown are counted above it', () => {
    const unknown = stateOf({ metadata })
    const reply = listTopicBranches(unknown, topicTreeQuery.parse({ policy: 'delete' }))
    expect(reply.warnings).toMatchObject([{ code: 'partial', message: expect.stringMatching(/^5 topics are not/) }])
  })
})

describe('the totals of a list', () => {
  const totalsOf = (query: Record<string, string> = {}, of = state) =>
    listTopics(of, topicListQuery.parse(query)).totals
  const problemOf = (field: string, totals = totalsOf()) =>
    totals?.problems.find((problem) => problem.field === field) ?? null

  test('are of all that matches, not only of the page', () => {
    const reply = listTopics(state, topicListQuery.parse({ q: 'shop.', pageSize: '1' }))
    expect(reply.items).toHaveLength(1)
    expect(reply.totals).toMatchObject({ topicCount: 3, partitionCount: 4, messages: 40, producePerSecond: 8 })
    topicListReply.parse(reply)
  })

  test('of no match are 0 and complete', () => {
    const totals = totalsOf({ q: 'nothing' })
    expect(totals).toMatchObject({ topicCount: 0, partitionCount: 0, messages: 0, sizeBytes: 0, problems: [] })
  })

  test('are an upper bound where any topic has fewer messages', () => {
    const compacted = stateOf({ metadata, offsets: offsetsOf(), configs: policiesOf({ 'shop.carts': COMPACTS }) })
    const totals = totalsOf({ q: 'shop.' }, compacted)
    expect(totals?.messages).toBe(40)
    expect(problemOf('messages', totals)).toMatchObject({
      code: 'at-most',
      message: expect.stringContaining('1 of 3 topics has fewer'),
    })
    expect(problemOf('messages', totalsOf({ q: 'shop.orders' }, compacted))).toBeNull()
  })

  test('say of how many topics a figure is not known, and why', () => {
    expect(totalsOf()?.partitionCount).toBe(5)
    expect(problemOf('partitionCount')).toMatchObject({
      code: 'partial',
      message: expect.stringMatching(/^Unknown, and not included, for 1 of 5 topics: ./),
    })
  })

  test('are unknown where nothing is known, with the reason', () => {
    const unread = stateOf({ metadata })
    const totals = totalsOf({ q: 'shop.' }, unread)
    expect(totals).toMatchObject({ messages: null, sizeBytes: null, producePerSecond: null })
    for (const field of ['messages', 'sizeBytes', 'producePerSecond']) {
      expect(problemOf(field, totals)?.message).toBeTruthy()
    }
  })

  test('are uncertain where values of a topic are old, even if another is only a bound', () => {
    const offsetErrors = new Int32Array(count)
    offsetErrors[catalog.firstPartitions[catalog.names.indexOf('shop.orders.us')] ?? 0] = 7
    const old = stateOf({
      metadata,
      offsets: offsetsOf({ offsetErrors }),
      configs: policiesOf({ 'shop.carts': COMPACTS }),
    })
    expect(problemOf('messages', totalsOf({ q: 'shop.' }, old))).toMatchObject({
      code: 'partial',
      message: expect.stringMatching(/^Uncertain for 1 of 3 topics: 1 of 1 partition could not be read/),
    })
  })

  test('are worked out once per snapshot, whatever the page and the order', () => {
    expect(totalsOf({ sort: 'messages', page: '2' })).toBe(totalsOf())
  })
})
