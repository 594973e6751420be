import kafkajs, { type Consumer, type Producer } from 'kafkajs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { KafkaCluster } from '#demo/cluster.ts'
import { type Member, startConsoleMember } from '#demo/member.ts'
import { until } from '#demo/processes.ts'
import { runCommand } from '#demo/run-command.ts'
import { hasNewGroups, testCluster } from '#demo/test-cluster.ts'
import { makeTopicWhenFree } from '#demo/testing/new-topic.ts'
import { startMonitor } from '#e2e/test-monitor.ts'
import { readResets } from '#e2e/watched-cluster.ts'
import * as commands from '#lib/commands/groups.ts'
import { plainClient } from '#lib/commands/testing/client.ts'
import { type OffsetResetRequest, type OffsetTarget, offsetResetSchema } from '#lib/contract/group-offsets.ts'
import {
  groupItemSchema,
  groupListQuery,
  groupMemberListQuery,
  groupPartitionListQuery,
  groupPartitionSchema,
  groupSchema,
} from '#lib/contract/groups.ts'
import type { ClusterMonitor } from '#lib/monitor/monitor.ts'
import { createTopic, deleteTopic, truncateTopic } from '#lib/monitor/queries/topics/topic-changes.ts'
import { getTopic } from '#lib/monitor/queries/topics/topics.ts'
import {
  deleteGroup,
  deleteGroupOffsets,
  readGroupMembers,
  readGroupPartitions,
  resetGroupOffsets,
} from './group-changes.ts'
import { getGroupHistory } from './group-history.ts'
import { getGroup, listGroups, lookAtLists } from './groups.ts'

// What is said of groups, and what is done to them, held against Kafka's own programs on the same cluster.

const TOPIC = 'lake'
const OLD_TOPIC = 'lake-old'
const CLASSIC = 'lake-classic'
const CONSUMER = 'lake-consumer'
const SHARE = 'lake-share'
const BATCH = 'lake-batch'
const WIDE = 'lake-wide'
/** Kafka 3 knows only the classic ones. */
const CONSUMER_TYPE = hasNewGroups ? 'consumer' : 'classic'
const RUNNING = hasNewGroups ? [CLASSIC, CONSUMER, SHARE] : [CLASSIC, CONSUMER]
const PARTITIONS = 4
const MESSAGES_EACH = 20
const WAIT = { timeout: 120_000, interval: 250 }
/** How far a time lag may be from the truth: what is not measured goes by when it was seen, late on a busy machine. */
const TIME_LAG_WITHIN_MS = 5_000
/** So old they must be before it is asked how old they are. */
const AGED_MS = 8_000

let cluster: KafkaCluster
let monitor: ClusterMonitor
let bootstrap: string[]
let kafka: InstanceType<typeof kafkajs.Kafka>
let producer: Producer
let consumer: Consumer
let members: Member[] = []
let producedAtMs = 0

beforeAll(async () => {
  cluster = await testCluster()
  bootstrap = cluster.bootstrap.split(',')
  monitor = await startMonitor(cluster)
  await Promise.all([make(TOPIC), make(OLD_TOPIC)])
  kafka = new kafkajs.Kafka({
    clientId: 'heron',
    brokers: bootstrap,
    logLevel: kafkajs.logLevel.NOTHING,
    retry: { retries: 20 },
  })
  producer = kafka.producer({ allowAutoTopicCreation: false })
  await producer.connect()
  producedAtMs = Date.now()
  await produce(TOPIC, MESSAGES_EACH, producedAtMs)
  await produce(OLD_TOPIC, MESSAGES_EACH, producedAtMs)

  await startConsumer()
  const ofTopic = ['--topic', TOPIC, '--group', CONSUMER, '--from-beginning']
  const modern = hasNewGroups ? ['--consumer-property', 'group.protocol=consumer'] : []
  members = [startConsoleMember(cluster, 'kafka-console-consumer.sh', [...ofTopic, ...modern])]
  if (hasNewGroups) members.push(await startShareMember())
  await reset(BATCH, { topics: [{ topic: TOPIC }, { topic: OLD_TOPIC }], to: { type: 'offset', offset: 5 } })
  await until('all groups to have read everything', WAIT.timeout, () => RUNNING.every((id) => find(id)?.totalLag === 0))
  // A share group is stable before its member has been given its partitions.
  await until('all partitions to be assigned', WAIT.timeout, async () => {
    const running = await Promise.all(RUNNING.map((id) => rows(id)))
    return running.flat().every(({ memberId }) => memberId !== null)
  })
})

