import type { Producer } from 'kafkajs'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { type Member, startConsoleMember, startKcat } from '#demo/member.ts'
import { until } from '#demo/processes.ts'
import { produceEach, WAIT, type WatchedCluster, watchTestCluster } from '#e2e/watched-cluster.ts'
import { parseAddresses } from '#lib/clusters/addresses.ts'
import { describeAllGroupsCommand } from '#lib/commands/groups.ts'
import { plainClient } from '#lib/commands/testing/client.ts'
import { commitOffsets } from '#lib/kafka/admin/group-offsets.ts'
import { ConnectionSet } from '#lib/kafka/connection/connection-set.ts'
import { deleteGroup } from '#lib/monitor/queries/groups/group-changes.ts'
import { deleteTopic } from '#lib/monitor/queries/topics/topic-changes.ts'

// Readers of other makes than those of the other tests, and logs that do what readers do not expect.

const TOPIC = 'reef'
const PARTITIONS = 3
const MESSAGES_EACH = 20
const KCAT = 'reef-kcat'
const CONSOLE = 'reef-console'
const MANUAL = 'reef-manual'

let reef: WatchedCluster
let producer: Producer
let members: Member[] = []

beforeAll(async () => {
  reef = await watchTestCluster('reef')
  await reef.makeTopic(TOPIC, PARTITIONS)
  producer = reef.kafka.producer({ allowAutoTopicCreation: false })
  await producer.connect()
  await produceEach(producer, TOPIC, PARTITIONS, MESSAGES_EACH)
  const ofTopic = ['--topic', TOPIC, '--group', CONSOLE, '--from-beginning']
  // The simple consumer of librdkafka: it assigns itself a partition, and commits without ever joining the group.
  const simple = ['-C', '-t', TOPIC, '-p', '0', '-o', 'stored', '-X', `group.id=${MANUAL}`]
  const often = ['-X', 'topic.auto.offset.reset=earliest', '-X', 'topic.auto.commit.interval.ms=2000']
  members = [
    startKcat(reef.cluster, ['-G', KCAT, '-X', 'auto.offset.reset=earliest', TOPIC]),
    startConsoleMember(reef.cluster, 'kafka-console-consumer.sh', ofTopic),
    startKcat(reef.cluster, [...simple, ...often]),
  ]
  const lags = async (id: string) => (await rowsIfKnown(id)).map(({ lag }) => lag)
  const readAll = Array(PARTITIONS).fill(0)
  await vi.waitFor(async () => {
    expect(await lags(KCAT)).toEqual(readAll)
    expect(await lags(CONSOLE)).toEqual(readAll)
    expect(await lags(MANUAL)).toEqual([0, null, null])
  }, WAIT)
})

afterAll(async () => {
  await Promise.all([producer?.disconnect(), ...members.map((member) => member.stop())])
  for (const { id } of reef.list()) await deleteGroup(reef.monitor, id).catch(() => {})
  for (const topic of [TOPIC, 'reef-again', 'reef-ledger']) await deleteTopic(reef.monitor, topic).catch(() => {})
  reef.monitor.close()
})

const rowsIfKnown = async (id: string) => (reef.find(id) ? reef.rows(id) : [])
const shown = (value: string | number | null) => (value === null ? '-' : String(value))

/** Holds what we say of each partition against Kafka's own words, as soon as both have seen the same offsets. */
async function compare(groups: readonly string[], count: number): Promise<void> {
  const compared = new Set<string>()
  await until('every partition to be seen with the same offsets', WAIT.timeout, async () => {
    for (const words of await reef.outputLines(describeAllGroupsCommand(plainClient(reef.bootstrap), null))) {
      const [group = '', topic = '', partition = '', committed, end, lag, member, host, client] = words
      const ours = groups.includes(group) ? await reef.row(group, topic, Number(partition)) : null
      if (!ours || shown(ours.committed) !== committed || shown(ours.endOffset) !== end) continue
      expect([ours.lag, ours.memberId, ours.host, ours.clientId].map(shown)).toEqual([lag, member, host, client])
      compared.add(`${group} ${topic} ${partition}`)
    }
    return compared.size === count
  })
}

describe('while messages come', () => {
  let ticking: NodeJS.Timeout
  beforeAll(() => {
    ticking = setInterval(() => void produceEach(producer, TOPIC, PARTITIONS, 1).catch(() => {}), 1_500)
  })
  afterAll(() => clearInterval(ticking))

  test('librdkafka, the console consumer and one without membership are what Kafka says they are', async () => {
    await compare([KCAT, CONSOLE, MANUAL], 2 * PARTITIONS + 1)
    expect(reef.find(KCAT)).toMatchObject({ type: 'classic', state: 'Stable', memberCount: 1, assignor: 'range' })
    expect((await reef.rows(KCAT)).map(({ clientId }) => clientId)).toEqual(Array(PARTITIONS).fill('rdkafka'))
    expect(reef.find(CONSOLE)).toMatchObject({ type: 'classic', state: 'Stable', memberCount: 1 })
  })

  test('who commits without being a member is said to: the group is not thought dead', async () => {
    expect(reef.find(MANUAL)).toMatchObject({ type: 'classic', state: 'Empty', memberCount: 0, topicCount: 1 })
    expect(await reef.row(MANUAL, TOPIC, 0)).toMatchObject({ memberId: null, clientId: null, host: null })
    await expect.poll(() => reef.find(MANUAL)?.consumePerSecond, WAIT).toBeGreaterThan(0)
    const reason =
      /^No active members · lag .* Committed offsets still move: a client commits without being a member\.$/
    await expect.poll(() => reef.find(MANUAL)?.statusReason, WAIT).toMatch(reason)
  })
})

