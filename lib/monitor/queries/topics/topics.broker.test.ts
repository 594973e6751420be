import { isDeepStrictEqual } from 'node:util'
import kafkajs from 'kafkajs'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import type { KafkaCluster } from '#demo/cluster.ts'
import { until } from '#demo/processes.ts'
import { runCommand } from '#demo/run-command.ts'
import { hasQuorum, testCluster } from '#demo/test-cluster.ts'
import { makeTopicWhenFree } from '#demo/testing/new-topic.ts'
import { startMonitor } from '#e2e/test-monitor.ts'
import { parseAddresses } from '#lib/clusters/addresses.ts'
import * as brokerCommands from '#lib/commands/brokers.ts'
import { plainClient } from '#lib/commands/testing/client.ts'
import * as commands from '#lib/commands/topics.ts'
import { type BrokerReplica, brokerReplicaListQuery } from '#lib/contract/broker-replicas.ts'
import type { ConfigItem } from '#lib/contract/configs.ts'
import { MAX_PAGE_SIZE } from '#lib/contract/paging.ts'
import { partitionListQuery } from '#lib/contract/partitions.ts'
import { topicListQuery } from '#lib/contract/topics.ts'
import { ClusterMonitor } from '#lib/monitor/monitor.ts'
import { listBrokerReplicas } from '#lib/monitor/queries/brokers/broker-replicas.ts'
import { getBroker, listBrokerConfigs } from '#lib/monitor/queries/brokers/brokers.ts'
import { describeQuorum } from '#lib/monitor/queries/brokers/quorum.ts'
import { changeConfigs, listConfigs } from '#lib/monitor/queries/configs.ts'
import { sumOf } from '#lib/monitor/snapshot/topic-columns.ts'
import { listPartitions } from './partitions.ts'
import { addPartitions, createTopic, deleteTopic, truncateTopic } from './topic-changes.ts'
import { getTopic, listTopics } from './topics.ts'

// What we read and change, held against what Kafka's own programs say of the same cluster: with the very commands that
// stand under the pages.

const WAIT = { timeout: 120_000, interval: 200 }
const TOPIC = 'shop.orders'

let cluster: KafkaCluster
let monitor: ClusterMonitor
let bootstrap: string[]

beforeAll(async () => {
  cluster = await testCluster()
  bootstrap = cluster.bootstrap.split(',')
  monitor = await startMonitor(cluster)
  await make(TOPIC, 4)
  await make('shopXorders', 1)
  await produce(TOPIC, [0, 0, 0, 1, 1, 2])
})

afterAll(() => monitor.close())

const make = (name: string, partitions: number, configs: Record<string, string> = {}) =>
  makeTopicWhenFree(cluster, { name, partitions, replicationFactor: 2, configs, dryRun: false }, (topic) =>
    createTopic(monitor, topic),
  )
const partitions = (topic = TOPIC, from = monitor) => listPartitions(from, topic, partitionListQuery.parse({})).items
const item = (name: string) =>
  listTopics(monitor.state, topicListQuery.parse({ q: name })).items.find((topic) => topic.name === name)
const ends = (topic = TOPIC) => partitions(topic).map(({ endOffset }) => endOffset)
const starts = (topic = TOPIC) => partitions(topic).map(({ startOffset }) => startOffset)

async function produce(topic: string, to: readonly number[], timestampMs?: number): Promise<void> {
  const kafka = new kafkajs.Kafka({ brokers: bootstrap, logLevel: kafkajs.logLevel.NOTHING, retry: { retries: 10 } })
  const producer = kafka.producer({ allowAutoTopicCreation: false })
  await producer.connect()
  const timestamp = timestampMs === undefined ? {} : { timestamp: String(timestampMs) }
  await producer.send({ topic, messages: to.map((partition) => ({ partition, value: 'x'.repeat(100), ...timestamp })) })
  await producer.disconnect()
}

const sorted = (ids: readonly (number | string)[]) => [...ids].map(Number).sort((a, b) => a - b)
const read = (ids = '') => ids.split(',').filter(Boolean).map(Number)

/** Leaders and copies as kafka-topics.sh prints them; nobody leads: `none`. */
function readDescription(text: string) {
  const lines = text.matchAll(/Partition: (\d+)\s+Leader: (\d+|none)\s+Replicas: ([\d,]+)\s+Isr: ([\d,]*)/g)
  return [...lines].map(([, id, leader, replicas, isr]) => ({
    id: Number(id),
    leader: leader === 'none' ? null : Number(leader),
    replicas: read(replicas),
    isr: sorted(read(isr)),
  }))
}

