import type { Consumer, Producer } from 'kafkajs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Member, startConsoleMember } from '#demo/member.ts'
import { until } from '#demo/processes.ts'
import { runCommand } from '#demo/run-command.ts'
import { hasNewGroups } from '#demo/test-cluster.ts'
import { produceEach, readResets, WAIT, type WatchedCluster, watchTestCluster } from '#e2e/watched-cluster.ts'
import * as commands from '#lib/commands/groups.ts'
import { plainClient } from '#lib/commands/testing/client.ts'
import type { OffsetResetRequest, OffsetTarget } from '#lib/contract/group-offsets.ts'
import type { GroupItem } from '#lib/contract/groups.ts'
import { deleteGroup } from '#lib/monitor/queries/groups/group-changes.ts'
import { deleteTopic } from '#lib/monitor/queries/topics/topic-changes.ts'

// Every command that stands under a page or in a dialog about groups, run as it stands there.

const TOPICS = ['cove', 'cove-old']
const PARTITIONS = 2
const ACTIVE = 'cove active'
const BATCH = 'cove-batch'
const MODERN = 'cove-modern'
const SHARE = 'cove-share'
/** Kafka 3 knows only the first kind. */
const RUNNING = hasNewGroups ? [ACTIVE, MODERN, SHARE] : [ACTIVE]

let cove: WatchedCluster
let producer: Producer
let consumer: Consumer
let members: Member[] = []

beforeAll(async () => {
  cove = await watchTestCluster('cove')
  producer = cove.kafka.producer({ allowAutoTopicCreation: false })
  await producer.connect()
  for (const topic of TOPICS) {
    await cove.makeTopic(topic, PARTITIONS)
    await produceEach(producer, topic, PARTITIONS, 20)
  }
  consumer = cove.kafka.consumer({ groupId: ACTIVE })
  await consumer.connect()
  await consumer.subscribe({ topics: TOPICS, fromBeginning: true })
  await consumer.run({ autoCommitInterval: 500, eachMessage: async () => {} })
  const ofTopic = ['--topic', 'cove', '--group']
  const modern = ['--consumer-property', 'group.protocol=consumer', '--from-beginning']
  if (hasNewGroups) {
    members = [
      startConsoleMember(cove.cluster, 'kafka-console-consumer.sh', [...ofTopic, MODERN, ...modern]),
      startConsoleMember(cove.cluster, 'kafka-console-share-consumer.sh', [...ofTopic, SHARE]),
    ]
  }
  await cove.reset(BATCH, { topics: TOPICS.map((topic) => ({ topic })), to: { type: 'offset', offset: 5 } })
  await until('all groups to have their members', WAIT.timeout, () =>
    RUNNING.every((id) => cove.find(id)?.memberCount === 1 && cove.find(id)?.state === 'Stable'),
  )
  // A share group is stable before its member has been given its partitions.
  await until('all partitions to be assigned', WAIT.timeout, async () => {
    const rows = await Promise.all(RUNNING.map((id) => cove.rows(id)))
    return rows.flat().every(({ memberId }) => memberId !== null)
  })
  await until('everything to be read', WAIT.timeout, () => cove.find(ACTIVE)?.totalLag === 0)
})

afterAll(async () => {
  await Promise.all([consumer?.disconnect(), producer?.disconnect(), ...members.map((member) => member.stop())])
  for (const { id } of cove.list()) await deleteGroup(cove.monitor, id).catch(() => {})
  for (const topic of TOPICS) await deleteTopic(cove.monitor, topic).catch(() => {})
  cove.monitor.close()
})

function known(id: string): GroupItem {
  const group = cove.find(id)
  if (!group) throw new Error(`There is no group ${id}`)
  return group
}

const run = (command: Parameters<typeof runCommand>[1]) => runCommand(cove.cluster, command)
const commitsOf = async (id: string) =>
  (await cove.rows(id)).flatMap(({ topic, partition, committed }) =>
    committed === null ? [] : `${topic} ${partition} ${committed}`,
  )

