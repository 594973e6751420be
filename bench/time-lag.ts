import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import kafkajs, { type Producer } from 'kafkajs'
import { Highwater } from '#demo/highwater.ts'
import { until } from '#demo/processes.ts'
import { parseAddresses } from '#lib/clusters/addresses.ts'
import type { GroupPartition } from '#lib/contract/groups.ts'
import { apiPaths, EMBEDDED_CLUSTER } from '#lib/contract/paths.ts'
import { findCoordinators } from '#lib/kafka/admin/coordinators.ts'
import { commitOffsets } from '#lib/kafka/admin/group-offsets.ts'
import { createTopics } from '#lib/kafka/admin/topics.ts'
import { ConnectionSet } from '#lib/kafka/connection/connection-set.ts'
import type { Figure } from './report.ts'
import { TimeLagTruth } from './time-lag-truth.ts'

const PORT = 3188
const DATA = join(import.meta.dirname, '..', '.highwater', 'bench-time-lag')
const BUILD_MS = 10 * 60_000
const SEEN_MS = 120_000
const TOPIC = 'time-lag.readings'
const GROUP = 'time-lag.readers'
const PARTITIONS = 6
const RECORD_EVERY_MS = 50
const COMMIT_EVERY_MS = 1_000
/** By partition, how far behind its end each commit stands: from all that is there to half a minute. */
const BEHIND = [0, 1, 20, 100, 300, 600]
/** Until each commit stands as far behind as it shall. */
const WARM_UP_MS = 40_000
const SAMPLE_EVERY_MS = 700
const SAMPLES = 150

/** How far the time lag of a group whose commits move each second is from the truth, while one viewer looks. */
export async function measureTimeLag(): Promise<Figure[]> {
  const highwater = new Highwater({ port: PORT, data: DATA, args: ['--fresh'] })
  try {
    await highwater.untilOpen(BUILD_MS)
    await highwater.untilOnline()
    const { access } = await highwater.get(apiPaths.cluster(EMBEDDED_CLUSTER))
    return await measureOn(highwater, access.bootstrap.join(','))
  } finally {
    await highwater.stop()
  }
}

async function measureOn(highwater: Highwater, bootstrap: string): Promise<Figure[]> {
  const connections = new ConnectionSet({ bootstrap: parseAddresses(bootstrap) })
  const topic = { name: TOPIC, partitions: PARTITIONS, replicationFactor: 3, configs: {} }
  await createTopics(connections, [topic])
  const kafka = new kafkajs.Kafka({ brokers: bootstrap.split(','), logLevel: kafkajs.logLevel.NOTHING })
  const producer = kafka.producer({ allowAutoTopicCreation: false })
  await producer.connect()
  const truths = BEHIND.map(() => new TimeLagTruth())
  const stopping = new AbortController()
  const { signal } = stopping
  const work = [
    repeat(RECORD_EVERY_MS, signal, () => write(producer, truths)),
    repeat(COMMIT_EVERY_MS, signal, () => commit(connections, truths)),
    view(highwater, signal),
  ]
  try {
    await sleep(WARM_UP_MS)
    const partitions = `${apiPaths.groupPartitions(EMBEDDED_CLUSTER, GROUP)}?sort=partition`
    await until('the group to be known', SEEN_MS, async () => (await fetch(highwater.url + partitions)).ok)
    return figures(await sample(() => highwater.get(partitions), truths))
  } finally {
    stopping.abort()
    await Promise.all(work)
    await producer.disconnect()
    connections.close()
  }
}

async function repeat(everyMs: number, signal: AbortSignal, work: () => Promise<void>): Promise<void> {
  while (!signal.aborted) {
    await work()
    await sleep(everyMs)
  }
}

async function write(producer: Producer, truths: readonly TimeLagTruth[]): Promise<void> {
  const nowMs = Date.now()
  const messages = truths.map((_truth, partition) => ({ partition, value: 'a reading', timestamp: String(nowMs) }))
  await producer.send({ topic: TOPIC, messages })
  for (const truth of truths) truth.write(nowMs)
}

async function commit(connections: ConnectionSet, truths: readonly TimeLagTruth[]): Promise<void> {
  const offsets = truths.map(({ end }, partition) => Math.max(0, end - (BEHIND[partition] ?? 0)))
  const partitions = offsets.map((offset, id) => ({ id, offset, metadata: '' }))
  const { data } = await findCoordinators(connections, [GROUP])
  const coordinators = new Map(data.map(({ group, coordinator }) => [group, coordinator]))
  const sentAtMs = Date.now()
  await commitOffsets(connections, coordinators, GROUP, [{ name: TOPIC, partitions }])
  const heldAtMs = Date.now()
  for (const [partition, offset] of offsets.entries()) truths[partition]?.commit({ sentAtMs, heldAtMs, offset })
}

/** With a viewer, so that the poller runs at its short interval. */
async function view(highwater: Highwater, signal: AbortSignal): Promise<void> {
  const events = await fetch(`${highwater.url}${apiPaths.cluster(EMBEDDED_CLUSTER)}/events`, { signal })
  await events.text().catch(() => {})
}

interface Sample {
  readonly errorMs: number
  readonly timeLagIs: GroupPartition['timeLagIs']
}

async function sample(
  read: () => Promise<{ items: readonly GroupPartition[]; asOf: string }>,
  truths: readonly TimeLagTruth[],
): Promise<Sample[]> {
  const samples: Sample[] = []
  for (let turn = 0; turn < SAMPLES; turn++) {
    const { items, asOf } = await read()
    for (const { partition, timeLagMs, timeLagIs } of items) {
      const errorMs = timeLagMs === null ? null : truths[partition]?.errorMs(timeLagMs, Date.parse(asOf))
      if (typeof errorMs === 'number') samples.push({ errorMs, timeLagIs })
    }
    await sleep(SAMPLE_EVERY_MS)
  }
  return samples
}

function figures(samples: readonly Sample[]): Figure[] {
  const sorted = samples.map(({ errorMs }) => errorMs).sort((a, b) => a - b)
  const sizes = sorted.map(Math.abs).sort((a, b) => a - b)
  const at = (values: readonly number[], share: number) => values[Math.ceil(values.length * share) - 1] ?? Number.NaN
  const measured = samples.filter(({ timeLagIs }) => timeLagIs === 'measured').length
  return [
    { what: 'values compared', budget: null, measured: samples.length, unit: '' },
    { what: 'of them from the record itself', budget: null, measured: (measured / samples.length) * 100, unit: '%' },
    { what: 'error, median', budget: null, measured: at(sorted, 0.5), unit: 'ms' },
    { what: 'size of the error, 99 of 100', budget: 1_000, measured: at(sizes, 0.99), unit: 'ms' },
    { what: 'size of the error, largest', budget: 1_000, measured: at(sizes, 1), unit: 'ms' },
  ]
}
