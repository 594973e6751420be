import { afterEach, describe, expect, test } from 'vitest'
import { messageExportQuery } from '#lib/contract/messages.ts'
import { writeBatch } from '#lib/kafka/records/testing/batches.ts'
import type { FakeCluster } from './testing/fake-cluster.ts'
import { append, damagedBatch, open, startCluster, stopClusters, T0 } from './testing/sessions.ts'

afterEach(stopClusters)

/** More than a scan takes from a batch at once, twice over. */
const VERY_MANY = 45_000
const value = Buffer.from('v')
const largeBatch = () =>
  writeBatch({ records: Array.from({ length: VERY_MANY }, (_, offset) => ({ offset, timestampMs: T0, value })) })

describe('an export', () => {
  const exportOf = (cluster: FakeCluster, asked: Record<string, string>) => {
    const { format, columns, ...query } = messageExportQuery.parse(asked)
    const place = { access: { bootstrap: cluster.addresses }, topic: cluster.topic }
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

  test.each(['oldest', 'newest'])('from the %s has every record of a batch of very many, once', async (from) => {
    const cluster = await startCluster(1, 0)
    const [log] = cluster.logs
    if (log) append(log, { count: VERY_MANY, bytes: largeBatch() })
    const { text, isWhole } = await exportOf(cluster, { from, format: 'csv', columns: 'offset' })
    const offsets = text.trimEnd().split('\r\n').slice(1).map(Number)
    const expected = Array.from({ length: VERY_MANY }, (_, offset) => offset)
    expect(offsets).toEqual(from === 'oldest' ? expected : expected.reverse())
    expect(isWhole).toBe(true)
  })

  test('keeps every digit of a time that is a number no more', async () => {
    const cluster = await startCluster(1, 0)
    const [log] = cluster.logs
    const times = { timestampOriginMs: 2n ** 63n - 1n, maxTimestampMs: 2n ** 63n - 1n }
    if (log) append(log, { count: 1, bytes: writeBatch({ records: [{ offset: 0 }], ...times }) })
    const { text } = await exportOf(cluster, { from: 'oldest' })
    expect(JSON.parse(text)).toMatchObject({ timestampMs: '9223372036854775807' })
    const csv = await exportOf(cluster, { from: 'oldest', format: 'csv', columns: 'timestamp,timestampMs' })
    expect(csv.text.trimEnd().split('\r\n')[1]).toBe('9223372036854775807,9223372036854775807')
  })

  test('says where a record has more headers than are written', async () => {
    const cluster = await startCluster(1, 0)
    const [log] = cluster.logs
    const headers = Array(10_003).fill({ name: 'h', value: null })
    if (log) append(log, { count: 1, bytes: writeBatch({ records: [{ offset: 0, timestampMs: T0, headers }] }) })
    const { headers: written, problem } = JSON.parse((await exportOf(cluster, { from: 'oldest' })).text)
    expect([written.length, problem]).toEqual([10_000, expect.stringMatching(/^3 headers more/)])
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

  test('has a line for what cannot be searched, as it might be what is looked for', async () => {
    const cluster = await startCluster(1, 1)
    const [log] = cluster.logs
    if (!log) throw new Error('no log')
    append(log, { count: 1, bytes: damagedBatch(10) })
    append(log)
    const { text, isWhole } = await exportOf(cluster, { from: 'oldest', contains: 'value 15' })
    const lines = text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(isWhole).toBe(true)
    expect(lines).toMatchObject([{ offset: 10, problem: expect.stringContaining('checksum') }, { offset: 15 }])
  })

  test('that lost a partition is not whole', async () => {
    const cluster = await startCluster(2, 40)
    cluster.onFetch = () => {
      const [log] = cluster.logs
      if (log) log.leader = 7
    }
    expect((await exportOf(cluster, { from: 'oldest' })).isWhole).toBe(false)
  })

  test('that cannot have all partitions is refused, rather than begun', async () => {
    const cluster = await startCluster(2, 3)
    const [first] = cluster.logs
    if (first) first.leader = 7
    await expect(exportOf(cluster, { from: 'oldest' })).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringContaining('Partition 0 could not be read'),
    })
    expect(cluster.fetches).toBe(0)
  })

  test.each([
    [{ format: 'csv', columns: 'offset,nope' }, 'columns'],
    [{ columns: 'offset' }, 'columns'],
  ])('%j is refused', async (asked: Record<string, string>, field) => {
    const cluster = await startCluster(1, 1)
    await expect(exportOf(cluster, asked)).rejects.toMatchObject({ code: 'invalid', options: { field } })
  })
})
