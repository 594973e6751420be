import { describe, expect, test, vi } from 'vitest'
import { brokerReplicaListQuery, brokerReplicaSchema } from '#lib/contract/broker-replicas.ts'
import { brokerItemSchema } from '#lib/contract/brokers.ts'
import { clusterItemSchema, clusterSchema } from '#lib/contract/clusters.ts'
import type { Problem } from '#lib/contract/common.ts'
import { AppError } from '#lib/contract/errors.ts'
import { partitionListQuery } from '#lib/contract/partitions.ts'
import { topicItemSchema, topicListQuery, topicSchema } from '#lib/contract/topics.ts'
import { listBrokerReplicas } from '#lib/monitor/queries/brokers/broker-replicas.ts'
import { listBrokers } from '#lib/monitor/queries/brokers/brokers.ts'
import { listPartitions } from '#lib/monitor/queries/topics/partitions.ts'
import { getTopic, listTopics } from '#lib/monitor/queries/topics/topics.ts'
import { buildConfigs, COMPACTS, DELETES } from '#lib/monitor/snapshot/config-columns.ts'
import { unknownOffsets } from '#lib/monitor/snapshot/partition-columns.ts'
import type { TierAges } from '#lib/monitor/snapshot/tier-ages.ts'
import {
  AS_OF_MS,
  findings,
  identityOf,
  metadataOf,
  partition,
  quorumOf,
  stateOf,
  topic,
  UP,
} from '#lib/monitor/testing/snapshots.ts'
import { describeCluster, describeClusterItem } from './clusters.ts'

const topics = [
  topic('Orders', [partition(0), partition(1)]),
  topic('clicks', [partition(0, { isr: [1] })]),
  topic('denied', [], { errorCode: 29, topicId: null }),
  topic('payments', [partition(0, { leader: null }), partition(1), partition(2)]),
  topic('__consumer_offsets', [partition(0)], { internal: true }),
]
const state = stateOf({ metadata: metadataOf(topics) })
const identity = identityOf([{ host: '::1', port: 9092 }])
const names = (query: Record<string, string>) =>
  listTopics(state, topicListQuery.parse(query)).items.map(({ name }) => name)
const brokerQuery = { sort: 'id', order: 'asc', page: 1, pageSize: 50 } as const

describe('the list of topics', () => {
  test.each([
    [{}, ['Orders', 'clicks', 'denied', 'payments']],
    [{ internal: 'true' }, ['Orders', '__consumer_offsets', 'clicks', 'denied', 'payments']],
    [{ q: 'ORD' }, ['Orders']],
    [{ q: '*s' }, ['Orders', 'clicks', 'payments']],
    [{ health: 'unhealthy' }, ['clicks', 'denied', 'payments']],
    [{ sort: 'partitionCount' }, ['clicks', 'Orders', 'payments', 'denied']],
    [{ sort: 'partitionCount', order: 'desc' }, ['payments', 'Orders', 'clicks', 'denied']],
    [{ sort: 'leaderless', order: 'desc' }, ['payments', 'Orders', 'clicks', 'denied']],
    [{ pageSize: '2', page: '2' }, ['denied', 'payments']],
    [{ page: '9' }, []],
    [{ first: 'payments,denied' }, ['denied', 'payments', 'Orders', 'clicks']],
    [{ first: 'payments,gone', pageSize: '2' }, ['payments', 'Orders']],
    [{ first: 'payments', q: 'ord' }, ['Orders']],
    [{ first: '' }, ['Orders', 'clicks', 'denied', 'payments']],
  ])('%j gives %j', (query, expected) => {
    expect(names(query)).toEqual(expected)
  })

  test('a broken percent-encoding of what comes first is refused', () => {
    expect(topicListQuery.safeParse({ first: '%zz' }).error?.issues[0]).toMatchObject({ path: ['first'] })
  })

  test('counts all matches, not only the page, and says which snapshot answered', () => {
    expect(listTopics(state, topicListQuery.parse({ pageSize: '1' }))).toMatchObject({ total: 4, snapshot: 7, page: 1 })
  })

  test('a topic that may not be seen is there, with the reason in the place of its counts', () => {
    const [denied] = listTopics(state, topicListQuery.parse({ q: 'denied' })).items
    expect(denied).toMatchObject({ partitionCount: null, leaderless: null, replicationFactor: null })
    expect(denied?.problems).toEqual([
      { field: null, code: 'TOPIC_AUTHORIZATION_FAILED', message: expect.stringContaining('lacks the permission') },
    ])
  })

  test('every item is as the contract says', () => {
    for (const item of listTopics(state, topicListQuery.parse({ internal: 'true' })).items) topicItemSchema.parse(item)
  })
})