afterAll(async () => {
  await Promise.all([consumer?.disconnect(), producer?.disconnect(), ...members.map((member) => member.stop())])
  for (const id of [CLASSIC, CONSUMER, SHARE, BATCH, WIDE]) await deleteGroup(monitor, id).catch(() => {})
  for (const topic of [TOPIC, OLD_TOPIC]) await deleteTopic(monitor, topic).catch(() => {})
  monitor.close()
})

async function startShareMember(): Promise<Member> {
  const fromStart = ['--alter', '--entity-type', 'groups', '--entity-name', SHARE]
  const configs = [...fromStart, '--add-config', 'share.auto.offset.reset=earliest']
  const { code, stderr } = await cluster.tool('kafka-configs.sh', ['--bootstrap-server', cluster.bootstrap, ...configs])
  if (code !== 0) throw new Error(stderr)
  return startConsoleMember(cluster, 'kafka-console-share-consumer.sh', ['--topic', TOPIC, '--group', SHARE])
}

async function startConsumer(): Promise<void> {
  consumer = kafka.consumer({ groupId: CLASSIC, sessionTimeout: 6_000, heartbeatInterval: 1_000 })
  await consumer.connect()
  await consumer.subscribe({ topic: TOPIC, fromBeginning: true })
  await consumer.run({ autoCommitInterval: 500, eachMessage: async () => {} })
}

const make = (name: string) =>
  makeTopicWhenFree(cluster, { name, partitions: PARTITIONS, replicationFactor: 2, dryRun: false }, (topic) =>
    createTopic(monitor, topic),
  )

async function produce(topic: string, each: number, timestampMs = Date.now()): Promise<void> {
  const timestamp = String(timestampMs)
  const messages = Array.from({ length: PARTITIONS }, (_, partition) => ({ partition, value: 'fish', timestamp }))
  await producer.send({ topic, messages: Array.from({ length: each }, () => messages).flat() })
}

const list = (query: Record<string, string> = {}) =>
  listGroups(monitor.state, groupListQuery.parse({ q: 'lake*', ...query })).items
const find = (id: string) => list().find((group) => group.id === id)

async function rows(id: string, query: Record<string, string> = {}) {
  const page = await readGroupPartitions(monitor, id, groupPartitionListQuery.parse({ pageSize: '200', ...query }))
  return page.items
}

const row = async (id: string, topic: string, partition: number) =>
  (await rows(id, { topic })).find((item) => item.partition === partition)

function reset(group: string, request: OffsetResetRequest, dryRun = false) {
  return resetGroupOffsets(monitor, group, offsetResetSchema.parse({ ...request, dryRun }))
}

/** The lines that a program prints about our groups, parted into their words. */
async function told(command: Parameters<typeof runCommand>[1]): Promise<string[][]> {
  const lines = (await runCommand(cluster, command)).split('\n').map((line) => line.trim().split(/\s+/))
  return lines.filter(([first = '']) => first.startsWith('lake'))
}

const shown = (value: string | number | null) => (value === null ? '-' : String(value))

