import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { CompressionTypes, type Kafka } from 'kafkajs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { KafkaCluster } from '#demo/cluster.ts'
import { until } from '#demo/processes.ts'
import { testCluster } from '#demo/test-cluster.ts'
import { parseAddresses } from '#lib/clusters/addresses.ts'
import type { Message } from '#lib/contract/messages.ts'
import { readMetadata } from '#lib/kafka/admin/cluster.ts'
import { deleteRecords } from '#lib/kafka/admin/records.ts'
import { createTopics, deleteTopics } from '#lib/kafka/admin/topics.ts'
import { ConnectionSet } from '#lib/kafka/connection/connection-set.ts'
import {
  followEvents,
  kafkaClient,
  mergeByTime,
  type Place,
  produceInTransaction,
  produceWithKcat,
  type ReaderOptions,
  readPage,
  readToEnd,
  readWithKcat,
} from './broker-testing.ts'
import { ScanPool } from './scan-pool.ts'

// Topics of every kind, read page by page and held against what kcat finds in them.

let cluster: KafkaCluster
let connections: ConnectionSet
let kafka: Kafka
let pool: ScanPool
const bugs: unknown[] = []

beforeAll(async () => {
  cluster = await testCluster()
  connections = new ConnectionSet(parseAddresses(cluster.bootstrap))
  kafka = kafkaClient(cluster.bootstrap)
  pool = new ScanPool((error) => bugs.push(error))
})

afterAll(() => {
  pool.close()
  connections.close()
  expect(bugs).toEqual([])
})

const T0 = Date.UTC(2026, 10, 20)
const codecs = ['none', 'gzip', 'snappy', 'lz4', 'zstd']

async function makeTopic(name: string, partitions: number, configs: Record<string, string> = {}) {
  const { failures } = await createTopics(connections, [{ name, partitions, replicationFactor: 1, configs }])
  expect(failures).toEqual([])
  await until(`all of ${name} to be led`, 30_000, async () => {
    const { topics } = await readMetadata(connections, [name])
    return topics[0]?.partitions.filter(({ leader }) => leader !== null).length === partitions
  })
  return reader(name)
}

function reader(topic: string): ReaderOptions {
  return { pool, bootstrap: parseAddresses(cluster.bootstrap), topic }
}

/** A generator of numbers that is the same in every run. */
function randomFrom(seed: number) {
  let state = seed
  return (below: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state % below
  }
}

async function writeUneven(topic: string, partitions: number, random: (below: number) => number) {
  const producer = kafka.producer({ allowAutoTopicCreation: false })
  await producer.connect()
  for (let round = 0; round < 6; round++) {
    const messages = Array.from({ length: 40 + random(200) }, (_, index) => ({
      partition: random(3) === 0 ? 0 : random(Math.ceil((partitions * 3) / 4)),
      key: `key-${random(50)}`,
      value: JSON.stringify({ round, index, city: ['Toronto', 'Paris', 'Lagos'][random(3)], degrees: random(100) }),
      timestamp: String(T0 + round * 60_000 + random(90_000)),
      headers: { round: String(round) },
    }))
    const compression = round % 2 === 0 ? CompressionTypes.None : CompressionTypes.GZIP
    await producer.send({ topic, messages, compression })
  }
  await producer.disconnect()
}

const key = ({ partition, offset }: Place | Message) => `${partition}:${offset}`

/** So many at most, as what is written is read again as well. */
const MOST_WRITTEN = 300

/** Somebody writes on for as long as this is not stopped. */
function keepWriting(topic: string, partitions: number): () => Promise<void> {
  let isStopped = false
  const work = (async () => {
    const producer = kafka.producer({ allowAutoTopicCreation: false })
    await producer.connect()
    for (let turn = 0; !isStopped && turn < MOST_WRITTEN; turn++) {
      await producer.send({ topic, messages: [{ partition: turn % partitions, value: `later ${turn}` }] })
    }
    await producer.disconnect()
  })()
  return async () => {
    isStopped = true
    await work
  }
}

