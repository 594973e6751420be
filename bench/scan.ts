import { join } from 'node:path'
import { Highwater } from '#demo/highwater.ts'
import { until } from '#demo/processes.ts'
import { probeEnvironment, readProbe } from './probe-reading.ts'
import { readDashboardMb } from './process-figures.ts'
import type { Figure } from './report.ts'
import { events, messagesUrl } from './scan-events.ts'
import { decompressAlone, timeKafkajs, timeKcat } from './scan-references.ts'
import { measureTail, TAIL_PER_SECOND } from './scan-tail.ts'
import { PACKED, PLAIN, startScanCluster } from './scan-topics.ts'

const PORT = 3191
const DATA = join(import.meta.dirname, '..', '.highwater', 'bench')
const READY_MS = 180_000
const FIRST_ROWS = 20
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
