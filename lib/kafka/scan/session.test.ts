import { afterEach, describe, expect, test } from 'vitest'
import {
  type Message,
  messageExportQuery,
  messageStreamQuery,
  type ScanEvent,
  scanEventSchema,
} from '#lib/contract/messages.ts'
import { writeBatch } from '#lib/kafka/records/batches-for-tests.ts'
import { MAX_BUFFERED_BYTES } from './budget.ts'
import { FakeCluster, type FakeLog } from './fake-cluster.ts'
import { splitQuery } from './query.ts'
import type { ScanRequest } from './scan-messages.ts'
import { ScanSession } from './session.ts'

const T0 = Date.UTC(2026, 10, 20)
const clusters: FakeCluster[] = []

afterEach(() => {
  for (const cluster of clusters.splice(0)) cluster.stop()
})

function emptyLog(leader: number): FakeLog {
  return { leader, startOffset: 0, endOffset: 0, stableOffset: 0, batches: [], aborted: [] }
}

interface Append {
  readonly count?: number
  readonly timeMs?: number
  readonly value?: (offset: number) => string
  readonly bytes?: Buffer
}

function append(
  log: FakeLog,
  { count = 10, timeMs = log.endOffset, value = (offset) => `value ${offset}`, bytes }: Append = {},
) {
  const firstOffset = log.endOffset
  const records = Array.from({ length: count }, (_, index) => ({
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
    bytes: bytes ?? writeBatch({ records }),
  }
  log.batches.push(batch)
  log.endOffset = lastOffset + 1
  log.stableOffset = log.endOffset
}

async function startCluster(partitions: number, batches: number): Promise<FakeCluster> {
  const logs = Array.from({ length: partitions }, (_, id) => emptyLog(id % 2))
  for (const log of logs) for (let index = 0; index < batches; index++) append(log)
  const cluster = new FakeCluster('orders', logs)
  clusters.push(cluster)
  await cluster.start()
  return cluster
}

function open(cluster: FakeCluster, request: ScanRequest) {
  const events: ScanEvent[] = []
  let text = ''
  const session: ScanSession = new ScanSession(request, {
    onReady: () => {},
    pausesMs: [5, 5, 5],
    tailBufferBytes: () => MAX_BUFFERED_BYTES,
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

function streamOf(cluster: FakeCluster, asked: Record<string, string>) {
  const { query, page } = splitQuery(messageStreamQuery.parse(asked))
  return open(cluster, { kind: 'stream', bootstrap: cluster.addresses, topic: cluster.topic, query, page })
}

async function readPage(cluster: FakeCluster, asked: Record<string, string> = {}) {
  const { events } = await streamOf(cluster, asked).finished
  const done = events.at(-1)
  if (done?.type !== 'done') throw new Error('it did not end')
  const rows = events.flatMap((event): Message[] => (event.type === 'record' ? [event] : []))
  return { events, rows, done, problems: events.filter(({ type }) => type === 'problem') }
}

const places = (rows: readonly Message[]) => rows.map(({ partition, offset }) => `${partition}:${offset}`)

describe('a page', () => {
  test('of the newest has them newest first, whole, and a cursor to the ones before', async () => {
    const cluster = await startCluster(2, 5)
    const { rows, done, events } = await readPage(cluster, { limit: '4' })
    expect(places(rows)).toEqual(['0:49', '1:49', '0:48', '1:48'])
    expect(rows[0]).toMatchObject({
      timestampMs: T0 + 49,
      timestampType: 'create',
      key: { text: 'key 49' },
      value: { text: 'value 49' },
      headers: [{ name: 'at', value: { text: '49' } }],
      headerCount: 1,
      keyBytes: 6,
      valueBytes: 8,
      codec: 'none',
      aborted: false,
    })
    expect(done).toMatchObject({ reason: 'limit', matched: 4 })
    expect(events[0]).toEqual({
      type: 'start',
      partitions: [0, 1].map((id) => ({ id, startOffset: 0, endOffset: 50 })),
    })
    const next = await readPage(cluster, { limit: '4', cursor: done.cursor ?? '' })
    expect(places(next.rows)).toEqual(['0:47', '1:47', '0:46', '1:46'])
  })

  test('leaves the brokers alone when it has ended', async () => {
    const cluster = await startCluster(3, 2)
    await readPage(cluster)
    await expect.poll(() => cluster.openConnections).toBe(0)
  })

  test('ends by where it has come, though the last offsets hold only marks', async () => {
    const cluster = await startCluster(1, 1)
    const [log] = cluster.logs
    if (!log) throw new Error('no log')
    append(log, {
      count: 1,
      bytes: writeBatch({ records: [{ offset: 10, key: Buffer.from([0, 0, 0, 1]) }], attributes: 0x30, producerId: 5 }),
    })
    const { rows, done } = await readPage(cluster, { from: 'oldest' })
    expect([rows.length, done.reason, done.cursor]).toEqual([10, 'end', null])
  })

  test('ends where compaction has left nothing before the end', async () => {
    const cluster = await startCluster(1, 1)
    const [log] = cluster.logs
    if (log) log.stableOffset = log.endOffset = 500
    for (const from of ['oldest', 'newest']) {
      const { rows, done } = await readPage(cluster, { from })
      expect([rows.length, done.reason]).toEqual([10, 'end'])
    }
  })

  test('ends only where partitions end, though a reply had no room for some of them', async () => {
    const cluster = await startCluster(5, 0)
    const long = 'long '.repeat(4_000)
    for (const log of cluster.logs) for (let batch = 0; batch < 12; batch++) append(log, { value: () => long })
    for (const from of ['oldest', 'newest']) {
      const { done } = await readPage(cluster, { from, contains: 'nowhere' })
      expect(done).toMatchObject({ reason: 'end', scanned: 600, cursor: null })
    }
  })

  test('shows a batch that is damaged as a row, and reads on', async () => {
    const cluster = await startCluster(1, 1)
    const [log] = cluster.logs
    if (!log) throw new Error('no log')
    const bytes = writeBatch({ records: [{ offset: 10, timestampMs: T0, value: Buffer.from('x') }] })
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 0xff
    append(log, { count: 1, bytes })
    append(log)
    const { rows } = await readPage(cluster, { from: 'oldest' })
    expect(rows).toHaveLength(21)
    expect(rows[10]).toMatchObject({ offset: 10, key: null, value: null, problem: expect.stringContaining('checksum') })
    const { rows: found, problems } = await readPage(cluster, { from: 'oldest', contains: 'value 15' })
    expect(places(found)).toEqual(['0:15'])
    expect(problems).toEqual([expect.objectContaining({ code: 'unreadable', partition: 0 })])
  })
})

describe('what happens meanwhile', () => {
  test('a leader that moves is followed', async () => {
    const cluster = await startCluster(2, 30)
    cluster.onFetch = (count) => {
      if (count === 2) for (const log of cluster.logs) log.leader = 1 - log.leader
    }
    const { rows, done, problems } = await readPage(cluster, { from: 'oldest', limit: '500' })
    expect([rows.length, done.reason, problems]).toEqual([500, 'limit', []])
  })

  test('a partition that nobody leads fails alone, and the cursor comes back to it', async () => {
    const cluster = await startCluster(2, 3)
    const [first] = cluster.logs
    if (!first) throw new Error('no log')
    const opened = streamOf(cluster, { from: 'oldest', limit: '500' })
    cluster.onFetch = () => {
      first.leader = 7
    }
    const { events } = await opened.finished
    const rows = events.flatMap((event) => (event.type === 'record' ? [event] : []))
    expect(new Set(rows.map(({ partition }) => partition))).toEqual(new Set([1]))
    expect(events).toContainEqual(expect.objectContaining({ type: 'problem', partition: 0 }))
    const done = events.at(-1)
    expect(done).toMatchObject({ type: 'done', reason: 'error', cursor: expect.any(String) })
    first.leader = 0
    cluster.onFetch = () => {}
    const next = await readPage(cluster, {
      from: 'oldest',
      limit: '500',
      cursor: (done?.type === 'done' && done.cursor) || '',
    })
    expect(next.rows).toHaveLength(30)
    expect(next.done).toMatchObject({ reason: 'end', cursor: null })
  })

  test('records that expire while it reads are counted, and it goes on behind them', async () => {
    const cluster = await startCluster(1, 400)
    const [log] = cluster.logs
    if (!log) throw new Error('no log')
    cluster.onFetch = (count) => {
      if (count !== 2) return
      log.startOffset = 3_500
      log.batches.splice(0, 350)
    }
    const { events, done } = await readPage(cluster, { from: 'oldest', contains: 'value 3999' })
    expect(events).toContainEqual({
      type: 'problem',
      partition: 0,
      code: 'expired',
      message: expect.stringMatching(/^[\d,]+ records expired while scanning; continuing at 3,500\.$/),
    })
    expect(done).toMatchObject({ reason: 'end', matched: 1 })
  })

  test('a topic that is made again is not taken for the one before', async () => {
    const cluster = await startCluster(1, 400)
    cluster.onFetch = (count) => {
      if (count === 2) cluster.topicId = Buffer.alloc(16, 2).toString('base64url')
    }
    const { done, problems } = await readPage(cluster, { from: 'oldest', contains: 'never' })
    expect(done).toMatchObject({ reason: 'deleted', cursor: null })
    expect(problems).toEqual([expect.objectContaining({ code: 'deleted' })])
  })

  test('a reader that leaves ends it at once, whatever it waits for', async () => {
    const cluster = await startCluster(2, 2)
    const { session, finished } = streamOf(cluster, { from: 'live' })
    await expect.poll(() => cluster.fetches).toBeGreaterThan(0)
    session.stop()
    expect((await finished).isWhole).toBe(false)
    await expect.poll(() => cluster.openConnections).toBe(0)
  })
})

describe('a live tail', () => {
  test('shows what comes, of all partitions, and nothing from before', async () => {
    const cluster = await startCluster(2, 2)
    const { session, finished, textSoFar } = streamOf(cluster, { from: 'live' })
    await expect.poll(() => cluster.fetches).toBeGreaterThan(0)
    for (const log of cluster.logs) append(log, { count: 3 })
    await expect.poll(() => textSoFar().match(/"type":"record"/g)?.length).toBe(6)
    session.stop()
    const { events } = await finished
    const rows = events.flatMap((event) => (event.type === 'record' ? [event] : []))
    expect(new Set(places(rows))).toEqual(new Set(['0:20', '0:21', '0:22', '1:20', '1:21', '1:22']))
  })
})

describe('an export', () => {
  const exportOf = (cluster: FakeCluster, asked: Record<string, string>) => {
    const { format, columns, ...query } = messageExportQuery.parse(asked)
    const place = { bootstrap: cluster.addresses, topic: cluster.topic }
    return open(cluster, { kind: 'export', ...place, query, format, columns }).finished
  }

  test('is all of it, byte for byte', async () => {
    const cluster = await startCluster(3, 40)
    const { text, isWhole } = await exportOf(cluster, { from: 'oldest' })
    const lines = text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect([isWhole, lines.length]).toEqual([true, 1_200])
    expect(lines[0]).toEqual({
      partition: 0,
      offset: 0,
      timestampMs: T0,
      timestampType: 'create',
      key: Buffer.from('key 0').toString('base64'),
      value: Buffer.from('value 0').toString('base64'),
      headers: [['at', Buffer.from('0').toString('base64')]],
      keyText: 'key 0',
      valueText: 'value 0',
    })
  })

  test('as CSV has the columns that are asked for, fields of JSON with every digit', async () => {
    const cluster = await startCluster(1, 0)
    const [log] = cluster.logs
    if (log)
      append(log, {
        count: 2,
        value: (offset) => `{"id":12345678901234567890,"who":{"name":"=a${offset}"},"a.b":[1.10]}`,
      })
    const { text } = await exportOf(cluster, {
      from: 'oldest',
      format: 'csv',
      columns: 'offset,value.id,value.who.name,value.a.b,header.at,value.none',
    })
    expect(text).toBe(
      'offset,value.id,value.who.name,value.a.b,header.at,value.none\r\n' +
        "0,12345678901234567890,'=a0,[1.10],0,\r\n1,12345678901234567890,'=a1,[1.10],1,\r\n",
    )
  })

  test('that lost a partition is not whole', async () => {
    const cluster = await startCluster(2, 40)
    cluster.onFetch = () => {
      const [log] = cluster.logs
      if (log) log.leader = 7
    }
    expect((await exportOf(cluster, { from: 'oldest' })).isWhole).toBe(false)
  })

  test.each([
    [{ format: 'csv', columns: 'offset,nope' }, 'columns'],
    [{ columns: 'offset' }, 'columns'],
  ])('%j is refused', async (asked: Record<string, string>, field) => {
    const cluster = await startCluster(1, 1)
    await expect(exportOf(cluster, asked)).rejects.toMatchObject({ code: 'invalid', options: { field } })
  })
})

describe('a single record', () => {
  const messageOf = (
    cluster: FakeCluster,
    partition: number,
    offset: number,
    rawPart: 'key' | 'value' | null = null,
  ) => {
    const place = { bootstrap: cluster.addresses, topic: cluster.topic, partition, offset, rawPart }
    return open(cluster, { kind: 'message', ...place, keyFormat: 'auto', valueFormat: 'auto' }).finished
  }

  test('is whole, however long it is', async () => {
    const cluster = await startCluster(1, 1)
    const [log] = cluster.logs
    const long = 'long '.repeat(100_000)
    if (log) append(log, { count: 1, value: () => long })
    const row = JSON.parse((await messageOf(cluster, 0, 10)).text)
    expect(row).toMatchObject({ partition: 0, offset: 10, value: { text: long }, valueBytes: long.length })
    expect((await messageOf(cluster, 0, 10, 'value')).text).toBe(long)
  })

  test.each([
    [0, 99, /Partition 0 has no offset 99: it holds offsets 0 to 9/],
    [7, 0, /There is no partition 7/],
  ])('%i:%i that is not there says which are', async (partition, offset, message) => {
    const cluster = await startCluster(1, 1)
    await expect(messageOf(cluster, partition, offset)).rejects.toMatchObject({
      code: 'not-found',
      message: expect.stringMatching(message),
    })
  })

  test('that compaction has removed says so', async () => {
    const cluster = await startCluster(1, 3)
    cluster.logs[0]?.batches.splice(1, 1)
    await expect(messageOf(cluster, 0, 15)).rejects.toMatchObject({
      code: 'not-found',
      message: expect.stringContaining('compaction'),
    })
  })
})
