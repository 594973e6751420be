import type { APIRequestContext } from '@playwright/test'
import { readEvents } from '#e2e/event-stream.ts'
import { expect, test } from '#e2e/test.ts'
import { errorReplySchema } from '#lib/contract/common.ts'
import { demoSchema } from '#lib/contract/demo.ts'
import { routes } from '#lib/contract/routes.ts'
import { snapshotParts } from '#lib/contract/snapshot-parts.ts'

const values: Record<string, string> = {
  c: 'demo',
  t: 'weather',
  g: 'weather-logger',
  id: '1',
  partition: '0',
  offset: '0',
}
const readable = routes.filter(({ method, reply }) => method === 'GET' && reply.type === 'application/json')

function pathOf(template: string): string {
  return `/api${template.replace(/:(\w+)/g, (_, name: string) => values[name] ?? name)}`
}

async function errorOf(
  request: APIRequestContext,
  path: string,
  options: Parameters<APIRequestContext['fetch']>[1] = {},
) {
  const response = await request.fetch(path, options)
  const { error } = errorReplySchema.parse(await response.json())
  return { status: response.status(), code: error.code, field: error.field }
}

for (const { path, reply } of readable) {
  test(`GET ${path} answers as the contract says`, async ({ request }) => {
    // The workloads have only just begun.
    await expect(async () => expect((await request.get(pathOf(path))).status()).toBe(reply.status)).toPass()
    const response = await request.get(pathOf(path))
    reply.schema.parse(await response.json())
    expect(response.headers()).toMatchObject({
      'cache-control': 'private, no-store',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    })
    expect(response.headers()).not.toHaveProperty('x-powered-by')
    expect(response.headers()).not.toHaveProperty('access-control-allow-origin')
  })
}

test('the embedded cluster is there, with three brokers and its topics', async ({ request }) => {
  const { items } = await (await request.get('/api/clusters')).json()
  expect(items).toMatchObject([{ id: 'demo', status: 'online', brokerCount: 3, readOnly: false }])
  await expect(async () => {
    const reply = await (await request.get('/api/clusters/demo/topics?q=movielog?&pageSize=2&order=desc')).json()
    expect(reply).toMatchObject({ total: 5, page: 1, pageSize: 2, warnings: [] })
    expect(reply.items.map(({ name }: { name: string }) => name)).toEqual(['movielog5', 'movielog4'])
  }).toPass()
})

