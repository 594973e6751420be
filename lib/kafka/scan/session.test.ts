import { afterEach, describe, expect, test, vi } from 'vitest'
import { kafkaErrorCode } from '#lib/kafka/protocol/error-codes.ts'
import { writeBatch } from '#lib/kafka/records/testing/batches.ts'
import { append, damagedBatch, places, readPage, startCluster, stopClusters, streamOf, T0 } from './testing/sessions.ts'

/** Longer than any reply is waited for. */
const BEYOND_DEADLINE_MS = 60_000

afterEach(() => {
  vi.useRealTimers()
  stopClusters()
})

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
      asOf: expect.any(String),
      partitions: [0, 1].map((id) => ({ id, startOffset: 0, endOffset: 50 })),
    })
    const next = await readPage(cluster, { limit: '4', cursor: done.cursor ?? '' })
    expect(places(next.rows)).toEqual(['0:47', '1:47', '0:46', '1:46'])
  })

  test('of no rows counts all that match, by partition too, and goes on exactly where it paused', async () => {
    const cluster = await startCluster(2, 5)
    const all = await readPage(cluster, { from: 'oldest', limit: '0' })
    expect([all.rows, all.done]).toMatchObject([[], { reason: 'end', matched: 100, cursor: null }])
    const progress = all.events.findLast((event) => event.type === 'progress')
    expect(progress?.partitions).toMatchObject([
      { id: 0, matched: 50 },
      { id: 1, matched: 50 },
    ])
    const first = await readPage(cluster, { from: 'oldest', limit: '0', budgetRecords: '30' })
    expect(first.done).toMatchObject({ reason: 'budget', budget: 'records' })
    expect(first.done.matched).toBeLessThan(100)
    for (const log of cluster.logs) append(log)
    const rest = await readPage(cluster, { from: 'oldest', limit: '0', cursor: first.done.cursor ?? '' })
    expect(first.done.matched + rest.done.matched).toBe(100)
    const some = await readPage(cluster, { from: 'oldest', limit: '0', contains: 'value 7' })
    expect(some.done).toMatchObject({ reason: 'end', matched: 2 })
  })

  test('that cannot be counted whole says so', async () => {
    const cluster = await startCluster(1, 1)
    const [log] = cluster.logs
    if (!log) throw new Error('no log')
    append(log, { count: 1, bytes: damagedBatch(10) })
    const { done, problems } = await readPage(cluster, { from: 'oldest', limit: '0' })
    expect([done.matched, problems]).toMatchObject([10, [{ code: 'unreadable' }]])
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

  test('shows the beginning of a name of a header that nobody would read to its end', async () => {
    const cluster = await startCluster(1, 0)
    const [log] = cluster.logs
    const headers = [{ name: 'n'.repeat(100_000), value: Buffer.from('v') }]
    if (log) append(log, { count: 1, bytes: writeBatch({ records: [{ offset: 0, timestampMs: T0, headers }] }) })
    const { rows } = await readPage(cluster)
    expect(rows[0]?.headers).toMatchObject([{ name: `${'n'.repeat(2_048)}…`, value: { text: 'v' } }])
  })

  test('shows every digit of a time that is a number no more', async () => {
    const cluster = await startCluster(1, 0)
    const [log] = cluster.logs
    const times = { timestampOriginMs: 2n ** 53n, maxTimestampMs: 2n ** 53n }
    if (log) append(log, { count: 1, bytes: writeBatch({ records: [{ offset: 0 }], ...times }) })
    const { rows } = await readPage(cluster)
    const problem = 'The timestamp 9007199254740992 is outside of the calendar.'
    expect(rows).toMatchObject([{ timestampMs: '9007199254740992', timestamp: null, problem }])
  })

  test('shows a batch that is damaged as a row, and reads on', async () => {
    const cluster = await startCluster(1, 1)
    const [log] = cluster.logs
    if (!log) throw new Error('no log')
    append(log, { count: 1, bytes: damagedBatch(10) })
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
  test('over a slow way, where a large reply does not come in time, less is asked for', async () => {
    const cluster = await startCluster(1, 0)
    const [log] = cluster.logs
    const value = 'v'.repeat(100_000)
    for (let batch = 0; batch < 30; batch++) if (log) append(log, { count: 1, value: () => value })
    cluster.mostReplyBytes = 400_000
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const reading = readPage(cluster, { from: 'oldest' })
    await expect.poll(() => cluster.withheldReplies).toBe(1)
    vi.advanceTimersByTime(BEYOND_DEADLINE_MS)
    vi.useRealTimers()
    const { rows } = await reading
    expect(rows.map(({ offset }) => offset)).toEqual(Array.from({ length: 30 }, (_, offset) => offset))
  })

  test('a broker that once has nothing to send is asked again before that is taken for the end', async () => {
    const cluster = await startCluster(1, 3)
    cluster.emptyReplies = 1
    const { rows, done } = await readPage(cluster, { from: 'oldest' })
    expect([rows.length, done?.reason]).toEqual([30, 'end'])
  })

  test('a leader that moves is followed', async () => {
    const cluster = await startCluster(2, 30)
    cluster.onFetch = (count) => {
      if (count === 2) for (const log of cluster.logs) log.leader = 1 - log.leader
    }
    const { rows, done, problems } = await readPage(cluster, { from: 'oldest', limit: '500' })
    expect([rows.length, done.reason, problems]).toEqual([500, 'limit', []])
  })

  test('a leader whose disk fails is asked again, as another follows it soon', async () => {
    const cluster = await startCluster(2, 3)
    cluster.onFetch = (count) => {
      if (count === 1) cluster.refusals.set(0, kafkaErrorCode('KAFKA_STORAGE_ERROR'))
      if (count === 4) cluster.refusals.clear()
    }
    const { rows, done, problems } = await readPage(cluster, { from: 'oldest', limit: '500' })
    expect([rows.length, done.reason, problems]).toEqual([60, 'end', []])
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

  test('a partition that nobody leads from the start keeps it from having read everything', async () => {
    const cluster = await startCluster(2, 3)
    const [first] = cluster.logs
    if (first) first.leader = 7
    const { rows, done, problems } = await readPage(cluster, { from: 'oldest' })
    expect(new Set(rows.map(({ partition }) => partition))).toEqual(new Set([1]))
    expect(problems).toEqual([expect.objectContaining({ partition: 0 })])
    expect(done).toMatchObject({ reason: 'error', matched: 30 })
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
      message: expect.stringMatching(/^[\d,]+ messages expired during the search; continuing at 3,500\.$/),
    })
    expect(done).toMatchObject({ reason: 'end', matched: 1 })
  })

  test('the newest first, records that expire below are counted, and so is where it begins now', async () => {
    const cluster = await startCluster(1, 400)
    const [log] = cluster.logs
    if (!log) throw new Error('no log')
    cluster.onFetch = (count) => {
      if (count === 2) log.startOffset = 3_990
    }
    const { done, problems } = await readPage(cluster, { from: 'newest', contains: 'never' })
    expect(problems).toEqual([
      expect.objectContaining({
        partition: 0,
        code: 'expired',
        message: expect.stringMatching(/^[\d,]+ records expired while scanning; partition 0 now begins at 3,990\.$/),
      }),
    ])
    expect(done.reason).toBe('end')
  })

  test.each(['newest', 'oldest'])('a log that is truncated is said to be, read from the %s', async (from) => {
    const cluster = await startCluster(1, 400)
    const [log] = cluster.logs
    if (!log) throw new Error('no log')
    cluster.onFetch = (count) => {
      if (count !== 1) return
      log.endOffset = log.stableOffset = 10
      log.batches.splice(1)
    }
    const { rows, done, problems } = await readPage(cluster, { from, limit: '500' })
    expect(problems).toEqual([
      expect.objectContaining({
        partition: 0,
        code: 'truncated',
        message: expect.stringContaining('now ends at 10, 3,990'),
      }),
    ])
    expect([rows.length, done.reason]).toEqual([10, 'end'])
  })

  test.each([
    ['whose records have expired', { startOffset: 3_999 }, 'expired', 'now begins at 3,999: nothing is left below'],
    ['that was truncated', { endOffset: 10, stableOffset: 10 }, 'truncated', 'now ends at 10'],
  ])('the newest first, a partition %s before it goes on ends with a reason', async (_what, change, code, words) => {
    const cluster = await startCluster(1, 400)
    const [log] = cluster.logs
    if (!log) throw new Error('no log')
    const asked = { from: 'newest', limit: '10' }
    const { done } = await readPage(cluster, asked)
    Object.assign(log, change)
    const rest = await readPage(cluster, { ...asked, cursor: done.cursor ?? '' })
    expect(rest.problems).toEqual([expect.objectContaining({ code, message: expect.stringContaining(words) })])
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

test('a reader who stops continues from the last reported progress, with nothing lost or shown twice', async () => {
  const cluster = await startCluster(2, 0)
  const long = 'long '.repeat(200)
  for (const log of cluster.logs) for (let batch = 0; batch < 20; batch++) append(log, { value: () => long })
  cluster.onFetch = (count) => {
    if (count === 2) cluster.silent.add(1)
  }
  const asked = { from: 'oldest', limit: '500' }
  const { session, finished, textSoFar } = streamOf(cluster, asked)
  await expect.poll(() => /"type":"record"[\s\S]*"type":"progress"/.test(textSoFar())).toBe(true)
  session.stop()
  const { events } = await finished
  const last = events.findLastIndex(({ type }) => type === 'progress')
  const progress = events[last]
  const before = events.slice(0, last).flatMap((event) => (event.type === 'record' ? [event] : []))
  cluster.silent.clear()
  const cursor = progress?.type === 'progress' ? progress.cursor : undefined
  const { rows } = await readPage(cluster, { ...asked, cursor: cursor ?? expect.fail('no cursor') })
  const all = places([...before, ...rows])
  expect(before.length).toBeGreaterThan(0)
  expect([all.length, new Set(all).size]).toEqual([400, 400])
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

test('a live tail says once what its filter fails at, as it has no end at which to count', async () => {
  const cluster = await startCluster(1, 1)
  const { session, finished, textSoFar } = streamOf(cluster, { from: 'live', filter: 'value.city == "Toronto"' })
  await expect.poll(() => cluster.fetches).toBeGreaterThan(0)
  const [log] = cluster.logs
  for (let batch = 0; log && batch < 2; batch++) {
    append(log, { value: () => '{"town":"Seattle"}' })
    await expect.poll(() => textSoFar()).toContain(`"scanned":${(batch + 1) * 10},`)
  }
  session.stop()
  const { events } = await finished
  expect(events.filter(({ type }) => type === 'problem')).toEqual([
    { type: 'problem', code: 'filter', message: 'Some records have no field `city`' },
  ])
})
