import { once } from 'node:events'
import http from 'node:http'
import net, { type AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { gate } from './gate.ts'
import { MAX_REQUEST_BYTES } from './refusals.ts'

/** The server behind the gate: as Next, it takes every upgrade and never lets go of it. */
let server: http.Server
let port = 0
const reached = vi.fn()

beforeEach(async () => {
  reached.mockReset()
  server = http.createServer(async (request, response) => {
    let size = 0
    for await (const chunk of request) size += chunk.length
    reached(`${request.method} ${request.url} ${size}`)
    response.end(`inner of ${request.headers['x-forwarded-for']}`)
  })
  server.on('upgrade', (request) => reached(`upgrade ${request.url}`))
  gate(server)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  port = (server.address() as AddressInfo).port
})
afterEach(() => {
  server.closeAllConnections()
  server.close()
})

/** All that the server sends until it closes the connection. */
async function exchange(text: string): Promise<string> {
  const socket = net.connect(port, '127.0.0.1')
  socket.write(text)
  let received = ''
  for await (const chunk of socket) received += chunk
  return received
}

function lines(first: string, ...headers: string[]): string {
  return [`${first} HTTP/1.1`, 'Host: localhost', ...headers, '', ''].join('\r\n')
}

const UPGRADE = ['Connection: Upgrade', 'Upgrade: websocket', 'Sec-WebSocket-Version: 13']

describe('upgrades', () => {
  test.each(['/_next/webpack-hmr', '/', '/api/clusters'])(
    'to %s are refused, and the socket is closed',
    async (path) => {
      const reply = await exchange(lines(`GET ${path}`, ...UPGRADE))
      expect(reply).toContain('HTTP/1.1 501 Not Implemented\r\n')
      expect(reply).toContain('X-Content-Type-Options: nosniff')
      expect(reached).not.toHaveBeenCalled()
    },
  )

  test('three hundred of them leave no connection, even of clients that keep theirs open', async () => {
    const sockets = Array.from({ length: 300 }, () => net.connect({ port, host: '127.0.0.1', allowHalfOpen: true }))
    for (const socket of sockets) socket.write(lines('GET /_next/webpack-hmr', ...UPGRADE))
    const connections = () => new Promise<number>((resolve) => server.getConnections((_error, count) => resolve(count)))
    await Promise.all(sockets.map((socket) => once(socket.resume(), 'end')))
    await expect.poll(connections).toBe(0)
    for (const socket of sockets) socket.destroy()
  })
})

describe('methods', () => {
  test.each([
    ['POST /', 'GET, HEAD'],
    ['POST /clusters/demo?x=1', 'GET, HEAD'],
    ['PUT /_next/static/a.js', 'GET, HEAD'],
    ['TRACE /clusters/demo', 'GET, HEAD'],
    ['OPTIONS /', 'GET, HEAD'],
    ['PROPFIND /', 'GET, HEAD'],
    ['POST /apiary', 'GET, HEAD'],
    ['TRACE /api/clusters', 'GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS'],
    ['FETCH /', 'GET, HEAD'],
    ['CONNECT localhost:80', 'GET, HEAD'],
  ])('%s is not possible', async (request, allow) => {
    const reply = await exchange(lines(request, 'Connection: close'))
    expect(reply).toContain('HTTP/1.1 405 Method Not Allowed\r\n')
    expect(reply).toContain(`Allow: ${allow}\r\n`)
    expect(reply).toContain('Cache-Control: private, no-store\r\n')
    expect(reply).toContain("Content-Security-Policy: default-src 'none'")
    expect(reached).not.toHaveBeenCalled()
  })

  test.each(['GET /', 'HEAD /clusters/demo', 'POST /api/clusters', 'DELETE /api/x?y'])('%s passes', async (request) => {
    await exchange(lines(request, 'Connection: close', 'Content-Length: 0'))
    expect(reached).toHaveBeenCalledWith(`${request} 0`)
  })

  test('what is no HTTP at all is refused with our headers, too', async () => {
    const reply = await exchange('GET / HTTP/1.1\r\nbroken\r\n\r\n')
    expect(reply).toContain('HTTP/1.1 400 Bad Request\r\n')
    expect(reply).toContain('X-Frame-Options: DENY\r\n')
  })
})

test('the server behind finds the address of the client, and nothing that the client made up', async () => {
  const ask = (...headers: string[]) => exchange(lines('GET /', 'Connection: close', ...headers))
  expect(await ask()).toContain('inner of 127.0.0.1')
  const claims = ['X-Forwarded-For: 203.0.113.1', 'X-Forwarded-For: 203.0.113.9']
  expect(await ask(...claims)).toContain('inner of 203.0.113.9')
})

test('the image optimizer is not there', async () => {
  const reply = await exchange(lines('GET /_next/image?url=%2Ficon.svg&w=64&q=75', 'Connection: close'))
  expect(reply).toContain('HTTP/1.1 404 Not Found\r\n')
  expect(reached).not.toHaveBeenCalled()
})

describe('bodies', () => {
  const send = async (body: BodyInit) => {
    const init = { method: 'POST', body, duplex: 'half' }
    const response = await fetch(`http://127.0.0.1:${port}/api/x`, init as RequestInit)
    return { status: response.status, text: await response.text() }
  }
  const inChunks = (size: number) => new Blob([new Uint8Array(size)]).stream()

  test('whose length is too large are refused before any of it is read', async () => {
    const reply = await exchange(lines('POST /api/x', 'Connection: close', `Content-Length: ${MAX_REQUEST_BYTES + 1}`))
    expect(reply).toContain('HTTP/1.1 413 ')
    expect(reply).toContain('"code":"too-large","message":"The body is larger than 8 MiB."')
  })

  test('that are too large are refused whole, and their sender gets to read why', async () => {
    expect(await send(new Uint8Array(60_000_000))).toMatchObject({ status: 413 })
    expect(reached).not.toHaveBeenCalled()
  })

  test('of unknown length are refused once they are too large', async () => {
    expect(await send(inChunks(60_000_000))).toMatchObject({
      status: 413,
      text: expect.stringContaining('"code":"too-large"'),
    })
    expect(reached).not.toHaveBeenCalled()
  })

  test.each([0, 1, 3_000_000, MAX_REQUEST_BYTES])('of unknown length pass whole with %i bytes', async (size) => {
    expect(await send(inChunks(size))).toEqual({ status: 200, text: 'inner of 127.0.0.1' })
    expect(reached).toHaveBeenCalledWith(`POST /api/x ${size}`)
  })

  test('the same connection goes on after a refusal', async () => {
    const large = lines('POST /api/x', 'Transfer-Encoding: chunked')
    const chunk = 'x'.repeat(MAX_REQUEST_BYTES + 1)
    const body = `${chunk.length.toString(16)}\r\n${chunk}\r\n0\r\n\r\n`
    const reply = await exchange(large + body + lines('GET /next', 'Connection: close'))
    expect(reply.match(/^HTTP\/1.1 \d+/gm)).toEqual(['HTTP/1.1 413', 'HTTP/1.1 200'])
    expect(reached.mock.calls).toEqual([['GET /next 0']])
  })
})