describe.each([
  { partitions: 1, timestampType: 'CreateTime' },
  { partitions: 3, timestampType: 'LogAppendTime' },
  { partitions: 7, timestampType: 'CreateTime' },
  { partitions: 64, timestampType: 'CreateTime' },
])('a topic of $partitions partitions with $timestampType', ({ partitions, timestampType }) => {
  const topic = `pages-${partitions}-${timestampType}`
  let places: Place[]

  beforeAll(async () => {
    await makeTopic(topic, partitions, { 'message.timestamp.type': timestampType })
    const random = randomFrom(partitions)
    await writeUneven(topic, partitions, random)
    for (const codec of codecs) {
      const lines = Array.from({ length: 30 }, (_, index) => `${codec}:value ${index} ${'x'.repeat(random(300))}`)
      await produceWithKcat(cluster.bootstrap, topic, { partition: random(partitions), codec, lines })
    }
    places = await readWithKcat(cluster.bootstrap, topic, 'committed')
    expect(places.length).toBeGreaterThan(300)
  })

  test.each(['7', '50', '500'])(
    'is read whole in both directions, %s rows a page, while somebody writes',
    async (limit) => {
      const stop = keepWriting(topic, partitions)
      try {
        const known = new Set(places.map(key))
        for (const [from, direction] of [
          ['oldest', 'ascending'],
          ['newest', 'descending'],
        ] as const) {
          const rows = await readToEnd(reader(topic), { from, limit })
          const seen = rows.map(key)
          expect(new Set(seen).size).toBe(seen.length)
          // What was written before this reading began, but after kcat had read, is there as well.
          expect(seen.filter((place) => known.has(place))).toEqual(mergeByTime(places, direction).map(key))
        }
      } finally {
        await stop()
      }
    },
  )

  test('is read from an offset and from a time as kcat would', async () => {
    const [middle] = places.slice(places.length >> 1)
    if (!middle) throw new Error('no record')
    const { partition, offset } = middle
    const inPartition = places.filter((place) => place.partition === partition)
    const fromOffset = await readToEnd(reader(topic), { from: 'offset', offset: `${partition}:${offset}` })
    const behind = inPartition.filter((place) => place.offset >= offset).map(key)
    expect(fromOffset.map(key).slice(0, behind.length)).toEqual(behind)

    const time = new Date(T0 + 200_000).toISOString()
    const to = new Date(T0 + 280_000).toISOString()
    const fromTime = await readToEnd(reader(topic), { from: 'time', time, to, limit: '40' })
    const expected = [...Map.groupBy(places, (place) => place.partition).values()].flatMap((own) => {
      const first = own.findIndex(({ timestampMs }) => timestampMs >= T0 + 200_000)
      const end = own.findIndex(({ timestampMs }) => timestampMs >= T0 + 280_000)
      return first < 0 ? [] : own.slice(first, end < 0 ? own.length : end)
    })
    expect(fromTime.map(key)).toEqual(mergeByTime(expected, 'ascending').map(key))
  })

  test('a search finds all that match, in the order of all', async () => {
    const rows = await readToEnd(reader(topic), { from: 'oldest', limit: '500' })
    const wanted = rows.filter(({ value }) => value?.text.includes('Toronto')).map(key)
    expect(wanted.length).toBeGreaterThan(50)
    const found = await readToEnd(reader(topic), { from: 'oldest', contains: 'toronto', case: 'ignore', limit: '9' })
    expect(new Set(found.map(key))).toEqual(new Set(wanted))
    expect(found).toHaveLength(wanted.length)
    const once = await readPage(reader(topic), { from: 'oldest', contains: 'Toronto', limit: '500' })
    expect(once.rows.map(key)).toEqual(wanted.slice(0, 500))
    const cel = await readToEnd(reader(topic), { filter: 'value.city == "Toronto"' })
    expect(new Set(cel.map(key))).toEqual(new Set(wanted))
  })
})

