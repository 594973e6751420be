import { once } from 'node:events'
import net, { type AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, expect, test, vi } from 'vitest'
import { Writer } from '#lib/bytes/writer.ts'
import type { BrokerConnection } from '#lib/kafka/connection/broker-connection.ts'
import { ConnectionSet } from '#lib/kafka/connection/connection-set.ts'
import { startFakeBroker } from '#lib/kafka/connection/testing/fake-broker.ts'
import { startSshServer } from '#lib/kafka/connection/testing/servers.ts'
import { LivenessWatch } from './liveness-watch.ts'

const servers: net.Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) server.close()
})

/** A broker that answers ApiVersions and hangs up, as one does that has too many connections. */
async function moody() {
  let connections = 0
  const server = net.createServer((socket) => {
    connections++
    socket.on('error', () => {})
    socket.on('data', (data: Buffer) => {
      const writer = new Writer(true).int16(0)
      writer
        .array([3], (key) => writer.int16(key).int16(4).int16(4).noTags())
        .int32(0)
        .noTags()
      const body = writer.bytes()
      const head = Buffer.alloc(8)
      head.writeInt32BE(4 + body.length, 0)
      head.writeInt32BE(data.readInt32BE(8), 4)
      socket.end(Buffer.concat([head, body]))
    })
  })
  servers.push(server)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  // A server that listens on a port has an address of this form.
  const { port } = server.address() as AddressInfo
  return { address: { host: '127.0.0.1', port }, connections: () => connections }
}

test('a broker that answers and hangs up is not asked again and again without a pause', async () => {
  const broker = await moody()
  const connections = new ConnectionSet({ bootstrap: [broker.address] })
  const watch = new LivenessWatch(connections, Date.now, () => {})
  watch.watch([{ id: 1, ...broker.address }])
  await watch.probeAll()
  await sleep(300)
  expect(broker.connections()).toBeLessThan(10)
  watch.close()
  connections.close()
})

test('at another address it is another process, of which nothing is known', async () => {
  const broker = await moody()
  const connections = new ConnectionSet({ bootstrap: [broker.address] })
  const watch = new LivenessWatch(connections, Date.now, () => {})
  watch.watch([{ id: 1, host: '127.0.0.1', port: 1 }])
  await watch.probeAll()
  expect(watch.of(1)).toMatchObject({ online: false, failure: { code: 'refused' } })
  watch.watch([{ id: 1, ...broker.address }])
  expect(watch.of(1)).toEqual({ online: null, downSinceMs: null, failure: null })
  watch.close()
  connections.close()
})

test('behind an SSH host that is gone nothing is known of a broker, and it is not down', async () => {
  const broker = await startFakeBroker()
  const server = await startSshServer({ resolve: ({ port }) => (port === 9092 ? broker.address : null) })
  const connections = new ConnectionSet({ bootstrap: [], ssh: server.access })
  let changes = 0
  const watch = new LivenessWatch(connections, Date.now, () => changes++)
  watch.watch([
    { id: 1, host: 'kafka.internal', port: 9092 },
    { id: 2, host: 'kafka.internal', port: 9093 },
  ])
  await watch.probeAll()
  expect(watch.of(1)).toMatchObject({ online: true, failure: null })
  expect(watch.of(2)).toMatchObject({
    online: false,
    failure: { message: expect.stringContaining('from the SSH host') },
  })
  expect(watch.down).toEqual([2])
  server.close()
  await expect
    .poll(() => watch.of(1), { timeout: 30_000 })
    .toMatchObject({ online: null, downSinceMs: null, failure: { message: expect.stringMatching(/^The SSH host/) } })
  await watch.probeAll()
  expect(watch.down).toEqual([])
  expect(changes).toBeGreaterThan(2)
  watch.close()
  connections.close()
  broker.close()
})

test('the list of brokers that are down is the same one for as long as they are the same', async () => {
  const connections = new ConnectionSet({ bootstrap: [] })
  const gone = new Set([2])
  vi.spyOn(connections, 'to').mockImplementation(({ port }) => {
    const send = async () => {
      if (gone.has(port)) throw new Error('gone')
    }
    // The one method that is called here.
    return { send } as unknown as BrokerConnection
  })
  const watch = new LivenessWatch(connections, Date.now, () => {})
  watch.watch([1, 2, 3].map((id) => ({ id, host: 'h', port: id })))
  expect(watch.down).toEqual([])
  await watch.probeAll()
  const { down } = watch
  expect(down).toEqual([2])
  await watch.probeAll()
  expect(watch.down).toBe(down)
  gone.add(3)
  await watch.probeAll()
  expect(watch.down).toEqual([2, 3])
})
