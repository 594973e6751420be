import kafkajs from 'kafkajs'
import { beforeAll, describe, expect, test } from 'vitest'
import type { KafkaCluster } from '#demo/cluster.ts'
import { runCommand } from '#demo/run-command.ts'
import { TEST_KAFKA_VERSION, testCluster } from '#demo/test-cluster.ts'
import { makeTopic } from '#demo/testing/new-topic.ts'
import { kafkajsMessages } from './message-kafkajs.ts'
import { pythonMessages } from './message-python.ts'
import type { MessageQuery } from './message-query.ts'
import { consoleConsumerMessages, kcatMessages } from './message-shell.ts'
import { plainClient } from './testing/client.ts'

// The commands of the page, run unchanged by a shell, and compared with the records that were written.

const TOPIC = 'read-by-hand'
const TRANSACTIONS = 'read-by-hand-transactions'
const PARTITIONS = 3
const EACH = 40
const START_MS = Date.UTC(2026, 10, 21, 10)
const STEP_MS = 1_000
const cities = ['Toronto', 'Seattle', 'Berlin', 'Łódź']
const TIMEOUT = 120_000

interface Row {
  readonly partition: number
  readonly offset: number
  readonly timestamp: number
  readonly key: string | null
  readonly value: string | null
}

let cluster: KafkaCluster
let written: (Row & { readonly trace: string | undefined })[] = []

/**
 * Every partition has the same number of records, and their times alternate; some keys and values are null or empty.
 */
function makeRow(index: number) {
  const partition = index % PARTITIONS
  const city = cities[index % cities.length]
  const weather = JSON.stringify({
    city,
    temperature_f: 40 + index,
    ...(index % 5 === 0 && { 'it\'s "odd"': [index] }),
  })
  return {
    partition,
    offset: Math.floor(index / PARTITIONS),
    timestamp: START_MS + index * STEP_MS,
    key: index % 7 === 0 ? null : index % 11 === 0 ? '' : `station ${index % 4}`,
    value: index % 13 === 0 ? null : index % 17 === 0 ? '' : weather,
    trace: index % 3 === 1 ? `id=${index % 2}` : undefined,
  }
}

beforeAll(async () => {
  cluster = await testCluster()
  const kafka = new kafkajs.Kafka({ brokers: cluster.bootstrap.split(','), logLevel: kafkajs.logLevel.NOTHING })
  const make = (name: string, partitions: number) =>
    makeTopic(cluster, { name, partitions, replicationFactor: 2, configs: {} })
  await make(TOPIC, PARTITIONS)
  await make(TRANSACTIONS, 1)
  written = Array.from({ length: PARTITIONS * EACH }, (_, index) => makeRow(index))
  const producer = kafka.producer({
    allowAutoTopicCreation: false,
    createPartitioner: kafkajs.Partitioners.DefaultPartitioner,
  })
  await producer.connect()
  const messages = written.map(({ partition, timestamp, key, value, trace }) => ({
    partition,
    key,
    value,
    timestamp: String(timestamp),
    ...(trace !== undefined && { headers: { trace } }),
  }))
  await producer.send({ topic: TOPIC, messages })
  await producer.disconnect()
  await writeTransactions(kafka)
}, TIMEOUT)

/** The last record of the log is the control record of an aborted transaction. */
async function writeTransactions(kafka: InstanceType<typeof kafkajs.Kafka>): Promise<void> {
  const producer = kafka.producer({ transactionalId: TRANSACTIONS, maxInFlightRequests: 1, idempotent: true })
  await producer.connect()
  for (const end of ['commit', 'abort', 'commit', 'abort'] as const) {
    const transaction = await producer.transaction()
    await transaction.send({ topic: TRANSACTIONS, messages: [{ value: `${end} 1` }, { value: `${end} 2` }] })
    await transaction[end]()
  }
  await producer.disconnect()
}

const all: MessageQuery = { topic: TOPIC, from: 'oldest', keyFormat: 'auto', valueFormat: 'auto' }
const timeOf = (index: number) => new Date(START_MS + index * STEP_MS).toISOString()

function client() {
  return plainClient(cluster.bootstrap.split(','), { kafkaVersion: TEST_KAFKA_VERSION })
}

