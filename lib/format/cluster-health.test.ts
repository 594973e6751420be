import { describe, expect, test } from 'vitest'
import type { BrokerItem } from '#lib/contract/brokers.ts'
import type { Cluster } from '#lib/contract/clusters.ts'
import { accessFacts } from '#lib/contract/testing/samples.ts'
import { describeHealth, describeUnreliability, repeatsUnreliability } from './cluster-health.ts'

const NOW = Date.UTC(2026, 10, 21, 10, 41, 43)

const healthy: Cluster = {
  id: 'demo',
  name: 'Demo',
  readOnly: false,
  pipelines: [],
  status: 'online',
  access: accessFacts(),
  kafkaVersion: '4.3',
  controllerId: 1,
  brokerCount: 3,
  brokersExpected: 3,
  topicCount: 24,
  internalTopicCount: 2,
  partitionCount: 124,
  leaderless: 0,
  underReplicated: 0,
  leaderDown: 0,
  belowMinIsr: 0,
  quorumLostAt: null,
  groupCount: null,
  groupsByState: null,
  groupsByStatus: null,
  totalLag: null,
  consumePerSecond: null,
  sizeBytes: null,
  replicaBytes: null,
  producePerSecond: null,
  asOf: new Date(NOW).toISOString(),
  snapshot: 1,
  problems: [],
}

function broker(id: number, downForMs: number | null = null): BrokerItem {
  return {
    id,
    host: '127.0.0.1',
    port: 9091 + id,
    rack: null,
    controller: false,
    online: downForMs === null,
    downSince: downForMs === null ? null : new Date(NOW - downForMs).toISOString(),
    leaders: 0,
    replicas: 0,
    underReplicated: 0,
    leaderSkew: 0,
    replicaSkew: 0,
    replicaBytes: null,
    usableBytes: null,
    totalBytes: null,
    problems: [],
  }
}

const text = (cluster: Cluster, brokers: BrokerItem[]) =>
  describeHealth(cluster, brokers, NOW, 'utc').map((note) => `${note.tone}: ${note.title}${note.age} ${note.text}`)

describe('in words', () => {
  test('all is well', () => {
    expect(text(healthy, [broker(1), broker(2), broker(3)])).toEqual([
      'ok: Healthy · 3 of 3 brokers, 0 offline, 0 under-replicated partitions',
    ])
  })

  test('a broker is down, and what that costs', () => {
    const cluster = { ...healthy, status: 'degraded' as const, underReplicated: 62 }
    expect(text(cluster, [broker(1), broker(2, 151_000)])).toEqual([
      'bad: Broker 2 has been down for 2 min 31 s. 62 partitions are under-replicated; none is offline, so everything can still be read and written.',
    ])
  })

  test('too few replicas in sync for writes with acks=all', () => {
    const cluster = { ...healthy, status: 'degraded' as const, underReplicated: 62, belowMinIsr: 4 }
    expect(text(cluster, [broker(1), broker(2, 151_000)])).toEqual([
      'bad: Broker 2 has been down for 2 min 31 s. 62 partitions are under-replicated; everything can still be read, but 4 of them refuse writes with acks=all: fewer replicas are in sync than min.insync.replicas requires.',
    ])
  })

  test('a broker has just gone, and the cluster has not noticed yet', () => {
    expect(text({ ...healthy, status: 'degraded' }, [broker(2, 500)])).toEqual([
      'bad: Broker 2 has been down for 0.5 s. Every partition has a leader, and all replicas are in sync.',
    ])
    expect(text({ ...healthy, status: 'degraded' }, [{ ...broker(2, 500), replicas: 45 }])).toEqual([
      'bad: Broker 2 has been down for 0.5 s. The cluster has not reported yet which partitions this affects.',
    ])
  })

  test('what a dead broker still leads, as far as is known, is not called readable', () => {
    const cluster = { ...healthy, status: 'degraded' as const, leaderDown: 22, underReplicated: 45 }
    expect(text(cluster, [broker(2, 2_000)])).toEqual([
      'bad: Broker 2 has been down for 2.0 s. 45 partitions are under-replicated; 22 partitions are led by a broker that is down, and can be neither read nor written until a new leader is elected.',
    ])
    const withoutQuorum = { ...cluster, quorumLostAt: healthy.asOf, leaderless: 1 }
    expect(text(withoutQuorum, [broker(2, 2_000)])[0]).toMatch(
      /1 partition is offline and 22 partitions are led by a broker that is down, .* until that broker or/,
    )
  })

  test('while the brokers are not on the page yet, the cluster speaks for them', () => {
    const problems = [{ field: 'brokerCount', code: 'broker-down', message: 'Broker 2 is down.' }]
    const cluster = { ...healthy, status: 'degraded' as const, problems, brokerCount: 2 }
    expect(text(cluster, [])).toEqual([
      'bad: Broker 2 is down. Every partition has a leader, and all replicas are in sync.',
    ])
  })

  test('a lost SSH host is told, and no broker is called down', () => {
    const problems = [{ field: 'brokerCount', code: 'ssh', message: 'The SSH host bastion:22 does not answer.' }]
    const cluster = { ...healthy, status: 'degraded' as const, problems, brokerCount: 0 }
    const unasked = { ...broker(1), online: false }
    expect(text(cluster, [unasked])).toEqual([
      'bad: The SSH host bastion:22 does not answer. The rest of the page shows what was known before; see the page Connection.',
    ])
  })

  test('brokers that are only not where the cluster says they are, are not called down', () => {
    const problems = [
      { field: 'bootstrap', code: 'advertised-unreachable', message: 'They are elsewhere.' },
      { field: 'brokerCount', code: 'broker-down', message: 'Broker 1 cannot be reached from here.' },
    ]
    const cluster = { ...healthy, status: 'degraded' as const, problems, brokerCount: 0, leaderDown: 12 }
    expect(text(cluster, [broker(1, 1_000), broker(2, 1_000)])).toEqual([])
    expect(text(cluster, [])).toEqual([])
    expect(text({ ...cluster, brokerCount: 1 }, [broker(1, 1_000), broker(2)])[0]).toContain('Broker 1 has been down')
  })

  test('two brokers are down, and one partition with them', () => {
    const cluster = { ...healthy, status: 'degraded' as const, underReplicated: 1, leaderless: 1 }
    expect(text(cluster, [broker(1, 30_000), broker(2, 60_000), broker(3)])).toEqual([
      'bad: Brokers 1 and 2 are down, the first for 1 min 00 s. 1 partition is under-replicated; 1 partition is offline, and can be neither read nor written.',
    ])
  })

  test('replicas are out of sync with all brokers up', () => {
    expect(text({ ...healthy, status: 'degraded', underReplicated: 2 }, [broker(1)])[0]).toMatch(
      /^warn: Under-replicated partitions\. 2 partitions/,
    )
  })
})

