import { afterEach, describe, expect, test, vi } from 'vitest'
import { ApiError } from './api-error.ts'
import { fetchJson, sendJson } from './fetcher.ts'

afterEach(() => {
  vi.unstubAllGlobals()
})

function answer(response: Response | Error) {
  const fetch = vi.fn(async () => {
    if (response instanceof Error) throw response
    return response
  })
  vi.stubGlobal('fetch', fetch)
  return fetch
}

const failure = () => fetchJson('/api/x').catch((error: unknown) => error)

describe('what is not a good answer is an ApiError', () => {
  test('with what the server said', async () => {
    answer(
      Response.json({ error: { code: 'not-found', message: 'gone', hint: 'look', requestId: 'r' } }, { status: 404 }),
    )
    expect(await failure()).toMatchObject({
      code: 'not-found',
      status: 404,
      message: 'gone',
      hint: 'look',
      requestId: 'r',
    })
  })

  test('also when a proxy answers in its place', async () => {
    answer(new Response('<html>Bad gateway</html>', { status: 502 }))
    expect(await failure()).toMatchObject({ code: 'internal', status: 502 })
  })

  test('and if there is no response', async () => {
    answer(new TypeError('Failed to fetch'))
    expect(await failure()).toMatchObject({ code: 'no-server', status: 0 })
  })

  test('and when a good answer cannot be read', async () => {
    answer(new Response('<html>', { status: 200 }))
    expect(await failure()).toBeInstanceOf(ApiError)
  })
})

test('a body is sent as JSON, which is what the server demands', async () => {
  const fetch = answer(Response.json({ ok: true }))
  await sendJson('/api/x', 'POST', { a: 1 })
  expect(fetch).toHaveBeenCalledWith('/api/x', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: '{"a":1}',
  })
})