function plainRow({ partition, offset, timestamp, key, value }: Row): Row {
  return { partition, offset, timestamp, key, value }
}

function sorted(rows: readonly Row[]): Row[] {
  return [...rows].sort((a, b) => a.partition - b.partition || a.offset - b.offset).map(plainRow)
}

/** kcat and the script write nearly the same for a null key and an empty one. */
function asText(rows: readonly Row[], absent: string) {
  return sorted(rows).map((row) => ({ ...row, key: row.key ?? absent, value: row.value ?? absent }))
}

const queries: [string, Partial<MessageQuery>, (row: (typeof written)[number]) => boolean][] = [
  ['everything', {}, () => true],
  ['one partition', { partitions: [1] }, ({ partition }) => partition === 1],
  ['two partitions', { partitions: [0, 2] }, ({ partition }) => partition !== 1],
  ['an offset', { from: 'offset', offset: '12', partitions: [2] }, (row) => row.partition === 2 && row.offset >= 12],
  [
    'offsets',
    { from: 'offset', offset: '0:30,1:38' },
    ({ partition, offset }) => (partition === 0 && offset >= 30) || (partition === 1 && offset >= 38),
  ],
  [
    'a span of time',
    { from: 'time', time: timeOf(20), to: timeOf(70) },
    ({ timestamp }) => timestamp >= START_MS + 20 * STEP_MS && timestamp < START_MS + 70 * STEP_MS,
  ],
]

const searches: typeof queries = [
  ['text', { contains: 'Łódź' }, ({ value }) => value?.includes('Łódź') === true],
  ['text without case', { contains: 'TORONTO', case: 'ignore' }, ({ value }) => value?.includes('Toronto') === true],
  ['text of a header', { contains: 'id=1' }, ({ trace }) => trace === 'id=1'],
  ['a key', { key: 'station 2' }, ({ key }) => key === 'station 2'],
  ['an empty key', { key: '' }, ({ key }) => key === ''],
  ['a header', { header: 'trace' }, ({ trace }) => trace !== undefined],
  ['a header and its value', { header: 'trace=id=0' }, ({ trace }) => trace === 'id=0'],
  [
    'a filter',
    {
      filter:
        'value.city == "Toronto" && value.temperature_f > 70 || key == "station 3" && value["it\'s \\"odd\\""][0] >= 0',
    },
    ({ key, value }) => {
      if (!value) return false
      const { city, temperature_f, 'it\'s "odd"': odd } = JSON.parse(value)
      return (city === 'Toronto' && temperature_f > 70) || (key === 'station 3' && odd !== undefined)
    },
  ],
  [
    'all of them together',
    { contains: '"', key: 'station 1', header: 'trace=id=1', filter: 'value.temperature_f >= 60', to: timeOf(100) },
    ({ key, value, trace, timestamp }) =>
      key === 'station 1' &&
      trace === 'id=1' &&
      Boolean(value) &&
      JSON.parse(value ?? '').temperature_f >= 60 &&
      timestamp < START_MS + 100 * STEP_MS,
  ],
]

describe('kcat', () => {
  test.concurrent.each(queries)('reads %s', async (_what, query, isMeant) => {
    const output = await runCommand(cluster, kcatMessages(client(), { ...all, ...query }))
    const rows = output
      .trimEnd()
      .split('\n')
      .map((line): Row => {
        const [partition, offset, timestamp, key, value] = line.split('\t')
        const [row] = [{ key: key ?? null, value: value ?? null }]
        return { partition: Number(partition), offset: Number(offset), timestamp: Number(timestamp), ...row }
      })
    expect(asText(rows, '')).toEqual(asText(written.filter(isMeant), ''))
  })

  test('goes back from the end of each partition', async () => {
    const output = await runCommand(cluster, kcatMessages(client(), { ...all, from: 'newest', limit: 2 }))
    const offsets = output
      .trimEnd()
      .split('\n')
      .map((line) => line.split('\t').slice(0, 2).map(Number))
    const newest = [0, 1, 2].flatMap((partition) => [EACH - 2, EACH - 1].map((offset) => [partition, offset]))
    expect(offsets.sort()).toEqual(newest.sort())
  })
})

