import { type Message, messageStreamQuery, type ScanEvent, scanEventSchema } from '#lib/contract/messages.ts'
import { writeBatch } from '#lib/kafka/records/testing/batches.ts'
import { SCANS_BYTES } from '#lib/kafka/scan/memory.ts'
import { splitQuery } from '#lib/kafka/scan/query.ts'
import type { ScanRequest } from '#lib/kafka/scan/scan-messages.ts'
import { ScanSession } from '#lib/kafka/scan/session.ts'
import { FakeCluster, type FakeLog } from './fake-cluster.ts'

// What the tests of sessions share: clusters of a few brokers in this process, and their readers.

export const T0 = Date.UTC(2026, 10, 20)
const clusters: FakeCluster[] = []

/** After each test. */
export function stopClusters(): void {
  for (const cluster of clusters.splice(0)) cluster.stop()
}

function emptyLog(leader: number): FakeLog {
  return { leader, startOffset: 0, endOffset: 0, stableOffset: 0, batches: [], aborted: [] }
}

interface Append {
  readonly count?: number
  readonly timeMs?: number
  readonly value?: (offset: number) => string
  readonly bytes?: Buffer
}

export function append(
  log: FakeLog,
  { count = 10, timeMs = log.endOffset, value = (offset) => `value ${offset}`, bytes }: Append = {},
) {
  const firstOffset = log.endOffset
  const makeRecords = () =>
    Array.from({ length: count }, (_, index) => ({
      offset: firstOffset + index,
      timestampMs: T0 + timeMs + index,
      key: Buffer.from(`key ${firstOffset + index}`),
      value: Buffer.from(value(firstOffset + index)),
      headers: [{ name: 'at', value: Buffer.from(String(firstOffset + index)) }],
    }))
  const lastOffset = firstOffset + count - 1
  const batch = {
    firstOffset,
    lastOffset,
    maxTimestampMs: T0 + timeMs + count - 1,
    bytes: bytes ?? writeBatch({ records: makeRecords() }),
  }
  log.batches.push(batch)
  log.endOffset = lastOffset + 1
  log.stableOffset = log.endOffset
}

/** Of one record, whose last byte is not what its checksum says. */
export function damagedBatch(offset: number): Buffer {
  const bytes = writeBatch({ records: [{ offset, timestampMs: T0, value: Buffer.from('x') }] })
  bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 0xff
  return bytes
}

export async function startCluster(partitions: number, batches: number): Promise<FakeCluster> {
  const logs = Array.from({ length: partitions }, (_, id) => emptyLog(id % 2))
  for (const log of logs) for (let index = 0; index < batches; index++) append(log)
  const cluster = new FakeCluster('orders', logs)
  clusters.push(cluster)
  await cluster.start()
  return cluster
}

export function open(cluster: FakeCluster, request: ScanRequest, memoryBytes = () => SCANS_BYTES) {
  const events: ScanEvent[] = []
  let text = ''
  const session: ScanSession = new ScanSession(request, {
    onReady: () => {},
    pausesMs: [5, 5, 5],
    memoryBytes,
    send: (chunk) => {
      text += Buffer.from(chunk).toString()
      queueMicrotask(() => session.credit(chunk.byteLength))
    },
  })
  const finished = session.run().then((isWhole) => {
    if (request.kind === 'stream') {
      for (const line of text.split('\n').filter(Boolean)) events.push(scanEventSchema.parse(JSON.parse(line)))
    }
    return { isWhole, text, events }
  })
  return { session, finished, textSoFar: () => text, cluster }
}

export function streamOf(cluster: FakeCluster, asked: Record<string, string>) {
  const { query, page } = splitQuery(messageStreamQuery.parse(asked))
  return open(cluster, { kind: 'stream', access: { bootstrap: cluster.addresses }, topic: cluster.topic, query, page })
}

export async function readPage(cluster: FakeCluster, asked: Record<string, string> = {}) {
  const { events } = await streamOf(cluster, asked).finished
  const done = events.at(-1)
  if (done?.type !== 'done') throw new Error('it did not end')
  const rows = events.flatMap((event): Message[] => (event.type === 'record' ? [event] : []))
  return { events, rows, done, problems: events.filter(({ type }) => type === 'problem') }
}

export const places = (rows: readonly Message[]) => rows.map(({ partition, offset }) => `${partition}:${offset}`)
