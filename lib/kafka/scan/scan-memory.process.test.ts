import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { memorySettings } from '#bin/launcher/dashboard.mjs'
import { isFull } from '#e2e/full.ts'
import { writeBatch } from '#lib/kafka/records/testing/batches.ts'
import { type FakeBatch, FakeCluster } from './testing/fake-cluster.ts'
import type { ScanFigures, ScanOrder } from './testing/scanning-process.ts'

// What scans take of a process, and give back. The brokers are played, so that nothing but scans is measured.

const PROCESS = join(import.meta.dirname, 'testing', 'scanning-process.ts')
const PARTITIONS = 6
const BATCHES = 60
const BATCH_RECORDS = 500
const RECORD_BYTES = 200
const AT_ONCE = 8
const SCANS = isFull ? 200 : AT_ONCE
const ONE = { limit: '1' }
const ALL = { from: 'oldest', contains: 'nowhere to be found' }
/** The bound is on records; some of what they came in, and of what was made of them, waits to be collected. */
const MOST_MB = 300
const MORE_THREADS = 2
/** glibc keeps some of what is freed, where pieces that are in use lie behind it. */
const MORE_MB = 40

let cluster: FakeCluster
let scanning: ChildProcess

beforeAll(async () => {
  const logs = Array.from({ length: PARTITIONS }, () => ({
    leader: 0,
    startOffset: 0,
    endOffset: BATCHES * BATCH_RECORDS,
    stableOffset: BATCHES * BATCH_RECORDS,
    batches: Array.from({ length: BATCHES }, (_, index) => makeBatch(index * BATCH_RECORDS)),
    aborted: [],
  }))
  cluster = new FakeCluster('readings', logs)
  await cluster.start(1)
  const env = { ...process.env, ...memorySettings }
  scanning = fork(PROCESS, { env, execArgv: [...process.execArgv, '--expose-gc'] })
})

afterAll(() => {
  scanning.kill()
  cluster.stop()
})

function makeBatch(firstOffset: number): FakeBatch {
  const records = Array.from({ length: BATCH_RECORDS }, (_, index) => ({
    offset: firstOffset + index,
    timestampMs: firstOffset + index,
    value: Buffer.alloc(RECORD_BYTES, `reading ${firstOffset + index} `),
  }))
  const lastOffset = firstOffset + BATCH_RECORDS - 1
  return { firstOffset, lastOffset, maxTimestampMs: lastOffset, bytes: writeBatch({ records }) }
}

async function scan(query: Record<string, string>, scans: number): Promise<ScanFigures> {
  const order: ScanOrder = { bootstrap: cluster.addresses, topic: cluster.topic, query, scans, atOnce: AT_ONCE }
  scanning.send(order)
  const settled = new AbortController()
  const { signal } = settled
  const ended = once(scanning, 'exit', { signal }).then(([code]) => {
    throw new Error(`the process that scans ended with ${code}`)
  })
  const answered = once(scanning, 'message', { signal })
  const [figures] = await Promise.race([answered, ended]).finally(() => settled.abort())
  return figures
}

/** When the threads that are not needed have ended, and V8 has given back what it kept of theirs for others. */
async function untilAtRest(threads: number, residentMb: number): Promise<void> {
  const now = async () => {
    const figures = await scan(ONE, 0)
    return figures.threads <= threads && figures.residentMb <= residentMb
  }
  await expect.poll(now, { timeout: 120_000, interval: 1_000 }).toBe(true)
}

test('eight at once share their memory, and what they took is given back, their threads as well', async () => {
  // Threads that have read one record: all that they load is there, and nothing else.
  const idle = await scan(ONE, AT_ONCE)
  const busy = await scan(ALL, AT_ONCE)
  expect(busy.peakMb - idle.peakMb).toBeLessThan(MOST_MB)
  await untilAtRest(idle.threads - AT_ONCE + MORE_THREADS, idle.peakMb)
  const before = await scan(ONE, 0)
  const later = await scan(ALL, SCANS)
  expect(later.peakMb - idle.peakMb).toBeLessThan(MOST_MB)
  await untilAtRest(before.threads + MORE_THREADS, before.residentMb + MORE_MB)
})
