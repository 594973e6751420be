import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hasNewGroups } from '#demo/test-cluster.ts'
import { randomFrom, ScanWorkbench, T0 } from '#e2e/scan-workbench.ts'
import { parseAddresses } from '#lib/clusters/addresses.ts'
import { readMetadata } from '#lib/kafka/admin/cluster.ts'
import { deleteRecords } from '#lib/kafka/admin/records.ts'
import { deleteTopics } from '#lib/kafka/admin/topics.ts'
import { followEvents, readPage, readToEnd } from './testing/broker-scans.ts'

// What a scan of real brokers does besides reading: what changes meanwhile, what is refused, and what it leaves behind.

let bench: ScanWorkbench

beforeAll(async () => {
  bench = await ScanWorkbench.open()
})

afterAll(() => bench.close())

describe('what happens meanwhile', () => {
  test('records that are deleted between two pages are said to be gone, and reading goes on', async () => {
    const options = await bench.makeTopic('truncated', 1)
    await bench.writeUneven('truncated', 1, randomFrom(5))
    const first = await readPage(options, { from: 'oldest', limit: '10' })
    await deleteRecords(bench.connections, 'truncated', [{ id: 0, beforeOffset: 60 }])
    const next = await readPage(options, { from: 'oldest', limit: '10', cursor: first.done.cursor ?? '' })
    expect(next.rows[0]?.offset).toBe(60)
    expect(next.events).toContainEqual({
      type: 'problem',
      partition: 0,
      code: 'expired',
      message: '50 messages expired during the search; continuing at 60.',
    })
  })

  test('when all that was left is gone, that is the reason', async () => {
    const options = await bench.makeTopic('emptied', 1)
    await bench.writeUneven('emptied', 1, randomFrom(6))
    const { done } = await readPage(options, { limit: '10' })
    await deleteRecords(bench.connections, 'emptied', [{ id: 0, beforeOffset: -1 }])
    const next = await readPage(options, { limit: '10', cursor: done.cursor ?? '' })
    expect(next.done).toMatchObject({ reason: 'expired', cursor: null, matched: 0 })
    const message = expect.stringMatching(/^Partition 0 now begins at .*: nothing is left below offset /)
    expect(next.events).toContainEqual({ type: 'problem', partition: 0, code: 'expired', message })
  })

  test('a cursor of a topic that was made again reads nothing of the new one', async () => {
    const options = await bench.makeTopic('reborn', 1)
    await bench.writeUneven('reborn', 1, randomFrom(7))
    const { done } = await readPage(options, { limit: '10' })
    await deleteTopics(bench.connections, ['reborn'])
    await expect.poll(async () => (await readMetadata(bench.connections, ['reborn'])).topics[0]?.errorCode).not.toBe(0)
    await bench.makeTopic('reborn', 1)
    await bench.writeUneven('reborn', 1, randomFrom(8))
    const next = await readPage(options, { limit: '10', cursor: done.cursor ?? '' })
    expect(next.done).toMatchObject({ reason: 'deleted', cursor: null, matched: 0 })
  })
})

test('a time beyond 2^53 is read with every digit, also by who asks from a time on', async () => {
  const latest = String(2n ** 63n - 1n)
  // Kafka 4 refuses what is dated later than in an hour.
  const configs = hasNewGroups ? { 'message.timestamp.after.max.ms': latest } : {}
  const options = await bench.makeTopic('dated-late', 1, configs)
  const producer = bench.kafka.producer({ allowAutoTopicCreation: false })
  await producer.connect()
  for (const timestamp of [String(T0), latest]) {
    await producer.send({ topic: 'dated-late', messages: [{ value: 'v', timestamp }] })
  }
  await producer.disconnect()
  const all = await readPage(options, { from: 'oldest' })
  expect(all.rows.map(({ timestampMs }) => timestampMs)).toEqual([T0, latest])
  const late = await readPage(options, { from: 'time', time: new Date(T0 + 1).toISOString() })
  expect(late.rows).toMatchObject([{ offset: 1, timestampMs: latest, timestamp: null }])
})

test('a key is searched where Java puts it, and elsewhere when asked to', async () => {
  const options = await bench.makeTopic('by-key', 12)
  const producer = bench.kafka.producer({ allowAutoTopicCreation: false })
  await producer.connect()
  const messages = Array.from({ length: 600 }, (_, index) => ({ key: `key-${index % 30}`, value: `${index}` }))
  await producer.send({ topic: 'by-key', messages })
  await producer.send({ topic: 'by-key', messages: [{ key: 'key-3', value: 'astray', partition: 0 }] })
  await producer.disconnect()
  const there = await readPage(options, { key: 'key-3', limit: '500' })
  const partitions = new Set(there.rows.map(({ partition }) => partition))
  expect([there.rows.length, partitions.size]).toEqual([20, 1])
  expect(there.events).toContainEqual(expect.objectContaining({ type: 'problem', code: 'key-partition' }))
  const everywhere = await readPage(options, { key: 'key-3', keySearch: 'all', limit: '500' })
  expect(everywhere.rows).toHaveLength(21)
})

