import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { KafkaCluster } from './cluster.ts'

// What other clients read of a topic.

const run = promisify(execFile)
/** The tests' own, with Kafka's clients for it. */
const PYTHON = join(import.meta.dirname, '..', '.highwater', 'python', 'bin', 'python')
const DEADLINE_MS = 240_000
const MAX_OUTPUT_BYTES = 64 * 1024 * 1024

export interface ReadRecord {
  readonly partition: number
  readonly offset: number
  readonly timestampMs: number
  readonly key: Buffer | null
  readonly value: Buffer | null
}

/** kcat prints the lengths of key and value, so that any bytes can be read behind them. */
const BY_LENGTH = '%p %o %T %K %S\\n%k%s'
const LENGTHS = /^(-?\d+) (\d+) (-?\d+) (-?\d+) (-?\d+)\n/

export async function readByKcat(cluster: KafkaCluster, topic: string, count: number): Promise<ReadRecord[]> {
  let rest = await kcat(cluster, topic, count, BY_LENGTH)
  const records: ReadRecord[] = []
  const take = (length: number) => {
    if (length < 0) return null
    const bytes = rest.subarray(0, length)
    rest = rest.subarray(length)
    return bytes
  }
  while (rest.length > 0) {
    const [line = '', ...numbers] = LENGTHS.exec(rest.toString('latin1', 0, 100)) ?? []
    const [partition = 0, offset = 0, timestampMs = 0, keyLength = -1, valueLength = -1] = numbers.map(Number)
    if (!line) throw new Error(`kcat wrote ${rest.subarray(0, 100)}`)
    rest = rest.subarray(line.length)
    const key = take(keyLength)
    records.push({ partition, offset, timestampMs, key, value: take(valueLength) })
  }
  return records
}

/** Of each key, on which partition each of the values is that were written with it. */
export async function readPartitionsByKcat(cluster: KafkaCluster, topic: string, count: number) {
  const found = new Map<string, Record<string, number>>()
  for (const { partition, key, value } of await readByKcat(cluster, topic, count)) {
    const name = String(key)
    found.set(name, { ...found.get(name), [String(value)]: partition })
  }
  return found
}

async function kcat(cluster: KafkaCluster, topic: string, count: number, format: string): Promise<Buffer> {
  const args = ['-C', '-q', '-b', cluster.bootstrap, '-t', topic, '-o', 'beginning', '-e', '-f', format]
  const options = { encoding: 'buffer', timeout: DEADLINE_MS, maxBuffer: MAX_OUTPUT_BYTES } as const
  // Without a limit it would wait on a partition that is written no more; with -e it ends with the last record.
  const { stdout } = await run('kcat', [...args, '-c', String(count)], options)
  return stdout
}

/** Without a group: all partitions from their beginning. */
const PROGRAM = `
import base64, json, sys, time
from confluent_kafka import Consumer, OFFSET_BEGINNING, TopicPartition
bootstrap, topic, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
consumer = Consumer({'bootstrap.servers': bootstrap, 'group.id': 'unused', 'enable.auto.commit': False})
partitions = consumer.list_topics(topic, 120).topics[topic].partitions
consumer.assign([TopicPartition(topic, partition, OFFSET_BEGINNING) for partition in partitions])
text = lambda part: None if part is None else base64.b64encode(part).decode()
deadline = time.time() + 200
while count > 0 and time.time() < deadline:
    message = consumer.poll(1)
    if message is None or message.error():
        continue
    count -= 1
    headers = [[name, text(value)] for name, value in message.headers() or []]
    print(json.dumps([message.partition(), message.offset(), message.timestamp()[1], text(message.key()), text(message.value()), headers]))
consumer.close()
`

type ReadRow = [number, number, number, string | null, string | null, [string, string | null][]]

export async function readByConfluent(cluster: KafkaCluster, topic: string, count: number) {
  const args = ['-c', PROGRAM, cluster.bootstrap, topic, String(count)]
  const { stdout } = await run(PYTHON, args, { timeout: DEADLINE_MS, maxBuffer: MAX_OUTPUT_BYTES })
  const bytes = (text: string | null) => (text === null ? null : Buffer.from(text, 'base64'))
  return stdout
    .trim()
    .split('\n')
    .map((line) => {
      const [partition, offset, timestampMs, key, value, headers]: ReadRow = JSON.parse(line)
      const pairs = headers.map(([name, header]) => ({ name, value: bytes(header) }))
      return { partition, offset, timestampMs, key: bytes(key), value: bytes(value), headers: pairs }
    })
}

/** Lines of Kafka's console consumer: time, partition, offset, headers, key, value. */
export async function readByConsole(cluster: KafkaCluster, topic: string, count: number): Promise<string[]> {
  const shown = ['timestamp', 'partition', 'offset', 'headers', 'key'].flatMap((part) => [
    '--property',
    `print.${part}=true`,
  ])
  const args = ['--bootstrap-server', cluster.bootstrap, '--topic', topic, '--from-beginning', ...shown]
  const limits = ['--max-messages', String(count), '--timeout-ms', '30000']
  const { stdout } = await cluster.tool('kafka-console-consumer.sh', [...args, ...limits])
  return stdout.split('\n').filter((line) => line.startsWith('CreateTime:'))
}
