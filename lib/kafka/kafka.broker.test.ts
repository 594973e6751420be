import net from 'node:net'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { KafkaCluster } from '#demo/cluster.ts'
import { hasQuorum, testCluster } from '#demo/test-cluster.ts'
import { makeTopic } from '#demo/testing/new-topic.ts'
import { parseAddresses } from '#lib/clusters/addresses.ts'
import { readMetadata, readQuorum, readRegisteredBrokers } from './admin/cluster.ts'
import { combineFeatures } from './admin/features.ts'
import { nameMetadataVersion } from './admin/kafka-version.ts'
import { createTopics } from './admin/topics.ts'
import { ConnectionSet } from './connection/connection-set.ts'
import { type Metadata, metadata } from './protocol/metadata.ts'

// Our own requests against real brokers, held against what Kafka's own programs say of the same cluster.

let cluster: KafkaCluster
let connections: ConnectionSet

beforeAll(async () => {
  cluster = await testCluster()
  connections = new ConnectionSet({ bootstrap: parseAddresses(cluster.bootstrap) })
  await Promise.all([
    makeTopic(cluster, {
      name: 'facts',
      partitions: 6,
      replicationFactor: 2,
      configs: { 'cleanup.policy': 'compact' },
    }),
    makeTopic(cluster, { name: 'single', partitions: 1, replicationFactor: 3, configs: {} }),
  ])
})

afterAll(() => connections.close())

/** The lines of `kafka-topics.sh --describe`, one per partition. */
async function describedByKafka(topic: string): Promise<string[]> {
  const args = ['--bootstrap-server', cluster.bootstrap, '--describe', '--topic', topic]
  const { stdout } = await cluster.tool('kafka-topics.sh', args)
  return stdout.split('\n').filter((line) => line.includes('Partition: '))
}

function describedByUs({ topics }: Metadata, name: string): string[] {
  const partitions = topics.find((topic) => topic.name === name)?.partitions ?? []
  return [...partitions]
    .sort((a, b) => a.id - b.id)
    .map(({ id, leader, replicas, isr }) => `${id} leader ${leader} replicas ${replicas} isr ${isr}`)
}

const FIELDS = /Partition: (\d+)\s+Leader: (\S+)\s+Replicas: (\S+)\s+Isr: (\S*)/

const FEATURE =
  /Feature: (\S+)\s+SupportedMinVersion: (\S+)\s+SupportedMaxVersion: (\S+)\s+FinalizedVersionLevel: (\S+)/g

describe('what we read', () => {
  test('leaders and copies are those that kafka-topics.sh shows', async () => {
    for (const topic of ['facts', 'single']) {
      const theirs = (await describedByKafka(topic)).map((line) =>
        line.replace(FIELDS, '$1 leader $2 replicas $3 isr $4').replace(/^.*?(\d+ leader .*? isr [\d,]*).*$/, '$1'),
      )
      await expect.poll(async () => describedByUs(await readMetadata(connections), topic)).toEqual(theirs)
    }
  })

  test.runIf(hasQuorum)('the quorum is the one that kafka-metadata-quorum.sh shows', async () => {
    const args = ['--bootstrap-server', cluster.bootstrap, 'describe', '--status']
    const { stdout } = await cluster.tool('kafka-metadata-quorum.sh', args)
    const quorum = await readQuorum(connections)
    expect(quorum?.leaderId).toBe(Number(/LeaderId:\s+(\d+)/.exec(stdout)?.[1]))
    expect(quorum?.leaderEpoch).toBe(Number(/LeaderEpoch:\s+(\d+)/.exec(stdout)?.[1]))
    expect(quorum?.voters.map(({ id }) => id).sort()).toEqual([1, 2, 3])
  })

  test.runIf(hasQuorum)('feature levels are those that kafka-features.sh shows', async () => {
    const { stdout } = await cluster.tool('kafka-features.sh', ['--bootstrap-server', cluster.bootstrap, 'describe'])
    const theirs = [...stdout.matchAll(FEATURE)].map(([, name, min, max, level]) => `${name} ${level} of ${min}-${max}`)
    const brokers = await Promise.all(cluster.brokers.map((broker) => connections.to(broker).versions()))
    const ours = combineFeatures(brokers).map(({ name, finalized, supported }) => {
      const named = (level = 0) => (name === 'metadata.version' ? nameMetadataVersion(level) : level)
      return `${name} ${named(finalized ?? 0)} of ${named(supported?.min)}-${named(supported?.max)}`
    })
    expect(ours).toEqual(theirs.sort())
  })

  test('all brokers are registered, none fenced', async () => {
    const brokers = await readRegisteredBrokers(connections)
    const registered = brokers?.map(({ id, port, fenced }) => [id, port, fenced])
    expect(registered?.sort(([a], [b]) => Number(a) - Number(b))).toEqual(
      cluster.brokers.map(({ id, port }) => [id, port, false]),
    )
  })
})

