import { keepingRecords } from '#demo/testing/new-topic.ts'
import { expect, test } from '#e2e/test.ts'
import { errorReplySchema } from '#lib/contract/common.ts'
import { produceReplySchema } from '#lib/contract/produce.ts'

const TOPICS = '/api/clusters/demo/topics'
const MEGABYTE = 1024 * 1024

const record = (data: string) => ({ key: null, value: { format: 'string', data }, headers: [] })

const mistakes: [name: string, topic: string, body: unknown, expected: Record<string, unknown>][] = [
  ['a topic that does not exist', 'nope', { records: [record('v')] }, { status: 404, code: 'not-found', field: 't' }],
  ['nothing to send', 'weather', { records: [] }, { status: 400, code: 'invalid', field: 'records' }],
  [
    'JSON that is none',
    'weather',
    { records: [record('v'), { ...record('v'), value: { format: 'json', data: '{' } }] },
    { status: 400, code: 'invalid', field: 'records.1.value' },
  ],
  [
    'a header that cannot be read',
    'weather',
    { records: [{ ...record('v'), headers: [{ name: 'h', value: { format: 'hex', data: '0' } }] }] },
    { status: 400, code: 'invalid', field: 'records.0.headers.0.value' },
  ],
  [
    'a transaction',
    'weather',
    { records: [record('v')], transaction: 'commit' },
    { status: 501, code: 'unsupported', field: 'transaction' },
  ],
  ['more than 8 MiB', 'weather', { records: [record('x'.repeat(8 * MEGABYTE))] }, { status: 413, code: 'too-large' }],
]

for (const [name, topic, data, expected] of mistakes) {
  test(`${name} is refused, and nothing is written`, async ({ request }) => {
    const response = await request.post(`${TOPICS}/${topic}/messages`, { data })
    const { error } = errorReplySchema.parse(await response.json())
    expect({ status: response.status(), code: error.code, field: error.field }).toMatchObject(expected)
  })
}

test('each message has an outcome of its own; three megabytes are no problem', async ({ request }) => {
  const name = `api.sent.${Date.now()}`
  const configs = { 'max.message.bytes': String(4 * MEGABYTE) }
  await request.post(TOPICS, { data: keepingRecords({ name, partitions: 2, configs }) })
  const records = [
    { ...record('first'), partition: 1, timestampMs: 5 },
    { ...record('nowhere'), partition: 2 },
    { ...record('x'.repeat(3 * MEGABYTE)), partition: 1 },
    { ...record('none'), value: null, partition: 0 },
  ]
  const response = await request.post(`${TOPICS}/${name}/messages`, { data: { records, compression: 'gzip' } })
  expect(response.status()).toBe(200)
  expect(produceReplySchema.parse(await response.json())).toMatchObject({
    results: [
      { index: 0, ok: true, partition: 1, offset: 0, timestampMs: 5 },
      { index: 1, ok: false, partition: 2, offset: null, error: expect.stringContaining('no partition 2') },
      { index: 2, ok: true, partition: 1, offset: 1 },
      { index: 3, ok: true, partition: 0, offset: 0 },
    ],
    failed: 1,
  })
  await request.delete(`${TOPICS}/${name}?confirm=${name}`)
})