describe('transactions', () => {
  const topic = 'with-aborts'

  beforeAll(async () => {
    await makeTopic(topic, 2)
    for (let turn = 0; turn < 8; turn++) {
      const messages = Array.from({ length: 5 }, (_, index) => ({
        partition: index % 2,
        value: `${turn}-${index}`,
        timestamp: String(T0 + turn * 1_000 + index),
      }))
      await produceInTransaction(kafka, topic, messages, turn % 3 === 1 ? 'abort' : 'commit')
    }
  })

  test.each(['newest', 'oldest'])('from %s, what was given up is left out and counted', async (from) => {
    const places = await readWithKcat(cluster.bootstrap, topic, 'committed')
    expect(places).toHaveLength(25)
    const direction = from === 'newest' ? 'descending' : 'ascending'
    const page = await readPage(reader(topic), { from, limit: '500' })
    expect(page.rows.map(key)).toEqual(mergeByTime(places, direction).map(key))
    expect(page.done).toMatchObject({ reason: 'end', cursor: null, aborted: 15 })
    expect((await readToEnd(reader(topic), { from, limit: '3' })).map(key)).toEqual(page.rows.map(key))
  })

  test('uncommitted shows it, marked, and control shows the marks', async () => {
    const places = await readWithKcat(cluster.bootstrap, topic, 'uncommitted')
    const rows = await readToEnd(reader(topic), { from: 'oldest', isolation: 'uncommitted', limit: '4' })
    expect(rows.map(key)).toEqual(mergeByTime(places, 'ascending').map(key))
    expect(rows.filter(({ aborted }) => aborted).map(({ value }) => value?.text.split('-')[0])).toEqual(
      ['1', '4', '7'].flatMap((turn) => Array(5).fill(turn)),
    )
    const { rows: all } = await readPage(reader(topic), { from: 'oldest', control: 'true', limit: '500' })
    const marks = all.filter(({ control }) => control)
    expect(marks.map(({ controlType }) => controlType).sort()).toEqual([
      ...Array(6).fill('abort'),
      ...Array(10).fill('commit'),
    ])
  })

  test('one that is open ends the reading, and says so', async () => {
    const producer = kafka.producer({ transactionalId: 'open-one', idempotent: true, maxInFlightRequests: 1 })
    await producer.connect()
    const transaction = await producer.transaction()
    await transaction.send({ topic, messages: [{ partition: 0, value: 'open' }] })
    const { rows, events } = await readPage(reader(topic), { from: 'oldest', limit: '500' })
    expect(rows).toHaveLength(25)
    expect(events).toContainEqual(expect.objectContaining({ type: 'problem', code: 'open-transaction', partition: 0 }))
    const uncommitted = await readPage(reader(topic), { isolation: 'uncommitted', limit: '1' })
    expect(uncommitted.rows[0]?.value?.text).toBe('open')
    await transaction.abort()
    await producer.disconnect()
  })
})

test('a compacted topic is read whole across its gaps, down as well as up', async () => {
  const topic = 'compacted'
  await makeTopic(topic, 2, {
    'cleanup.policy': 'compact',
    'segment.ms': '100',
    'min.cleanable.dirty.ratio': '0.01',
    'max.compaction.lag.ms': '100',
  })
  const producer = kafka.producer({ allowAutoTopicCreation: false })
  await producer.connect()
  const write = (turn: number) =>
    producer.send({
      topic,
      messages: Array.from({ length: 200 }, (_, index) => ({
        partition: index % 2,
        key: `k${index % 20 === 0 ? `${turn}-${index}` : index % 40}`,
        value: `${turn}`,
        timestamp: String(T0 + turn * 1_000 + index),
      })),
    })
  for (let turn = 0; turn < 10; turn++) await write(turn)
  let turn = 10
  await expect
    .poll(
      async () => {
        await write(turn++)
        const places = await readWithKcat(cluster.bootstrap, topic, 'committed')
        return places.length / (turn * 200)
      },
      { timeout: 80_000, interval: 1_000 },
    )
    .toBeLessThan(0.6)
  await producer.disconnect()
  for (const [from, direction] of [
    ['oldest', 'ascending'],
    ['newest', 'descending'],
  ] as const) {
    const before = await readWithKcat(cluster.bootstrap, topic, 'committed')
    const rows = await readToEnd(reader(topic), { from, limit: '30' })
    const after = new Set((await readWithKcat(cluster.bootstrap, topic, 'committed')).map(key))
    const seen = new Set(rows.map(key))
    expect(seen.size).toBe(rows.length)
    // The cleaner may go on meanwhile: what is there before and after must have been seen.
    expect(before.map(key).filter((place) => after.has(place) && !seen.has(place))).toEqual([])
    const order = mergeByTime(before, direction).map(key)
    expect(rows.map(key).filter((place) => after.has(place))).toEqual(order.filter((place) => after.has(place)))
  }
})

