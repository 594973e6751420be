import kafkajs, { type Consumer } from 'kafkajs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { KafkaCluster } from '#demo/cluster.ts'
import { type Member, startConsoleMember } from '#demo/member.ts'
import { until } from '#demo/processes.ts'
import { hasNewGroups, listsTypes, testCluster } from '#demo/test-cluster.ts'
import { makeTopic } from '#demo/testing/new-topic.ts'
import type { KafkaTool } from '#demo/tools.ts'
import { parseAddresses } from '#lib/clusters/addresses.ts'
import { readMetadata } from './admin/cluster.ts'
import { type Coordinators, findCoordinators } from './admin/coordinators.ts'
import {
  commitOffsets,
  deleteGroupOffsets,
  eachCommit,
  readGroupOffsets,
  readShareGroupOffsets,
} from './admin/group-offsets.ts'
import { deleteGroups, describeGroups, listGroups } from './admin/groups.ts'
import { readBatchHeaders } from './admin/records.ts'
import { deleteTopics } from './admin/topics.ts'
import { ConnectionSet } from './connection/connection-set.ts'
import { explainKafkaError, KafkaError } from './protocol/error-codes.ts'

// A group of each type with a member that reads, held against what Kafka's own programs say of them. Kafka 3 knows only
// the first type.

const TOPIC = 'pond'
const CLASSIC = 'pond-classic'
const CONSUMER = 'pond-consumer'
const SHARE = 'pond-share'
const CONSUMER_TYPE = hasNewGroups ? 'consumer' : 'classic'
const COMMITTED = 'pond-committed'
const PARTITIONS = 4
const MESSAGES_EACH = 10
const WAIT = { timeout: 120_000, interval: 250 }

let cluster: KafkaCluster
let connections: ConnectionSet
let kafka: InstanceType<typeof kafkajs.Kafka>
let consumer: Consumer
let members: Member[] = []

beforeAll(async () => {
  cluster = await testCluster()
  connections = new ConnectionSet({ bootstrap: parseAddresses(cluster.bootstrap) })
  await makeTopic(cluster, { name: TOPIC, partitions: PARTITIONS, replicationFactor: 2, configs: {} })
  kafka = new kafkajs.Kafka({
    clientId: 'angler',
    brokers: cluster.bootstrap.split(','),
    logLevel: kafkajs.logLevel.NOTHING,
    retry: { retries: 20 },
  })
  const producer = kafka.producer({ allowAutoTopicCreation: false })
  await producer.connect()
  const partitions = [0, 1, 2, 3]
  const messages = partitions.flatMap((partition) => Array(MESSAGES_EACH).fill({ partition, value: 'fish' }))
  await producer.send({ topic: TOPIC, messages, compression: kafkajs.CompressionTypes.GZIP })
  await producer.disconnect()

  consumer = kafka.consumer({ groupId: CLASSIC })
  await consumer.connect()
  await consumer.subscribe({ topic: TOPIC, fromBeginning: true })
  await consumer.run({ eachMessage: async () => {} })
  const ofTopic = ['--topic', TOPIC, '--group', CONSUMER, '--from-beginning']
  const modern = hasNewGroups ? ['--consumer-property', 'group.protocol=consumer'] : []
  members = [startConsoleMember(cluster, 'kafka-console-consumer.sh', [...ofTopic, ...modern])]
  if (hasNewGroups) members.push(await startShareMember())
  await until('all groups to have read everything', WAIT.timeout, async () => {
    const committed = (await Promise.all([commitsOf(CLASSIC), commitsOf(CONSUMER)])).flat()
    const shared = hasNewGroups ? await sharedBy(SHARE) : []
    return (
      committed.filter((line) => line.endsWith(` ${MESSAGES_EACH}`)).length === 2 * PARTITIONS &&
      (!hasNewGroups ||
        shared.filter(({ startOffset, lag }) => startOffset !== null && lag === 0).length === PARTITIONS)
    )
  })
})

afterAll(async () => {
  await Promise.all([consumer?.disconnect(), ...members.map((member) => member.stop())])
  await deleteGroups(connections, new Map(), [CLASSIC, CONSUMER, SHARE])
  await deleteTopics(connections, [TOPIC])
  connections.close()
})