describe('doubt', () => {
  test('a lost quorum says since when leadership is not known, and all is well is not claimed', () => {
    const cluster = { ...healthy, status: 'degraded' as const, quorumLostAt: new Date(NOW - 5_000).toISOString() }
    expect(describeUnreliability(cluster, false, NOW, 'utc')[0]?.title).toMatch(
      /^No controller quorum: leadership is as of \d\d:\d\d:\d\d\.$/,
    )
    expect(text(cluster, [broker(1)])).toEqual([])
  })

  test('silence is one note, with the age of what is shown, and nothing is guessed beside it', () => {
    const problems = [{ field: 'asOf', code: 'unreachable', message: 'Cannot reach a:1: connection refused.' }]
    const cluster = { ...healthy, status: 'offline' as const, problems, quorumLostAt: healthy.asOf }
    const notes = describeUnreliability(cluster, false, NOW, 'utc')
    expect(notes).toHaveLength(1)
    expect(notes[0]).toMatchObject({
      title: 'The cluster is not responding.',
      text: expect.stringContaining('stale since'),
    })
    expect(text(cluster, [broker(1, 1_000)])).toEqual([])
  })

  test('what is waited for is said, and that nothing is tried after a refused login', () => {
    const problems = [{ field: 'asOf', code: 'unreachable', message: 'a:1 refused the password.' }]
    const cluster = { ...healthy, status: 'degraded' as const, problems }
    expect(describeUnreliability(cluster, false, NOW, 'utc')[0]?.text).toMatch(/; Highwater keeps trying\.$/)
    expect(describeUnreliability(cluster, true, NOW, 'utc')[0]?.text).toMatch(/; Highwater does not retry by itself\.$/)
  })

  test('a log that cannot be written is said beside what is wrong with the cluster', () => {
    const problems = [{ field: null, code: 'log', message: 'Its disk is full.' }]
    const notes = describeUnreliability({ ...healthy, problems, quorumLostAt: healthy.asOf }, false, NOW, 'utc')
    expect(notes.map(({ id, text }) => [id, text])).toContainEqual(['log', 'Its disk is full.'])
    expect(notes).toHaveLength(2)
  })

  test('there is none when all is well', () => {
    expect(describeUnreliability(healthy, false, NOW, 'utc')).toEqual([])
  })
})

test.each([
  [{ code: 'no-quorum', scope: null }, true],
  [{ code: 'unreachable', scope: null }, true],
  [{ code: 'unreachable', scope: 'logDirs' }, false],
  [{ code: 'partial', scope: null }, false],
])('the warning %j of a list repeats what stands above every page: %j', (warning, isRepeated) => {
  expect(repeatsUnreliability({ ...warning, message: 'Broker 2 does not answer.' })).toBe(isRepeated)
})