describe('choosing topics by what becomes of old records', () => {
  const settings = (errorCode: number, policy = 0) => {
    return { requestedAtMs: Infinity, errorCode, policy, retentionMs: 1, minInsyncReplicas: 1 }
  }
  const base = findings({ metadata: metadataOf(topics) })
  const known = new Map([
    ['Orders', settings(0, COMPACTS)],
    ['clicks', settings(0, DELETES)],
    ['payments', settings(29)],
  ])
  const { snapshot } = stateOf({ metadata: metadataOf(topics), configs: buildConfigs(base.catalog, known) })
  const list = (query: Record<string, string>) =>
    listTopics({ snapshot, failure: null }, topicListQuery.parse({ policy: 'compact', ...query }))

  test('a compacted one does not claim to have as many records as offsets', () => {
    const count = base.catalog.partitionIds.length
    const answered = { offsetErrors: new Int32Array(count), startOffsets: new Float64Array(count).fill(2) }
    const offsets = { ...unknownOffsets(count), ...answered, endOffsets: new Float64Array(count).fill(9) }
    const state = stateOf({ metadata: metadataOf(topics), configs: buildConfigs(base.catalog, known), offsets })
    const codeOf = ({ problems }: { problems: readonly Problem[] }) =>
      problems.find(({ field }) => field === 'messages')?.code
    const topicCode = (q: string) => listTopics(state, topicListQuery.parse({ q })).items.map(codeOf)
    const monitor = { state, watchTopic: () => {} }
    const partitionCodes = (name: string) =>
      listPartitions(monitor, name, partitionListQuery.parse({})).items.map(codeOf)
    expect([topicCode('Orders'), partitionCodes('Orders')]).toEqual([['at-most'], ['at-most', 'at-most']])
    expect([topicCode('clicks'), partitionCodes('clicks')]).toEqual([[undefined], [undefined]])
  })

  test('one whose configuration is not known does not claim it either, nor one with transactions; others do', () => {
    const count = base.catalog.partitionIds.length
    const answered = { offsetErrors: new Int32Array(count), startOffsets: new Float64Array(count).fill(2) }
    const offsets = { ...unknownOffsets(count), ...answered, endOffsets: new Float64Array(count).fill(9) }
    const whyOf = (facts: { transactional?: number; errorCode?: number; policy?: number; ends?: number }) => {
      const { transactional = 0, errorCode = 0, policy = DELETES, ends = 9 } = facts
      const configs = buildConfigs(base.catalog, new Map([['Orders', settings(errorCode, policy)]]))
      const columns = { ...offsets, transactional: new Int32Array(count).fill(transactional) }
      const state = stateOf({
        metadata: metadataOf(topics),
        configs,
        offsets: { ...columns, endOffsets: new Float64Array(count).fill(ends) },
      })
      const [item] = listTopics(state, topicListQuery.parse({ q: 'Orders' })).items
      const [row] = listPartitions({ state, watchTopic: () => {} }, 'Orders', partitionListQuery.parse({})).items
      const reasons = [item, row].map((one) => one?.problems.find(({ field }) => field === 'messages'))
      expect(reasons[0]).toEqual(reasons[1])
      return reasons[0] && `${reasons[0].code}: ${reasons[0].message.replace(/^.*start offset, and /, '')}`
    }
    expect(whyOf({})).toBeUndefined()
    expect(whyOf({ errorCode: 29 })).toBe('at-most: compaction may have removed some of the messages.')
    expect(whyOf({ transactional: 1 })).toBe('at-most: some of the offsets are control records of transactions.')
    expect(whyOf({ transactional: 1, policy: COMPACTS })).toBe(
      'at-most: compaction has removed some of the messages; some of the offsets are control records of transactions.',
    )
    expect(whyOf({ transactional: 1, policy: COMPACTS, ends: 2 })).toBeUndefined()
  })

  // They were once left out without a word.
  test('says how many are left out as their settings are not known', () => {
    const { items, total, warnings } = list({})
    expect(items.map(({ name }) => name)).toEqual(['Orders'])
    expect(total).toBe(1)
    expect(warnings).toEqual([{ code: 'partial', message: expect.stringMatching(/^2 topics are/), scope: 'configs' }])
  })

  test('counts only what the other filters would leave', () => {
    expect(list({ q: 'pay' }).warnings).toMatchObject([{ message: expect.stringMatching(/^1 topic is/) }])
    expect(list({ q: 'clicks' }).warnings).toEqual([])
  })
})