const mistakes: [name: string, path: string, expected: Record<string, unknown>][] = [
  ['an unknown route', '/api/nope', { status: 404, code: 'not-found' }],
  ['an unknown cluster', '/api/clusters/nope', { status: 404, code: 'not-found' }],
  ['an unknown cluster’s topics', '/api/clusters/nope/topics', { status: 404, code: 'not-found' }],
  ['an unknown parameter', '/api/clusters/demo/topics?filter=x', { status: 400, code: 'invalid', field: 'filter' }],
  ['an unknown sort', '/api/clusters/demo/topics?sort=size', { status: 400, code: 'invalid', field: 'sort' }],
  [
    'a page size beyond the limit',
    '/api/clusters/demo/topics?pageSize=201',
    { status: 400, code: 'invalid', field: 'pageSize' },
  ],
  [
    'a prefix that no topic can have',
    `/api/clusters/demo/topic-tree?prefix=${'a'.repeat(250)}`,
    { status: 400, code: 'invalid', field: 'prefix' },
  ],
  [
    'a sort that the tree has not',
    '/api/clusters/demo/topic-tree?sort=retentionMs',
    { status: 400, code: 'invalid', field: 'sort' },
  ],
  ['a page that is no number', '/api/clusters/demo/topics?page=-1', { status: 400, code: 'invalid', field: 'page' }],
  ['a topic that does not exist', '/api/clusters/demo/topics/nope', { status: 404, code: 'not-found' }],
  ['its partitions', '/api/clusters/demo/topics/nope/partitions', { status: 404, code: 'not-found' }],
  ['its history', '/api/clusters/demo/topics/nope/history', { status: 404, code: 'not-found' }],
  ['its settings', '/api/clusters/demo/topics/nope/config', { status: 404, code: 'not-found' }],
  ['a broker that does not exist', '/api/clusters/demo/brokers/9', { status: 404, code: 'not-found' }],
  ['its settings, too', '/api/clusters/demo/brokers/9/config', { status: 404, code: 'not-found' }],
  ['its replicas', '/api/clusters/demo/brokers/9/replicas', { status: 404, code: 'not-found' }],
  ['a group that does not exist', '/api/clusters/demo/groups/nope', { status: 404, code: 'not-found' }],
  ['its partitions, too', '/api/clusters/demo/groups/nope/partitions', { status: 404, code: 'not-found' }],
  ['its members', '/api/clusters/demo/groups/nope/members', { status: 404, code: 'not-found' }],
  ['its lag', '/api/clusters/demo/groups/nope/history', { status: 404, code: 'not-found' }],
  ['the groups of no topic', '/api/clusters/demo/topics/nope/groups', { status: 404, code: 'not-found' }],
  ['a status that is none', '/api/clusters/demo/groups?status=fine', { status: 400, code: 'invalid', field: 'status' }],
  [
    'too many groups at once',
    '/api/clusters/demo/topics/weather/partitions?groups=a,b,c,d,e,f',
    { status: 400, code: 'invalid', field: 'groups' },
  ],
  ['a detail that is none', '/api/metrics?detail=all', { status: 400, code: 'invalid', field: 'detail' }],
  ['a range that is none', '/api/clusters/demo/history?range=1y', { status: 400, code: 'invalid', field: 'range' }],
  ['a policy that is none', '/api/clusters/demo/topics?policy=burn', { status: 400, code: 'invalid', field: 'policy' }],
  ['a parameter on a route without any', '/api/health?x=1', { status: 400, code: 'invalid', field: 'x' }],
]
for (const [name, path, expected] of mistakes) {
  test(`${name} is refused`, async ({ request }) => {
    expect(await errorOf(request, path)).toMatchObject(expected)
  })
}

test('figures for Prometheus come as text', async ({ request }) => {
  const response = await request.get('/api/metrics?detail=partition')
  expect(response.headers()['content-type']).toContain('text/plain')
  expect(await response.text()).toContain('kafka_consumergroup_group_sum_lag{cluster_name="demo"')
})

test('commits are moved: tried, confirmed, taken back; the group goes with them', async ({ request }) => {
  const group = `api.${Date.now()}/odd id`
  const path = `/api/clusters/demo/groups/${encodeURIComponent(group)}`
  const confirmed = `confirm=${encodeURIComponent(group)}`
  const data = { topics: [{ topic: 'weather' }], to: { type: 'earliest' } }
  const tried = await (await request.post(`${path}/offsets`, { data })).json()
  expect(tried).toMatchObject({ applied: false, rows: [{ topic: 'weather', partition: 0, before: null }] })
  const apply = { ...data, dryRun: false }
  expect(await errorOf(request, `${path}/offsets`, { method: 'POST', data: apply })).toMatchObject({
    status: 400,
    field: 'confirm',
  })
  expect(await (await request.post(`${path}/offsets?${confirmed}`, { data: apply })).json()).toMatchObject({
    applied: true,
  })
  await expect(async () => expect((await request.get(path)).status()).toBe(200)).toPass()
  const removed = await request.delete(`${path}/offsets?topic=weather&${confirmed}`)
  expect(await removed.json()).toEqual({ deleted: [{ topic: 'weather', partition: 0 }], failures: [] })
  const busy = '/api/clusters/demo/groups/weather-logger'
  const refused = await errorOf(request, `${busy}?confirm=weather-logger`, { method: 'DELETE' })
  expect(refused).toMatchObject({ status: 409, code: 'conflict' })
  await request.delete(`${path}?${confirmed}`)
  await expect(async () => expect((await request.get(path)).status()).toBe(404)).toPass()
})

