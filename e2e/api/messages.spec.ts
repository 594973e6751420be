import type { APIRequestContext } from '@playwright/test'
import { expect, test } from '#e2e/test.ts'
import { errorReplySchema } from '#lib/contract/common.ts'
import { type Message, type ScanEvent, scanEventSchema } from '#lib/contract/messages.ts'

const weather = '/api/clusters/demo/topics/weather'

async function read(request: APIRequestContext, query: string): Promise<ScanEvent[]> {
  const response = await request.get(`${weather}/messages?${query}`)
  expect(response.status(), await response.text()).toBe(200)
  expect(response.headers()['content-type']).toContain('application/x-ndjson')
  const lines = (await response.text()).trimEnd().split('\n')
  return lines.map((line) => scanEventSchema.parse(JSON.parse(line)))
}

const rowsOf = (events: readonly ScanEvent[]) =>
  events.flatMap((event): Message[] => (event.type === 'record' ? [event] : []))

test('messages come as events, from the start to why it ended, and go on by the cursor', async ({ request }) => {
  const events = await read(request, 'limit=5')
  expect(events[0]?.type).toBe('start')
  const rows = rowsOf(events)
  expect(rows).toHaveLength(5)
  expect(rows[0]?.value).toMatchObject({ format: 'json', json: { city: expect.any(String) } })
  const done = events.at(-1)
  if (done?.type !== 'done') throw new Error('it did not end')
  expect(done).toMatchObject({ reason: 'limit', matched: 5 })
  const next = rowsOf(await read(request, `limit=5&cursor=${done.cursor}`))
  expect(next[0]?.offset).toBe((rows.at(-1)?.offset ?? 0) - 1)
})

test('a record is there by its place, and its bytes as a file', async ({ request }) => {
  const [row] = rowsOf(await read(request, 'from=oldest&limit=1'))
  const place = `${weather}/messages/${row?.partition}/${row?.offset}`
  const message = await (await request.get(place)).json()
  expect(message).toMatchObject({ offset: row?.offset, value: { text: row?.value?.text } })
  const raw = await request.get(`${place}?part=value&as=raw`)
  expect(raw.headers()['content-disposition']).toMatch(/^attachment; filename="weather-0-\d+-value\.bin"$/)
  expect((await raw.body()).byteLength).toBe(row?.valueBytes)
})

test('an export is the query as a file', async ({ request }) => {
  const to = new Date().toISOString()
  const csv = await request.get(`${weather}/export?from=oldest&to=${to}&format=csv&columns=offset,value.city`)
  expect(csv.headers()['content-disposition']).toBe('attachment; filename="weather.csv"')
  const [head, first] = (await csv.text()).split('\r\n')
  expect(head).toBe('offset,value.city')
  expect(first).toMatch(/^\d+,\w+/)
})

const mistakes: [name: string, path: string, expected: Record<string, unknown>][] = [
  ['an offset without from=offset', `${weather}/messages?offset=5`, { code: 'invalid', field: 'offset' }],
  ['a partition that does not exist', `${weather}/messages?partitions=99`, { code: 'invalid', field: 'partitions' }],
  ['a filter that is none', `${weather}/messages?filter=value.city+%3D%3D`, { code: 'invalid', field: 'filter' }],
  ['a cursor that is none', `${weather}/messages?cursor=abc`, { code: 'invalid', field: 'cursor' }],
  ['more rows than there may be', `${weather}/messages?limit=501`, { code: 'invalid', field: 'limit' }],
  ['a column that is none', `${weather}/export?format=csv&columns=nope`, { code: 'invalid', field: 'columns' }],
  ['a record that is not there yet', `${weather}/messages/0/9000000000000`, { code: 'not-found' }],
  ['the messages of no topic', '/api/clusters/demo/topics/nope/messages', { code: 'not-found' }],
]
for (const [name, path, expected] of mistakes) {
  test(`${name} is refused before anything is read`, async ({ request }) => {
    const { error } = errorReplySchema.parse(await (await request.get(path)).json())
    expect(error).toMatchObject(expected)
  })
}
