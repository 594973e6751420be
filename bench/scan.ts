import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Kafka, logLevel } from 'kafkajs'
import { Highwater } from '#demo/highwater.ts'
import { until } from '#demo/processes.ts'
import { parseAddresses } from '#lib/clusters/addresses.ts'
import type { ScanEvent } from '#lib/contract/messages.ts'
import { ConnectionSet } from '#lib/kafka/connection/connection-set.ts'
import { fetchRecords } from '#lib/kafka/protocol/fetch-records.ts'
import { openBatch, readBatches } from '#lib/kafka/records/batches.ts'
import { readTopic } from '#lib/kafka/scan/topic-state.ts'
import { probeEnvironment, readProbe } from './probe-reading.ts'
import { readDashboardMb } from './process-figures.ts'
import type { Figure } from './report.ts'
import { PACKED, PARTITIONS, PLAIN, startScanCluster, TAILED } from './scan-topics.ts'

const PORT = 3191
const DATA = join(import.meta.dirname, '..', '.highwater', 'bench')
const READY_MS = 180_000
const FIRST_ROWS = 20
const TAIL_PER_SECOND = 5_000
const TAIL_SECONDS = 20
const TAIL_EVERY_MS = 20
const SCAN = 'limit=500&from=oldest&budgetMs=120000'
const TEXT = `${SCAN}&contains=${encodeURIComponent('nowhere to be found')}`
const CEL = `${SCAN}&filter=${encodeURIComponent('value.city == "Toronto" && value.temperature_f > 200')}`

/** How fast messages are found through the dashboard's API, as a page uses it, compared with kcat and kafkajs. */
export async function measureScan(): Promise<Figure[]> {
  const cluster = await startScanCluster()
  const highwater = new Highwater({
    port: PORT,
    data: DATA,
    args: ['--brokers', cluster.bootstrap, '--no-demo'],
    environment: probeEnvironment(DATA, PORT),
  })
  try {
    await until('the cluster to be online', READY_MS, async () => {
      if (highwater.hasEnded) throw new Error(highwater.output)
      const reply = await fetch(`${highwater.url}/api/clusters/default`).catch(() => null)
      return reply?.ok === true && (await reply.json()).brokerCount === 3
    })
    return await measure(highwater, cluster.bootstrap)
  } finally {
    await highwater.stop()
    await cluster.stop()
  }
}

async function measure(highwater: Highwater, bootstrap: string): Promise<Figure[]> {
  const memory = watchMemory(highwater)
  const beforeMb = memory.now()
  const cold = await firstRow(highwater)
  const warm: number[] = []
  for (let turn = 0; turn < FIRST_ROWS; turn++) warm.push(await firstRow(highwater))
  const sinceMs = Date.now()
  const text = await scan(highwater, PLAIN, TEXT)
  const cel = await scan(highwater, PLAIN, CEL)
  const packed: Figure[] = []
  for (const topic of PACKED) {
    const { name, codec } = topic
    const found = await scan(highwater, topic, TEXT)
    const alone = await decompressAlone(bootstrap, name)
    packed.push({
      what: `text in 1 million records with ${codec}; twice its own time as budget`,
      budget: alone * 2,
      measured: found.seconds,
      unit: 's',
    })
  }
  const exported = await exportAll(highwater, PLAIN.name)
  const tail = await measureTail(highwater, bootstrap)
  const loop = readProbe(sinceMs)
  const peakMb = memory.stop()
  const kcat = await timeKcat(bootstrap)
  const kafkajs = await timeKafkajs(bootstrap)
  return [
    { what: 'newest 50 of 6 partitions: first row, the very first', budget: null, measured: cold, unit: 'ms' },
    { what: 'newest 50 of 6 partitions: first row, median', budget: 150, measured: median(warm), unit: 'ms' },
    { what: 'text in 3 million records', budget: 1, measured: text.seconds, unit: 's' },
    { what: 'CEL over JSON in 3 million records', budget: 3.75, measured: cel.seconds, unit: 's' },
    ...packed,
    { what: 'export of 3 million records as NDJSON', budget: null, measured: exported, unit: 's' },
    {
      what: `live tail at ${TAIL_PER_SECOND} messages/s, written to read, p50`,
      budget: null,
      measured: tail.p50Ms,
      unit: 'ms',
    },
    {
      what: `live tail at ${TAIL_PER_SECOND} messages/s, written to read, p95`,
      budget: 500,
      measured: tail.p95Ms,
      unit: 'ms',
    },
    { what: 'live tail: messages that were not read', budget: 0, measured: tail.missing, unit: '' },
    { what: 'event loop of the server meanwhile, p99', budget: 20, measured: loop.loopP99Ms, unit: 'ms' },
    { what: 'event loop of the server meanwhile, longest', budget: 50, measured: loop.loopMaxMs, unit: 'ms' },
    { what: 'dashboard, resident before', budget: null, measured: beforeMb, unit: 'MB' },
    { what: 'dashboard, resident at most', budget: null, measured: peakMb, unit: 'MB' },
    { what: 'the same 3 million records read by kcat', budget: null, measured: kcat, unit: 's' },
    { what: "the same 3 million records read by kafkajs's consumer", budget: null, measured: kafkajs, unit: 's' },
  ]
}

