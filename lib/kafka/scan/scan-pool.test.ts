import { afterEach, describe, expect, test, vi } from 'vitest'
import { messageExportQuery, messageStreamQuery } from '#lib/contract/messages.ts'
import { writeBatch } from '#lib/kafka/records/testing/batches.ts'
import { SCANS_BYTES, shareMemory } from './memory.ts'
import { splitQuery } from './query.ts'
import type { ScanRequest, ToScanWorker } from './scan-messages.ts'
import { ScanPool } from './scan-pool.ts'
import { ScanServer } from './scan-server.ts'
import type { ScanStream } from './scan-stream.ts'
import { type ScanThread, type ScanThreadEvents, startScanThread } from './scan-thread.ts'
import { FakeCluster } from './testing/fake-cluster.ts'

const BATCHES = 300
const IDLE_MS = 60_000
const VALUE = Buffer.alloc(4_000, 'v')
const cleanUps: (() => void)[] = []

afterEach(() => {
  for (const cleanUp of cleanUps.splice(0)) cleanUp()
})

/** Enough that nobody has room for all of it. */
async function startCluster(): Promise<FakeCluster> {
  const batches = Array.from({ length: BATCHES }, (_, index) => {
    const firstOffset = index * 10
    const records = Array.from({ length: 10 }, (_record, at) => ({
      offset: firstOffset + at,
      timestampMs: 1,
      value: VALUE,
    }))
    return { firstOffset, lastOffset: firstOffset + 9, maxTimestampMs: 1, bytes: writeBatch({ records }) }
  })
  const end = BATCHES * 10
  const cluster = new FakeCluster('big', [
    { leader: 0, startOffset: 0, endOffset: end, stableOffset: end, batches, aborted: [] },
  ])
  await cluster.start(1)
  cleanUps.push(() => cluster.stop())
  return cluster
}

/** As a thread, but in this one: starting a real one takes more than a second of computing. */
function startInProcess({ onMessage, onExit }: ScanThreadEvents): ScanThread {
  let isOver = false
  const deliver = (action: () => void) =>
    void setImmediate(() => {
      if (!isOver) action()
    })
  const server = new ScanServer((message) => deliver(() => onMessage(message)))
  return {
    post: (message) => deliver(() => server.receive(message)),
    terminate: () => {
      isOver = true
      server.close()
      setImmediate(onExit)
    },
  }
}

function openPool(start = startInProcess, change = {}) {
  const bugs: unknown[] = []
  const queue = { places: 0, patienceMs: 50, idleMs: IDLE_MS }
  const limits = { boundedScans: 2, exports: 2, exportsPerClient: 2, liveTails: 1, singleReads: 1, ...queue, ...change }
  const pool = new ScanPool((error) => bugs.push(error), limits, start)
  cleanUps.push(() => pool.close())
  return { pool, bugs }
}

function exportOf(cluster: FakeCluster): ScanRequest {
  const { format, columns, ...query } = messageExportQuery.parse({ from: 'oldest' })
  return { kind: 'export', access: { bootstrap: cluster.addresses }, topic: cluster.topic, query, format, columns }
}

function streamOf(cluster: FakeCluster, asked: Record<string, string>): ScanRequest {
  const { query, page } = splitQuery(messageStreamQuery.parse(asked))
  return { kind: 'stream', access: { bootstrap: cluster.addresses }, topic: cluster.topic, query, page }
}

const never = new AbortController().signal

