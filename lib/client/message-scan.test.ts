import { expect, test } from 'vitest'
import type { Message, ScanEvent } from '#lib/contract/messages.ts'
import { messageOf } from '#lib/contract/testing/samples.ts'
import { nodeOf, parseScanEvent, readRecordId } from './message-row.ts'
import { MessageScan } from './message-scan.ts'
import { scanShare } from './scan-share.ts'

const record = (offset: number, change: Partial<Message> = {}): ScanEvent => ({
  type: 'record',
  ...messageOf({ offset, ...change }),
})

const AS_OF = '2026-11-20T10:00:00.000Z'
const start: ScanEvent = { type: 'start', asOf: AS_OF, partitions: [{ id: 0, startOffset: 0, endOffset: 100 }] }
const progress: Extract<ScanEvent, { type: 'progress' }> = {
  type: 'progress',
  scanned: 40,
  matched: 2,
  bytes: 900,
  elapsedMs: 20,
  partitions: [],
}
const done = { type: 'done', reason: 'limit', scanned: 50, matched: 2, aborted: 0, cursor: 'c', elapsedMs: 25 } as const

function scanOf(events: readonly ScanEvent[], maxRows = 100): MessageScan {
  const scan = new MessageScan(maxRows)
  for (const event of events) scan.receive(event, JSON.stringify(event))
  return scan
}

test('rows stand in the order in which they came, and the end says where it goes on', () => {
  const { phase, rows, cursor, progress: sum } = scanOf([start, record(9), record(8), progress, done]).state()
  expect([phase, rows.map(({ id }) => id), cursor]).toEqual(['done', ['0:9', '0:8'], 'c'])
  expect(sum).toEqual({ scanned: 50, matched: 2, bytes: 900, elapsedMs: 25, dropped: 0 })
})

test('following on keeps what came, and counts what went by meanwhile', () => {
  const stopped = { ...progress, partitions: [{ id: 0, offset: 100, endOffset: null }] }
  const scan = scanOf([start, stopped, record(100), record(101)])
  scan.followOn()
  expect(scan.state().skipped).toBe(0)
  const again: ScanEvent = { type: 'start', asOf: AS_OF, partitions: [{ id: 0, startOffset: 0, endOffset: 109 }] }
  for (const event of [again, record(109)]) scan.receive(event, '')
  const { phase, rows, skipped } = scan.state()
  expect([phase, rows.map(({ id }) => id), skipped]).toEqual(['reading', ['0:100', '0:101', '0:109'], 7])
})

test('going on keeps what came, adds up, and shows no row twice', () => {
  const scan = scanOf([start, record(9), record(8), progress, done])
  scan.goOn()
  expect(scan.state().phase).toBe('connecting')
  for (const event of [start, record(8), record(7), progress, { ...done, cursor: null }]) scan.receive(event, '')
  const { rows, received, cursor, progress: sum } = scan.state()
  expect([rows.map(({ id }) => id), received, cursor]).toEqual([['0:9', '0:8', '0:7'], 3, null])
  expect(sum).toMatchObject({ scanned: 100, matched: 4, bytes: 1_800, elapsedMs: 50 })
})

test('a stopped scan continues from the last reported progress', () => {
  const scan = scanOf([start, record(9), { ...progress, cursor: 'p' }, record(8)])
  scan.change({ phase: 'stopped' })
  expect(scan.state()).toMatchObject({ phase: 'stopped', cursor: 'p' })
})

test('of more rows than are kept, the oldest leave', () => {
  const { rows, received } = scanOf(
    [start, ...Array.from({ length: 1_000 }, (_, offset) => record(offset))],
    10,
  ).state()
  expect(received).toBe(1_000)
  expect(rows.length).toBeLessThanOrEqual(13)
  expect(rows.at(-1)?.id).toBe('0:999')
})

test('how many are kept can change while they come', () => {
  const scan = scanOf([start, ...Array.from({ length: 20 }, (_, offset) => record(offset))], 10)
  scan.keep(100)
  for (let offset = 20; offset < 60; offset++) scan.receive(record(offset), '')
  expect(scan.state().rows.length).toBeGreaterThan(40)
})