const ourDescription = (topic = TOPIC) =>
  partitions(topic).map(({ id, leader, replicas, isr }) => ({ id, leader, replicas, isr: sorted(isr) }))

const sources: Readonly<Record<string, string>> = {
  DYNAMIC_TOPIC_CONFIG: 'topic',
  DYNAMIC_BROKER_CONFIG: 'broker',
  DYNAMIC_DEFAULT_BROKER_CONFIG: 'cluster',
  STATIC_BROKER_CONFIG: 'static-broker',
  DEFAULT_CONFIG: 'default',
}

/** Settings as kafka-configs.sh prints them: where a value comes from is the first of its synonyms. */
function readSettings(text: string) {
  const lines = text.matchAll(/^ {2}([\w.-]+)=(.*?) sensitive=(\w+) synonyms=\{(\w*)/gm)
  return [...lines]
    .map(([, name, value, sensitive, source = '']) => [name, value, sensitive, sources[source] ?? 'default'].join(' '))
    .sort()
}

const ourSettings = (items: readonly ConfigItem[]) =>
  items.map(({ name, value, sensitive, source }) => [name, String(value), sensitive, source].join(' ')).sort()

/** Every page of the replicas of a broker. */
function replicasOf({ state }: ClusterMonitor, broker: number): BrokerReplica[] {
  const readPage = (page: number) =>
    listBrokerReplicas(
      state,
      broker,
      brokerReplicaListQuery.parse({ pageSize: String(MAX_PAGE_SIZE), page: String(page) }),
    )
  const { items, total } = readPage(1)
  const pages = Math.ceil((total ?? 0) / MAX_PAGE_SIZE)
  return [...items, ...Array.from({ length: pages - 1 }, (_, index) => readPage(index + 2).items).flat()]
}

describe('the same facts as', () => {
  test('kafka-topics.sh --describe, of this topic alone', async () => {
    const theirs = await runCommand(cluster, commands.describeTopicCommand(plainClient(bootstrap), TOPIC))
    expect(theirs).not.toContain('shopXorders')
    expect(readDescription(theirs).map(({ id }) => id)).toEqual([0, 1, 2, 3])
    expect(ourDescription()).toEqual(readDescription(theirs))
    expect(theirs).toContain(`TopicId: ${item(TOPIC)?.topicId}`)
  })

  test('kafka-topics.sh --list, with and without internal topics', async () => {
    const listed = async (internal: boolean) =>
      (await runCommand(cluster, commands.listTopicsCommand(plainClient(bootstrap), internal)))
        .trim()
        .split('\n')
        .sort()
    const ours = (internal: boolean) =>
      listTopics(monitor.state, topicListQuery.parse({ pageSize: '200', internal: String(internal) })).items.map(
        ({ name }) => name,
      )
    expect(ours(false)).toEqual(await listed(false))
    expect(ours(true)).toEqual(await listed(true))
  })

  test('kcat -L: the leader of each partition', async () => {
    const theirs = await runCommand(cluster, commands.listPartitionsCommand(plainClient(bootstrap), TOPIC))
    const leaders = [...theirs.matchAll(/partition (\d+), leader (\d+)/g)].map(([, id, leader]) =>
      [id, leader].map(Number),
    )
    expect(leaders.length).toBe(4)
    expect(partitions().map(({ id, leader }) => [id, leader])).toEqual(leaders.sort(([a = 0], [b = 0]) => a - b))
  })

  test.runIf(hasQuorum)('kafka-metadata-quorum.sh: who leads, and who follows', async () => {
    const theirs = await runCommand(cluster, brokerCommands.describeQuorumCommand(plainClient(bootstrap)))
    const leader = /^(\d+)\s.*Leader/m.exec(theirs)?.[1]
    await expect.poll(() => describeQuorum(monitor.state).leaderId, WAIT).toBe(Number(leader))
    const voters = [...theirs.matchAll(/^(\d+)\s.*(?:Leader|Follower)/gm)].map(([, id]) => id ?? '')
    expect(sorted(describeQuorum(monitor.state).voters.map(({ id }) => id))).toEqual(sorted(voters))
  })

  test('kafka-get-offsets.sh, and what lies between start and end', async () => {
    const theirs = await runCommand(cluster, commands.topicOffsetsCommand(plainClient(bootstrap), TOPIC))
    expect(theirs.trim().split('\n').sort()).toEqual([3, 2, 1, 0].map((end, id) => `${TOPIC}:${id}:${end}`))
    await expect.poll(() => ends(), WAIT).toEqual([3, 2, 1, 0])
    expect(starts()).toEqual([0, 0, 0, 0])
    await expect.poll(() => item(TOPIC)?.messages, WAIT).toBe(6)
    await expect.poll(() => partitions().map(({ lastStableOffset }) => lastStableOffset), WAIT).toEqual([3, 2, 1, 0])
  })

  test('kafka-configs.sh --describe --all: every name, value, source and secret', async () => {
    const theirs = await runCommand(cluster, commands.topicConfigsCommand(plainClient(bootstrap), TOPIC))
    const { items } = await listConfigs(monitor, { kind: 'topic', name: TOPIC })
    expect(items.length).toBeGreaterThan(25)
    expect(ourSettings(items)).toEqual(readSettings(theirs))
    expect(items.every(({ documentation }) => (documentation ?? '').length > 20)).toBe(true)
  })

  test('kafka-log-dirs.sh: the size of every copy, and of all that a broker keeps', async () => {
    // One that has just started asks for sizes at once; the other asks every ten seconds.
    const fresh = await startMonitor(cluster)
    onTestFinished(() => fresh.close())
    const theirs = await runCommand(cluster, brokerCommands.logDirsCommand(plainClient(bootstrap)))
    const { brokers } = JSON.parse(theirs.slice(theirs.indexOf('{')))
    const sizes = new Map<string, number>()
    for (const { broker, logDirs } of brokers) {
      for (const dir of logDirs) for (const copy of dir.partitions) sizes.set(`${broker} ${copy.partition}`, copy.size)
    }
    const ours = () =>
      partitions(TOPIC, fresh).flatMap(({ id, replicas, replicaSizes }) =>
        replicas.map((broker, index) => [`${broker} ${TOPIC}-${id}`, replicaSizes[index]]),
      )
    await expect
      .poll(ours, WAIT)
      .toEqual(
        partitions(TOPIC, fresh).flatMap(({ id, replicas }) =>
          replicas.map((broker) => [`${broker} ${TOPIC}-${id}`, sizes.get(`${broker} ${TOPIC}-${id}`)]),
        ),
      )
    const onlyFirst = await runCommand(cluster, brokerCommands.logDirsCommand(plainClient(bootstrap), 1))
    const ofFirst = JSON.parse(onlyFirst.slice(onlyFirst.indexOf('{'))).brokers
    expect(ofFirst.map(({ broker }: { broker: number }) => broker)).toEqual([1])
    expect(
      replicasOf(fresh, 1)
        .map(({ topic, partition }) => `${topic}-${partition}`)
        .sort(),
    ).toEqual(ofFirst[0].logDirs[0].partitions.map(({ partition }: { partition: string }) => partition).sort())
    const first = getBroker(fresh.state, 1)
    expect(first.logDirs?.[0]?.replicaCount).toBeGreaterThan(0)
    // Told since 3.3.
    if (hasQuorum) expect(first.usableBytes).toBeGreaterThan(0)
    else expect(first.usableBytes).toBeNull()
  })

  test('kafka-configs.sh, of a broker', async () => {
    const theirs = await runCommand(cluster, brokerCommands.brokerConfigsCommand(plainClient(bootstrap), 2))
    const { items } = await listBrokerConfigs(monitor, 2)
    expect(items.find(({ name }) => name === 'node.id')).toMatchObject({ value: '2', source: 'static-broker' })
    expect(ourSettings(items)).toEqual(readSettings(theirs))
  })
})

describe('changes', () => {
  test('one setting: that one alone, by our way and by the command; and back', async () => {
    const resource = { kind: 'topic', name: TOPIC } as const
    const read = async () => {
      const { items } = await listConfigs(monitor, resource)
      return new Map(items.filter(({ source }) => source === 'topic').map(({ name, value }) => [name, value]))
    }
    const before = await read()
    const tried = await changeConfigs(monitor, resource, {
      set: { 'delete.retention.ms': '60000' },
      reset: [],
      dryRun: true,
    })
    expect(tried).toMatchObject({ applied: false, changes: [{ name: 'delete.retention.ms', after: '60000' }] })
    expect(await read()).toEqual(before)
    await changeConfigs(monitor, resource, { set: { 'delete.retention.ms': '60000' }, reset: [], dryRun: false })
    const policy = { name: 'cleanup.policy', value: 'compact,delete' }
    await runCommand(cluster, commands.changeConfigCommand(plainClient(bootstrap), TOPIC, policy))
    await expect
      .poll(read, WAIT)
      .toEqual(new Map([...before, ['delete.retention.ms', '60000'], ['cleanup.policy', 'compact,delete']]))
    await changeConfigs(monitor, resource, { set: {}, reset: ['cleanup.policy'], dryRun: false })
    await runCommand(
      cluster,
      commands.changeConfigCommand(plainClient(bootstrap), TOPIC, { name: 'delete.retention.ms', value: null }),
    )
    await expect.poll(read, WAIT).toEqual(before)
    await expect(
      changeConfigs(monitor, resource, { set: { 'delete.retention.ms': 'soon' }, reset: [], dryRun: false }),
    ).rejects.toMatchObject({ code: 'invalid' })
  })

  test('more partitions, by our way and by the command', async () => {
    await make('grows', 1)
    await addPartitions(monitor, 'grows', 3)
    await expect.poll(() => item('grows')?.partitionCount, WAIT).toBe(3)
    await runCommand(cluster, commands.addPartitionsCommand(plainClient(bootstrap), 'grows', 4))
    await expect.poll(() => item('grows')?.partitionCount, WAIT).toBe(4)
    await expect(addPartitions(monitor, 'grows', 2)).rejects.toMatchObject({ code: 'invalid' })
  })

  test('messages deleted before an offset, before a time, and all of them', async () => {
    await make('cut', 2)
    await produce('cut', [0, 0, 0, 0, 1], Date.UTC(2020, 0, 1))
    await produce('cut', [0, 1, 1])
    await expect.poll(() => ends('cut'), WAIT).toEqual([5, 3])
    await truncateTopic(monitor, 'cut', { partitions: [{ id: 0, beforeOffset: 2 }] })
    await expect.poll(() => starts('cut'), WAIT).toEqual([2, 0])
    await truncateTopic(monitor, 'cut', { before: '2025-01-01T00:00:00.000Z' })
    await expect.poll(() => starts('cut'), WAIT).toEqual([4, 1])
    await runCommand(
      cluster,
      commands.truncateCommand(plainClient(bootstrap), 'cut', [{ partition: 0, beforeOffset: 5 }]),
    )
    await expect.poll(() => starts('cut'), WAIT).toEqual([5, 1])
    const { failures } = await truncateTopic(monitor, 'cut', { all: true })
    expect(failures).toEqual([])
    await expect.poll(() => starts('cut'), WAIT).toEqual([5, 3])
  })

  test('a topic that is only compacted refuses, partition by partition', async () => {
    await make('latest', 1, { 'cleanup.policy': 'compact' })
    await produce('latest', [0]).catch(() => {})
    const { partitions: cut, failures } = await truncateTopic(monitor, 'latest', { all: true })
    expect(cut).toEqual([])
    expect(failures).toMatchObject([{ scope: 'latest-0' }])
  })

  test('made by the command, deleted by us; the other way round; and under an old name it is another topic', async () => {
    await runCommand(
      cluster,
      commands.createTopicCommand(plainClient(bootstrap), {
        name: 'comes',
        partitions: 2,
        replicationFactor: 1,
        configs: { 'retention.ms': '60000' },
      }),
    )
    await expect.poll(() => item('comes'), WAIT).toMatchObject({ partitionCount: 2, retentionMs: 60_000 })
    await produce('comes', [0, 0, 0, 1])
    await expect.poll(() => ends('comes'), WAIT).toEqual([3, 1])
    const before = item('comes')?.topicId
    await deleteTopic(monitor, 'comes')
    await expect.poll(() => item('comes'), WAIT).toBeUndefined()
    await make('comes', 1)
    await expect.poll(() => item('comes')?.topicId, WAIT).toBeTruthy()
    expect(item('comes')?.topicId).not.toBe(before)
    await expect.poll(() => ends('comes'), WAIT).toEqual([0])
    await runCommand(cluster, commands.deleteTopicsCommand(plainClient(bootstrap), ['comes']))
    await expect.poll(() => item('comes'), WAIT).toBeUndefined()
    await expect(getTopic(monitor, 'comes')).rejects.toMatchObject({ code: 'not-found' })
  })

  test('a trial creates nothing, and says what the brokers would do', async () => {
    const tried = { name: 'tried', configs: {}, dryRun: true }
    expect(await createTopic(monitor, tried)).toMatchObject({ created: false, partitions: 3, replicationFactor: 2 })
    await expect(createTopic(monitor, { ...tried, replicationFactor: 9 })).rejects.toMatchObject({ code: 'invalid' })
    await expect(createTopic(monitor, { ...tried, name: TOPIC })).rejects.toMatchObject({ code: 'exists' })
    expect(item('tried')).toBeUndefined()
  })
})

test('the last write is the newest timestamp in the topic, as the broker knows it', async () => {
  await make('dated', 2)
  await produce('dated', [0, 1], Date.UTC(2021, 5, 1))
  await produce('dated', [0], Date.UTC(2022, 5, 1))
  const { latestMs } = await monitor.call('lastWrite', { topic: 'dated', topicId: null, partitions: [0, 1] })
  expect(latestMs).toBe(Date.UTC(2022, 5, 1))
})

describe('with a broker down', () => {
  test('a partition without a leader says so and keeps its last numbers; everything else has numbers', async () => {
    const command = commands.createTopicCommand(plainClient(bootstrap), {
      name: 'alone',
      partitions: 6,
      replicationFactor: 1,
      configs: {},
    })
    await makeTopicWhenFree(cluster, { name: 'alone' }, () => runCommand(cluster, command))
    await expect.poll(() => item('alone')?.partitionCount, WAIT).toBe(6)
    await produce('alone', [0, 1, 2, 3, 4, 5])
    await expect.poll(() => ends('alone'), WAIT).toEqual([1, 1, 1, 1, 1, 1])
    const dead = partitions('alone')[0]?.leader ?? 1
    await cluster.broker(dead).kill()
    try {
      const states = () => partitions('alone').map(({ status }) => status)
      await expect.poll(states, WAIT).toContain('leaderless')
      // None of the tools' answers waits for those that are gone.
      const theirs = async (topic: string) =>
        readDescription(await runCommand(cluster, commands.describeTopicCommand(plainClient(bootstrap), topic)))
      await until('both to describe it alike', WAIT.timeout, async () =>
        isDeepStrictEqual(ourDescription('alone'), await theirs('alone')),
      )
      await until('and the other one', WAIT.timeout, async () =>
        isDeepStrictEqual(ourDescription(), await theirs(TOPIC)),
      )
      const short = readDescription(
        await runCommand(cluster, commands.describeUnhealthyCommand(plainClient(bootstrap))),
      )
      expect(short.length).toBe(sumOf(monitor.state.snapshot?.topics.underReplicated ?? []))
      const leaderless = partitions('alone').filter(({ status }) => status === 'leaderless')
      expect(leaderless.every(({ endOffset, problems }) => endOffset === 1 && problems.length > 0)).toBe(true)
      const others = () => partitions('alone').filter(({ status }) => status !== 'leaderless')
      const doubts = () =>
        others().flatMap(({ problems }) => problems.filter(({ field }) => field !== 'lastStableOffset'))
      await expect.poll(doubts, WAIT).toEqual([])
      expect(others().every(({ endOffset }) => endOffset === 1)).toBe(true)
      expect(
        listTopics(monitor.state, topicListQuery.parse({ pageSize: '200' })).items.every(
          ({ messages }) => messages !== null,
        ),
      ).toBe(true)
      expect(item('alone')).toMatchObject({ messages: 6 })
      expect(item('alone')?.problems.map(({ field }) => field)).toContain('messages')
    } finally {
      await cluster.broker(dead).start()
    }
    await expect.poll(() => item('alone')?.leaderless, WAIT).toBe(0)
    await expect.poll(() => item('alone')?.problems.map(({ field }) => field), WAIT).not.toContain('messages')
  })
})

test('a worker that dies is said so and started again; what was known stays, and its numbers go on', async () => {
  const { Worker } = await import('node:worker_threads')
  const born: InstanceType<typeof Worker>[] = []
  const note = (worker: InstanceType<typeof Worker>) => born.push(worker)
  process.on('worker', note)
  const own = new ClusterMonitor({ access: { bootstrap: parseAddresses(cluster.bootstrap) } })
  own.start()
  await expect.poll(() => own.state.snapshot?.catalog.names, WAIT).toContain(TOPIC)
  const { number = 0 } = own.state.snapshot ?? {}
  const failures: string[] = []
  own.follow(({ failure }) => failures.push(failure?.message ?? 'well'))
  await born[0]?.terminate()
  await expect.poll(() => failures.join(), WAIT).toContain('is being restarted')
  expect(own.state.snapshot?.catalog.names).toContain(TOPIC)
  await expect.poll(() => own.state.failure, WAIT).toBeNull()
  await expect.poll(() => own.state.snapshot?.number, WAIT).toBeGreaterThan(number)
  process.off('worker', note)
  own.close()
})