test.describe('changing topics', () => {
  const topics = '/api/clusters/demo/topics'
  const send = (method: string, data?: unknown) => ({ method, ...(data !== undefined && { data }) })

  test('created, grown, set, emptied and deleted: each step as the contract says', async ({ request }) => {
    const name = `api.${Date.now()}`
    const step = async (method: string, path: string, data?: unknown) => {
      const response = await request.fetch(path, send(method, data))
      expect(response.status(), await response.text()).toBe(200)
      return response.json()
    }
    expect(await step('POST', topics, { name, partitions: 2, dryRun: true })).toMatchObject({ created: false })
    expect(await step('POST', topics, { name, partitions: 2 })).toMatchObject({ name, partitions: 2, created: true })
    await expect
      .poll(() => step('GET', `${topics}/${name}`))
      .toMatchObject({ partitionCount: 2, minInsyncReplicas: 1, messages: 0 })
    expect(await step('POST', `${topics}/${name}/partitions`, { count: 3 })).toEqual({ partitionCount: 3 })
    expect(await step('PATCH', `${topics}/${name}/config`, { set: { 'retention.ms': '60000' } })).toMatchObject({
      changes: [{ name: 'retention.ms', after: '60000' }],
      applied: true,
      incremental: true,
    })
    expect(await step('POST', `${topics}/${name}/truncate?confirm=${name}`, { all: true })).toMatchObject({
      failures: [],
    })
    expect(await step('DELETE', `${topics}/${name}?confirm=${name}`)).toEqual({ deleted: name })
    expect((await request.get(`${topics}/${name}`)).status()).toBe(404)
  })

  const refused: [name: string, method: string, path: string, data: unknown, expected: Record<string, unknown>][] = [
    ['a name that cannot be', 'POST', topics, { name: 'a b' }, { status: 400, field: 'name' }],
    ['no name', 'POST', topics, {}, { status: 400, field: 'name' }],
    ['more copies than brokers', 'POST', topics, { name: 'x', replicationFactor: 9 }, { status: 400, code: 'invalid' }],
    ['a name that is taken', 'POST', topics, { name: 'weather' }, { status: 409, code: 'exists' }],
    ['a field that is not known', 'POST', topics, { name: 'x', colour: 'red' }, { status: 400, field: 'colour' }],
    ['fewer partitions', 'POST', `${topics}/transactions/partitions`, { count: 1 }, { status: 400, code: 'invalid' }],
    ['to delete without its name', 'DELETE', `${topics}/weather`, undefined, { status: 400, field: 'confirm' }],
    [
      'to delete by another name',
      'DELETE',
      `${topics}/weather?confirm=x`,
      undefined,
      { status: 400, field: 'confirm' },
    ],
    [
      'to empty without its name',
      'POST',
      `${topics}/weather/truncate`,
      { all: true },
      { status: 400, field: 'confirm' },
    ],
    ['to empty nothing', 'POST', `${topics}/weather/truncate?confirm=weather`, {}, { status: 400 }],
    ['no setting', 'PATCH', `${topics}/weather/config`, {}, { status: 400, field: 'set' }],
    [
      'a setting that is none',
      'PATCH',
      `${topics}/weather/config`,
      { set: { colour: '1' } },
      { status: 400, field: 'colour' },
    ],
    [
      'a value that cannot be',
      'PATCH',
      `${topics}/weather/config`,
      { set: { 'retention.ms': 'soon' } },
      { status: 400 },
    ],
  ]
  for (const [name, method, path, data, expected] of refused) {
    test(`not ${name}`, async ({ request }) => {
      expect(await errorOf(request, path, send(method, data))).toMatchObject(expected)
    })
  }
})

