import { afterAll, beforeAll, expect, test } from 'vitest'
import { until } from '#demo/processes.ts'
import { ScanWorkbench } from '#e2e/scan-workbench.ts'
import { startMonitor } from '#e2e/test-monitor.ts'
import { partitionListQuery } from '#lib/contract/partitions.ts'
import { topicListQuery } from '#lib/contract/topics.ts'
import { produceInTransaction, readPage, readWithKcat } from '#lib/kafka/scan/testing/broker-scans.ts'
import type { ClusterMonitor } from '#lib/monitor/monitor.ts'
import { listPartitions } from './partitions.ts'
import { listTopics } from './topics.ts'

// How many messages there are, as lists say it and as it is counted, held against what kcat finds.

const WAIT = { timeout: 120_000, interval: 200 }
const PARTITIONS = 2
const COMPACTED = 'counts-compacted'
const TRANSACTIONAL = 'counts-transactional'
const PLAIN = 'counts-plain'

let bench: ScanWorkbench
let monitor: ClusterMonitor

beforeAll(async () => {
  bench = await ScanWorkbench.open()
  const compaction = { 'cleanup.policy': 'compact', 'segment.ms': '1', 'min.cleanable.dirty.ratio': '0.01' }
  await bench.makeTopic(COMPACTED, PARTITIONS, compaction)
  await bench.makeTopic(TRANSACTIONAL, PARTITIONS)
  await bench.makeTopic(PLAIN, PARTITIONS)
  await produceEach(COMPACTED, 20)
  await produceEach(PLAIN, 3)
  await produceInTransaction(bench.kafka, TRANSACTIONAL, messages(), 'commit')
  await produceInTransaction(bench.kafka, TRANSACTIONAL, messages(), 'abort')
  monitor = await startMonitor(bench.cluster)
})

afterAll(() => {
  monitor?.close()
  bench.close()
})

/** Three keys in each partition. */
function messages() {
  return Array.from({ length: 3 * PARTITIONS }, (_, index) => ({
    partition: index % PARTITIONS,
    key: `key ${index}`,
    value: 'fish',
  }))
}

async function produceEach(topic: string, times: number): Promise<void> {
  const producer = bench.kafka.producer({ idempotent: true, maxInFlightRequests: 1, allowAutoTopicCreation: false })
  await producer.connect()
  for (let time = 0; time < times; time++) await producer.send({ topic, messages: messages() })
  await producer.disconnect()
}

async function count(topic: string, isolation: 'committed' | 'uncommitted' = 'committed') {
  const { rows, done, events } = await readPage(bench.reader(topic), { from: 'oldest', limit: '0', isolation })
  expect([rows.length, done.reason]).toEqual([0, 'end'])
  const progress = events.findLast((event) => event.type === 'progress')
  return { all: done.matched, each: progress?.partitions.map(({ matched }) => matched) }
}

async function countWithKcat(topic: string, isolation: 'committed' | 'uncommitted' = 'committed') {
  const places = await readWithKcat(bench.cluster.bootstrap, topic, isolation)
  const each = Array.from({ length: PARTITIONS }, (_, id) => places.filter(({ partition }) => partition === id).length)
  return { all: places.length, each }
}

/** What the list says, and in the same way of each partition: how many, and how sure that is. */
function listed(topic: string) {
  monitor.look()
  const item = listTopics(monitor.state, topicListQuery.parse({ q: topic })).items[0]
  const { items } = listPartitions(monitor, topic, partitionListQuery.parse({}))
  const codesOf = (one: { problems: readonly { field: string | null; code: string }[] } | undefined) =>
    one?.problems.filter(({ field }) => field === 'messages').map(({ code }) => code)
  return { messages: item?.messages, codes: [item, ...items].map(codesOf) }
}

const known = (topic: string) => until(`the offsets of ${topic}`, WAIT.timeout, () => (listed(topic).messages ?? 0) > 0)
const allAtMost = Array.from({ length: 1 + PARTITIONS }, () => ['at-most'])
const allCertain = allAtMost.map(() => [])

test('of a compacted topic is at most what its offsets say, and counted exactly', async () => {
  const written = 20 * 3 * PARTITIONS
  await until('compaction', WAIT.timeout, async () => {
    // A segment that is written to is not compacted; this ends it.
    await produceEach(COMPACTED, 1)
    return (await countWithKcat(COMPACTED)).all < written
  })
  await known(COMPACTED)
  await expect.poll(() => listed(COMPACTED), WAIT).toMatchObject({ codes: allAtMost })
  // Compaction may go on between the two.
  await expect
    .poll(async () => {
      const [theirs, ours, again] = [
        await countWithKcat(COMPACTED),
        await count(COMPACTED),
        await countWithKcat(COMPACTED),
      ]
      return theirs.all === again.all && JSON.stringify(ours) === JSON.stringify(theirs)
    }, WAIT)
    .toBe(true)
  expect((await count(COMPACTED)).all).toBeLessThan(listed(COMPACTED).messages ?? 0)
})

test('of a topic with transactions that have ended is at most that, though nobody has opened it', async () => {
  await expect.poll(() => listed(TRANSACTIONAL), WAIT).toEqual({ messages: 8 * PARTITIONS, codes: allAtMost })
  for (const isolation of ['committed', 'uncommitted'] as const) {
    expect(await count(TRANSACTIONAL, isolation)).toEqual(await countWithKcat(TRANSACTIONAL, isolation))
  }
  expect(await count(TRANSACTIONAL)).toEqual({ all: 3 * PARTITIONS, each: [3, 3] })
})

test('of others is not doubted, and is what kcat finds', async () => {
  await expect.poll(() => listed(PLAIN), WAIT).toEqual({ messages: 9 * PARTITIONS, codes: allCertain })
  expect(await count(PLAIN)).toEqual(await countWithKcat(PLAIN))
})