describe('the threads that scan', () => {
  test('run a few scans at once, refuse more, and take the next when a reader leaves', async () => {
    const cluster = await startCluster()
    const { pool, bugs } = openPool()
    const first = await pool.open(exportOf(cluster), never)
    const leaving = new AbortController()
    await pool.open(exportOf(cluster), leaving.signal)
    await expect(pool.open(exportOf(cluster), never)).rejects.toMatchObject({ code: 'busy' })
    // A live tail and a single record are counted apart.
    const tail = await pool.open(streamOf(cluster, { from: 'live' }), never)
    leaving.abort()
    await expect.poll(() => pool.open(exportOf(cluster), never).then((stream) => stream.leave())).toBeUndefined()
    for (const stream of [first, tail]) stream.leave()
    await expect.poll(() => cluster.openConnections).toBe(0)
    expect(bugs).toEqual([])
  })

  test('exports leave room for those who look, and one client for others', async () => {
    const cluster = await startCluster()
    const { pool } = openPool(startInProcess, { boundedScans: 3, exports: 2, exportsPerClient: 1 })
    const first = await pool.open(exportOf(cluster), never, 'a')
    await expect(pool.open(exportOf(cluster), never, 'a')).rejects.toMatchObject({
      code: 'busy',
      message: expect.stringContaining('to your address'),
    })
    const second = await pool.open(exportOf(cluster), never, 'b')
    await expect(pool.open(exportOf(cluster), never, 'c')).rejects.toMatchObject({
      code: 'busy',
      message: expect.stringContaining('2 exports are running already'),
    })
    const page = await pool.open(streamOf(cluster, { limit: '1' }), never, 'a')
    expect(Buffer.from((await page.pull()) ?? []).toString()).toContain('"type":"start"')
    for (const stream of [first, second, page]) stream.leave()
    await expect.poll(() => pool.open(exportOf(cluster), never, 'a').then((stream) => stream.leave())).toBeUndefined()
  })

  test('share one memory: the more of them run, the less each may hold', async () => {
    const cluster = await startCluster()
    const shares = new Map<number, number>()
    let started = 0
    const start = (events: ScanThreadEvents): ScanThread => {
      const number = ++started
      const thread = startInProcess(events)
      const post = (message: ToScanWorker) => {
        if (message.type === 'memory') shares.set(number, message.bytes)
        thread.post(message)
      }
      return { ...thread, post }
    }
    const { pool } = openPool(start, { boundedScans: 8, exports: 8, exportsPerClient: 8 })
    const streams: ScanStream[] = []
    for (let scans = 1; scans <= 8; scans++) {
      streams.push(await pool.open(exportOf(cluster), never))
      expect([...shares.values()]).toEqual(Array(scans).fill(shareMemory(SCANS_BYTES, scans)))
    }
    for (const stream of streams.slice(1)) stream.leave()
    await expect.poll(() => shares.get(1)).toBe(shareMemory(SCANS_BYTES, 1))
  })

  test('of those that rest, the last is taken first, so that the others end', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    cleanUps.push(() => vi.useRealTimers())
    const cluster = await startCluster()
    const ended: number[] = []
    let started = 0
    const start = (events: ScanThreadEvents) => {
      const number = ++started
      const thread = startInProcess(events)
      const terminate = () => {
        ended.push(number)
        thread.terminate()
      }
      return { ...thread, terminate }
    }
    const { pool } = openPool(start)
    const read = async (streams: number) => {
      const requests = Array.from({ length: streams }, () => pool.open(streamOf(cluster, { limit: '1' }), never))
      for (const stream of await Promise.all(requests)) while ((await stream.pull()) !== null);
    }
    await read(2)
    for (let scans = 0; scans < 5; scans++) {
      vi.advanceTimersByTime(IDLE_MS / 2)
      await read(1)
    }
    vi.advanceTimersByTime(IDLE_MS)
    expect(started).toBe(2)
    expect(ended).toHaveLength(1)
  })

  test('read no further than their reader takes', async () => {
    const cluster = await startCluster()
    const { pool } = openPool()
    const stream = await pool.open(exportOf(cluster), never)
    let seen = -1
    await expect
      .poll(
        () => {
          const isSteady = seen === cluster.fetches
          seen = cluster.fetches
          return isSteady && seen > 0
        },
        { interval: 100 },
      )
      .toBe(true)
    let bytes = 0
    for (let chunk = await stream.pull(); chunk !== null; chunk = await stream.pull()) bytes += chunk.byteLength
    expect(bytes).toBeGreaterThan(BATCHES * 10 * VALUE.length)
    expect(cluster.fetches).toBeGreaterThan(seen)
  })

  test('that are being ended are given to nobody, though the last scan of one still ends well', async () => {
    const cluster = await startCluster()
    const { pool } = openPool()
    const stream = await pool.open(exportOf(cluster), never)
    pool.endThreads()
    stream.receive({ type: 'end', id: 1, isWhole: true })
    const next = await pool.open(streamOf(cluster, { limit: '1' }), never)
    expect(Buffer.from((await next.pull()) ?? []).toString()).toContain('"type":"start"')
  })

  test('that end under a reader say so, and others take their place', async () => {
    const cluster = await startCluster()
    const { pool } = openPool(startScanThread)
    const stream = await pool.open(exportOf(cluster), never)
    pool.endThreads()
    const drain = async () => {
      while ((await stream.pull()) !== null);
    }
    await expect(drain()).rejects.toMatchObject({ code: 'unavailable' })
    const next = await pool.open(streamOf(cluster, { limit: '1' }), never)
    expect(Buffer.from((await next.pull()) ?? []).toString()).toContain('"type":"start"')
  })
})
