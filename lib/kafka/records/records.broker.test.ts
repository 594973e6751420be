import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import kafkajs from 'kafkajs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { KafkaCluster } from '#demo/cluster.ts'
import { testCluster } from '#demo/test-cluster.ts'
import { makeTopic } from '#demo/testing/new-topic.ts'
import { parseAddresses } from '#lib/clusters/addresses.ts'
import { readMetadata } from '#lib/kafka/admin/cluster.ts'
import type { BrokerConnection } from '#lib/kafka/connection/broker-connection.ts'
import { ConnectionSet } from '#lib/kafka/connection/connection-set.ts'
import type { Api } from '#lib/kafka/protocol/api.ts'
import { kafkaErrorCode } from '#lib/kafka/protocol/error-codes.ts'
import { type Fetched, fetchRecords, fetchRecordsById } from '#lib/kafka/protocol/fetch-records.ts'
import type { FetchedPartition } from '#lib/kafka/protocol/fetched-partition.ts'
import { openBatch, readBatches } from './batches.ts'
import { compress } from './compress.ts'
import { RecordCursor } from './record-cursor.ts'

// What we compress is read by a real broker and by the consumers of others, and Fetch is asked in every version.

const run = promisify(execFile)
const CODECS = ['gzip', 'snappy', 'lz4', 'zstd'] as const
/** As the types of kafkajs index its table of codecs. */
const ATTRIBUTES = { gzip: 1, snappy: 2, lz4: 3, zstd: 4 } as const
const VALUES = ['short', 'long '.repeat(20_000), '']
const DEADLINE_MS = 120_000
const MAX_BYTES = 1024 * 1024

let cluster: KafkaCluster
let connections: ConnectionSet
let leader: BrokerConnection
let topicId: string
let leaderEpoch: number | null

const topicOf = (codec: string) => `compressed-${codec}`
const TOPIC = topicOf('gzip')

beforeAll(async () => {
  cluster = await testCluster()
  connections = new ConnectionSet({ bootstrap: parseAddresses(cluster.bootstrap) })
  const topics = CODECS.map((codec) => ({ name: topicOf(codec), partitions: 1, replicationFactor: 1, configs: {} }))
  await Promise.all(topics.map((topic) => makeTopic(cluster, topic)))
  for (const codec of CODECS) await produce(codec)
  const metadata = await readMetadata(connections, [TOPIC])
  const [topic] = metadata.topics
  const broker = metadata.brokers.find(({ id }) => id === topic?.partitions[0]?.leader)
  if (!broker || !topic?.topicId) throw new Error('The topic has no leader')
  leader = connections.to(broker)
  topicId = topic.topicId
  leaderEpoch = topic.partitions[0]?.leaderEpoch ?? null
})

afterAll(() => connections.close())

/** kafkajs makes the batch around what we compress; the broker decompresses it before it takes it. */
async function produce(codec: (typeof CODECS)[number]): Promise<void> {
  const compression = ATTRIBUTES[codec]
  kafkajs.CompressionCodecs[compression] = () => ({
    compress: async ({ buffer }: { buffer: Buffer }) => compress(codec, buffer),
    decompress: async () => Promise.reject(new Error('This test reads in its own way')),
  })
  const client = new kafkajs.Kafka({ brokers: cluster.bootstrap.split(','), logLevel: kafkajs.logLevel.NOTHING })
  const producer = client.producer({ allowAutoTopicCreation: false })
  await producer.connect()
  await producer.send({ topic: topicOf(codec), compression, messages: VALUES.map((value) => ({ key: 'k', value })) })
  await producer.disconnect()
}

function valuesIn(bytes: Buffer): (string | null)[] {
  const cursor = new RecordCursor()
  return [...readBatches(bytes)].flatMap((batch) => {
    if (batch.fault) throw new Error(batch.fault.message)
    const records = openBatch(batch)
    if (!Buffer.isBuffer(records)) throw new Error(records.message)
    cursor.start(batch, records, 0)
    const values = []
    while (cursor.next()) values.push(cursor.value()?.toString() ?? null)
    return values
  })
}