async function startShareMember(): Promise<Member> {
  const fromStart = ['--alter', '--entity-type', 'groups', '--entity-name', SHARE]
  await tool('kafka-configs.sh', [...fromStart, '--add-config', 'share.auto.offset.reset=earliest'])
  return startConsoleMember(cluster, 'kafka-console-share-consumer.sh', ['--topic', TOPIC, '--group', SHARE])
}

/** The lines that a program prints, parted into their words, without the heading. */
async function tool(name: KafkaTool, args: readonly string[]): Promise<string[][]> {
  const { code, stdout, stderr } = await cluster.tool(name, ['--bootstrap-server', cluster.bootstrap, ...args])
  if (code !== 0) throw new Error(`${name} ${args.join(' ')}: ${stderr}${stdout}`)
  const lines = stdout.split('\n').map((line) => line.trim().split(/\s+/))
  return lines.filter(([first = '']) => first.startsWith('pond'))
}

async function list() {
  const { brokers } = await readMetadata(connections, [])
  const { data } = await listGroups(connections, brokers)
  return data.filter(({ id }) => id.startsWith('pond'))
}

async function coordinators(): Promise<Coordinators> {
  return new Map((await list()).map(({ id, coordinator }) => [id, coordinator]))
}

async function describeOne(id: string) {
  const listed = await list()
  const { data, failures } = await describeGroups(
    connections,
    await coordinators(),
    listed.filter((group) => group.id === id),
  )
  expect(failures).toEqual([])
  return data[0]
}

async function commitsOf(group: string): Promise<string[]> {
  const { data } = await readGroupOffsets(connections, await coordinators(), [group])
  const commits = data.flatMap((offsets) => [...eachCommit(offsets)])
  return commits.map(({ topic, partition, committedOffset }) => `${topic} ${partition} ${committedOffset}`).sort()
}

async function sharedBy(group: string) {
  const { data } = await readShareGroupOffsets(connections, await coordinators(), [group])
  return data.flatMap(({ topics }) =>
    topics.flatMap(({ name, partitions }) => partitions.map((partition) => ({ name, ...partition }))),
  )
}

const codeOf = (error: Error | undefined) =>
  error instanceof KafkaError ? explainKafkaError(error.errorCode).code : String(error)

describe('the same facts as', () => {
  test('kafka-consumer-groups.sh and kafka-share-groups.sh --list', async () => {
    const ours = (await list()).map(({ id, type, state }) => [id, type, state])
    expect(ours.toSorted()).toEqual([
      [CLASSIC, listsTypes ? 'classic' : null, 'Stable'],
      [CONSUMER, listsTypes ? CONSUMER_TYPE : null, 'Stable'],
      ...(hasNewGroups ? [[SHARE, 'share', 'Stable']] : []),
    ])
    const theirs = [
      ...(await tool('kafka-consumer-groups.sh', ['--list', '--state'])),
      ...(hasNewGroups ? await tool('kafka-share-groups.sh', ['--list', '--state']) : []),
    ]
    expect(theirs.map(([id, state]) => [id, state]).toSorted()).toEqual(
      ours.map(([id, , state]) => [id, state]).toSorted(),
    )
  })

  test.each([CLASSIC, CONSUMER])('kafka-consumer-groups.sh --describe --offsets of %s', async (group) => {
    const theirs = await tool('kafka-consumer-groups.sh', ['--describe', '--offsets', '--group', group])
    const lines = theirs.map(([, topic, partition, offset]) => `${topic} ${partition} ${offset}`)
    expect(lines).toHaveLength(4)
    expect(await commitsOf(group)).toEqual(lines.toSorted())
  })

  test.each([CLASSIC, CONSUMER])('kafka-consumer-groups.sh --describe --members of %s', async (group) => {
    const theirs = await tool('kafka-consumer-groups.sh', ['--describe', '--members', '--group', group])
    const described = await describeOne(group)
    expect(described?.state).toBe('Stable')
    const ours = described?.members?.map(({ id, clientHost, clientId, assignment }) => [
      group,
      id,
      clientHost,
      clientId,
      String(assignment?.reduce((count, { partitions }) => count + partitions.length, 0)),
    ])
    expect(theirs).toEqual(ours)
    const [member] = described?.members ?? []
    expect(member?.subscribedTopics).toEqual([TOPIC])
    expect(member?.assignment).toMatchObject([{ name: TOPIC }])
    expect([...(member?.assignment?.[0]?.partitions ?? [])].sort()).toEqual([0, 1, 2, 3])
  })

  test('kafka-consumer-groups.sh --describe --state: assignor and state', async () => {
    for (const group of [CLASSIC, CONSUMER]) {
      const [line] = await tool('kafka-consumer-groups.sh', ['--describe', '--state', '--group', group])
      const described = await describeOne(group)
      expect(line).toEqual(expect.arrayContaining([described?.assignor, described?.state]))
    }
  })

  test.runIf(hasNewGroups)('kafka-share-groups.sh --describe: starts, lag, members', async () => {
    const theirs = await tool('kafka-share-groups.sh', ['--describe', '--offsets', '--group', SHARE])
    const ours = (await sharedBy(SHARE)).map(({ name, id, startOffset, lag }) => [SHARE, name, id, startOffset, lag])
    expect(theirs.map((line) => line.join(' ')).toSorted()).toEqual(ours.map((line) => line.join(' ')).toSorted())

    const [member] = await tool('kafka-share-groups.sh', ['--describe', '--members', '--group', SHARE])
    const described = await describeOne(SHARE)
    expect(described?.members).toHaveLength(1)
    expect(member).toEqual(expect.arrayContaining([described?.members?.[0]?.id, described?.members?.[0]?.clientId]))
  })
})