describe('the same facts as', () => {
  test('kafka-consumer-groups.sh --describe --all-groups while messages come: offsets, lags, members, hosts', async () => {
    const ticking = setInterval(() => void produce(TOPIC, 1), 1_500)
    const compared = new Set<string>()
    try {
      await until('every partition to be seen with the same offsets', WAIT.timeout, async () => {
        const theirs = await told(commands.describeAllGroupsCommand(plainClient(bootstrap), null))
        for (const [group = '', topic = '', partition = '', committed, end, lag, member, host, client] of theirs) {
          const ours = await row(group, topic, Number(partition))
          if (!ours || shown(ours.committed) !== committed || shown(ours.endOffset) !== end) continue
          expect([ours.lag, ours.memberId, ours.host, ours.clientId].map(shown)).toEqual([lag, member, host, client])
          compared.add(`${group} ${topic} ${partition}`)
        }
        return compared.size === 4 * PARTITIONS
      })
    } finally {
      clearInterval(ticking)
    }
    const groups = [CLASSIC, CONSUMER].flatMap((group) => [`${group} ${TOPIC} 0`, `${group} ${TOPIC} 3`])
    for (const name of [...groups, `${BATCH} ${TOPIC} 0`, `${BATCH} ${OLD_TOPIC} 3`]) expect(compared).toContain(name)
  })

  test.runIf(hasNewGroups)('kafka-share-groups.sh --describe: starts and lags', async () => {
    await until('the share group to be the same', WAIT.timeout, async () => {
      const theirs = await told(commands.describeGroupCommand(plainClient(bootstrap), { id: SHARE, type: 'share' }))
      const ours = await rows(SHARE)
      expect(ours).toHaveLength(PARTITIONS)
      expect(ours.every(({ estimated, memberId }) => estimated === false && memberId !== null)).toBe(true)
      const lines = ours.map(({ topic, partition, committed, lag }) => [topic, partition, committed, lag].join(' '))
      return (
        theirs
          .map(([, ...words]) => words.slice(0, 4).join(' '))
          .toSorted()
          .join() === lines.toSorted().join()
      )
    })
  })

  test('kafka-consumer-groups.sh --members: who has what', async () => {
    for (const id of [CLASSIC, CONSUMER]) {
      const type = id === CLASSIC ? 'classic' : CONSUMER_TYPE
      const [line = []] = await told(commands.groupMembersCommand(plainClient(bootstrap), { id, type }))
      const { items } = await readGroupMembers(monitor, id, groupMemberListQuery.parse({}))
      expect(items).toHaveLength(1)
      expect(line.slice(1, 4)).toEqual(expect.arrayContaining([items[0]?.id, items[0]?.host]))
      expect(items[0]?.assignment).toEqual([{ topic: TOPIC, partitions: [0, 1, 2, 3] }])
      expect(items[0]?.targetAssignment).toEqual(type === 'consumer' ? items[0]?.assignment : undefined)
    }
  })
})

test('every item is as the contract says', async () => {
  for (const item of list()) {
    groupItemSchema.parse(item)
    groupSchema.parse(getGroup(monitor, item.id))
    for (const partition of await rows(item.id)) groupPartitionSchema.parse(partition)
  }
  expect(
    list()
      .map(({ id, type }) => `${id} ${type}`)
      .toSorted(),
  ).toEqual([
    `${BATCH} classic`,
    `${CLASSIC} classic`,
    `${CONSUMER} ${CONSUMER_TYPE}`,
    ...(hasNewGroups ? [`${SHARE} share`] : []),
  ])
  expect(list({ topic: OLD_TOPIC }).map(({ id }) => id)).toEqual([BATCH])
  const topic = await getTopic(monitor, OLD_TOPIC)
  expect(topic).toMatchObject({ groupCount: 1, maxLag: PARTITIONS * (MESSAGES_EACH - 5) })
  expect(topic.furthestBehind).toMatchObject({ group: BATCH })
})

