import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { messageOf } from '#lib/contract/testing/samples.ts'
import { MessageReader } from './message-reader.ts'

const rows = (...offsets: number[]) =>
  [{ type: 'start', partitions: [] }, ...offsets.map((offset) => ({ type: 'record', ...messageOf({ offset }) }))]
    .map((event) => `${JSON.stringify(event)}\n`)
    .join('')
const done = `${JSON.stringify({ type: 'done', reason: 'end', scanned: 2, matched: 2, aborted: 0, cursor: null, elapsedMs: 1 })}\n`

const refusal = { error: { code: 'invalid', field: 'filter', message: 'It ends too early', requestId: 'r' } }
const down = { error: { code: 'unreachable', message: 'No broker answers', requestId: 'r' } }

beforeEach(() => {
  vi.stubGlobal('requestAnimationFrame', (callback: () => void) => {
    queueMicrotask(callback)
    return 0
  })
  vi.stubGlobal('cancelAnimationFrame', () => {})
  vi.stubGlobal('fetch', async (path: string) => {
    if (path.includes('filter=wrong')) return Response.json(refusal, { status: 400 })
    if (path.includes('filter=down')) return Response.json(down, { status: 503 })
    return new Response(rows(...(path.includes('filter=') ? [7] : [1, 2])) + done)
  })
})
afterEach(() => vi.unstubAllGlobals())

const idsIn = (reader: MessageReader) => reader.state().rows.map(({ id }) => id)

async function readerOf(path: string): Promise<MessageReader> {
  const reader = new MessageReader()
  reader.keep(100)
  reader.run(path)
  await vi.waitFor(() => expect(reader.state().phase).toBe('done'))
  return reader
}

async function refused(reader: MessageReader): Promise<void> {
  await vi.waitFor(() => expect(reader.state()).toMatchObject({ phase: 'failed' }))
}

test('a query that is refused leaves the rows of the one before, however often', async () => {
  const reader = await readerOf('/topics/a?from=newest')
  reader.run('/topics/a?filter=wrong')
  await refused(reader)
  expect(idsIn(reader)).toEqual(['0:1', '0:2'])
  expect(reader.state().error).toMatchObject({ field: 'filter' })
  // The first of the two never came to an end.
  reader.run('/topics/a?filter=wrong1')
  reader.run('/topics/a?filter=wrong2')
  await refused(reader)
  expect(idsIn(reader)).toEqual(['0:1', '0:2'])
  reader.run('/topics/a?filter=right')
  await vi.waitFor(() => expect(idsIn(reader)).toEqual(['0:7']))
})

test('a query that cannot even be asked leaves them too', async () => {
  const reader = await readerOf('/topics/a?from=newest')
  reader.clear('/topics/a')
  expect(idsIn(reader)).toEqual(['0:1', '0:2'])
  expect(reader.state().phase).toBe('stopped')
})

test('rows of another topic never stay, nor those that a broker could not confirm', async () => {
  const reader = await readerOf('/topics/a?from=newest')
  reader.run('/topics/b?filter=wrong')
  await refused(reader)
  expect(idsIn(reader)).toEqual([])
  const other = await readerOf('/topics/a?from=newest')
  other.clear('/topics/b')
  expect(idsIn(other)).toEqual([])
  const third = await readerOf('/topics/a?from=newest')
  third.run('/topics/a?filter=down')
  await refused(third)
  expect(idsIn(third)).toEqual([])
})