test.describe('who may ask', () => {
  const action = { method: 'POST', data: { action: 'start' } }
  const foreign: [name: string, path: string, options: Parameters<APIRequestContext['fetch']>[1]][] = [
    ['a page of another site, reading', '/api/clusters', { headers: { origin: 'http://evil.example' } }],
    [
      'a page of another site, changing',
      '/api/demo/brokers/1',
      { ...action, headers: { origin: 'http://evil.example' } },
    ],
    ['a page on another port', '/api/clusters', { headers: { origin: 'http://127.0.0.1:9999' } }],
    ['a request that the browser calls cross-site', '/api/clusters', { headers: { 'sec-fetch-site': 'cross-site' } }],
    ['a foreign host name, on a route', '/api/health', { headers: { host: 'evil.example' } }],
  ]
  for (const [name, path, options] of foreign) {
    test(`not ${name}`, async ({ request }) => {
      expect(await errorOf(request, path, options)).toMatchObject({ status: 403, code: 'forbidden' })
    })
  }

  test('a foreign host name gets neither page nor file', async ({ request }) => {
    const html = await (await request.get('/')).text()
    const [, script = ''] = /<script[^>]* src="([^"]+)"/.exec(html) ?? []
    expect((await request.get(script)).headers()['content-type']).toContain('javascript')
    for (const path of ['/', '/clusters/demo', '/icon.svg', script]) {
      expect((await request.get(path, { headers: { host: 'evil.example' } })).status()).toBe(403)
    }
  })

  test('not a form: a body must be JSON', async ({ request }) => {
    const form = { method: 'POST', data: 'action=start', headers: { 'content-type': 'text/plain' } }
    expect(await errorOf(request, '/api/demo/brokers/1', form)).toMatchObject({ status: 400, code: 'invalid' })
  })

  test('not with a body of 60 MB', async ({ request }) => {
    const large = { method: 'POST', data: Buffer.alloc(60_000_000), headers: { 'content-type': 'application/json' } }
    expect(await errorOf(request, '/api/demo/brokers/1', large)).toMatchObject({ status: 413, code: 'too-large' })
  })
})

test.describe('the brokers of the embedded cluster', () => {
  test('one that does not exist is not found', async ({ request }) => {
    const order = { method: 'POST', data: { action: 'stop' } }
    expect(await errorOf(request, '/api/demo/brokers/9', order)).toMatchObject({ status: 404, code: 'not-found' })
    expect(await errorOf(request, '/api/demo/brokers/x', order)).toMatchObject({
      status: 400,
      code: 'invalid',
      field: 'id',
    })
  })

  test('an order that is none is refused', async ({ request }) => {
    const order = { method: 'POST', data: { action: 'explode' } }
    expect(await errorOf(request, '/api/demo/brokers/1', order)).toMatchObject({ status: 400, field: 'action' })
  })

  test('starting one that runs changes nothing', async ({ request }) => {
    const response = await request.post('/api/demo/brokers/1', { data: { action: 'start' } })
    const demo = demoSchema.parse(await response.json())
    expect(demo.brokers.map(({ state }) => state)).toEqual(['running', 'running', 'running'])
  })
})

test('events tell the status and the snapshot, and go on', async ({ baseURL }) => {
  const events = []
  for await (const event of readEvents(`${baseURL}/api/clusters/demo/events`)) {
    if (event.type === 'status' || event.type === 'snapshot') events.push(event)
    if (events.filter(({ type }) => type === 'snapshot').length === 2) break
  }
  expect(events[0]).toMatchObject({ type: 'status', data: { status: 'online' } })
  const [first, second] = events.filter(({ type }) => type === 'snapshot')
  expect(first?.data).toMatchObject({ changed: [...snapshotParts] })
  expect(Number(second?.data.snapshot)).toBeGreaterThan(Number(first?.data.snapshot))
})
