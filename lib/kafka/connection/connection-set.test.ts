import { once } from 'node:events'
import net, { type AddressInfo } from 'node:net'
import { afterEach, expect, test, vi } from 'vitest'
import { apiVersions } from '#lib/kafka/protocol/api-versions.ts'
import { ConnectionSet } from './connection-set.ts'

const DEADLINE_MS = 60_000
const servers: net.Server[] = []

afterEach(() => {
  vi.useRealTimers()
  for (const server of servers.splice(0)) server.close()
})

/** Takes connections, and never answers. */
async function startSilentBroker() {
  const seen: net.Socket[] = []
  const server = net.createServer((socket) => {
    seen.push(socket)
    socket.on('error', () => {})
  })
  servers.push(server)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  // A server that listens on a port has an address of this form.
  const { port } = server.address() as AddressInfo
  return { address: { host: '127.0.0.1', port }, seen }
}

test('a set that was closed while it asked one broker does not connect to the next', async () => {
  const [first, second] = [await startSilentBroker(), await startSilentBroker()]
  const connections = new ConnectionSet({ bootstrap: [first.address, second.address] })
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const asking = connections.sendToAny(apiVersions, undefined, DEADLINE_MS)
  asking.catch(() => {})
  await expect.poll(() => first.seen.length).toBe(1)
  connections.close()
  await expect(asking).rejects.toThrow()
  vi.advanceTimersByTime(DEADLINE_MS)
  vi.useRealTimers()
  await new Promise((resolve) => setTimeout(resolve, 50))
  expect(second.seen).toEqual([])
})