function messagesUrl(highwater: Highwater, topic: string, query: string): string {
  return `${highwater.url}/api/clusters/default/topics/${topic}/messages?${query}`
}

async function* events(url: string, signal?: AbortSignal): AsyncGenerator<ScanEvent> {
  const response = await fetch(url, signal ? { signal } : {})
  if (!response.ok) throw new Error(await response.text())
  const decoder = new TextDecoder()
  let text = ''
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk, { stream: true })
    const lines = text.split('\n')
    text = lines.pop() ?? ''
    for (const line of lines) yield JSON.parse(line)
  }
}

async function firstRow(highwater: Highwater): Promise<number> {
  const sinceMs = performance.now()
  let firstMs = Number.NaN
  for await (const event of events(messagesUrl(highwater, PLAIN.name, 'limit=50'))) {
    if (event.type === 'record' && Number.isNaN(firstMs)) firstMs = performance.now() - sinceMs
  }
  return firstMs
}

async function scan(
  highwater: Highwater,
  { name, records }: { readonly name: string; readonly records: number },
  query: string,
): Promise<{ seconds: number }> {
  for await (const event of events(messagesUrl(highwater, name, query))) {
    if (event.type !== 'done') continue
    if (event.reason !== 'end' || event.scanned !== records) {
      throw new Error(`the scan of ${name} did not read it all: ${JSON.stringify(event)}`)
    }
    return { seconds: event.elapsedMs / 1000 }
  }
  throw new Error('the stream broke off')
}

async function exportAll(highwater: Highwater, topic: string): Promise<number> {
  const sinceMs = performance.now()
  const response = await fetch(`${highwater.url}/api/clusters/default/topics/${topic}/export?from=oldest`)
  let lines = 0
  for await (const chunk of response.body ?? []) for (const byte of chunk) if (byte === 10) lines++
  if (lines !== PLAIN.records) throw new Error(`${lines} records were exported`)
  return (performance.now() - sinceMs) / 1000
}

/** The time of the codec alone for a topic, in this process: without fetching, decoding or searching. */
async function decompressAlone(bootstrap: string, name: string): Promise<number> {
  const connections = new ConnectionSet({ bootstrap: parseAddresses(bootstrap) })
  const topic = await readTopic(connections, name)
  if (topic === 'none') throw new Error(`there is no ${name}`)
  let tookMs = 0
  for (let id = 0; id < PARTITIONS; id++) {
    const leader = topic.leaders.get(id)
    if (!leader) throw new Error(`partition ${id} has no leader`)
    for (let offset = 0; ; ) {
      const partitions = [{ id, offset, maxBytes: 4 * 1024 * 1024 }]
      const input = { maxWaitMs: 0, minBytes: 0, maxBytes: 8 * 1024 * 1024, isolation: 'uncommitted' as const }
      const reply = await connections
        .to(leader, 'bulk')
        .send(fetchRecords, { ...input, topics: [{ name, partitions }] }, 10_000)
      const records = reply.topics[0]?.partitions[0]?.records
      if (!records || records.length === 0) break
      const batches = [...readBatches(records)]
      const sinceMs = performance.now()
      for (const batch of batches) if (batch.fault === null) openBatch(batch)
      tookMs += performance.now() - sinceMs
      offset = batches.at(-1)?.nextOffset ?? offset + 1
    }
  }
  connections.close()
  return tookMs / 1000
}

