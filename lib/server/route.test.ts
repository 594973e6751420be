import { describe, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { wholeNumber } from '#lib/contract/common.ts'
import { AppError, errorStatus } from '#lib/contract/errors.ts'
import { defineRoute, json } from '#lib/contract/route-definition.ts'
import { KafkaError } from '#lib/kafka/protocol/error-codes.ts'
import { route } from './route.ts'
import { countStreams, eventStream } from './streams.ts'

const BASE = 'http://localhost:3000/api'

const read = defineRoute({
  method: 'GET',
  path: '/things/:id',
  summary: 'A thing',
  params: z.strictObject({ id: z.string() }),
  query: z.strictObject({ page: wholeNumber(1, 9).default(1) }),
  reply: json(z.unknown()),
})

const change = defineRoute({
  method: 'POST',
  path: '/things/:id',
  summary: 'Changes a thing',
  params: z.strictObject({ id: z.string() }),
  query: z.strictObject({}),
  body: z.strictObject({ size: z.int() }),
  reply: json(z.unknown(), 202),
})

function get(path: string, headers: Record<string, string> = {}): Request {
  return new Request(BASE + path, { headers: { host: 'localhost:3000', ...headers } })
}

function post(body: BodyInit, headers: Record<string, string> = {}): Request {
  const all = { host: 'localhost:3000', 'content-type': 'application/json', ...headers }
  return new Request(`${BASE}/things/1`, { method: 'POST', headers: all, body, duplex: 'half' } as RequestInit)
}

async function outcome(response: Response) {
  const { error } = await response.json()
  return { status: response.status, code: error?.code, field: error?.field }
}

test('HEAD of a stream is answered without starting one, as nothing would end it', async () => {
  const before = countStreams()
  const stop = vi.fn()
  const handler = route(read, ({ signal }) => eventStream(signal, { take: () => null, follow: () => stop }))
  const request = new Request(`${BASE}/things/1`, { method: 'HEAD', headers: { host: 'localhost:3000' } })
  const response = await handler(request)
  expect(response.headers.get('content-type')).toBe('text/event-stream')
  expect(response.body).toBeNull()
  expect(stop).toHaveBeenCalledOnce()
  expect(countStreams()).toBe(before)
})

describe('what a handler gets', () => {
  test('parameters, decoded once, and the query as the contract types it', async () => {
    const handler = route(read, ({ params, query }) => ({ params, query }))
    const response = await handler(get('/things/a%2Fb%252F~d?page=3'))
    expect(await response.json()).toEqual({ params: { id: 'a/b%2F~d' }, query: { page: 3 } })
    expect(await (await handler(get('/things/~dd'))).json()).toEqual({ params: { id: '..' }, query: { page: 1 } })
  })

  test('the body, and the status that the contract names', async () => {
    const response = await route(change, ({ body }) => body)(post('{"size":3}'))
    expect(response.status).toBe(202)
    expect(await response.json()).toEqual({ size: 3 })
  })
})

describe('what is refused', () => {
  const handler = route(read, () => ({}))
  test.each([
    ['an unknown parameter', get('/things/1?pgae=2'), { status: 400, code: 'invalid', field: 'pgae' }],
    ['a parameter given twice', get('/things/1?page=2&page=3'), { status: 400, code: 'invalid', field: 'page' }],
    ['a value out of range', get('/things/1?page=10'), { status: 400, code: 'invalid', field: 'page' }],
    ['a number that is none', get('/things/1?page=1e0'), { status: 400, code: 'invalid', field: 'page' }],
    [
      'a parameter called like a prototype',
      get('/things/1?__proto__=1'),
      { status: 400, code: 'invalid', field: '__proto__' },
    ],
    ['a broken encoding', get('/things/%E0%A4%A'), { status: 400, code: 'invalid', field: 'id' }],
    ['a foreign host', get('/things/1', { host: 'evil.example' }), { status: 403, code: 'forbidden' }],
    ['a foreign page', get('/things/1', { origin: 'http://evil.example' }), { status: 403, code: 'forbidden' }],
  ])('%s', async (_name, request, expected) => {
    expect(await outcome(await handler(request))).toEqual(expected)
  })

  const changer = route(change, () => ({}))
  test.each([
    [
      'a form of another site',
      post('size=1', { 'content-type': 'text/plain' }),
      { status: 400, code: 'invalid', field: 'Content-Type' },
    ],
    ['no JSON', post('{'), { status: 400, code: 'invalid' }],
    ['a field of another type', post('{"size":"x"}'), { status: 400, code: 'invalid', field: 'size' }],
    ['an unknown field', post('{"size":1,"force":true}'), { status: 400, code: 'invalid', field: 'force' }],
    [
      'a body that says it is too large',
      post('{}', { 'content-length': '1048577' }),
      { status: 413, code: 'too-large' },
    ],
    ['a body that turns out too large', post(`"${'x'.repeat(2 ** 20)}"`), { status: 413, code: 'too-large' }],
    ['a field called like a prototype', post('{"size":1,"__proto__":{}}'), { status: 400, field: '__proto__' }],
    ['one further in', post('{"size":{"a":[{"__proto__":1}]}}'), { status: 400, field: '__proto__' }],
    ['nesting without end', post(`${'['.repeat(5_000)}${']'.repeat(5_000)}`), { status: 400, code: 'invalid' }],
  ])('%s', async (_name, request, expected) => {
    expect(await outcome(await changer(request))).toMatchObject(expected)
  })
})

test('a route of its own size takes what others refuse, and refuses what is larger still', async () => {
  const size = 3 * 2 ** 20
  const large = route({ ...change, body: z.strictObject({ text: z.string() }), maxBodyBytes: size }, () => ({}))
  const text = (length: number) => post(JSON.stringify({ text: 'x'.repeat(length) }))
  expect((await large(text(2 ** 21))).status).toBe(202)
  expect(await outcome(await large(text(size)))).toMatchObject({ status: 413, code: 'too-large' })
})

describe('what a handler throws becomes the contract’s error', () => {
  test.each(Object.entries(errorStatus))('%s is %i', async (code, status) => {
    const handler = route(read, () => {
      throw new AppError(code as keyof typeof errorStatus, 'because', { hint: 'do this', retryAfterSeconds: 3 })
    })
    const response = await handler(get('/things/1'))
    expect(response.status).toBe(status)
    expect(response.headers.get('retry-after')).toBe('3')
    expect((await response.json()).error).toEqual({
      code,
      message: 'because',
      hint: 'do this',
      requestId: response.headers.get('x-request-id'),
    })
  })

  test('a refusal of Kafka keeps its meaning', async () => {
    const handler = route(read, async () => {
      throw new Error('outer', { cause: new KafkaError(29) })
    })
    expect(await outcome(await handler(get('/things/1')))).toMatchObject({ status: 403, code: 'forbidden' })
  })

  test('a bug reveals nothing internal', async () => {
    const handler = route(read, () => {
      throw new Error('password hunter2 at 10.0.0.1')
    })
    const response = await handler(get('/things/1'))
    expect(response.status).toBe(500)
    expect(await response.text()).not.toMatch(/hunter2|10\.0\.0\.1/)
  })
})

test('every answer, good or bad, is private, uncached and inert', async () => {
  const handler = route(read, () => ({}))
  for (const request of [get('/things/1'), get('/things/1?x=1')]) {
    const { headers } = await handler(request)
    expect(headers.get('cache-control')).toBe('private, no-store')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('content-security-policy')).toContain("default-src 'none'")
  }
})