describe.each(RUNNING)('of the group %s', (id) => {
  test('--describe tells its partitions', async () => {
    const text = await run(commands.describeGroupCommand(plainClient(cove.bootstrap), known(id)))
    const rows = await cove.rows(id)
    expect(rows.length).toBeGreaterThan(0)
    for (const { topic, partition } of rows) expect(text).toMatch(new RegExp(`^${id} +${topic} +${partition} `, 'm'))
  })

  test('--members --verbose tells who has what', async () => {
    const text = await run(commands.groupMembersCommand(plainClient(cove.bootstrap), known(id)))
    const [row] = await cove.rows(id)
    expect(text).toContain(row?.memberId)
    expect(text).toContain(row?.host)
    // The script of 3.9 leaves the name of the topic out.
    expect(text).toMatch(/[(:]0/)
  })

  test('--state tells coordinator, state and how many members there are', async () => {
    const text = await run(commands.groupStateCommand(plainClient(cove.bootstrap), known(id)))
    const { coordinator, state, memberCount } = known(id)
    expect(text).toMatch(new RegExp(`^${id} .*\\(${coordinator}\\).* ${state} +${memberCount}\\b`, 'm'))
  })
})

test('--describe --all-groups tells of all of a kind', async () => {
  const text = await run(commands.describeAllGroupsCommand(plainClient(cove.bootstrap), null))
  for (const id of RUNNING.filter((name) => name !== SHARE)) expect(text).toContain(id)
  expect(text).toContain(BATCH)
  if (!hasNewGroups) return
  const shared = await run(commands.describeAllGroupsCommand(plainClient(cove.bootstrap), 'share'))
  expect(shared).toContain(SHARE)
  expect(shared).not.toContain(BATCH)
})

describe.runIf(hasNewGroups)('of a streams group', () => {
  const streams = { id: 'cove-streams', type: 'streams' } as const
  // No such application runs here, so what can be seen is that the program understands what it is asked.
  test.each([
    commands.describeGroupCommand,
    commands.groupMembersCommand,
    commands.groupStateCommand,
    commands.deleteGroupCommand,
  ])('%o is understood', async (command) => {
    const said = await run(command(plainClient(cove.bootstrap), streams)).catch(
      (error) => String(error.stdout) + error.stderr,
    )
    expect(said).toContain('cove-streams')
    expect(said).not.toMatch(/is not a recognized option|Option {2,}Description/)
  })
})

describe('a reset', () => {
  const rows = [
    { topic: 'cove', partition: 1, offset: 7 },
    { topic: 'cove-old', partition: 0, offset: 100 },
  ]
  const some = [{ topic: 'cove-old' }, { topic: 'cove', partitions: [1] }]
  test.each<[OffsetTarget, group: string, OffsetResetRequest['topics']?]>([
    [{ type: 'rows', rows }, BATCH],
    [{ type: 'rows', rows }, 'cove-new'],
    [{ type: 'group', group: BATCH }, 'cove-new'],
    [{ type: 'group', group: ACTIVE }, BATCH],
    [{ type: 'group', group: ACTIVE }, 'cove-new', some],
  ])('%j of %s would do what its command says', async (to, group, topics) => {
    const before = cove.find(group) ? await commitsOf(group) : []
    const theirs = await run(
      commands.resetOffsetsCommand(plainClient(cove.bootstrap), { group, topics, to }, '--dry-run'),
    )
    const preview = await cove.reset(group, { topics, to, dryRun: true })
    const ours = preview.rows.map(({ topic, partition, after }) => [group, topic, partition, after].join(' '))
    expect(ours.length).toBeGreaterThan(1)
    expect(readResets(theirs).toSorted()).toEqual(ours.toSorted())
    expect(cove.find(group) ? await commitsOf(group) : []).toEqual(before)
  })

  test.each<OffsetTarget>([
    { type: 'earliest' },
    { type: 'latest' },
    { type: 'offset', offset: 3 },
    { type: 'shift', by: 2 },
    { type: 'timestamp', at: new Date(Date.now() - 3_600_000).toISOString() },
    { type: 'duration', durationMs: 0 },
    { type: 'rows', rows },
    { type: 'group', group: BATCH },
  ])('%j does what its command with --execute does', async (to) => {
    const [byUs, byHand] = ['cove-by-us', 'cove-by-hand']
    const scope = to.type === 'rows' || to.type === 'group' ? {} : { topics: [{ topic: 'cove', partitions: [0, 1] }] }
    const start = { topics: [{ topic: 'cove' }], to: { type: 'offset' as const, offset: 4 } }
    for (const id of [byUs, byHand]) await cove.reset(id, start)
    expect(await cove.reset(byUs, { ...scope, to })).toMatchObject({ applied: true })
    await run(commands.resetOffsetsCommand(plainClient(cove.bootstrap), { group: byHand, ...scope, to }, '--execute'))
    const ours = await commitsOf(byUs)
    expect(ours.length).toBeGreaterThan(1)
    await expect.poll(() => commitsOf(byHand), WAIT).toEqual(ours)
    for (const id of [byUs, byHand]) await deleteGroup(cove.monitor, id)
  })
})

describe('what is deleted by command is gone for us', () => {
  test('the commits on a topic', async () => {
    await run(commands.deleteGroupOffsetsCommand(plainClient(cove.bootstrap), BATCH, 'cove-old'))
    await expect.poll(() => commitsOf(BATCH), WAIT).toEqual(['cove 0 5', 'cove 1 5'])
  })

  test('the group', async () => {
    await run(commands.deleteGroupCommand(plainClient(cove.bootstrap), known(BATCH)))
    await expect.poll(() => cove.find(BATCH), WAIT).toBeUndefined()
  })

  test.runIf(hasNewGroups)('groups of other kinds, when their members have gone', async () => {
    await Promise.all(members.map((member) => member.stop()))
    for (const id of [MODERN, SHARE]) {
      await expect.poll(() => cove.find(id)?.memberCount, WAIT).toBe(0)
      await run(commands.deleteGroupCommand(plainClient(cove.bootstrap), known(id)))
      await expect.poll(() => cove.find(id), WAIT).toBeUndefined()
    }
  })
})
