import { describe, expect, test } from 'vitest'
import { type Address, ConnectionFailure } from '#lib/kafka/failure.ts'
import { type Liveness, noDisks } from '#lib/monitor/snapshot/broker-facts.ts'
import type { MonitorState } from '#lib/monitor/snapshot/monitor-state.ts'
import type { RoundFailure } from '#lib/monitor/snapshot/round-failure.ts'
import { buildSnapshot } from '#lib/monitor/snapshot/snapshot.ts'
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
import { describeCluster } from './clusters.ts'
import { brokerProblems, clusterProblems, clusterStatus, missingFacts } from './health.ts'
import { mistakenBrokers } from './mistaken-brokers.ts'

const refused = new ConnectionFailure('refused', { host: '127.0.0.1', port: 9092 })
const failed: RoundFailure = { code: 'unreachable', message: refused.message }
const DOWN: Liveness = { online: false, downSinceMs: 1, failure: refused }
const NOT_ASKED: Liveness = { online: null, downSinceMs: null, failure: null }
const allDown = { livenessOf: () => DOWN }
const oneDown = { livenessOf: (id: number) => (id === 2 ? DOWN : UP) }
const noQuorum = { quorum: quorumOf({ lostAtMs: 1 }) }
const leaderless = { metadata: metadataOf([topic('t', [partition(0, { leader: null })])]) }
const short = { metadata: metadataOf([topic('t', [partition(0, { isr: [1] })])]) }

describe('the status of a cluster', () => {
  test.each([
    ['nothing known, nothing failed', { snapshot: null, failure: null }, 'connecting'],
    ['never reached', { snapshot: null, failure: failed }, 'offline'],
    ['all well', stateOf(), 'online'],
    ['a broker down', stateOf(oneDown), 'degraded'],
    ['a broker not asked yet', stateOf({ livenessOf: (id) => (id === 2 ? NOT_ASKED : UP) }), 'online'],
    ['no controller quorum', stateOf(noQuorum), 'degraded'],
    ['a partition without a leader', stateOf(leaderless), 'degraded'],
    ['an under-replicated partition', stateOf(short), 'degraded'],
    ['one round failed, brokers answer', stateOf({}, failed), 'degraded'],
    ['no broker answers any more', stateOf(allDown, failed), 'offline'],
  ])('%s: %s', (_name, state, expected) => {
    expect(clusterStatus(state)).toBe(expected)
  })
})

test('partitions that a dead broker leads, as far as is known, are a problem of their own', () => {
  const led = { metadata: metadataOf([topic('t', [partition(0, { leader: 2 }), partition(1, { leader: 1 })])]) }
  const problems = clusterProblems(buildSnapshot(1, findings({ ...led, ...oneDown })))
  expect(problems.map(({ code }) => code)).toEqual(['leader-down', 'broker-down'])
  expect(problems[0]?.message).toMatch(/^1 partition is led by a broker that is down/)
})

test('a lost SSH host is told alone: neither a broker is called down, nor a partition led by one', () => {
  const message = 'The SSH host bastion:22 cannot be reached: connection refused.'
  const unasked: Liveness = { online: null, downSinceMs: null, failure: { code: 'refused', message } }
  const state = stateOf({ livenessOf: () => unasked })
  expect(clusterStatus(state)).toBe('degraded')
  expect(state.snapshot && clusterProblems(state.snapshot)).toEqual([
    { field: 'brokerCount', code: 'ssh', message: expect.stringContaining(message) },
  ])
  expect(clusterStatus({ ...state, failure: failed })).toBe('offline')
})

test('a fact that is not known says why, and makes nothing look sick', () => {
  const quiet = stateOf({
    kafkaVersion: null,
    quorum: quorumOf({ exists: null, failure: { code: 'forbidden', message: 'No right.' } }),
  })
  expect(clusterStatus(quiet)).toBe('online')
  expect(quiet.snapshot && missingFacts(quiet.snapshot)).toEqual([
    { field: 'controllerId', code: 'forbidden', message: 'No right.' },
    { field: 'kafkaVersion', code: 'unsupported', message: expect.stringContaining('do not report') },
  ])
})

test('what is wrong is told worst first, each with the field it concerns', () => {
  const snapshot = buildSnapshot(1, findings({ ...noQuorum, ...leaderless, ...oneDown }))
  expect(clusterProblems(snapshot).map(({ code, field }) => [code, field])).toEqual([
    ['no-quorum', 'quorumLostAt'],
    ['leaderless', 'leaderless'],
    ['broker-down', 'brokerCount'],
  ])
  expect(clusterProblems(buildSnapshot(1, findings(short)))[0]?.message).toBe('1 partition is under-replicated.')
})

