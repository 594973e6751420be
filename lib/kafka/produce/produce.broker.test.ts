import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { KafkaCluster } from '#demo/cluster.ts'
import { readByConfluent, readByConsole, readByKcat, readPartitionsByKcat } from '#demo/record-readers.ts'
import { testCluster } from '#demo/test-cluster.ts'
import { makeTopic } from '#demo/testing/new-topic.ts'
import { parseAddresses } from '#lib/clusters/addresses.ts'
import { type Compression, compressions } from '#lib/contract/message-formats.ts'
import { toBytes } from '#lib/decode/typed-payload.ts'
import { readMetadata } from '#lib/kafka/admin/cluster.ts'
import { deleteTopics } from '#lib/kafka/admin/topics.ts'
import { ConnectionSet } from '#lib/kafka/connection/connection-set.ts'
import { partitionOfKey } from './partitioner.ts'
import { type NewRecord, RecordProducer } from './record-producer.ts'

// What we write, held against what other clients read, and against where Kafka's own producer puts the same keys.

let cluster: KafkaCluster
let connections: ConnectionSet
let producer: RecordProducer
let topics = 0

beforeAll(async () => {
  cluster = await testCluster()
  connections = new ConnectionSet({ bootstrap: parseAddresses(cluster.bootstrap) })
  producer = new RecordProducer(connections, Date.now)
})

afterAll(() => connections.close())

async function newTopic(partitions = 1, configs: Record<string, string> = {}): Promise<string> {
  const name = `sent-${++topics}`
  await makeTopic(cluster, { name, partitions, replicationFactor: 3, configs })
  return name
}

function record(change: Partial<NewRecord> = {}): NewRecord {
  return { key: null, value: Buffer.from('value'), headers: [], partition: null, timestampMs: null, ...change }
}

interface Options {
  readonly compression?: Compression
  readonly acks?: 'all' | 'leader' | 'none'
  readonly partitioner?: 'key' | 'roundrobin'
}

function produce(topic: string, records: readonly NewRecord[], options: Options = {}) {
  return producer.produce({ topic, records, partitioner: 'key', acks: 'all', compression: 'none', ...options })
}

const WRITTEN_MS = Date.UTC(2026, 10, 21, 10, 40, 0, 123)

const payloads = [
  null,
  Buffer.alloc(0),
  toBytes({ format: 'string', data: 'Zürich 🚀' }),
  toBytes({ format: 'json', data: '{"city": "Toronto", "id": 9007199254740993}' }),
  toBytes({ format: 'hex', data: '00ff0a0d' }),
  toBytes({ format: 'base64', data: 'AAECAwQF' }),
  toBytes({ format: 'int32', data: '-2' }),
  toBytes({ format: 'int64', data: '9223372036854775807' }),
  randomBytes(5_000),
]

/** Each key with each value, and headers of every kind. */
const everything: NewRecord[] = payloads.flatMap((key, row) =>
  payloads.map((value, column) =>
    record({
      key,
      value,
      timestampMs: WRITTEN_MS + row * 1_000 - column * 77_777,
      headers: payloads
        .slice(0, (row + column) % payloads.length)
        .map((header, place) => ({ name: ['b', 'a', 'b', '1', '__proto__'][place % 5] ?? '', value: header })),
    }),
  ),
)

describe.each(compressions)('in %s', (compression) => {
  test('every key, value and header is read back as it was by kcat and by Python', async () => {
    const topic = await newTopic()
    const outcomes = await produce(topic, everything, { compression })
    expect(outcomes).toEqual(
      everything.map(({ timestampMs }, index) => ({ index, ok: true, partition: 0, offset: index, timestampMs })),
    )
    const written = everything.map(({ key, value, headers, timestampMs }, offset) => {
      return { partition: 0, offset, timestampMs, key, value, headers }
    })
    expect(await readByConfluent(cluster, topic, everything.length)).toEqual(written)
    expect(await readByKcat(cluster, topic, everything.length)).toEqual(
      written.map(({ headers: _headers, ...rest }) => rest),
    )
  })
})