test('budgets end a scan, and its cursor goes on', async () => {
  const options = await bench.makeTopic('budgets', 3)
  await bench.writeUneven('budgets', 3, randomFrom(9))
  const { done } = await readPage(options, { contains: 'never there', budgetRecords: '1' })
  expect(done).toMatchObject({ reason: 'budget', budget: 'records', matched: 0 })
  expect(done.cursor).not.toBeNull()
  const rest = await readPage(options, { contains: 'never there', cursor: done.cursor ?? '' })
  expect(rest.done).toMatchObject({ reason: 'end', cursor: null })
})

test('a live tail shows what is written from now on, filtered, and ends with its reader', async () => {
  const options = await bench.makeTopic('tailed', 4)
  await bench.writeUneven('tailed', 4, randomFrom(10))
  const leaving = new AbortController()
  const seen: string[] = []
  const producer = bench.kafka.producer({ allowAutoTopicCreation: false })
  await producer.connect()
  for await (const event of followEvents(options, { from: 'live', contains: 'wanted' }, leaving.signal)) {
    if (event.type === 'start') {
      const messages = Array.from({ length: 40 }, (_, index) => ({
        partition: index % 4,
        value: index % 2 ? `wanted ${index}` : 'no',
      }))
      await producer.send({ topic: 'tailed', messages })
    }
    if (event.type === 'record') seen.push(event.value?.text ?? '')
    if (seen.length === 20) leaving.abort()
  }
  expect(new Set(seen).size).toBe(20)
  await producer.disconnect()
})

/** Connections of this process to the brokers, by their own port. */
function openSockets(): string[] {
  const inodes = new Set(
    readdirSync('/proc/self/fd').flatMap((fd) => {
      try {
        return /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/self/fd/${fd}`))?.[1] ?? []
      } catch {
        return []
      }
    }),
  )
  const ports = new Set(parseAddresses(bench.cluster.bootstrap).map(({ port }) => port))
  const tcp = ['/proc/net/tcp', '/proc/net/tcp6'].flatMap((file) => readFileSync(file, 'utf8').split('\n').slice(1))
  return tcp
    .map((line) => line.trim().split(/\s+/))
    .filter(
      ([, , remote = '', , , , , , , inode = '']) =>
        ports.has(Number.parseInt(remote.split(':')[1] ?? '', 16)) && inodes.has(inode),
    )
    .map(([, local = '']) => local)
}

describe('a reader that leaves', () => {
  test('lets go of the brokers, and readers leave neither group nor topic behind', async () => {
    const options = await bench.makeTopic('abandoned', 6)
    await bench.writeUneven('abandoned', 6, randomFrom(11))
    const admin = bench.kafka.admin()
    await admin.connect()
    const state = async () => ({ groups: (await admin.listGroups()).groups, topics: (await admin.listTopics()).sort() })
    const before = await state()
    const own = new Set(openSockets())
    const added = () => openSockets().filter((local) => !own.has(local))
    const leaving = new AbortController()
    let hadSockets = false
    for await (const event of followEvents(options, { from: 'live' }, leaving.signal)) {
      if (event.type !== 'start') continue
      hadSockets = added().length > 0
      leaving.abort()
    }
    expect(hadSockets).toBe(true)
    await expect.poll(added).toEqual([])
    await readToEnd(options, { limit: '100' })
    await expect(readPage({ ...options, topic: 'never-made' }, {})).rejects.toMatchObject({ code: 'not-found' })
    expect(await state()).toEqual(before)
    await admin.disconnect()
  })
})

describe('what is refused before anything is read', () => {
  test.each([
    [{ partitions: '9' }, 'partitions'],
    [{ from: 'offset', offset: '5' }, 'offset'],
    [{ filter: 'value.city ==' }, 'filter'],
    [{ key: 'xyz', keyFormat: 'hex' }, 'key'],
    [{ cursor: 'bm9uc2Vuc2U' }, 'cursor'],
  ])('%j', async (asked, field) => {
    const options = await bench.makeTopic(`refused-${field}`, 7)
    await expect(readPage(options, asked)).rejects.toMatchObject({ code: 'invalid', options: { field } })
  })
})
