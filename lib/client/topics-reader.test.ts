import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { messageOf } from '#lib/contract/testing/samples.ts'
import { TopicsReader } from './topics-reader.ts'

const PAGE = 3
/** The times of the records of each topic, the newest first. */
let topics: Record<string, readonly number[]> = {}
let open = 0
let mostOpen = 0
let requests: string[] = []

async function answer(path: string): Promise<Response> {
  const url = new URL(path, 'http://x')
  const topic = url.pathname.slice(1)
  requests.push(path)
  if (url.searchParams.has('filter')) {
    const error = { code: 'invalid', field: 'filter', message: 'It ends too early', requestId: 'r' }
    return Response.json({ error }, { status: 400 })
  }
  const times = topics[topic]
  if (!times)
    return Response.json({ error: { code: 'not-found', message: 'No such topic', requestId: 'r' } }, { status: 404 })
  mostOpen = Math.max(mostOpen, ++open)
  await new Promise((resolve) => setTimeout(resolve, 1))
  open--
  const from = Number(url.searchParams.get('cursor') ?? 0)
  const page = times.slice(from, from + PAGE)
  const cursor = from + PAGE < times.length ? String(from + PAGE) : null
  const end = { reason: cursor === null ? 'end' : 'limit', scanned: page.length, matched: page.length, aborted: 0 }
  const events = [
    { type: 'start', asOf: new Date(0).toISOString(), partitions: [] },
    ...page.map((timestampMs, at) => ({ type: 'record', ...messageOf({ offset: from + at, timestampMs }) })),
    { type: 'done', ...end, cursor, elapsedMs: 1 },
  ]
  return new Response(events.map((event) => `${JSON.stringify(event)}\n`).join(''))
}

beforeEach(() => {
  topics = {}
  requests = []
  open = 0
  mostOpen = 0
  vi.stubGlobal('requestAnimationFrame', (callback: () => void) => {
    queueMicrotask(callback)
    return 0
  })
  vi.stubGlobal('cancelAnimationFrame', () => {})
  vi.stubGlobal('fetch', answer)
})
afterEach(() => vi.unstubAllGlobals())

async function read(rows: number, names = Object.keys(topics)): Promise<TopicsReader> {
  const reader = new TopicsReader(1_000)
  reader.run({ paths: new Map(names.map((name) => [name, `/${name}?`])), isBackwards: true, rows })
  await settled(reader)
  return reader
}

const settled = (reader: TopicsReader) => vi.waitFor(() => expect(reader.state().isReading).toBe(false))
const timesIn = (reader: TopicsReader) => reader.state().rows.map(({ message }) => message.timestampMs)

test('pages of a topic are read for as long as its records are needed, and no further', async () => {
  topics = { busy: [99, 98, 97, 96, 95, 94, 93, 92, 91, 90], quiet: [50, 40, 30, 20] }
  const reader = await read(4)
  expect(timesIn(reader)).toEqual([99, 98, 97, 96])
  expect(requests).toEqual(['/busy?', '/quiet?', '/busy?&cursor=3'])
  expect(reader.state().hasMore).toBe(true)
  reader.more(8)
  await settled(reader)
  expect(timesIn(reader)).toEqual([99, 98, 97, 96, 95, 94, 93, 92, 91, 90, 50, 40])
  reader.more(50)
  await settled(reader)
  expect(timesIn(reader)).toEqual([99, 98, 97, 96, 95, 94, 93, 92, 91, 90, 50, 40, 30, 20])
  expect(reader.state().hasMore).toBe(false)
})

test('however many topics there are, three are read at once, and all are read', async () => {
  topics = Object.fromEntries(Array.from({ length: 9 }, (_, at) => [`t${at}`, [at]]))
  const reader = await read(50)
  expect(timesIn(reader)).toEqual([8, 7, 6, 5, 4, 3, 2, 1, 0])
  expect(mostOpen).toBe(3)
})

test('a topic that cannot be read is reported, and the others are read', async () => {
  topics = { a: [9, 7], b: [8] }
  const reader = await read(50, ['a', 'gone', 'b'])
  expect(timesIn(reader)).toEqual([9, 8, 7])
  const [gone] = reader.state().topics.filter(({ topic }) => topic === 'gone')
  expect(gone?.scan).toMatchObject({ phase: 'failed', error: { code: 'not-found' } })
})

test('stopped, it shows what was found; whatever was not read is read when it goes on', async () => {
  topics = Object.fromEntries(Array.from({ length: 5 }, (_, at) => [`t${at}`, [at]]))
  const reader = new TopicsReader(1_000)
  reader.run({ paths: new Map(Object.keys(topics).map((name) => [name, `/${name}?`])), isBackwards: true, rows: 50 })
  reader.stop()
  await settled(reader)
  expect(reader.state().topics.map(({ scan }) => scan.phase)).toEqual(Array.from({ length: 5 }, () => 'stopped'))
  reader.goOn()
  await vi.waitFor(() => expect(requests).toEqual(expect.arrayContaining(['/t3?', '/t4?'])))
  await settled(reader)
  expect(timesIn(reader)).toEqual([4, 3, 2, 1, 0])
})

test('rows stay where the next query of the same topics is refused, and those of other topics do not', async () => {
  topics = { a: [9, 7], b: [8] }
  const reader = await read(50)
  reader.run({ paths: new Map(['a', 'b'].map((name) => [name, `/${name}?filter=x`])), isBackwards: true, rows: 50 })
  await settled(reader)
  expect(timesIn(reader)).toEqual([9, 8, 7])
  expect(reader.state().topics.map(({ scan }) => scan.phase)).toContain('failed')
  reader.run({ paths: new Map([['a', '/a?filter=x']]), isBackwards: true, rows: 50 })
  await settled(reader)
  expect(timesIn(reader)).toEqual([])
})