test("Kafka's own console consumer reads them, too", async () => {
  const topic = await newTopic(2)
  const records = compressions.flatMap((name, index) => [
    record({
      key: Buffer.from(name),
      headers: [
        { name: 'codec', value: Buffer.from(name) },
        { name: 'none', value: null },
      ],
      partition: index % 2,
      timestampMs: WRITTEN_MS + index,
    }),
    record({ value: null, partition: index % 2, timestampMs: WRITTEN_MS + index }),
  ])
  const written = []
  for (const [index, compression] of compressions.entries()) {
    written.push(...(await produce(topic, records.slice(index * 2, index * 2 + 2), { compression })))
  }
  const lines = await readByConsole(cluster, topic, records.length)
  expect(lines.sort()).toEqual(
    written
      .map((outcome, place) => {
        if (!outcome.ok) throw new Error(outcome.error)
        const { key, headers, timestampMs } = records[place] ?? record()
        return [
          `CreateTime:${timestampMs}`,
          `Partition:${outcome.partition}`,
          `Offset:${outcome.offset}`,
          headers.map((header) => `${header.name}:${header.value ?? 'null'}`).join(',') || 'NO_HEADERS',
          key ?? 'null',
          key ? 'value' : 'null',
        ].join('\t')
      })
      .sort(),
  )
})

describe('acknowledgements', () => {
  test.each(['all', 'leader', 'none'] as const)('%s: written', async (acks) => {
    const topic = await newTopic()
    const outcomes = await produce(topic, [record(), record()], { acks })
    expect(outcomes.map((outcome) => outcome.ok && outcome.offset)).toEqual(acks === 'none' ? [null, null] : [0, 1])
    expect(await readByKcat(cluster, topic, 2)).toHaveLength(2)
  })

  test('a topic that keeps the time of its broker tells it', async () => {
    const topic = await newTopic(1, { 'message.timestamp.type': 'LogAppendTime' })
    const beforeMs = Date.now()
    const [outcome] = await produce(topic, [record({ timestampMs: 1 })])
    expect(outcome?.ok && outcome.timestampMs).toBeGreaterThanOrEqual(beforeMs)
  })

  test('one identity goes on from production to production, each numbered behind the last', async () => {
    const topic = await newTopic(3)
    for (let round = 0; round < 20; round++) {
      const outcomes = await produce(topic, Array(9).fill(record()), { partitioner: 'roundrobin' })
      expect(outcomes.map((outcome) => outcome.ok && outcome.offset)).toEqual(
        Array.from({ length: 9 }, (_, index) => round * 3 + Math.floor(index / 3)),
      )
    }
  })
})

