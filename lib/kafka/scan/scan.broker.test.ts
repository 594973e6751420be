import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { randomFrom, ScanWorkbench, T0 } from '#e2e/scan-workbench.ts'
import type { Message } from '#lib/contract/messages.ts'
import {
  mergeByTime,
  type Place,
  produceInTransaction,
  produceWithKcat,
  readPage,
  readToEnd,
  readWithKcat,
} from './testing/broker-scans.ts'

// Topics of every kind, read page by page and held against what kcat finds in them.

let bench: ScanWorkbench

beforeAll(async () => {
  bench = await ScanWorkbench.open()
})

afterAll(() => bench.close())

const codecs = ['none', 'gzip', 'snappy', 'lz4', 'zstd']

const key = ({ partition, offset }: Place | Message) => `${partition}:${offset}`

describe.each([
  { partitions: 1, timestampType: 'CreateTime' },
  { partitions: 3, timestampType: 'LogAppendTime' },
  { partitions: 7, timestampType: 'CreateTime' },
  { partitions: 64, timestampType: 'CreateTime' },
])('a topic of $partitions partitions with $timestampType', ({ partitions, timestampType }) => {
  const topic = `pages-${partitions}-${timestampType}`
  let places: Place[]

  beforeAll(async () => {
    await bench.makeTopic(topic, partitions, { 'message.timestamp.type': timestampType })
    const random = randomFrom(partitions)
    await bench.writeUneven(topic, partitions, random)
    for (const codec of codecs) {
      const lines = Array.from({ length: 30 }, (_, index) => `${codec}:value ${index} ${'x'.repeat(random(300))}`)
      await produceWithKcat(bench.cluster.bootstrap, topic, { partition: random(partitions), codec, lines })
    }
    places = await readWithKcat(bench.cluster.bootstrap, topic, 'committed')
    expect(places.length).toBeGreaterThan(300)
  })

  test.each(['7', '50', '500'])(
    'is read whole in both directions, %s rows a page, while records arrive',
    async (limit) => {
      const stop = bench.keepWriting(topic, partitions)
      try {
        const known = new Set(places.map(key))
        for (const [from, direction] of [
          ['oldest', 'ascending'],
          ['newest', 'descending'],
        ] as const) {
          const rows = await readToEnd(bench.reader(topic), { from, limit })
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
    const fromOffset = await readToEnd(bench.reader(topic), { from: 'offset', offset: `${partition}:${offset}` })
    const behind = inPartition.filter((place) => place.offset >= offset).map(key)
    expect(fromOffset.map(key).slice(0, behind.length)).toEqual(behind)

    const time = new Date(T0 + 200_000).toISOString()
    const to = new Date(T0 + 280_000).toISOString()
    const fromTime = await readToEnd(bench.reader(topic), { from: 'time', time, to, limit: '40' })
    const expected = [...Map.groupBy(places, (place) => place.partition).values()].flatMap((own) => {
      const first = own.findIndex(({ timestampMs }) => timestampMs >= T0 + 200_000)
      const end = own.findIndex(({ timestampMs }) => timestampMs >= T0 + 280_000)
      return first < 0 ? [] : own.slice(first, end < 0 ? own.length : end)
    })
    expect(fromTime.map(key)).toEqual(mergeByTime(expected, 'ascending').map(key))
  })

  test('a search finds all that match, in the order of all', async () => {
    const rows = await readToEnd(bench.reader(topic), { from: 'oldest', limit: '500' })
    const wanted = rows.filter(({ value }) => value?.text.includes('Toronto')).map(key)
    expect(wanted.length).toBeGreaterThan(50)
    const found = await readToEnd(bench.reader(topic), {
      from: 'oldest',
      contains: 'toronto',
      case: 'ignore',
      limit: '9',
    })
    expect(new Set(found.map(key))).toEqual(new Set(wanted))
    expect(found).toHaveLength(wanted.length)
    const once = await readPage(bench.reader(topic), { from: 'oldest', contains: 'Toronto', limit: '500' })
    expect(once.rows.map(key)).toEqual(wanted.slice(0, 500))
    const cel = await readToEnd(bench.reader(topic), { filter: 'value.city == "Toronto"' })
    expect(new Set(cel.map(key))).toEqual(new Set(wanted))
  })
})

describe('transactions', () => {
  const topic = 'with-aborts'

  beforeAll(async () => {
    await bench.makeTopic(topic, 2)
    for (let turn = 0; turn < 8; turn++) {
      const messages = Array.from({ length: 5 }, (_, index) => ({
        partition: index % 2,
        value: `${turn}-${index}`,
        timestamp: String(T0 + turn * 1_000 + index),
      }))
      await produceInTransaction(bench.kafka, topic, messages, turn % 3 === 1 ? 'abort' : 'commit')
    }
  })

  test.each(['newest', 'oldest'])('from %s, what was given up is left out and counted', async (from) => {
    const places = await readWithKcat(bench.cluster.bootstrap, topic, 'committed')
    expect(places).toHaveLength(25)
    const direction = from === 'newest' ? 'descending' : 'ascending'
    const page = await readPage(bench.reader(topic), { from, limit: '500' })
    expect(page.rows.map(key)).toEqual(mergeByTime(places, direction).map(key))
    expect(page.done).toMatchObject({ reason: 'end', cursor: null, aborted: 15 })
    expect((await readToEnd(bench.reader(topic), { from, limit: '3' })).map(key)).toEqual(page.rows.map(key))
  })

  test('uncommitted shows it, marked, and control shows the marks', async () => {
    const places = await readWithKcat(bench.cluster.bootstrap, topic, 'uncommitted')
    const rows = await readToEnd(bench.reader(topic), { from: 'oldest', isolation: 'uncommitted', limit: '4' })
    expect(rows.map(key)).toEqual(mergeByTime(places, 'ascending').map(key))
    expect(rows.filter(({ aborted }) => aborted).map(({ value }) => value?.text.split('-')[0])).toEqual(
      ['1', '4', '7'].flatMap((turn) => Array(5).fill(turn)),
    )
    const { rows: all } = await readPage(bench.reader(topic), { from: 'oldest', control: 'true', limit: '500' })
    const marks = all.filter(({ control }) => control)
    expect(marks.map(({ controlType }) => controlType).sort()).toEqual([
      ...Array(6).fill('abort'),
      ...Array(10).fill('commit'),
    ])
  })

  test('one that is open ends the reading, and says so', async () => {
    const producer = bench.kafka.producer({ transactionalId: 'open-one', idempotent: true, maxInFlightRequests: 1 })
    await producer.connect()
    const transaction = await producer.transaction()
    await transaction.send({ topic, messages: [{ partition: 0, value: 'open' }] })
    const { rows, events } = await readPage(bench.reader(topic), { from: 'oldest', limit: '500' })
    expect(rows).toHaveLength(25)
    expect(events).toContainEqual(expect.objectContaining({ type: 'problem', code: 'open-transaction', partition: 0 }))
    const uncommitted = await readPage(bench.reader(topic), { isolation: 'uncommitted', limit: '1' })
    expect(uncommitted.rows[0]?.value?.text).toBe('open')
    await transaction.abort()
    await producer.disconnect()
  })
})

test('a compacted topic is read whole across its gaps, down as well as up', async () => {
  const topic = 'compacted'
  await bench.makeTopic(topic, 2, {
    'cleanup.policy': 'compact',
    'segment.ms': '100',
    'min.cleanable.dirty.ratio': '0.01',
    'max.compaction.lag.ms': '100',
  })
  const producer = bench.kafka.producer({ allowAutoTopicCreation: false })
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
        const places = await readWithKcat(bench.cluster.bootstrap, topic, 'committed')
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
    const before = await readWithKcat(bench.cluster.bootstrap, topic, 'committed')
    const rows = await readToEnd(bench.reader(topic), { from, limit: '30' })
    const after = new Set((await readWithKcat(bench.cluster.bootstrap, topic, 'committed')).map(key))
    const seen = new Set(rows.map(key))
    expect(seen.size).toBe(rows.length)
    // The cleaner may go on meanwhile: what is there before and after must have been seen.
    expect(before.map(key).filter((place) => after.has(place) && !seen.has(place))).toEqual([])
    const order = mergeByTime(before, direction).map(key)
    expect(rows.map(key).filter((place) => after.has(place))).toEqual(order.filter((place) => after.has(place)))
  }
})