describe.runIf(hasNewGroups)('epochs and targets', () => {
  test('of a group of KIP-848 that has settled agree', async () => {
    const described = await describeOne(CONSUMER)
    const [member] = described?.members ?? []
    expect(described?.groupEpoch).toBeGreaterThan(0)
    expect(described?.assignmentEpoch).toBe(described?.groupEpoch)
    expect(member?.memberEpoch).toBe(described?.groupEpoch)
    expect(member?.targetAssignment).toEqual(member?.assignment)
    expect(member?.isClassic).toBe(false)
  })
})

test.runIf(hasNewGroups)('a group that is asked as another type is not found, and never shown as dead', async () => {
  const asked = [CONSUMER, SHARE, 'pond-never'].map((id) => ({
    id,
    type: 'classic' as const,
    state: null,
    protocolType: '',
  }))
  const { data, failures } = await describeGroups(connections, await coordinators(), asked)
  expect(data).toEqual([])
  expect(failures.map(({ scope, error }) => [scope, codeOf(error)]).toSorted()).toEqual(
    asked.map(({ id }) => [id, 'not-found']).toSorted(),
  )
})

test('who coordinates a group is found, and found again where it is believed to be elsewhere', async () => {
  const right = await coordinators()
  const { data, failures } = await findCoordinators(connections, [...right.keys()])
  expect(failures).toEqual([])
  expect(new Map(data.map(({ group, coordinator }) => [group, coordinator.port]))).toEqual(
    new Map([...right].map(([group, { port }]) => [group, port])),
  )
  for (const wrong of cluster.brokers) {
    const believed = new Map([...right.keys()].map((group) => [group, wrong]))
    const { data: read, failures: failed } = await readGroupOffsets(connections, believed, [CLASSIC, CONSUMER])
    expect(failed).toEqual([])
    expect(read.map(({ id }) => id).toSorted()).toEqual([CLASSIC, CONSUMER])
  }
})