describe('what happens meanwhile', () => {
  test('records that are deleted between two pages are said to be gone, and reading goes on', async () => {
    const options = await makeTopic('truncated', 1)
    await writeUneven('truncated', 1, randomFrom(5))
    const first = await readPage(options, { from: 'oldest', limit: '10' })
    await deleteRecords(connections, 'truncated', [{ id: 0, beforeOffset: 60 }])
    const next = await readPage(options, { from: 'oldest', limit: '10', cursor: first.done.cursor ?? '' })
    expect(next.rows[0]?.offset).toBe(60)
    expect(next.events).toContainEqual({
      type: 'problem',
      partition: 0,
      code: 'expired',
      message: '50 records expired while scanning; continuing at 60.',
    })
  })

  test('when all that was left is gone, that is the reason', async () => {
    const options = await makeTopic('emptied', 1)
    await writeUneven('emptied', 1, randomFrom(6))
    const { done } = await readPage(options, { limit: '10' })
    await deleteRecords(connections, 'emptied', [{ id: 0, beforeOffset: -1 }])
    const next = await readPage(options, { limit: '10', cursor: done.cursor ?? '' })
    expect(next.done).toMatchObject({ reason: 'expired', cursor: null, matched: 0 })
  })

  test('a cursor of a topic that was made again reads nothing of the new one', async () => {
    const options = await makeTopic('reborn', 1)
    await writeUneven('reborn', 1, randomFrom(7))
    const { done } = await readPage(options, { limit: '10' })
    await deleteTopics(connections, ['reborn'])
    await expect.poll(async () => (await readMetadata(connections, ['reborn'])).topics[0]?.errorCode).not.toBe(0)
    await makeTopic('reborn', 1)
    await writeUneven('reborn', 1, randomFrom(8))
    const next = await readPage(options, { limit: '10', cursor: done.cursor ?? '' })
    expect(next.done).toMatchObject({ reason: 'deleted', cursor: null, matched: 0 })
  })
})

test('a key is searched where Java puts it, and elsewhere when asked to', async () => {
  const options = await makeTopic('by-key', 12)
  const producer = kafka.producer({ allowAutoTopicCreation: false })
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
  const options = await makeTopic('budgets', 3)
  await writeUneven('budgets', 3, randomFrom(9))
  const { done } = await readPage(options, { contains: 'never there', budgetRecords: '1' })
  expect(done).toMatchObject({ reason: 'budget', budget: 'records', matched: 0 })
  expect(done.cursor).not.toBeNull()
  const rest = await readPage(options, { contains: 'never there', cursor: done.cursor ?? '' })
  expect(rest.done).toMatchObject({ reason: 'end', cursor: null })
})

test('a live tail shows what is written from now on, filtered, and ends with its reader', async () => {
  const options = await makeTopic('tailed', 4)
  await writeUneven('tailed', 4, randomFrom(10))
  const leaving = new AbortController()
  const seen: string[] = []
  const producer = kafka.producer({ allowAutoTopicCreation: false })
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
  const ports = new Set(parseAddresses(cluster.bootstrap).map(({ port }) => port))
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
  test('lets go of the brokers within 2 s, and readers leave neither group nor topic behind', async () => {
    const options = await makeTopic('abandoned', 6)
    await writeUneven('abandoned', 6, randomFrom(11))
    const admin = kafka.admin()
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
    await expect.poll(added, { timeout: 2_000 }).toEqual([])
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
    const options = reader('pages-7-CreateTime')
    await expect(readPage(options, asked)).rejects.toMatchObject({ code: 'invalid', options: { field } })
  })
})
