import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { KafkaCluster } from '#demo/cluster.ts'
import { until } from '#demo/processes.ts'
import { hasQuorum, testCluster } from '#demo/test-cluster.ts'
import { makeTopic } from '#demo/testing/new-topic.ts'
import { startMonitor } from '#e2e/test-monitor.ts'
import { topicListQuery } from '#lib/contract/topics.ts'
import { clusterProblems, clusterStatus } from '#lib/monitor/queries/health.ts'
import { listTopics } from '#lib/monitor/queries/topics/topics.ts'
import { isOnline } from '#lib/monitor/snapshot/broker-facts.ts'
import type { Snapshot } from '#lib/monitor/snapshot/snapshot.ts'
import type { ClusterMonitor } from './monitor.ts'

// A monitor that watches a real cluster through real failures. How fast it notices is measured in bench/failover.

const TOPIC = 'watched'
const WAIT = { timeout: 120_000, interval: 100 }

let cluster: KafkaCluster
let monitor: ClusterMonitor

beforeAll(async () => {
  cluster = await testCluster()
  await makeTopic(cluster, { name: TOPIC, partitions: 6, replicationFactor: 2, configs: {} })
  monitor = await startMonitor(cluster)
  await untilOnline()
})

afterEach(async () => {
  await Promise.all(cluster.brokers.map((broker) => broker.start()))
  await untilOnline()
  // Whatever has happened, in the end every partition is answered for, though all that the brokers tell is as before.
  await expect.poll(() => snapshot().topics.unanswered.reduce((sum, count) => sum + count, 0), WAIT).toBe(0)
})

afterAll(() => monitor.close())

function untilOnline(): Promise<void> {
  return until('the cluster to be online', WAIT.timeout, () => clusterStatus(monitor.state) === 'online')
}

function snapshot(): Snapshot {
  const { snapshot: latest } = monitor.state
  if (!latest) throw new Error('no snapshot')
  return latest
}

const online = () =>
  snapshot()
    .brokers.filter(isOnline)
    .map(({ id }) => id)
const leadersOf = (id: number) => snapshot().brokers.find((broker) => broker.id === id)?.leaders
const outOfSyncOf = (id: number) => snapshot().brokers.find((broker) => broker.id === id)?.outOfSync
const topic = (name = TOPIC) => listTopics(monitor.state, topicListQuery.parse({ q: name })).items[0]

describe('a broker that is killed', () => {
  test('is down, its leaders move, its copies fall out of sync, the rest stays; and back it is as before', async () => {
    await cluster.broker(1).kill()
    await expect.poll(online, WAIT).toEqual([2, 3])
    await expect.poll(() => leadersOf(1), WAIT).toBe(0)
    await expect.poll(() => outOfSyncOf(1), WAIT).toBeGreaterThan(0)
    expect(clusterStatus(monitor.state)).toBe('degraded')
    expect(topic()).toMatchObject({ partitionCount: 6, leaderless: 0 })
    expect(topic()?.underReplicated).toBeGreaterThan(0)
    expect(snapshot().brokers.map(({ id }) => id)).toEqual([1, 2, 3])

    await cluster.broker(1).start()
    await expect.poll(online, WAIT).toEqual([1, 2, 3])
    await expect.poll(() => topic()?.underReplicated, WAIT).toBe(0)
  })

  test.runIf(hasQuorum)('and a second: no quorum, and leadership is as of when it last answered', async () => {
    await Promise.all([cluster.broker(1).kill(), cluster.broker(2).kill()])
    await expect.poll(() => snapshot().quorumLostAtMs, WAIT).not.toBeNull()
    expect(online()).toEqual([3])
    expect(snapshot().controllerId).toBeNull()
    expect(clusterProblems(snapshot())[0]?.code).toBe('no-quorum')
    expect(snapshot().quorumLostAtMs).toBeLessThan(Date.now())
    expect(topic()?.partitionCount).toBe(6)
    // Metadata is answered all the while, so the snapshot itself stays young.
    const { number } = snapshot()
    await expect.poll(() => snapshot().number, WAIT).toBeGreaterThan(number)

    await cluster.broker(1).start()
    await expect.poll(() => snapshot().quorumLostAtMs, WAIT).toBeNull()
    await expect.poll(() => snapshot().controllerId, WAIT).not.toBeNull()
  })
})

test('a frozen broker is down although its socket is open, and up again when it thaws', async () => {
  cluster.broker(2).freeze()
  try {
    await expect.poll(online, WAIT).toEqual([1, 3])
    expect(snapshot().brokers[1]?.liveness.failure?.code).toBe('timeout')
  } finally {
    cluster.broker(2).thaw()
  }
  await expect.poll(online, WAIT).toEqual([1, 2, 3])
})

test('all brokers down: the last snapshot stays, with its age; then everything is back by itself', async () => {
  const asOfBefore = snapshot().asOfMs
  await Promise.all(cluster.brokers.map((broker) => broker.kill()))
  await expect.poll(() => clusterStatus(monitor.state), WAIT).toBe('offline')
  expect(topic()?.partitionCount).toBe(6)
  expect(snapshot().asOfMs).toBeGreaterThanOrEqual(asOfBefore)
  expect(monitor.state.failure).not.toBeNull()
})

test('a partition whose only copy is down has no leader, and everything else is still described', async () => {
  const name = 'fragile'
  await makeTopic(cluster, { name, partitions: null, replicationFactor: null, configs: {}, assignment: [[2]] })
  await cluster.broker(2).kill()
  await expect.poll(() => topic(name)?.leaderless, WAIT).toBe(1)
  await expect.poll(() => topic()?.leaderless, WAIT).toBe(0)
  expect(clusterProblems(snapshot()).map(({ code }) => code)).toContain('leaderless')
})