describe('from outside the group', () => {
  const commit = (group: string, offset: number, topics = [TOPIC]) =>
    commitOffsets(
      connections,
      new Map(),
      group,
      topics.map((name) => ({ name, partitions: [0, 1].map((id) => ({ id, offset, metadata: 'by hand' })) })),
    )

  test('a commit makes the group, and is what kafka-consumer-groups.sh shows', async () => {
    const { data, failures } = await commit(COMMITTED, 7, [TOPIC, 'pond-missing'])
    expect(data).toMatchObject([
      { topic: TOPIC, partition: 0 },
      { topic: TOPIC, partition: 1 },
    ])
    expect(failures.map(({ scope, error }) => [scope, codeOf(error)])).toEqual([
      ['pond-missing-0', 'not-found'],
      ['pond-missing-1', 'not-found'],
    ])
    const theirs = await tool('kafka-consumer-groups.sh', ['--describe', '--offsets', '--group', COMMITTED])
    expect(theirs.map(([, topic, partition, offset]) => `${topic} ${partition} ${offset}`).toSorted()).toEqual([
      `${TOPIC} 0 7`,
      `${TOPIC} 1 7`,
    ])
    const offsets = await readGroupOffsets(connections, await coordinators(), [COMMITTED])
    const commits = offsets.data.flatMap((group) => [...eachCommit(group)])
    expect(commits.toSorted((a, b) => a.partition - b.partition)).toMatchObject([
      { partition: 0, committedOffset: 7, leaderEpoch: null, metadata: 'by hand', error: null },
      { partition: 1, committedOffset: 7 },
    ])
  })

  test.each([CLASSIC, CONSUMER])(
    'a commit for %s, which has a member, is refused and changes nothing',
    async (group) => {
      const { data, failures } = await commit(group, 3)
      expect(data).toEqual([])
      expect(failures.map(({ error }) => codeOf(error))).toEqual(['conflict', 'conflict'])
      expect(await commitsOf(group)).toEqual([0, 1, 2, 3].map((id) => `${TOPIC} ${id} ${MESSAGES_EACH}`))
    },
  )

  test('commits are forgotten, but not those of a topic that a member reads', async () => {
    const topics = [{ name: TOPIC, partitions: [1] }]
    expect(await deleteGroupOffsets(connections, new Map(), COMMITTED, topics)).toMatchObject({
      data: [{ topic: TOPIC, partition: 1 }],
      failures: [],
    })
    expect(await commitsOf(COMMITTED)).toEqual([`${TOPIC} 0 7`])
    for (const group of [CLASSIC, CONSUMER]) {
      const { data, failures } = await deleteGroupOffsets(connections, new Map(), group, topics)
      expect(data).toEqual([])
      expect(failures.map(({ error }) => codeOf(error))).toEqual(['conflict'])
    }
  })

  test('groups are deleted, but not those with members', async () => {
    const { data, failures } = await deleteGroups(connections, await coordinators(), [
      COMMITTED,
      CLASSIC,
      CONSUMER,
      ...(hasNewGroups ? [SHARE] : []),
      'pond-never',
    ])
    expect(data).toEqual([COMMITTED])
    expect(failures.map(({ scope, error }) => [scope, codeOf(error)]).toSorted()).toEqual([
      [CLASSIC, 'conflict'],
      [CONSUMER, 'conflict'],
      ['pond-never', 'not-found'],
      ...(hasNewGroups ? [[SHARE, 'conflict']] : []),
    ])
    const left = hasNewGroups ? [CLASSIC, CONSUMER, SHARE] : [CLASSIC, CONSUMER]
    expect((await list()).map(({ id }) => id).toSorted()).toEqual(left)
  })
})

describe('the header of a batch', () => {
  test('is found by any offset within, and tells when it was written', async () => {
    const { data, failures } = await readBatchHeaders(connections, TOPIC, [
      { id: 0, offset: 0 },
      { id: 1, offset: MESSAGES_EACH - 1 },
      { id: 2, offset: MESSAGES_EACH },
      { id: 3, offset: MESSAGES_EACH + 1 },
    ])
    const headers = new Map(data.map(({ id, header }) => [id, header]))
    for (const id of [0, 1]) {
      expect(headers.get(id)).toMatchObject({ baseOffset: 0, lastOffset: MESSAGES_EACH - 1, compression: 'gzip' })
      expect(Date.now() - (headers.get(id)?.maxTimestampMs ?? 0)).toBeLessThan(5 * 60_000)
    }
    expect(headers.get(2)).toBeNull()
    expect(failures.map(({ scope, error }) => [scope, codeOf(error)])).toEqual([[`${TOPIC}-3`, 'invalid']])
  })

  test('tells the end of a transaction from a record', async () => {
    const producer = kafka.producer({ transactionalId: 'pond', maxInFlightRequests: 1, idempotent: true })
    await producer.connect()
    const transaction = await producer.transaction()
    await transaction.send({ topic: TOPIC, messages: [{ partition: 3, value: 'fish' }] })
    await transaction.commit()
    await producer.disconnect()
    const [record] = (await readBatchHeaders(connections, TOPIC, [{ id: 3, offset: MESSAGES_EACH }])).data
    expect(record?.header).toMatchObject({ isTransactional: true, isControl: false, compression: 'none' })
    const mark = async () =>
      (await readBatchHeaders(connections, TOPIC, [{ id: 3, offset: MESSAGES_EACH + 1 }])).data[0]
    await expect
      .poll(async () => (await mark())?.header, WAIT)
      .toMatchObject({ isTransactional: true, isControl: true })
  })
})