describe('a reset', () => {
  const topics = [{ topic: OLD_TOPIC }, { topic: TOPIC, partitions: [1, 2] }]
  const hourAgo = new Date(Date.now() - 3_600_000).toISOString()

  test.each<OffsetTarget>([
    { type: 'earliest' },
    { type: 'latest' },
    { type: 'current' },
    { type: 'offset', offset: 7 },
    { type: 'offset', offset: 100_000 },
    { type: 'shift', by: 3 },
    { type: 'shift', by: -100 },
    { type: 'timestamp', at: hourAgo },
    { type: 'duration', durationMs: 0 },
  ])('%j would do what kafka-consumer-groups.sh --dry-run says', async (to) => {
    const command = commands.resetOffsetsCommand(plainClient(bootstrap), { group: BATCH, topics, to }, '--dry-run')
    const theirs = readResets(await runCommand(cluster, command))
    const preview = await reset(BATCH, { topics, to }, true)
    expect(preview.applied).toBe(false)
    const ours = preview.rows.map(({ topic, partition, after }) => [BATCH, topic, partition, after].join(' '))
    expect(theirs.toSorted()).toEqual(ours.toSorted())
    expect((await row(BATCH, OLD_TOPIC, 0))?.committed).toBe(5)
  })

  test('is what --execute does, and is seen at once', async () => {
    const to = { type: 'shift', by: 4 } as const
    const applied = await reset(BATCH, { topics: [{ topic: OLD_TOPIC }], to })
    expect(applied).toMatchObject({ applied: true })
    expect(applied.rows.map(({ before, after, change, error }) => [before, after, change, error])).toEqual(
      Array(PARTITIONS).fill([5, 9, 4, undefined]),
    )
    await expect.poll(async () => (await row(BATCH, OLD_TOPIC, 3))?.committed, WAIT).toBe(9)
    const text = await runCommand(
      cluster,
      commands.resetOffsetsCommand(
        plainClient(bootstrap),
        { group: BATCH, topics: [{ topic: OLD_TOPIC }], to: { type: 'shift', by: -4 } },
        '--execute',
      ),
    )
    expect(readResets(text).map((row) => row.split(' ').at(-1))).toEqual(Array(PARTITIONS).fill('5'))
    await expect.poll(async () => (await row(BATCH, OLD_TOPIC, 3))?.committed, WAIT).toBe(5)
  })

  test('to where another group stands makes a group that was not there; null takes a commit away', async () => {
    const id = 'lake-new'
    const made = await reset(id, { to: { type: 'group', group: BATCH } })
    expect(made.applied).toBe(true)
    expect(made.rows).toHaveLength(2 * PARTITIONS)
    expect(made.rows.every(({ before, after }) => before === null && after === 5)).toBe(true)
    await expect.poll(() => find(id)?.state, WAIT).toBe('Empty')
    const undone = await reset(id, {
      to: { type: 'rows', rows: [{ topic: TOPIC, partition: 1, offset: null }] },
    })
    expect(undone.rows).toMatchObject([{ before: 5, after: null, note: 'The committed offset will be deleted.' }])
    await expect.poll(async () => (await row(id, TOPIC, 1))?.status, WAIT).toBe('no-commit')
    const removed = await deleteGroupOffsets(monitor, id, OLD_TOPIC)
    expect(removed.deleted).toHaveLength(PARTITIONS)
    await deleteGroup(monitor, id)
    expect(find(id)).toBeUndefined()
    await expect(deleteGroup(monitor, id)).rejects.toMatchObject({ code: 'not-found' })
  })

  test.each([CLASSIC, CONSUMER])('of %s is refused while it has members, and says who they are', async (id) => {
    const { items } = await readGroupMembers(monitor, id, groupMemberListQuery.parse({}))
    const before = (await row(id, TOPIC, 0))?.committed
    const refused = reset(id, { to: { type: 'earliest' } })
    await expect(refused).rejects.toMatchObject({ code: 'conflict' })
    await expect(refused).rejects.toThrow(`${items[0]?.clientId} on ${items[0]?.host?.replace('/', '')}`)
    await expect(deleteGroup(monitor, id)).rejects.toMatchObject({ code: 'conflict' })
    expect((await row(id, TOPIC, 0))?.committed).toBe(before)
  })

  test.runIf(hasNewGroups)('of a share group is not offered', async () => {
    await expect(reset(SHARE, { to: { type: 'earliest' } }, true)).rejects.toMatchObject({ code: 'unsupported' })
  })

  test('of a group of KIP-848 works when its members have gone', async () => {
    await members[0]?.stop()
    await expect.poll(() => find(CONSUMER)?.memberCount, WAIT).toBe(0)
    const applied = await reset(CONSUMER, { to: { type: 'earliest' } })
    expect(applied.rows.map(({ after, error }) => [after, error])).toEqual(Array(PARTITIONS).fill([0, undefined]))
    await expect.poll(() => find(CONSUMER)?.status, WAIT).toBe('stopped')
    expect(find(CONSUMER)?.statusReason).toMatch(/^No active members since .* · lag [\d,]+\.$/)
  })
})