describe('what cannot be written says why, and the rest is written', () => {
  test('a record that is too large', async () => {
    const topic = await newTopic(1, { 'max.message.bytes': '10000' })
    const records = [
      record(),
      record({ value: randomBytes(20_000) }),
      ...Array(50).fill(record({ value: randomBytes(900) })),
    ]
    const outcomes = await produce(topic, records)
    expect(outcomes.filter(({ ok }) => !ok)).toEqual([
      { index: 1, ok: false, partition: 0, error: expect.stringContaining('raise max.message.bytes') },
    ])
    const offsets = outcomes.flatMap((outcome) => (outcome.ok ? [outcome.offset] : []))
    expect(offsets).toEqual(Array.from({ length: 51 }, (_, index) => index))
  })

  test('a record without a key in a compacted topic', async () => {
    const topic = await newTopic(1, { 'cleanup.policy': 'compact' })
    const outcomes = await produce(topic, [
      record({ key: Buffer.from('a') }),
      record(),
      record({ key: Buffer.from('b') }),
    ])
    expect(outcomes).toMatchObject([
      { ok: true, offset: 0 },
      { ok: false, error: expect.stringContaining('In a compacted topic every record needs a key') },
      { ok: true, offset: 1 },
    ])
  })

  test('too few copies in sync', async () => {
    const topic = await newTopic(1, { 'min.insync.replicas': '3' })
    const [stopped] = cluster.brokers.slice(-1)
    if (!stopped) throw new Error('no broker')
    await stopped.stop()
    try {
      const isrOf = async () => (await readMetadata(connections, [topic])).topics[0]?.partitions[0]?.isr.length
      await expect.poll(isrOf).toBe(2)
      const [outcome] = await produce(topic, [record()])
      expect(outcome).toMatchObject({ ok: false, error: expect.stringContaining('min.insync.replicas') })
      expect(await produce(topic, [record()], { acks: 'leader' })).toMatchObject([{ ok: true, offset: 0 }])
    } finally {
      await stopped.start()
    }
    await expect
      .poll(async () => (await readMetadata(connections, [topic])).topics[0]?.partitions[0]?.isr.length)
      .toBe(3)
  })

  test('a partition that is not there', async () => {
    const topic = await newTopic(2)
    expect(await produce(topic, [record({ partition: 2 }), record({ partition: 1 })])).toMatchObject([
      { ok: false, error: 'There is no partition 2: the topic has 2, numbered from 0.' },
      { ok: true, partition: 1, offset: 0 },
    ])
  })

  test('a topic that is not there, and is not made', async () => {
    await expect(produce('never-made', [record()])).rejects.toMatchObject({ code: 'not-found' })
    const { topics: known } = await readMetadata(connections)
    expect(known.map(({ name }) => name)).not.toContain('never-made')
  })

  test('a topic that was made again is another, and is written from its beginning', async () => {
    const topic = await newTopic()
    await produce(topic, [record(), record()])
    await deleteTopics(connections, [topic])
    const isGone = async () => (await readMetadata(connections, [topic])).topics[0]?.errorCode
    await expect.poll(isGone).toBe(3)
    await makeTopic(cluster, { name: topic, partitions: 1, replicationFactor: 1, configs: {} })
    expect(await produce(topic, [record()])).toMatchObject([{ ok: true, offset: 0 }])
  })
})

test('a leader that dies in the middle costs no record and doubles none', async () => {
  const topic = await newTopic(3)
  const victim = cluster.brokers.find(({ id }) => id === 2)
  if (!victim) throw new Error('no broker 2')
  const sent: string[] = []
  const failed: string[] = []
  let isOver = false
  const writing = (async () => {
    while (!isOver) {
      const values = Array.from(
        { length: 30 },
        () => `n${sent.length + failed.length}-${randomBytes(4).toString('hex')}`,
      )
      const records = values.map((value, index) => record({ value: Buffer.from(value), partition: index % 3 }))
      for (const outcome of await produce(topic, records)) {
        ;(outcome.ok ? sent : failed).push(values[outcome.index] ?? '')
      }
    }
  })()
  await expect.poll(() => sent.length).toBeGreaterThan(300)
  await victim.kill()
  try {
    const before = sent.length
    await expect.poll(() => sent.length).toBeGreaterThan(before + 900)
  } finally {
    isOver = true
    await writing
    await victim.start()
  }
  expect(failed).toEqual([])
  const read = (await readByKcat(cluster, topic, sent.length)).map(({ value }) => value?.toString())
  expect(read.sort()).toEqual(sent.sort())
})

describe("keys land where Java's producer puts them", () => {
  const word = fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 40 })
    .filter((text) => !/[\p{Cc}\p{Zl}\p{Zp}\p{Cs}]/u.test(text))

  test.each([1, 2, 3, 7, 10, 16, 33, 64])('of %i partitions', async (count) => {
    const topic = await newTopic(count)
    const keys = [...new Set(fc.sample(word, 125))]
    const args = ['--bootstrap-server', cluster.bootstrap, '--topic', topic, '--property', 'parse.key=true']
    await cluster.tool('kafka-console-producer.sh', args, keys.map((key) => `${key}\tjava\n`).join(''))
    const outcomes = await produce(
      topic,
      keys.map((key) => record({ key: Buffer.from(key), value: Buffer.from('ours') })),
    )
    const read = await readPartitionsByKcat(cluster, topic, keys.length * 2)
    for (const [index, key] of keys.entries()) {
      const partition = partitionOfKey(Buffer.from(key), count)
      expect(read.get(key), key).toEqual({ java: partition, ours: partition })
      expect(outcomes[index]?.partition).toBe(partition)
    }
  })
})
