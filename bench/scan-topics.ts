import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { KafkaCluster } from '#demo/cluster.ts'
import { parseAddresses } from '#lib/clusters/addresses.ts'
import { readTopicOffsets } from '#lib/kafka/admin/offsets.ts'
import { createTopics } from '#lib/kafka/admin/topics.ts'
import { ConnectionSet } from '#lib/kafka/connection/connection-set.ts'
import { AT_END } from '#lib/kafka/protocol/list-offsets.ts'

const DATA = join(import.meta.dirname, '..', '.highwater')
export const PARTITIONS = 6
export const PLAIN = { name: 'scan.plain', codec: 'none', records: 3_000_000 }
export const PACKED = ['gzip', 'snappy', 'lz4', 'zstd'].map((codec) => ({
  name: `scan.${codec}`,
  codec,
  records: 1_000_000,
}))
export const TAILED = { name: 'scan.tailed', codec: 'none', records: 0 }
const RECORD_BYTES = 230
const LINES_PER_BATCH = 2_000
/** The batch size of a busy producer. */
const BATCH_RECORDS = 500

/** Three brokers with topics of JSON records, created once and kept. */
export async function startScanCluster(): Promise<KafkaCluster> {
  const cluster = new KafkaCluster({
    folder: join(DATA, 'bench', 'scan'),
    jarsFolder: DATA,
    ports: 'remembered',
    settings: { 'log.retention.ms': '-1', 'log.retention.bytes': '-1' },
  })
  await cluster.start()
  const connections = new ConnectionSet({ bootstrap: parseAddresses(cluster.bootstrap) })
  try {
    for (const topic of [PLAIN, ...PACKED, TAILED]) await fill(cluster.bootstrap, connections, topic)
  } finally {
    connections.close()
  }
  return cluster
}

async function fill(bootstrap: string, connections: ConnectionSet, { name, codec, records }: typeof PLAIN) {
  await createTopics(connections, [{ name, partitions: PARTITIONS, replicationFactor: 1, configs: {} }])
  const have = await countRecords(connections, name)
  if (have >= records) return
  console.log(`  writing ${records - have} records to ${name}`)
  const limits = ['-X', `batch.num.messages=${BATCH_RECORDS}`, '-X', 'linger.ms=50']
  const kcat = spawn('kcat', ['-P', '-b', bootstrap, '-t', name, '-z', codec, ...limits], {
    stdio: ['pipe', 'ignore', 'inherit'],
  })
  for (let index = have; index < records; index += LINES_PER_BATCH) {
    const count = Math.min(LINES_PER_BATCH, records - index)
    const lines = Array.from({ length: count }, (_, line) => recordOf(index + line))
    if (!kcat.stdin.write(`${lines.join('\n')}\n`)) await once(kcat.stdin, 'drain')
  }
  kcat.stdin.end()
  const [code] = await once(kcat, 'exit')
  if (code !== 0) throw new Error(`kcat ended with ${code}`)
}

async function countRecords(connections: ConnectionSet, name: string): Promise<number> {
  const questions = Array.from({ length: PARTITIONS }, (_, id) => ({ id, timestampMs: AT_END }))
  const { data } = await readTopicOffsets(connections, name, questions, 'main')
  return data.reduce((sum, { offset }) => sum + (offset ?? 0), 0)
}

const cities = ['Toronto', 'Paris', 'Lagos', 'Lima', 'Oslo', 'Quito', 'Hanoi', 'Perth']

function recordOf(index: number): string {
  const city = cities[index % cities.length]
  const record = {
    id: index,
    city,
    temperature_f: (index * 7) % 110,
    humidity: (index * 13) % 100,
    sensor: `s-${index % 977}`,
  }
  const text = JSON.stringify(record)
  return `${text.slice(0, -1)},"note":"${'lorem ipsum dolor sit amet '.repeat(8).slice(0, RECORD_BYTES - text.length - 10)}"}`
}
