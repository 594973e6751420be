import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import kafkajs from 'kafkajs'
import { KafkaCluster } from '#demo/cluster.ts'
import { makeTopic } from '#demo/testing/new-topic.ts'
import { parseAddresses } from '#lib/clusters/addresses.ts'
import { ConnectionSet } from '#lib/kafka/connection/connection-set.ts'
import { fetchRecords } from '#lib/kafka/protocol/fetch-records.ts'

// Records batches as producers of all kinds write them, beside what kcat reads of them, into lib/kafka/records/fixtures.
// It needs kcat, and Python's clients in a folder of their own: python3 -m venv .highwater/python-clients, and there
// pip install confluent-kafka kafka-python lz4 python-snappy zstandard. Then: node demo/testing/record-batches.ts

const run = promisify(execFile)
const DATA = join(import.meta.dirname, '..', '..', '.highwater')
const PYTHON = join(DATA, 'python-clients', 'bin', 'python')
const PRODUCERS = join(import.meta.dirname, 'fixture-producers.py')
const FIXTURES = join(import.meta.dirname, '..', '..', 'lib', 'kafka', 'records', 'fixtures')
const CODECS = ['none', 'gzip', 'snappy', 'lz4', 'zstd'] as const
const LONGEST_SHOWN = 200
const MAX_BYTES = 1024 * 1024
const DEADLINE_MS = 10_000

type Codec = (typeof CODECS)[number]

interface Recording {
  readonly name: string
  readonly produce: (topic: string) => Promise<unknown>
  readonly configs?: Record<string, string>
}

const folder = mkdtempSync(join(tmpdir(), 'highwater-'))
const cluster = new KafkaCluster({ folder, jarsFolder: DATA, brokers: 1, ports: 'temporary', fresh: true })
try {
  await cluster.start()
  const connections = new ConnectionSet({ bootstrap: parseAddresses(cluster.bootstrap) })
  const facts: Record<string, unknown> = {}
  mkdirSync(FIXTURES, { recursive: true })
  for (const { name, produce, configs = {} } of recordings()) {
    await makeTopic(cluster, { name, partitions: 1, replicationFactor: 1, configs })
    await produce(name)
    facts[name] = await record(connections, name)
    process.stdout.write(`${name}\n`)
  }
  writeFileSync(join(FIXTURES, 'facts.json'), `${JSON.stringify(facts, null, 2)}\n`)
  connections.close()
} finally {
  await cluster.stop()
  rmSync(folder, { recursive: true })
}

function recordings(): Recording[] {
  const perCodec = CODECS.flatMap((codec): Recording[] => [
    { name: `kcat-${codec}`, produce: (topic) => withKcat(topic, codec) },
    { name: `java-${codec}`, produce: (topic) => withJava(topic, codec) },
    { name: `confluent-${codec}`, produce: (topic) => withPython('confluent', topic, codec) },
    { name: `kafka-python-${codec}`, produce: (topic) => withPython('kafka-python', topic, codec) },
  ])
  return [
    ...perCodec,
    { name: 'kafkajs-none', produce: (topic) => withKafkajs(topic, kafkajs.CompressionTypes.None) },
    { name: 'kafkajs-gzip', produce: (topic) => withKafkajs(topic, kafkajs.CompressionTypes.GZIP) },
    {
      name: 'append-time',
      configs: { 'message.timestamp.type': 'LogAppendTime' },
      produce: (topic) => withPython('confluent', topic, 'zstd'),
    },
    { name: 'transactions', produce: (topic) => withPython('transactions', topic, 'none') },
  ]
}

async function withKcat(topic: string, codec: Codec): Promise<void> {
  const long = Array.from({ length: 2_000 }, (_, number) => `line ${number} of a long value; `).join('')
  const lines = ['key:{"city":"Toronto"}', ':no key', 'no value:', ...(codec === 'none' ? [] : [`long:${long}`])]
  const headers = ['-H', 'trace=one', '-H', 'trace=two', '-H', 'empty=']
  const options = ['-K', ':', '-Z', '-p', '0', '-X', `compression.codec=${codec}`, '-X', 'linger.ms=500', ...headers]
  const kcat = run('kcat', ['-P', '-b', cluster.bootstrap, '-t', topic, ...options])
  kcat.child.stdin?.end(`${lines.join('\n')}\n`)
  await kcat
}

