import { describe, expect, test } from 'vitest'
import { ConnectionFailure } from '#lib/kafka/failure.ts'
import { brokerProblems, clusterProblems, clusterStatus } from './health.ts'
import type { Liveness } from './liveness.ts'
import type { RoundFailure } from './monitor.ts'
import { buildSnapshot } from './snapshot.ts'
import { findings, metadataOf, partition, stateOf, topic, UP } from './testing.ts'

const refused = new ConnectionFailure('refused', { host: '127.0.0.1', port: 9092 })
const failed: RoundFailure = { code: 'unreachable', message: refused.message }
const DOWN: Liveness = { online: false, downSinceMs: 1, failure: refused }
const allDown = { livenessOf: () => DOWN }
const oneDown = { livenessOf: (id: number) => (id === 2 ? DOWN : UP) }
const noQuorum = { quorum: { latest: null, lostAtMs: 1 } }
const leaderless = { metadata: metadataOf([topic('t', [partition(0, { leader: null })])]) }
const short = { metadata: metadataOf([topic('t', [partition(0, { isr: [1] })])]) }

describe('the status of a cluster', () => {
  test.each([
    ['nothing known, nothing failed', { snapshot: null, failure: null }, 'connecting'],
    ['never reached', { snapshot: null, failure: failed }, 'offline'],
    ['all well', stateOf(), 'online'],
    ['a broker down', stateOf(oneDown), 'degraded'],
    ['no controller quorum', stateOf(noQuorum), 'degraded'],
    ['a partition without a leader', stateOf(leaderless), 'degraded'],
    ['a copy out of sync', stateOf(short), 'degraded'],
    ['one round failed, brokers answer', stateOf({}, failed), 'degraded'],
    ['no broker answers any more', stateOf(allDown, failed), 'offline'],
  ])('%s: %s', (_name, state, expected) => {
    expect(clusterStatus(state)).toBe(expected)
  })
})

test('what is wrong is told worst first, each with the field it concerns', () => {
  const snapshot = buildSnapshot(1, findings({ ...noQuorum, ...leaderless, ...oneDown }))
  expect(clusterProblems(snapshot).map(({ code, field }) => [code, field])).toEqual([
    ['no-quorum', 'quorumLostAt'],
    ['leaderless', 'leaderless'],
    ['broker-down', 'brokerCount'],
  ])
  expect(clusterProblems(buildSnapshot(1, findings(short)))[0]?.message).toBe(
    '1 partition has fewer copies in sync than it should.',
  )
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
  }
  test.each([
    ['none', { ...facts, liveness: UP }, []],
    ['down', { ...facts, liveness: DOWN }, ['refused']],
    ['not asked yet', { ...facts, liveness: { online: null, downSinceMs: null, failure: null } }, ['unknown']],
    ['not let in yet', { ...facts, liveness: UP, fenced: true }, ['fenced']],
    ['nobody knows it', { ...facts, liveness: UP, address: null }, ['not-registered']],
  ])('%s', (_name, broker, codes) => {
    expect(brokerProblems(broker).map(({ code }) => code)).toEqual(codes)
  })
})