describe('what becomes of a commit', () => {
  test('that retention passes: behind it, and how many were lost', async () => {
    await truncateTopic(monitor, OLD_TOPIC, { partitions: [{ id: 0, beforeOffset: 12 }] })
    await expect
      .poll(async () => row(BATCH, OLD_TOPIC, 0), WAIT)
      .toMatchObject({
        status: 'behind-retention',
        committed: 5,
        startOffset: 12,
        lag: MESSAGES_EACH - 5,
        expired: 7,
      })
    const reason = '7 of the lag expired before being read; '
    await expect
      .poll(() => find(BATCH), WAIT)
      .toMatchObject({ expired: 7, statusReason: expect.stringContaining(reason) })
  })

  test('beyond 2^53: it keeps its digits, and no broker is said to have failed', async () => {
    const offset = String(2n ** 63n - 1n)
    const admin = kafka.admin()
    await admin.connect()
    await admin.setOffsets({ groupId: WIDE, topic: TOPIC, partitions: [{ partition: 0, offset }] })
    await admin.disconnect()
    const unsupported = expect.objectContaining({ field: 'lag', code: 'unsupported' })
    await expect
      .poll(async () => (find(WIDE) ? row(WIDE, TOPIC, 0) : null), WAIT)
      .toMatchObject({ committed: offset, lag: null, problems: expect.arrayContaining([unsupported]) })
  })

  test('when its topic goes, and is made again with less in it', async () => {
    await deleteTopic(monitor, OLD_TOPIC)
    // Kafka forgets the commits of a topic that is deleted, sooner or later.
    await expect.poll(async () => (await rows(BATCH, { topic: OLD_TOPIC })).length, WAIT).toBe(0)
    await make(OLD_TOPIC)
    await reset(BATCH, { topics: [{ topic: OLD_TOPIC }], to: { type: 'latest' } })
    await expect.poll(async () => row(BATCH, OLD_TOPIC, 0), WAIT).toMatchObject({ status: 'ok', committed: 0, lag: 0 })
  })
})

test('an open transaction is what holds back those who read only what is committed', async () => {
  const writer = kafka.producer({ transactionalId: 'lake-writer', idempotent: true, maxInFlightRequests: 1 })
  await writer.connect()
  const transaction = await writer.transaction()
  await transaction.send({ topic: OLD_TOPIC, messages: [{ partition: 0, value: 'one' }] })
  try {
    await expect
      .poll(async () => row(BATCH, OLD_TOPIC, 0), WAIT)
      .toMatchObject({
        lastStableOffset: 0,
        endOffset: 1,
        lag: 1,
      })
  } finally {
    await transaction.commit()
    await writer.disconnect()
  }
  await expect.poll(async () => row(BATCH, OLD_TOPIC, 0), WAIT).toMatchObject({ lastStableOffset: 2, endOffset: 2 })
})