describe.each(CODECS)('what we compress with %s', (codec) => {
  test('kcat reads', async () => {
    const options = ['-p', '0', '-o', 'beginning', '-e', '-q', '-f', '%s\n']
    const { stdout } = await run('kcat', ['-C', '-b', cluster.bootstrap, '-t', topicOf(codec), ...options])
    expect(stdout).toBe(`${VALUES.join('\n')}\n`)
  })

  test("Kafka's console consumer reads", async () => {
    const options = ['--from-beginning', '--max-messages', String(VALUES.length), '--timeout-ms', '30000']
    const args = ['--bootstrap-server', cluster.bootstrap, '--topic', topicOf(codec), ...options]
    const { stdout } = await cluster.tool('kafka-console-consumer.sh', args)
    expect(stdout).toBe(`${VALUES.join('\n')}\n`)
  })
})

const questions = {
  maxWaitMs: 0,
  minBytes: 1,
  maxBytes: MAX_BYTES,
  isolation: 'committed',
} as const

function inVersion<Input, Output>(api: Api<Input, Output>, version: number): Api<Input, Output> {
  return { ...api, versions: { min: version, max: version } }
}

const only = ({ topics }: Fetched<{ partitions: readonly FetchedPartition[] }>) => topics[0]?.partitions[0]
const versions = ({ versions: { min, max } }: { versions: { min: number; max: number } }) =>
  Array.from({ length: max - min + 1 }, (_, index) => min + index)

describe('Fetch', () => {
  const everything = () => [{ id: 0, offset: 0, maxBytes: MAX_BYTES, leaderEpoch }]

  test.each(versions(fetchRecords))('by name, version %i', async (version) => {
    const input = { ...questions, topics: [{ name: TOPIC, partitions: everything() }] }
    const fetched = await leader.send(inVersion(fetchRecords, version), input, DEADLINE_MS)
    expect(fetched).toMatchObject({ throttleMs: 0, topics: [{ name: TOPIC }] })
    const partition = only(fetched)
    expect(partition).toMatchObject({ id: 0, errorCode: 0, highWatermark: 3, lastStableOffset: 3 })
    expect(partition?.abortedTransactions).toEqual([])
    expect(valuesIn(partition?.records ?? Buffer.alloc(0))).toEqual(VALUES)
  })

  test.each(versions(fetchRecordsById))('by id, version %i', async (version) => {
    const offered = (await leader.versions()).apis.get(fetchRecordsById.key)
    if (!offered || offered.max < version) return
    const input = { ...questions, topics: [{ topicId, partitions: everything() }] }
    const fetched = await leader.send(inVersion(fetchRecordsById, version), input, DEADLINE_MS)
    expect(fetched).toMatchObject({ throttleMs: 0, topics: [{ topicId }] })
    expect(only(fetched)).toMatchObject({ id: 0, errorCode: 0, highWatermark: 3, logStartOffset: 0 })
    expect(valuesIn(only(fetched)?.records ?? Buffer.alloc(0))).toEqual(VALUES)
  })

  test('of a topic that was made again, or of a leader that we think newer, is refused', async () => {
    const unknown = { ...questions, topics: [{ topicId: 'AAAAAAAAAAAAAAAAAAAAAQ', partitions: everything() }] }
    const answer = only(await leader.send(fetchRecordsById, unknown, DEADLINE_MS))
    expect(answer?.errorCode).toBe(kafkaErrorCode('UNKNOWN_TOPIC_ID'))
    const partitions = [{ id: 0, offset: 0, maxBytes: MAX_BYTES, leaderEpoch: (leaderEpoch ?? 0) + 1 }]
    const input = { ...questions, topics: [{ topicId, partitions }] }
    const newer = only(await leader.send(fetchRecordsById, input, DEADLINE_MS))
    expect(newer?.errorCode).toBe(kafkaErrorCode('UNKNOWN_LEADER_EPOCH'))
  })

  test('tells where the log begins and ends beside an offset that is not in it', async () => {
    const partitions = [{ id: 0, offset: 4_000, maxBytes: MAX_BYTES }]
    const answer = only(
      await leader.send(fetchRecordsById, { ...questions, topics: [{ topicId, partitions }] }, DEADLINE_MS),
    )
    expect(answer?.errorCode).toBe(kafkaErrorCode('OFFSET_OUT_OF_RANGE'))
    expect(answer?.records).toHaveLength(0)
  })
})