describe('creating topics', () => {
  test('one that cannot be does not keep the others from being made', async () => {
    const { data, failures } = await createTopics(connections, [
      { name: 'fine', partitions: null, replicationFactor: null, configs: {} },
      { name: 'not fine', partitions: 1, replicationFactor: 1, configs: {} },
      { name: 'too-many-copies', partitions: 1, replicationFactor: 9, configs: {} },
      { name: 'facts', partitions: 1, replicationFactor: 1, configs: {} },
      { name: 'wrong-setting', partitions: 1, replicationFactor: 1, configs: { 'retention.ms': 'soon' } },
    ])
    expect(data).toMatchObject([{ name: 'fine', partitions: 3, replicationFactor: 2 }])
    expect(Object.fromEntries(failures.map(({ scope, error }) => [scope, error.message]))).toEqual({
      'not fine': expect.stringMatching(/invalid|illegal/),
      'too-many-copies': expect.stringContaining('9'),
      facts: expect.stringContaining('already exists'),
      'wrong-setting': expect.stringContaining('retention.ms'),
    })
  })

  test('a trial makes nothing', async () => {
    const topic = { name: 'only-tried', partitions: 1, replicationFactor: 1, configs: {} }
    const { data } = await createTopics(connections, [topic], { validateOnly: true })
    expect(data).toHaveLength(1)
    const { topics } = await readMetadata(connections)
    expect(topics.map(({ name }) => name)).not.toContain('only-tried')
  })
})

describe('with a broker that is frozen', () => {
  test('others answer in its place, and it answers again when it thaws', async () => {
    const [frozen] = cluster.brokers
    if (!frozen) throw new Error('no broker')
    const own = new ConnectionSet({ bootstrap: parseAddresses(cluster.bootstrap) })
    await readMetadata(own)
    frozen.freeze()
    const frozenAlone = new ConnectionSet({ bootstrap: [frozen] })
    try {
      const itsDeadline = readMetadata(frozenAlone).catch(() => 'passed')
      // The others were not asked only after the deadline of the one that does not answer.
      const first = await Promise.race([readMetadata(own), itsDeadline])
      expect(first).toMatchObject({ topics: expect.arrayContaining([expect.anything()]) })
    } finally {
      frozen.thaw()
      frozenAlone.close()
    }
    await expect.poll(async () => (await readMetadata(own)).brokers.length).toBe(3)
    own.close()
  })
})

test('reading creates no topic, and leaves no connection behind when it is closed', async () => {
  const connect = vi.spyOn(net, 'connect')
  const own = new ConnectionSet({ bootstrap: parseAddresses(cluster.bootstrap) })
  await own.sendToAny(metadata, { topics: ['never-made'] }, 5_000)
  // What is made later is there: so would be what asking had made.
  await createTopics(own, [{ name: 'made-after', partitions: 1, replicationFactor: 1, configs: {} }])
  const names = async () => (await readMetadata(own)).topics.map(({ name }) => name)
  await expect.poll(names).toContain('made-after')
  expect(await names()).not.toContain('never-made')
  own.close()
  const sockets = connect.mock.results.map(({ value }) => value)
  expect(sockets.length).toBeGreaterThan(0)
  expect(sockets.filter(({ destroyed }) => !destroyed)).toEqual([])
  connect.mockRestore()
})