describe('while a broker is down and nobody elects', () => {
  const down = { online: false, downSinceMs: 1, failure: { code: 'refused' as const, message: 'Cannot reach h:1.' } }
  const keeps = { list: [], asOfMs: Date.UTC(2026, 0, 1), failure: null }
  const doubtful = stateOf({
    metadata: metadataOf([
      topic('led', [partition(0, { leader: 1 }), partition(1, { leader: 2 })]),
      topic('well', [partition(0, { leader: 2, replicas: [2, 3], isr: [2, 3] })]),
    ]),
    livenessOf: (id) => (id === 1 ? down : UP),
    disksOf: () => keeps,
  })

  test('the topics that it leads count as sick', () => {
    const { items } = listTopics(doubtful, topicListQuery.parse({ health: 'unhealthy' }))
    expect(items).toMatchObject([{ name: 'led', leaderDown: 1, leaderless: 0, underReplicated: 0 }])
  })

  test('sizes that it told are said to be old, and why; others are not', () => {
    const [led, well] = listTopics(doubtful, topicListQuery.parse({})).items
    const about = (item = led) => item?.problems.find(({ field }) => field === 'replicaBytes')
    const message = 'Broker 1: Cannot reach h:1. Stale since 2026-01-01T00:00:00.000Z.'
    expect(about(led)).toMatchObject({ code: 'refused', message })
    expect(about(well)).toMatchObject({ code: 'partial' })
  })

  test('its replicas are not online, and all of them count as sick', () => {
    const { items } = listBrokerReplicas(doubtful, 1, brokerReplicaListQuery.parse({ health: 'unhealthy' }))
    expect(items).toMatchObject([
      { topic: 'led', partition: 0, online: false, inSync: true },
      { topic: 'led', partition: 1, online: false },
    ])
    expect(items[0]?.problems.map(({ field }) => field)).toEqual(['sizeBytes', 'inSync'])
    expect(listBrokerReplicas(doubtful, 2, brokerReplicaListQuery.parse({ health: 'unhealthy' })).items).toEqual([])
  })

  test('its own figures say how old they are', () => {
    const [broker] = listBrokers(doubtful, brokerQuery).items
    expect(broker?.problems.find(({ field }) => field === 'replicaBytes')?.message).toContain(
      'Cannot reach h:1. Stale since 2026-01-01T00:00:00.000Z.',
    )
  })
})

