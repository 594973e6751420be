import { afterAll, beforeAll, expect, test } from 'vitest'
import { until } from '#demo/processes.ts'
import { runCommand } from '#demo/run-command.ts'
import { ScanWorkbench } from '#e2e/scan-workbench.ts'
import { startMonitor } from '#e2e/test-monitor.ts'
import { plainClient } from '#lib/commands/testing/client.ts'
import { describeProducersCommand, listTransactionsCommand } from '#lib/commands/topics.ts'
import type { ClusterMonitor } from '#lib/monitor/monitor.ts'
import { listTopicProducers } from './topic-producers.ts'

const WAIT_MS = 120_000
const PARTITIONS = 2
const TOPIC = 'producers-known'
const TRANSACTIONAL_ID = 'producers-known.writer'

let bench: ScanWorkbench
let monitor: ClusterMonitor

beforeAll(async () => {
  bench = await ScanWorkbench.open()
  await bench.makeTopic(TOPIC, PARTITIONS)
  monitor = await startMonitor(bench.cluster)
  await until('the topic', WAIT_MS, () => monitor.state.snapshot?.catalog.names.includes(TOPIC) ?? false)
})

afterAll(() => {
  monitor?.close()
  bench.close()
})

const read = () => listTopicProducers(monitor, TOPIC)
const client = () => plainClient(bench.cluster.bootstrap.split(','))

/** Of each partition that the script describes: producer, epoch, and where an open transaction begins. */
async function describeWithKafka(): Promise<
  (readonly [producerId: number, epoch: number, openSince: number | null])[]
> {
  const output = await runCommand(bench.cluster, describeProducersCommand(client(), TOPIC, PARTITIONS))
  const rows = output.split('\n').map((line) => line.trim().split(/\s+/))
  return rows
    .filter(([id = '']) => /^\d+$/.test(id))
    .map(([id, epoch, , , , open]) => [Number(id), Number(epoch), open === 'None' ? null : Number(open)])
}

async function ourRows() {
  const { items } = await read()
  return items.flatMap(({ producerId, epoch, partitions, openTransactions }) =>
    partitions.map((partition) => {
      const open = openTransactions.find((one) => one.partition === partition)
      return [producerId, epoch, open?.offset ?? null] as const
    }),
  )
}

const sorted = <Row extends readonly (number | null)[]>(rows: readonly Row[]) => rows.map((row) => row.join(' ')).sort()

test('an open transaction and an idempotent producer are known as kafka-transactions.sh knows them', async () => {
  expect(await read()).toMatchObject({ items: [], warnings: [] })
  const messages = [0, 1].map((partition) => ({ partition, value: 'fish' }))
  const plain = bench.kafka.producer({ idempotent: true, maxInFlightRequests: 1, allowAutoTopicCreation: false })
  await plain.connect()
  await plain.send({ topic: TOPIC, messages })
  const writer = bench.kafka.producer({ transactionalId: TRANSACTIONAL_ID, idempotent: true, maxInFlightRequests: 1 })
  await writer.connect()
  const transaction = await writer.transaction()
  await transaction.send({ topic: TOPIC, messages })

  const { items, warnings } = await read()
  expect(warnings).toEqual([])
  expect(items).toHaveLength(2)
  const known = items.find(({ transactionalId }) => transactionalId === TRANSACTIONAL_ID)
  expect(known).toMatchObject({
    transactionState: 'Ongoing',
    partitions: [0, 1],
    openTransactions: [
      { partition: 0, offset: 1 },
      { partition: 1, offset: 1 },
    ],
  })
  expect(sorted(await ourRows())).toEqual(sorted(await describeWithKafka()))
  const listed = await runCommand(bench.cluster, listTransactionsCommand(client()))
  expect(listed).toMatch(
    new RegExp(`^${TRANSACTIONAL_ID}\\s+${known?.coordinator}\\s+${known?.producerId}\\s+Ongoing`, 'm'),
  )

  await transaction.commit()
  await expect
    .poll(async () => (await read()).items.map(({ openTransactions }) => openTransactions), { timeout: WAIT_MS })
    .toEqual([[], []])
  expect(sorted(await ourRows())).toEqual(sorted(await describeWithKafka()))
  await Promise.all([plain.disconnect(), writer.disconnect()])
})
