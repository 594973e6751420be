import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { promisify } from 'node:util'
import { Kafka, logLevel, type Message as ProducedMessage } from 'kafkajs'
import { type Message, messageStreamQuery, type ScanEvent, scanEventSchema } from '#lib/contract/messages.ts'
import type { ClusterAccess } from '#lib/kafka/connection/access.ts'
import { splitQuery } from '#lib/kafka/scan/query.ts'
import type { ScanPool } from '#lib/kafka/scan/scan-pool.ts'

// What the tests against real brokers share: writing records, reading them with kcat, and reading them as a page does.

const run = promisify(execFile)
const MOST_OUTPUT_BYTES = 256 * 1024 * 1024

export interface Place {
  readonly partition: number
  readonly offset: number
  readonly timestampMs: number
}

/** Everything in a topic, as kcat finds it. */
export async function readWithKcat(
  bootstrap: string,
  topic: string,
  isolation: 'committed' | 'uncommitted',
): Promise<Place[]> {
  const args = ['-C', '-b', bootstrap, '-t', topic, '-o', 'beginning', '-e', '-q', '-f', '%p %o %T\\n']
  const level = ['-X', `isolation.level=read_${isolation}`]
  const { stdout } = await run('kcat', [...args, ...level], { maxBuffer: MOST_OUTPUT_BYTES })
  return stdout
    .split('\n')
    .filter(Boolean)
    .map((line) => {
      const [partition, offset, timestampMs] = line.split(' ').map(Number)
      return { partition: partition ?? -1, offset: offset ?? -1, timestampMs: timestampMs ?? -1 }
    })
    .sort((a, b) => a.partition - b.partition || a.offset - b.offset)
}

/** Writes lines with a codec; kafkajs has none but gzip. */
export async function produceWithKcat(
  bootstrap: string,
  topic: string,
  options: { readonly partition: number; readonly codec: string; readonly lines: readonly string[] },
): Promise<void> {
  const { partition, codec, lines } = options
  const args = ['-P', '-b', bootstrap, '-t', topic, '-p', String(partition), '-z', codec, '-K', ':']
  const kcat = spawn('kcat', args, { stdio: ['pipe', 'ignore', 'ignore'] })
  kcat.stdin.end(lines.map((line) => `${line}\n`).join(''))
  const [code] = await once(kcat, 'exit')
  if (code !== 0) throw new Error(`kcat ended with ${code}`)
}

export function kafkaClient(bootstrap: string): Kafka {
  return new Kafka({ brokers: bootstrap.split(','), logLevel: logLevel.NOTHING })
}

/** Writes to a partition in a transaction, and ends it. */
export async function produceInTransaction(
  kafka: Kafka,
  topic: string,
  messages: readonly ProducedMessage[],
  outcome: 'commit' | 'abort',
): Promise<void> {
  const transactionalId = `writer-${crypto.randomUUID()}`
  const producer = kafka.producer({ transactionalId, idempotent: true, maxInFlightRequests: 1 })
  await producer.connect()
  try {
    const transaction = await producer.transaction()
    await transaction.send({ topic, messages: [...messages] })
    await transaction[outcome]()
  } finally {
    await producer.disconnect()
  }
}

export interface ReaderOptions {
  readonly pool: ScanPool
  readonly access: ClusterAccess
  readonly topic: string
}

export type Query = Readonly<Record<string, string>>
type Done = Extract<ScanEvent, { type: 'done' }>

export interface Page {
  readonly events: readonly ScanEvent[]
  readonly rows: readonly Message[]
  readonly done: Done
}

/** The stream of a query, as it comes. */
export async function* followEvents(
  { pool, access, topic }: ReaderOptions,
  asked: Query,
  signal: AbortSignal = new AbortController().signal,
): AsyncGenerator<ScanEvent> {
  const { query, page } = splitQuery(messageStreamQuery.parse(asked))
  const stream = await pool.open({ kind: 'stream', access, topic, query, page }, signal)
  const decoder = new TextDecoder()
  let text = ''
  for (let chunk = await stream.pull(); chunk !== null; chunk = await stream.pull()) {
    text += decoder.decode(chunk, { stream: true })
    const lines = text.split('\n')
    text = lines.pop() ?? ''
    for (const line of lines) yield scanEventSchema.parse(JSON.parse(line))
  }
}

export async function readPage(reader: ReaderOptions, asked: Query): Promise<Page> {
  const events: ScanEvent[] = []
  for await (const event of followEvents(reader, asked)) events.push(event)
  const done = events.at(-1)
  if (done?.type !== 'done') throw new Error('the stream broke off')
  return { events, done, rows: events.flatMap((event) => (event.type === 'record' ? [event] : [])) }
}

/** Page after page, to the end. */
export async function readToEnd(reader: ReaderOptions, asked: Query): Promise<Message[]> {
  const rows: Message[] = []
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page: Page = await readPage(reader, { ...asked, ...(cursor && { cursor }) })
    if (page.done.reason === 'error') throw new Error(JSON.stringify(page.events))
    rows.push(...page.rows)
    cursor = page.done.cursor
  }
  return rows
}

/** Of the next record of each partition, the earliest, or going down the latest; ties by partition. */
export function mergeByTime(places: readonly Place[], direction: 'ascending' | 'descending'): Place[] {
  const isUp = direction === 'ascending'
  const queues = Map.groupBy(isUp ? places : places.toReversed(), ({ partition }) => partition)
  const heads = [...queues].sort(([a], [b]) => a - b).map(([, queue]) => ({ queue, at: 0 }))
  const merged: Place[] = []
  while (merged.length < places.length) {
    let best: { place: Place; head: (typeof heads)[number] } | null = null
    for (const head of heads) {
      const place = head.queue[head.at]
      if (!place) continue
      const isBetter =
        !best || (isUp ? place.timestampMs < best.place.timestampMs : place.timestampMs > best.place.timestampMs)
      if (isBetter) best = { place, head }
    }
    if (!best) break
    best.head.at++
    merged.push(best.place)
  }
  return merged
}