describe('a list is as old as the oldest of what it shows', () => {
  const { asOfMs } = findings()
  const tiersAt = (groupsMs: number, offsetsMs: number): TierAges => ({
    ...findings().tiers,
    groups: { asOfMs: groupsMs, failure: null },
    offsets: { asOfMs: offsetsMs, failure: null },
  })
  const listedAtMs = (tiers: TierAges) =>
    Date.parse(listTopics(stateOf({ tiers }), topicListQuery.parse({})).asOf ?? '')

  test.each([
    ['commits that were read before topics', tiersAt(asOfMs - 700, asOfMs), asOfMs - 700],
    ['offsets that were read before topics', tiersAt(asOfMs, asOfMs - 900), asOfMs - 900],
    ['topics that were read before both', tiersAt(asOfMs + 5, asOfMs + 5), asOfMs],
  ])('%s', (_what, tiers, expected) => {
    expect(listedAtMs(tiers)).toBe(expected)
  })

  test('but for what failed, which has a warning of its own', () => {
    const failure = { code: 'timeout', message: 'No reply.' } as const
    expect(listedAtMs({ ...tiersAt(asOfMs, asOfMs), groups: { asOfMs: 1, failure } })).toBe(asOfMs)
  })
})

describe('before offsets were asked', () => {
  const age = { asOfMs: null, failure: null }
  const tiers = { ...findings().tiers, offsets: age }

  test('a topic does not claim that nothing was written', () => {
    const [item] = listTopics(stateOf({ tiers }), topicListQuery.parse({})).items
    const problems = item?.problems.filter(({ field }) => field === 'lastWriteAt' || field === 'messages')
    expect(problems?.map(({ message }) => message)).toEqual(Array(2).fill('The offsets have not been read yet.'))
  })

  test('nor does the cluster that partitions did not answer', () => {
    expect(describeCluster(identity, stateOf({ tiers })).problems).toContainEqual({
      field: 'producePerSecond',
      code: 'unknown',
      message: 'The offsets have not been read yet.',
    })
  })
})

test('a topic that may not be described is not asked about, and not called empty', async () => {
  const monitor = { state, call: vi.fn(), watchTopic: vi.fn() }
  const denied = await getTopic(monitor, 'denied')
  expect(denied.problems.map(({ code }) => code)).toEqual(['TOPIC_AUTHORIZATION_FAILED'])
  expect(denied.lastWriteAt).toBeNull()
  topicSchema.parse(denied)
  expect(monitor.call).not.toHaveBeenCalled()
  expect(monitor.watchTopic).not.toHaveBeenCalled()
})

describe('the sums of a cluster', () => {
  const sums = (facts: Parameters<typeof stateOf>[0]) => {
    const { sizeBytes, replicaBytes, producePerSecond, problems } = describeCluster(identity, stateOf(facts))
    const missing = problems.map(({ field }) => field)
    return { sums: [sizeBytes, replicaBytes, producePerSecond], missing }
  }

  test('without topics are 0', () => {
    expect(sums({ metadata: metadataOf([]) })).toEqual({ sums: [0, 0, 0], missing: [] })
  })

  test('that are not known say why', () => {
    const offsets = { ...findings().offsets, offsetErrors: new Int32Array(2) }
    const fields = ['producePerSecond', 'sizeBytes', 'replicaBytes']
    expect(sums({ offsets })).toEqual({ sums: [null, null, null], missing: fields })
    expect(sums({ metadata: metadataOf([topic('denied', [], { errorCode: 29 })]) }).missing).toEqual(fields)
  })
})

