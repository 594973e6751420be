import { afterAll, beforeAll, expect, test } from 'vitest'
import type { KafkaCluster } from '#demo/cluster.ts'
import { readByConfluent } from '#demo/record-readers.ts'
import { runCommand } from '#demo/run-command.ts'
import { hasQuorum, TEST_KAFKA_VERSION, testCluster } from '#demo/test-cluster.ts'
import { makeTopic } from '#demo/testing/new-topic.ts'
import { parseAddresses } from '#lib/clusters/addresses.ts'
import { type ProduceTool, produceCommand } from '#lib/commands/produce.ts'
import { plainClient } from '#lib/commands/testing/client.ts'
import type { NewRecord, ProduceRequest, TypedPayload } from '#lib/contract/produce.ts'
import { toBytes } from '#lib/decode/typed-payload.ts'
import { ConnectionSet } from '#lib/kafka/connection/connection-set.ts'
import { partitionOfKey } from './partitioner.ts'

// The commands of the form, run as a person would who pastes them: they send what the form would have sent.

const PARTITIONS = 5

let cluster: KafkaCluster
let connections: ConnectionSet

beforeAll(async () => {
  cluster = await testCluster()
  connections = new ConnectionSet({ bootstrap: parseAddresses(cluster.bootstrap) })
})

afterAll(() => connections.close())

const string = (data: string) => ({ format: 'string', data }) as const
const record = (change: Partial<NewRecord>): NewRecord => ({ key: null, value: string('v'), headers: [], ...change })

const lines: NewRecord[] = [
  record({ key: string("it's a key"), value: string('{"city": "Zürich", "quote": "\'"}') }),
  record({ key: string('plain'), value: string('$HOME `id` \\n "x"') }),
  record({ key: string('gone'), value: null }),
  record({
    key: string('headed'),
    headers: [
      { name: 'h', value: string('1') },
      { name: 'h', value: string('2') },
    ],
  }),
]
const bytes: NewRecord[] = [
  record({ value: { format: 'hex', data: '00ff0a1e' } }),
  record({ value: string('two\nlines\n') }),
  record({ key: string('kept'), value: string('') }),
  record({ value: null }),
]
const anything: NewRecord[] = [
  record({ value: string('') }),
  record({ key: { format: 'int32', data: '-1' }, value: { format: 'json', data: '{"a":\n"\\u0000"}' } }),
  record({ key: string(''), timestampMs: 1_700_000_000_000 }),
  record({ partition: 4, headers: [{ name: 'b', value: { format: 'base64', data: 'AP8=' } }] }),
]
const sameWay: NewRecord[] = [
  record({ key: string("it's a key:"), value: string('{"city": "Zürich", "quote": "\'"}') }),
  record({ key: string('plain'), value: string(' $HOME `id` \\n \\x41 "x":| ') }),
  record({ key: string('gone'), value: null }),
  record({ key: string('END'), value: string('END') }),
]
const nullHeader = record({ headers: [{ name: 'none', value: null }] })

const isPlain = ({ key, value, headers = [] }: NewRecord) => key && value && headers.length === 0

const cases: [tool: ProduceTool, records: readonly NewRecord[]][] = [
  ['kcat', [...lines, ...bytes, record({ partition: 4 }), nullHeader]],
  ['kcat', sameWay],
  // Its script passes over what it does not know before Kafka 3.2, which the command says.
  ['console', hasQuorum ? lines : lines.filter(isPlain)],
  ['python', [...lines, ...bytes, ...anything, nullHeader]],
  ['kafkajs', [...lines, ...bytes, ...anything]],
]

test.each(cases)('%s', async (tool, records) => {
  const topic = `by-${tool}-${cases.findIndex((each) => each[1] === records)}`
  await makeTopic(cluster, { name: topic, partitions: PARTITIONS, replicationFactor: 2, configs: {} })
  const request: ProduceRequest = { records: [...records], compression: 'gzip' }
  const command = produceCommand(
    tool,
    plainClient(cluster.bootstrap.split(','), { kafkaVersion: TEST_KAFKA_VERSION }),
    topic,
    request,
  )
  // Nothing is left out; how line breaks are written is no loss.
  expect(command.text).not.toMatch(/^(#(?! \$'…')|\/\/)/m)
  await runCommand(cluster, command)

  const read = await readByConfluent(cluster, topic, records.length)
  const toRead = (payload: TypedPayload | null | undefined) => (payload ? toBytes(payload).toString('hex') : null)
  const shape = (key: string | null, value: string | null, headers: string[]) => JSON.stringify([key, value, headers])
  const hex = (part: Buffer | null) => part?.toString('hex') ?? null
  expect(
    read
      .map(({ key, value, headers }) =>
        shape(
          hex(key),
          hex(value),
          headers.map((header) => `${header.name}=${hex(header.value)}`),
        ),
      )
      .sort(),
  ).toEqual(
    records
      .map(({ key, value, headers = [] }) =>
        shape(
          toRead(key),
          toRead(value),
          headers.map((header) => `${header.name}=${toRead(header.value)}`),
        ),
      )
      .sort(),
  )
  for (const { key, partition } of read) if (key) expect(partition).toBe(partitionOfKey(key, PARTITIONS))
  const placed = records.flatMap(({ partition }) => partition ?? [])
  for (const partition of placed) expect(read.map((one) => one.partition)).toContain(partition)
  const times = records.flatMap(({ timestampMs }) => timestampMs ?? [])
  for (const timestampMs of times) expect(read.map((one) => one.timestampMs)).toContain(timestampMs)
})