async function withJava(topic: string, codec: Codec): Promise<void> {
  const long = Array.from({ length: 2_000 }, (_, number) => `line ${number} of a long value; `).join('')
  const lines = [
    'trace:one,trace:two\tkey\t{"city":"Toronto"}',
    'null\tnull\tno key',
    'null\tno value\tnull',
    'null\t\t',
    ...(codec === 'none' ? [] : [`null\tlong\t${long}`]),
  ]
  const properties = ['parse.headers=true', 'parse.key=true', 'null.marker=null'].flatMap((one) => ['--property', one])
  const options = ['--topic', topic, '--compression-codec', codec, '--timeout', '500', ...properties]
  const args = ['--bootstrap-server', cluster.bootstrap, ...options]
  const { code, stderr } = await cluster.tool('kafka-console-producer.sh', args, `${lines.join('\n')}\n`)
  if (code !== 0 || stderr.includes('ERROR')) throw new Error(`The console producer failed: ${stderr}`)
}

async function withPython(client: string, topic: string, codec: Codec): Promise<void> {
  await run(PYTHON, [PRODUCERS, client, cluster.bootstrap, topic, codec])
}

async function withKafkajs(topic: string, compression: kafkajs.CompressionTypes): Promise<void> {
  const client = new kafkajs.Kafka({ brokers: [cluster.bootstrap], logLevel: kafkajs.logLevel.NOTHING })
  const producer = client.producer({ allowAutoTopicCreation: false, idempotent: true })
  await producer.connect()
  const headers = { trace: ['one', 'two'], constructor: 'x' }
  const messages = [
    { partition: 0, key: 'key', value: '{"city":"Toronto"}', headers, timestamp: '1795219200000' },
    { partition: 0, key: null, value: 'no key', timestamp: '1795219200005' },
    { partition: 0, key: 'no value', value: null, timestamp: '1795219199000' },
    { partition: 0, key: '', value: '' },
  ]
  await producer.send({ topic, messages, compression })
  await producer.disconnect()
}

/** What the broker sends, and what kcat makes of it: as everybody sees it, and of those that have been committed. */
async function record(connections: ConnectionSet, topic: string): Promise<unknown> {
  const [address] = parseAddresses(cluster.bootstrap)
  if (!address) throw new Error('The cluster has no address')
  const position = { id: 0, offset: 0, maxBytes: MAX_BYTES }
  const input = {
    maxWaitMs: 500,
    minBytes: 1,
    maxBytes: MAX_BYTES,
    isolation: 'committed' as const,
    topics: [{ name: topic, partitions: [position] }],
  }
  const { topics } = await connections.to(address).send(fetchRecords, input, DEADLINE_MS)
  const partition = topics[0]?.partitions[0]
  if (!partition?.records.length) throw new Error(`Nothing was written into ${topic}`)
  writeFileSync(join(FIXTURES, `${topic}.bin`), partition.records)
  const everything = await readWithKcat(topic, 'read_uncommitted')
  const { abortedTransactions, highWatermark } = partition
  if (abortedTransactions.length === 0) return { highWatermark, records: everything }
  const committed = (await readWithKcat(topic, 'read_committed')).map(({ offset }) => offset)
  return { highWatermark, abortedTransactions, committed, records: everything }
}

async function readWithKcat(topic: string, isolation: string) {
  const options = ['-p', '0', '-o', 'beginning', '-e', '-q', '-J', '-X', `isolation.level=${isolation}`]
  const { stdout } = await run('kcat', ['-C', '-b', cluster.bootstrap, '-t', topic, ...options], { maxBuffer: 2 ** 26 })
  return stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const { offset, tstype, ts, headers = [], key, payload } = JSON.parse(line)
      return { offset, tstype, ts, headers, key, value: shortened(payload) }
    })
}

function shortened(value: string | null): string | null {
  if (value === null || value.length <= LONGEST_SHOWN) return value
  return `sha256:${createHash('sha256').update(value).digest('hex')}`
}