test('the rate is that of the last seconds, as a topic may be quiet for hours and then busy', () => {
  const at = (elapsedMs: number, scanned: number) => ({ ...progress, elapsedMs, scanned })
  const scan = scanOf([start, at(1_000, 500)])
  expect(scan.state().perSecond).toBe(500)
  for (let second = 2; second <= 3_600; second++) scan.receive(at(second * 1_000, 500), '')
  expect(scan.state().perSecond).toBe(0)
  scan.receive(at(3_601_000, 3_500), '')
  expect(scan.state().perSecond).toBe(1_000)
})

test('a partition that fails is marked, and the others go on', () => {
  const two = { id: 1, startOffset: 0, endOffset: 10 }
  const { partitions, problems } = scanOf([
    { ...start, partitions: [...start.partitions, two] },
    { type: 'problem', partition: 1, code: 'timeout', message: 'Broker 2 does not answer.' },
    { ...progress, partitions: [{ id: 0, offset: 40, endOffset: 100 }] },
  ]).state()
  expect(problems).toHaveLength(1)
  expect(partitions).toEqual([
    { id: 0, startOffset: 0, endOffset: 100, offset: 40, problem: null },
    { ...two, offset: null, problem: 'Broker 2 does not answer.' },
  ])
})

test('going on tries partitions that failed again, and forgets what then goes well', () => {
  const scan = scanOf([
    start,
    { type: 'problem', partition: 0, code: 'timeout', message: 'Broker 2 does not answer.' },
    { type: 'problem', partition: 0, code: 'unreadable', message: 'What begins at offset 5 could not be searched.' },
    { type: 'problem', code: 'filter', message: '12 records have no field city.' },
    { ...done, reason: 'error' },
  ])
  expect(scan.state().partitions[0]?.problem).toBe('Broker 2 does not answer.')
  scan.goOn()
  for (const event of [start, { type: 'problem', code: 'filter', message: '12 records have no field city.' } as const])
    scan.receive(event, '')
  const { problems, partitions } = scan.state()
  expect(problems.map(({ code }) => code)).toEqual(['unreadable', 'filter'])
  expect(partitions[0]?.problem).toBeNull()
})

test('the state is another only when something came', () => {
  const scan = scanOf([start])
  expect(scan.state()).toBe(scan.state())
})

test.each([
  [false, 25, 100, 0.25],
  [true, 25, 100, 0.75],
  [false, null, 100, 0],
  [false, 200, 100, 1],
  [false, 25, null, null],
  [false, 0, 0, null],
])('backwards %s, at %s of %s: %s', (isBackwards, offset, endOffset, expected) => {
  expect(scanShare([{ id: 0, startOffset: 0, endOffset, offset, problem: null }], isBackwards)).toBe(expected)
})

test('numbers in JSON are shown as they were written, wherever they stand in the line', () => {
  const big = '{"id":9007199254740993,"price":1.10}'
  const line = (value: string) =>
    JSON.stringify(record(1))
      .replace('"key":null', `"key":{"format":"json","text":${JSON.stringify(big)}}`)
      .replace('"value":null', `"value":${value}`)
  const text = line(`{"format":"offsets","text":"…","json":${big}}`)
  const scan = new MessageScan(10)
  scan.receive(parseScanEvent(text), text)
  const [row] = scan.state().rows
  expect(row?.json).toEqual({ key: big, value: big })
  expect(row && nodeOf(row, 'value')).toMatchObject({ members: [{ value: { text: '9007199254740993' } }, {}] })
})

test.each([
  ['0:48202', { partition: 0, offset: 48202 }],
  ['48202', null],
  ['0:9007199254740993', null],
  ['0:x', null],
])('“%s” names a record or none', (id, expected) => {
  expect(readRecordId(id)).toEqual(expected)
})

test('a count adds up in each partition when it goes on, and is as of when it began', () => {
  const counted = (matched: number, cursor: string | null): ScanEvent[] => [
    { ...progress, matched, partitions: [{ id: 0, offset: 50, endOffset: 100, matched }] },
    { ...done, reason: 'budget', matched, cursor },
  ]
  const scan = scanOf([start, ...counted(40, 'c')])
  scan.goOn()
  for (const event of [{ ...start, asOf: '2026-11-20T11:00:00.000Z' }, ...counted(7, null)]) scan.receive(event, '')
  const { asOf, partitions, progress: sum } = scan.state()
  expect([asOf, partitions[0]?.matched, sum.matched]).toEqual([AS_OF, 47, 47])
})
