import { describe, expect, test } from 'vitest'
import { brokerItemSchema } from '#lib/contract/brokers.ts'
import { clusterItemSchema, clusterSchema } from '#lib/contract/clusters.ts'
import { copyItemSchema, copyListQuery } from '#lib/contract/copies.ts'
import { AppError } from '#lib/contract/errors.ts'
import { topicItemSchema, topicListQuery } from '#lib/contract/topics.ts'
import { listBrokers } from './brokers.ts'
import { describeCluster, describeClusterItem } from './clusters.ts'
import { listCopies } from './copies.ts'
import { metadataOf, partition, quorumOf, stateOf, topic } from './testing.ts'
import { listTopics } from './topics.ts'

const topics = [
  topic('Orders', [partition(0), partition(1)]),
  topic('clicks', [partition(0, { isr: [1] })]),
  topic('denied', [], { errorCode: 29, topicId: null }),
  topic('payments', [partition(0, { leader: null }), partition(1), partition(2)]),
  topic('__consumer_offsets', [partition(0)], { internal: true }),
]
const state = stateOf({ metadata: metadataOf(topics) })
const identity = { id: 'demo', name: 'Demo', readOnly: false, color: null, bootstrap: [{ host: '::1', port: 9092 }] }
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
  ])('%j gives %j', (query, expected) => {
    expect(names(query)).toEqual(expected)
  })

  test('counts all matches, not only the page, and says which snapshot answered', () => {
    expect(listTopics(state, topicListQuery.parse({ pageSize: '1' }))).toMatchObject({ total: 4, snapshot: 7, page: 1 })
  })

  test('a topic that may not be seen is there, with the reason in the place of its counts', () => {
    const [denied] = listTopics(state, topicListQuery.parse({ q: 'denied' })).items
    expect(denied).toMatchObject({ partitionCount: null, leaderless: null, replicationFactor: null })
    expect(denied?.problems).toEqual([
      { field: null, code: 'TOPIC_AUTHORIZATION_FAILED', message: expect.stringContaining('may not') },
    ])
  })

  test('every item is as the contract says', () => {
    for (const item of listTopics(state, topicListQuery.parse({ internal: 'true' })).items) topicItemSchema.parse(item)
  })
})

describe('before anything is known', () => {
  const failure = { code: 'unreachable', message: 'Cannot reach h:1: connection refused.' } as const

  test('a list is empty, with a progress instead of a total', () => {
    expect(listTopics({ snapshot: null, failure: null }, topicListQuery.parse({}))).toEqual({
      items: [],
      total: null,
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
    const item = clusterItemSchema.parse(describeClusterItem(identity, { snapshot: null, failure }))
    expect(item).toMatchObject({ status: 'offline', brokerCount: null, topicCount: null, partitionCount: null })
    expect(item.error?.message).toBe(failure.message)
  })
})

test('a cluster is described as the contract says, with IPv6 in brackets', () => {
  const cluster = clusterSchema.parse(describeCluster(identity, state))
  expect(cluster).toMatchObject({ topicCount: 5, internalTopicCount: 1, partitionCount: 7, bootstrap: ['[::1]:9092'] })
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

describe('the copies that a broker keeps', () => {
  const copies = (broker: number, query: Record<string, string> = {}) =>
    listCopies(state, broker, copyListQuery.parse({ pageSize: '200', ...query })).items.map((copy) => {
      copyItemSchema.parse(copy)
      return `${copy.topic} ${copy.partition} ${copy.leads ? 'leads' : 'follows'} ${copy.inSync ? 'in step' : 'behind'}`
    })

  test.each([
    [1, { role: 'leads', q: 'orders' }, ['Orders 0 leads in step', 'Orders 1 leads in step']],
    [2, { q: 'c*' }, ['clicks 0 follows behind']],
    [2, { health: 'unhealthy' }, ['clicks 0 follows behind']],
    [
      1,
      { q: 'pay', sort: 'leads' },
      ['payments 0 follows in step', 'payments 1 leads in step', 'payments 2 leads in step'],
    ],
    [3, {}, []],
  ])('of broker %i, asked for %j', (broker, query, expected) => {
    expect(copies(broker, query)).toEqual(expected)
  })

  test('of a broker that is none', () => {
    expect(() => copies(9)).toThrow(AppError)
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
