import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import net from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { until } from '#demo/processes.ts'
import { endDashboard, startDashboard } from '#e2e/dashboard.ts'

// The gate with Next behind it. It needs a build, which `npm test` has made by then.

const PORT = 3185
const URL = `http://127.0.0.1:${PORT}`
const READY_MS = 120_000

let dashboard: ChildProcess

beforeAll(async () => {
  dashboard = startDashboard(PORT, '127.0.0.1', { HIGHWATER_BROKERS: '127.0.0.1:1' })
  await until('the dashboard to answer', READY_MS, () =>
    fetch(`${URL}/api/health`).then(
      ({ ok }) => ok,
      () => false,
    ),
  )
  await fetch(`${URL}/clusters/default`)
})
afterAll(() => endDashboard(dashboard))

function descriptors(): number {
  return readdirSync(`/proc/${dashboard.pid}/fd`).length
}

test('upgrades, from any host and origin, leave no open socket behind', async () => {
  const before = descriptors()
  const upgrade = ['GET /_next/webpack-hmr HTTP/1.1', 'Host: evil.example', 'Connection: Upgrade', 'Upgrade: websocket']
  const header = [...upgrade, 'Origin: http://evil.example', '', ''].join('\r\n')
  await Promise.all(
    Array.from({ length: 200 }, async () => {
      const socket = net.connect({ port: PORT, host: '127.0.0.1', allowHalfOpen: true })
      socket.write(header)
      await once(socket.resume(), 'end')
      socket.destroy()
    }),
  )
  await expect.poll(descriptors).toBeLessThan(before + 20)
  expect((await fetch(`${URL}/api/health`)).status).toBe(200)
})

describe('a page', () => {
  test.each(['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND'])('takes no %s', async (method) => {
    const response = await fetch(`${URL}/clusters/default`, { method, headers: { 'next-action': '00abc' } })
    expect(response.status).toBe(405)
    expect(response.headers.get('allow')).toBe('GET, HEAD')
    expect(response.headers.get('x-frame-options')).toBe('DENY')
  })

  test('takes none either under an address that only Next reads as a page', async () => {
    const socket = net.connect(PORT, '127.0.0.1')
    socket.write(
      `POST /api/../clusters/default HTTP/1.1\r\nHost: 127.0.0.1:${PORT}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`,
    )
    let reply = ''
    for await (const chunk of socket) reply += chunk
    expect(reply).toMatch(/^HTTP\/1\.1 40[45] /)
  })

  test.each([
    '/',
    '/clusters/default',
    '/clusters/nope',
    '/_global-error',
    '/_not-found',
    '/nope',
    '/nope/',
    '//nope',
    '/api/clusters/?x',
    '/api/clusters/own/%2e.',
  ])('%s is kept by no cache', async (path) => {
    const response = await fetch(URL + path, { redirect: 'manual' })
    expect(response.headers.get('cache-control')).toContain('no-store')
    expect(response.status).not.toBe(500)
  })
})

test('a connection without requests stays open for longer than proxies keep theirs', async () => {
  expect((await fetch(`${URL}/api/health`)).headers.get('keep-alive')).toBe('timeout=75')
})

test('neither the image optimizer nor sharp is there', async () => {
  expect((await fetch(`${URL}/_next/image?url=%2Ficon.svg&w=64&q=75`)).status).toBe(404)
  expect(readFileSync(`/proc/${dashboard.pid}/maps`, 'utf8')).not.toMatch(/sharp|libvips/)
})