test('a detour is told with both addresses and what to change, and makes nothing look sick', () => {
  const detour = {
    advertised: { host: 'kafka', port: 29_092 },
    dialled: { host: 'localhost', port: 9092 },
    reason: 'dns-not-found',
    ids: null,
  } as const
  const state = stateOf({ detour })
  const [problem] = describeCluster(identityOf([detour.dialled]), state).problems
  expect(problem).toMatchObject({ field: 'bootstrap', code: 'advertised-unreachable' })
  for (const word of ['kafka:29092', 'localhost:9092', 'advertised.listeners', 'hostMap']) {
    expect(problem?.message).toContain(word)
  }
  expect(clusterStatus(state)).toBe('online')
})

test('a detour around another cluster names both, for the log, too', () => {
  const detour = {
    advertised: { host: 'localhost', port: 9092 },
    dialled: { host: 'localhost', port: 19_092 },
    reason: 'other-cluster',
    ids: { own: 'reef', other: 'stranger' },
  } as const
  const state = stateOf({ detour })
  const [problem] = describeCluster(identityOf([detour.dialled]), state).problems
  expect(problem?.message).toContain(
    'localhost:9092, but another cluster (id stranger, not reef) answers there, so localhost:19092',
  )
  expect(mistakenBrokers(state)).toEqual([problem?.message])
  expect(mistakenBrokers(stateOf({ detour: { ...detour, reason: 'refused', ids: null } }))).toEqual([])
})

test('a broker of another cluster is not called down, and what it is stands beside it', () => {
  const message = 'localhost:9092 leads to another Kafka cluster.'
  const mistaken: Liveness = { online: false, downSinceMs: AS_OF_MS, failure: { code: 'other-cluster', message } }
  const snapshot = buildSnapshot(1, findings({ livenessOf: (id) => (id === 2 ? mistaken : UP) }))
  const problems = clusterProblems(snapshot)
  expect(problems).toContainEqual({
    field: 'brokerCount',
    code: 'other-cluster',
    message: `Broker 2 cannot be reached from here. ${message}`,
  })
  expect(problems.some(({ message }) => message.includes('is down'))).toBe(false)
  expect(mistakenBrokers({ snapshot, failure: null })).toEqual([message])
})

describe('brokers of which none answers where the cluster says that it is', () => {
  const away: Liveness = { online: false, downSinceMs: 1, failure: refused }
  const frozen: Liveness = { ...away, failure: new ConnectionFailure('frozen', refused.address) }
  const late: Liveness = { ...away, downSinceMs: AS_OF_MS }
  const bootstrap = { host: 'localhost', port: 31_928 }
  const codesOf = (state: MonitorState, address = bootstrap) =>
    describeCluster(identityOf([address]), state).problems.map(({ code }) => code)

  test('though another address does, are told to be elsewhere, not down', () => {
    const state = stateOf({ livenessOf: () => away })
    const [problem, ...others] = describeCluster(identityOf([bootstrap]), state).problems
    expect(problem).toMatchObject({ field: 'bootstrap', code: 'advertised-unreachable' })
    for (const word of ['localhost:31928', '127.0.0.1:9092, 127.0.0.1:9093', 'advertised.listeners', 'Connection']) {
      expect(problem?.message).toContain(word)
    }
    expect(others.map(({ message }) => message)).toContain('Broker 1 cannot be reached from here.')
    expect(others.some(({ message }) => message.includes('is down'))).toBe(false)
    expect(clusterStatus(state)).toBe('degraded')
  })

  test.each<[string, MonitorState, Address?]>([
    ['one answers', stateOf({ livenessOf: (id) => (id === 1 ? UP : away) })],
    ['one is there and hangs', stateOf({ livenessOf: (id) => (id === 1 ? frozen : away) })],
    ['nobody has described the cluster since', stateOf({ livenessOf: () => late })],
    ['nobody describes the cluster any more', stateOf({ livenessOf: () => away }, failed)],
    ['every configured address is advertised', stateOf({ livenessOf: () => away }), { host: '127.0.0.1', port: 9092 }],
  ])('are not told so where %s', (_name, state, address) => {
    expect(codesOf(state, address)).not.toContain('advertised-unreachable')
  })
})

describe('the problems of a broker', () => {
  const facts = {
    id: 2,
    address: { host: 'h', port: 1 },
    rack: null,
    fenced: false,
    leaders: 0,
    replicas: 0,
    outOfSync: 0,
    disks: noDisks,
  }
  test.each([
    ['none', { ...facts, liveness: UP }, []],
    ['down', { ...facts, liveness: DOWN }, ['refused']],
    ['not asked yet', { ...facts, liveness: NOT_ASKED }, ['unknown']],
    ['not let in yet', { ...facts, liveness: UP, fenced: true }, ['fenced']],
    ['nobody knows it', { ...facts, liveness: UP, address: null }, ['not-registered']],
  ])('%s', (_name, broker, codes) => {
    expect(brokerProblems(broker).map(({ code }) => code)).toEqual(codes)
  })
})