test('what only the mark of a transaction keeps from the end is caught up', async () => {
  const id = 'lake-marked'
  // Offset 0 is the record of the transaction, 1 its mark, and 2 the end.
  await reset(id, { to: { type: 'rows', rows: [{ topic: OLD_TOPIC, partition: 0, offset: 1 }] } })
  try {
    await expect
      .poll(() => find(id)?.statusReason, WAIT)
      .toBe('Up to date: the remaining offset is a control record, which consumers do not receive.')
    expect(find(id)).toMatchObject({ totalLag: 1, status: 'ok' })
  } finally {
    await deleteGroup(monitor, id)
  }
})

test('a dashboard that has just begun asks the record itself how long it has been waiting', async () => {
  const fresh = await startMonitor(cluster)
  try {
    const query = groupPartitionListQuery.parse({ topic: TOPIC })
    await until('the groups', WAIT.timeout, () => typeof fresh.state.snapshot?.groupsAtMs === 'number')
    const { items } = await readGroupPartitions(fresh, BATCH, query)
    expect(items).toHaveLength(PARTITIONS)
    for (const { timeLagMs, timeLagIs } of items) {
      const truthMs = (fresh.state.snapshot?.groupsAtMs ?? 0) - producedAtMs
      expect(Math.abs((timeLagMs ?? 0) - truthMs)).toBeLessThan(TIME_LAG_WITHIN_MS)
      expect(timeLagIs).not.toBeNull()
    }
    await expect.poll(() => getGroup(fresh, BATCH).timeLagMs, WAIT).not.toBeNull()
  } finally {
    fresh.close()
  }
})

test('a dashboard that has just begun knows in its lists how long the messages of a group wait, page or no page', async () => {
  const fresh = await startMonitor(cluster)
  try {
    const item = () => {
      lookAtLists(fresh)
      return listGroups(fresh.state, groupListQuery.parse({ q: BATCH })).items[0]
    }
    await expect.poll(() => item()?.problems.some(({ field }) => field === 'timeLagMs'), WAIT).toBe(false)
    const truthMs = (fresh.state.snapshot?.groupsAtMs ?? 0) - producedAtMs
    expect(Math.abs((item()?.timeLagMs ?? 0) - truthMs)).toBeLessThan(TIME_LAG_WITHIN_MS)
  } finally {
    fresh.close()
  }
})

test('a consumer that stops: its lag grows, the oldest message ages, and all is read when it is back', async () => {
  await consumer.disconnect()
  await expect.poll(() => find(CLASSIC)?.memberCount, WAIT).toBe(0)
  const writtenAtMs = Date.now()
  await produce(TOPIC, 10, writtenAtMs)
  await expect.poll(() => find(CLASSIC), WAIT).toMatchObject({ totalLag: 10 * PARTITIONS, status: 'stopped' })
  const aged = () => (monitor.state.snapshot?.groupsAtMs ?? 0) - writtenAtMs > AGED_MS
  await until('them to age', WAIT.timeout, aged)
  const group = getGroup(monitor, CLASSIC)
  const asOfMs = monitor.state.snapshot?.groupsAtMs ?? 0
  const truthMs = asOfMs - writtenAtMs
  expect(Math.abs((group.timeLagMs ?? 0) - truthMs)).toBeLessThan(TIME_LAG_WITHIN_MS)
  expect(group.statusReason).toMatch(/^No active members since .* · lag 40\.$/)
  const { points, events } = await getGroupHistory(monitor, CLASSIC, { range: '15m' })
  expect(points.at(-1)).toMatchObject({ lag: 10 * PARTITIONS, memberCount: 0 })
  expect(events.some(({ kind, text }) => kind === 'members' && text.includes('1 member left'))).toBe(true)
  await startConsumer()
  await expect.poll(() => find(CLASSIC), WAIT).toMatchObject({ totalLag: 0, memberCount: 1, timeLagMs: 0, etaMs: 0 })
})