async function measureTail(highwater: Highwater, bootstrap: string) {
  const leaving = new AbortController()
  const latencies: number[] = []
  const total = TAIL_PER_SECOND * TAIL_SECONDS
  let writing: Promise<void> | null = null
  const giveUp = setTimeout(() => leaving.abort(), (TAIL_SECONDS + 30) * 1_000)
  try {
    for await (const event of events(messagesUrl(highwater, TAILED.name, 'from=live'), leaving.signal)) {
      if (event.type === 'start') writing = writeSteadily(bootstrap, total)
      if (event.type === 'record') latencies.push(Date.now() - Number(event.value?.text.split(' ')[0]))
      if (latencies.length === total) leaving.abort()
    }
  } catch (error) {
    if (!leaving.signal.aborted) throw error
  }
  clearTimeout(giveUp)
  await writing
  latencies.sort((a, b) => a - b)
  const at = (share: number) => latencies[Math.floor(latencies.length * share)] ?? Number.NaN
  return { p50Ms: at(0.5), p95Ms: at(0.95), missing: total - latencies.length }
}

async function writeSteadily(bootstrap: string, total: number): Promise<void> {
  const kafka = new Kafka({ brokers: bootstrap.split(','), logLevel: logLevel.NOTHING })
  const producer = kafka.producer({ allowAutoTopicCreation: false })
  await producer.connect()
  const startMs = performance.now()
  for (let written = 0; written < total; ) {
    const due = Math.min(total, Math.ceil(((performance.now() - startMs) / 1_000) * TAIL_PER_SECOND))
    const messages = Array.from({ length: due - written }, (_, index) => ({
      partition: (written + index) % PARTITIONS,
      value: `${Date.now()} ${'x'.repeat(200)}`,
    }))
    if (messages.length > 0) await producer.send({ topic: TAILED.name, messages, acks: 1 })
    written += messages.length
    await sleep(TAIL_EVERY_MS)
  }
  await producer.disconnect()
}

async function timeKcat(bootstrap: string): Promise<number> {
  const sinceMs = performance.now()
  const args = ['-C', '-b', bootstrap, '-t', PLAIN.name, '-o', 'beginning', '-e', '-q', '-f', '%p %o\\n']
  const kcat = spawn('kcat', args, { stdio: ['ignore', 'ignore', 'ignore'] })
  const [code] = await once(kcat, 'exit')
  if (code !== 0) throw new Error(`kcat ended with ${code}`)
  return (performance.now() - sinceMs) / 1000
}

async function timeKafkajs(bootstrap: string): Promise<number> {
  const kafka = new Kafka({ brokers: bootstrap.split(','), logLevel: logLevel.NOTHING })
  const consumer = kafka.consumer({ groupId: `bench-${Date.now()}`, maxBytesPerPartition: 4 * 1024 * 1024 })
  await consumer.connect()
  await consumer.subscribe({ topic: PLAIN.name, fromBeginning: true })
  let count = 0
  let sinceMs = 0
  await new Promise<void>((resolve, reject) => {
    consumer
      .run({
        autoCommit: false,
        eachBatch: async ({ batch }) => {
          sinceMs ||= performance.now()
          count += batch.messages.length
          if (count >= PLAIN.records) resolve()
        },
      })
      .catch(reject)
  })
  const seconds = (performance.now() - sinceMs) / 1000
  await consumer.disconnect()
  return seconds
}

function watchMemory(highwater: Highwater) {
  const now = () => readDashboardMb(highwater)
  let peak = now()
  const timer = setInterval(() => {
    peak = Math.max(peak, now())
  }, 250)
  return {
    now,
    stop() {
      clearInterval(timer)
      return peak
    },
  }
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN
}