describe('before anything is known', () => {
  const failure = { code: 'unreachable', message: 'Cannot reach h:1: connection refused.' } as const

  test('a list is empty, with a progress instead of a total', () => {
    expect(listTopics({ snapshot: null, failure: null }, topicListQuery.parse({}))).toEqual({
      items: [],
      total: null,
      totals: null,
      page: 1,
      pageSize: 50,
      asOf: null,
      snapshot: null,
      progress: { stage: 'connecting', done: 0, of: 1 },
      warnings: [],
    })
  })

  test('a list says why, once the first attempt has failed', () => {
    const reply = listTopics({ snapshot: null, failure }, topicListQuery.parse({}))
    expect(reply).toMatchObject({ total: null, warnings: [{ code: 'unreachable', message: failure.message }] })
    expect(reply.progress).toEqual({ stage: 'connecting', done: 0, of: 1 })
  })

  test.each([
    ['unavailable', null],
    ['unreachable', failure],
  ])('a single cluster is an error: %s', (code, reason) => {
    const attempt = () => describeCluster(identity, { snapshot: null, failure: reason })
    expect(attempt).toThrow(AppError)
    expect(attempt).toThrow(expect.objectContaining({ code }))
  })

  test('in the list of clusters its counts are unknown, not 0', () => {
    const state = { snapshot: null, failure: { ...failure, reason: 'refused' as const }, failedSinceMs: AS_OF_MS }
    const item = clusterItemSchema.parse(describeClusterItem(identity, state))
    expect(item).toMatchObject({ status: 'offline', brokerCount: null, topicCount: null, partitionCount: null })
    expect(item.error).toMatchObject({ message: failure.message, reason: 'refused' })
    expect(item.offlineSince).toBe(new Date(AS_OF_MS).toISOString())
  })

  test('in the list of clusters stands the worst of what is wrong, or else what is to be known', () => {
    const detour = {
      advertised: { host: 'kafka', port: 29_092 },
      dialled: { host: 'localhost', port: 9092 },
      reason: 'dns-not-found',
      ids: null,
    } as const
    const problemOf = (of: typeof state) => clusterItemSchema.parse(describeClusterItem(identity, of)).problem?.code
    const well = metadataOf([topic('Orders', [partition(0)])])
    expect(problemOf(stateOf({ metadata: metadataOf(topics), detour }))).toBe('leaderless')
    expect(problemOf(stateOf({ metadata: well, detour }))).toBe('advertised-unreachable')
    expect(problemOf(stateOf({ metadata: well }))).toBeUndefined()
  })
})

test('a cluster is described as the contract says, with IPv6 in brackets', () => {
  const cluster = clusterSchema.parse(describeCluster(identity, state))
  expect(cluster).toMatchObject({
    topicCount: 5,
    internalTopicCount: 1,
    partitionCount: 7,
    access: { bootstrap: ['[::1]:9092'] },
  })
})

test('brokers are searched by id and address, and described as the contract says', () => {
  const all = listBrokers(state, brokerQuery).items
  for (const item of all) brokerItemSchema.parse(item)
  expect(all.map(({ id, controller }) => [id, controller])).toEqual([
    [1, false],
    [2, false],
    [3, true],
  ])
  expect(listBrokers(state, { ...brokerQuery, q: ':9093' }).items.map(({ id }) => id)).toEqual([2])
})

describe('the replicas that a broker keeps', () => {
  const replicas = (broker: number, query: Record<string, string> = {}) =>
    listBrokerReplicas(state, broker, brokerReplicaListQuery.parse({ pageSize: '200', ...query })).items.map(
      (replica) => {
        brokerReplicaSchema.parse(replica)
        return `${replica.topic} ${replica.partition} ${replica.leads ? 'leader' : 'follower'} ${replica.inSync ? 'in sync' : 'out of sync'}`
      },
    )

  test.each([
    [1, { role: 'leads', q: 'orders' }, ['Orders 0 leader in sync', 'Orders 1 leader in sync']],
    [2, { q: 'c*' }, ['clicks 0 follower out of sync']],
    [2, { health: 'unhealthy' }, ['clicks 0 follower out of sync']],
    [
      1,
      { q: 'pay', sort: 'leads' },
      ['payments 0 follower in sync', 'payments 1 leader in sync', 'payments 2 leader in sync'],
    ],
    [3, {}, []],
  ])('of broker %i, asked for %j', (broker, query, expected) => {
    expect(replicas(broker, query)).toEqual(expected)
  })

  test('of a broker that is none', () => {
    expect(() => replicas(9)).toThrow(AppError)
  })
})

test('a lost quorum and a failed round are warnings of every list', () => {
  const failure = { code: 'timeout', message: 'h:1 does not answer.' } as const
  const doubtful = stateOf({ quorum: quorumOf({ lostAtMs: Date.UTC(2026, 0, 1) }) }, failure)
  expect(listTopics(doubtful, topicListQuery.parse({})).warnings).toEqual([
    { code: 'timeout', message: failure.message, scope: null },
    { code: 'no-quorum', message: expect.stringContaining('2026-01-01T00:00:00.000Z'), scope: null },
  ])
})