test('a commit that outlives its topic is ahead of the new one, until that has grown past it', async () => {
  const topic = 'reef-again'
  const group = 'reef-stale'
  const connections = new ConnectionSet({ bootstrap: parseAddresses(reef.cluster.bootstrap) })
  const commit = (offset: number) =>
    commitOffsets(connections, new Map(), group, [{ name: topic, partitions: [{ id: 0, offset, metadata: '' }] }])
  try {
    await reef.makeTopic(topic, 1)
    await produceEach(producer, topic, 1, MESSAGES_EACH)
    await commit(MESSAGES_EACH)
    await expect.poll(async () => (await rowsIfKnown(group))[0]?.lag, WAIT).toBe(0)
    await deleteTopic(reef.monitor, topic)
    await reef.makeTopic(topic, 1)
    await produceEach(producer, topic, 1, 5)
    // Kafka forgets the commits of a topic that goes; a reader that kept its place writes it again.
    await commit(MESSAGES_EACH)
    await expect
      .poll(() => reef.row(group, topic, 0), WAIT)
      .toMatchObject({ status: 'ahead-of-end', committed: MESSAGES_EACH, endOffset: 5, lag: 0, expired: 0 })
    const reason =
      /^The committed offset is 15 offsets beyond the end on partition 0 of reef-again: the topic was trunc/
    await expect
      .poll(() => reef.find(group), WAIT)
      .toMatchObject({ totalLag: 0, partial: false, status: 'stopped', statusReason: expect.stringMatching(reason) })
    const problem = expect.objectContaining({ field: 'lag', code: 'ahead-of-end' })
    expect((await reef.row(group, topic, 0))?.problems).toContainEqual(problem)
    await produceEach(producer, topic, 1, MESSAGES_EACH)
    await expect.poll(() => reef.row(group, topic, 0), WAIT).toMatchObject({ status: 'ok', lag: 5 })
  } finally {
    connections.close()
  }
})

test('transactions left open, aborted and committed, as one sees them who reads only what is committed', async () => {
  const topic = 'reef-ledger'
  const group = 'reef-committed'
  await reef.makeTopic(topic, 1)
  const options = ['--topic', topic, '--group', group, '--from-beginning', '--isolation-level', 'read_committed']
  members.push(startConsoleMember(reef.cluster, 'kafka-console-consumer.sh', options))
  const writer = reef.kafka.producer({ transactionalId: 'reef', idempotent: true, maxInFlightRequests: 1 })
  await writer.connect()
  const begin = async (count: number) => {
    const transaction = await writer.transaction()
    await transaction.send({ topic, messages: Array.from({ length: count }, () => ({ partition: 0, value: 'coin' })) })
    return transaction
  }
  const row = async () => (reef.find(group) ? reef.row(group, topic, 0) : null)
  try {
    await produceEach(producer, topic, 1, 5)
    await expect.poll(row, WAIT).toMatchObject({ committed: 5, lag: 0 })

    const open = await begin(3)
    await expect.poll(row, WAIT).toMatchObject({ committed: 5, lastStableOffset: 5, endOffset: 8, lag: 3 })
    const held =
      'An open transaction holds back consumers with read_committed: 3 messages beyond the last stable offset.'
    await expect.poll(() => reef.find(group)?.statusReason, WAIT).toContain(held)
    expect(reef.find(group)?.memberCount).toBe(1)

    // The mark of its end takes an offset of its own, and a reader passes over what was taken back.
    await open.abort()
    await expect.poll(row, WAIT).toMatchObject({ committed: 9, lastStableOffset: 9, endOffset: 9, lag: 0 })
    await (await begin(2)).commit()
    await expect.poll(row, WAIT).toMatchObject({ committed: 12, lastStableOffset: 12, endOffset: 12, lag: 0 })
    await expect.poll(() => reef.find(group)?.statusReason, WAIT).toBe('Up to date.')

    await reef.reset('reef-behind', { to: { type: 'rows', rows: [{ topic, partition: 0, offset: 5 }] } })
    await compare(['reef-behind'], 1)
    expect(await reef.row('reef-behind', topic, 0)).toMatchObject({ lag: 7, status: 'ok' })
  } finally {
    await writer.disconnect()
  }
})