test.concurrent.each(queries.filter(([what]) => ['everything', 'an offset', 'offsets'].includes(what)))(
  'the console consumer reads %s',
  async (_what, query, isMeant) => {
    const output = await runCommand(cluster, consoleConsumerMessages(client(), { ...all, ...query }))
    const lines = output.split('\n').filter((line) => line.startsWith('CreateTime:'))
    const rows = lines.map((line): Row => {
      const [time = '', partition = '', offset = '', key, value] = line.split('\t')
      const numbers = [partition, offset, time].map((text) => Number(text.split(':')[1]))
      const [first = -1, second = -1, third = -1] = numbers
      return { partition: first, offset: second, timestamp: third, key: key ?? null, value: value ?? null }
    })
    expect(asText(rows, 'null')).toEqual(asText(written.filter(isMeant), 'null'))
  },
  TIMEOUT,
)

describe.each([
  ['Python', pythonMessages],
  ['kafkajs', kafkajsMessages],
])(
  'the program for %s',
  (_name, write) => {
    async function run(query: Partial<MessageQuery>): Promise<Row[]> {
      const output = await runCommand(cluster, write(client(), { ...all, ...query }))
      return output
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line))
    }

    const byTime = (rows: readonly Row[]) => [...rows].sort((a, b) => a.timestamp - b.timestamp).map(plainRow)

    test.concurrent.each([...queries, ...searches])(
      'reads %s in the order of the page',
      async (_what, query, isMeant) => {
        const expected = byTime(written.filter(isMeant))
        expect(expected.length).toBeGreaterThan(0)
        expect(await run(query)).toEqual(expected)
      },
    )

    test.concurrent('stops at a limit, from either end', async () => {
      const isToronto = ({ value }: Row) => value?.includes('Toronto') === true
      const toronto = byTime(written.filter(isToronto))
      expect(await run({ contains: 'Toronto', limit: 7 })).toEqual(toronto.slice(0, 7))
      expect(await run({ contains: 'Toronto', limit: 7, from: 'newest' })).toEqual(toronto.reverse().slice(0, 7))
      expect(await run({ from: 'newest', limit: 5, partitions: [1] })).toEqual(
        byTime(written.filter(({ partition }) => partition === 1))
          .reverse()
          .slice(0, 5),
      )
    })
  },
  TIMEOUT,
)

test.concurrent.each([
  ['committed', ['commit 1', 'commit 2', 'commit 1', 'commit 2']],
  ['uncommitted', ['commit 1', 'commit 2', 'abort 1', 'abort 2', 'commit 1', 'commit 2', 'abort 1', 'abort 2']],
] as const)(
  'all read what is %s, up to the mark at the end',
  async (isolation, values) => {
    const query: MessageQuery = { ...all, topic: TRANSACTIONS, isolation }
    const byKcat = await runCommand(cluster, kcatMessages(client(), query))
    expect(
      byKcat
        .trimEnd()
        .split('\n')
        .map((line) => line.split('\t')[4]),
    ).toEqual(values)
    for (const write of [pythonMessages, kafkajsMessages]) {
      const output = await runCommand(cluster, write(client(), query))
      const rows = output.trimEnd().split('\n')
      expect(rows.map((line) => JSON.parse(line).value)).toEqual(values)
    }
    const newest = await runCommand(cluster, pythonMessages(client(), { ...query, from: 'newest', limit: 3 }))
    const shown = newest.trimEnd().split('\n')
    expect(shown.map((line) => JSON.parse(line).value)).toEqual([...values].reverse().slice(0, 3))
  },
  TIMEOUT,
)

// Each run left a group behind for a week, in all lists of groups.
test(
  'the program for kafkajs leaves no group behind',
  async () => {
    const kafka = new kafkajs.Kafka({ brokers: client().bootstrap, logLevel: kafkajs.logLevel.NOTHING })
    const admin = kafka.admin()
    await admin.connect()
    const ours = async () => (await admin.listGroups()).groups.filter(({ groupId }) => groupId.startsWith('highwater-'))
    const before = await ours()
    await runCommand(cluster, kafkajsMessages(client(), { ...all, limit: 1 }))
    expect(await ours()).toEqual(before)
    expect(before).toEqual([])
    await admin.disconnect()
  },
  TIMEOUT,
)
