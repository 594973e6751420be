import { once } from 'node:events'
import net, { type AddressInfo } from 'node:net'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { Writer } from '#lib/bytes/writer.ts'
import type { ConnectionCode } from '#lib/contract/connection.ts'
import { metadata } from '#lib/kafka/protocol/metadata.ts'
import { asksWhichCluster, frameReply, onRequest } from '#lib/kafka/testing/framing.ts'
import { BrokerConnection } from './broker-connection.ts'
import { Dialler } from './dialler.ts'

const DEADLINE_MS = 60_000
/** For replies that never come. */
const BRIEF_MS = 100
const servers: net.Server[] = []

afterEach(async () => {
  for (const server of servers.splice(0)) server.close()
})

/** A broker played by a script: it gets each request's key, version and correlation id, and answers what it wants. */
async function scripted(answer: (socket: net.Socket, key: number, version: number, id: number) => void) {
  const sockets: net.Socket[] = []
  const server = net.createServer((socket) => {
    sockets.push(socket)
    onRequest(socket, (request) => {
      const { key, version, correlationId } = request
      if (asksWhichCluster(request)) socket.write(frame(correlationId, emptyMetadata()))
      else answer(socket, key, version, correlationId)
    })
  })
  servers.push(server)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  // A server that listens on a port has an address of this form.
  const { port } = server.address() as AddressInfo
  const onClose = vi.fn()
  const address = { host: '127.0.0.1', port }
  const dialler = new Dialler({ bootstrap: [address] })
  const connection = new BrokerConnection({ address, dialler, onClose, idleMs: null })
  return { connection, sockets, server, onClose }
}

const frame = (correlationId: number, body: Buffer) =>
  frameReply({ key: metadata.key, correlationId, isFlexible: false }, body)

function answerVersions(socket: net.Socket, id: number): void {
  const writer = new Writer(true).int16(0)
  writer
    .array([3], (key) => writer.int16(key).int16(4).int16(4).noTags())
    .int32(0)
    .noTags()
  socket.write(frame(id, writer.bytes()))
}

function emptyMetadata(clusterId = 'cluster'): Buffer {
  return new Writer(false).int32(0).int32(0).nullableString(clusterId).int32(-1).int32(0).bytes()
}

const ask = (connection: BrokerConnection, deadlineMs = DEADLINE_MS) =>
  connection.send(metadata, { topics: null }, deadlineMs)

describe('a broker that behaves', () => {
  test('is connected to once, however many ask at the same moment', async () => {
    const { connection, sockets } = await scripted((socket, key, _version, id) => {
      if (key === 18) answerVersions(socket, id)
      else socket.write(frame(id, emptyMetadata()))
    })
    await Promise.all(Array.from({ length: 5 }, () => ask(connection)))
    expect(sockets).toHaveLength(1)
    connection.close()
  })

  test('that is old is asked for its versions again, in the oldest way', async () => {
    const seen: number[] = []
    const { connection } = await scripted((socket, key, version, id) => {
      if (key !== 18) return
      seen.push(version)
      const old = Buffer.from([0, 0, 0, 0, 0, 1, 0, 3, 0, 4, 0, 5])
      socket.write(frame(id, version === 0 ? old : Buffer.from([0, 35, 0, 0, 0, 0])))
    })
    expect((await connection.versions()).apis.get(3)).toEqual({ min: 4, max: 5 })
    expect(seen).toEqual([4, 0])
    connection.close()
  })

  test('that repeats itself is not decoded again; that says something else is', async () => {
    let clusterId = 'one'
    const { connection } = await scripted((socket, key, _version, id) => {
      if (key === 18) answerVersions(socket, id)
      else socket.write(frame(id, emptyMetadata(clusterId)))
    })
    const askAgain = (before: Buffer | null) =>
      connection.sendUnlessSame(metadata, { topics: null }, DEADLINE_MS, before)
    const first = await askAgain(null)
    expect(first?.output.clusterId).toBe('one')
    expect(await askAgain(first?.bytes ?? null)).toBeNull()
    expect((await askAgain(null))?.output.clusterId).toBe('one')
    clusterId = 'two'
    expect((await askAgain(first?.bytes ?? null))?.output.clusterId).toBe('two')
    connection.close()
  })

  test('that went is told of, and connected to again when it is back', async () => {
    const { connection, sockets, onClose } = await scripted((socket, key, _version, id) => {
      if (key === 18) answerVersions(socket, id)
      else socket.write(frame(id, emptyMetadata()))
    })
    await ask(connection)
    sockets[0]?.destroy()
    await expect.poll(() => onClose.mock.calls.length).toBe(1)
    expect(connection.isOpen).toBe(false)
    await ask(connection)
    expect(sockets).toHaveLength(2)
    connection.close()
  })

  test('leaves no timer behind that ticks while nothing waits', async () => {
    const { connection } = await scripted((socket, key, _version, id) => {
      if (key === 18) answerVersions(socket, id)
      else socket.write(frame(id, emptyMetadata()))
    })
    const timeouts = vi.spyOn(globalThis, 'setTimeout')
    await ask(connection)
    expect(timeouts.mock.calls.filter(([, delay]) => (delay ?? 0) < 0)).toEqual([])
    timeouts.mockRestore()
    connection.close()
  })
})

describe('a broker that does not', () => {
  const afterVersions =
    (misbehave: (socket: net.Socket, id: number) => void) =>
    (socket: net.Socket, key: number, _version: number, id: number) =>
      key === 18 ? answerVersions(socket, id) : misbehave(socket, id)

  const cases: [name: string, code: ConnectionCode, behaviour: Parameters<typeof scripted>[0]][] = [
    ['takes connections and never answers', 'timeout', () => {}],
    ['hangs up at once', 'closed', (socket) => socket.destroy()],
    ['hangs up in the middle of a request', 'closed', afterVersions((socket) => socket.destroy())],
    [
      'answers half and then nothing',
      'timeout',
      afterVersions((socket, id) => socket.write(frame(id, emptyMetadata()).subarray(0, 9))),
    ],
    ['speaks HTTP', 'not-kafka', (socket) => socket.write('HTTP/1.1 400 Bad Request\r\n\r\n')],
    [
      'announces a reply of a negative length',
      'not-kafka',
      afterVersions((socket) => socket.write(Buffer.from([0xff, 0, 0, 0, 0, 0, 0, 0]))),
    ],
    ['announces a reply of no length', 'not-kafka', afterVersions((socket) => socket.write(Buffer.alloc(8)))],
    [
      'announces a reply of 2 GB',
      'not-kafka',
      afterVersions((socket) => socket.write(Buffer.from([0x7f, 0xff, 0xff, 0xff, 0, 0, 0, 0]))),
    ],
  ]
  test.each(cases)('%s: %s', async (_name, code, behaviour) => {
    const { connection } = await scripted(behaviour)
    const deadlineMs = code === 'timeout' ? BRIEF_MS : DEADLINE_MS
    await expect(ask(connection, deadlineMs)).rejects.toMatchObject({ name: 'ConnectionFailure', code })
    connection.close()
  })

  test('sends a reply that contradicts itself: an error of that request, and the connection goes on', async () => {
    let asked = 0
    const { connection, sockets } = await scripted(
      afterVersions((socket, id) => {
        socket.write(frame(id, asked++ === 0 ? Buffer.from([0, 0, 0, 0, 0x7f, 0xff, 0xff, 0xff]) : emptyMetadata()))
      }),
    )
    await expect(ask(connection)).rejects.toThrow(/do not fit/)
    await ask(connection)
    expect(sockets).toHaveLength(1)
    connection.close()
  })

  test('answers a request that nobody made: passed over', async () => {
    const { connection } = await scripted(
      afterVersions((socket, id) => {
        socket.write(frame(id + 1_000, Buffer.from([1, 2, 3])))
        socket.write(frame(id, emptyMetadata()))
      }),
    )
    await expect(ask(connection)).resolves.toMatchObject({ clusterId: 'cluster' })
    connection.close()
  })

  test('is not there: refused, at once', async () => {
    const { connection, server } = await scripted(() => {})
    server.close()
    await once(server, 'close')
    await expect(ask(connection)).rejects.toMatchObject({ code: 'refused' })
  })
})

test('closing rejects what still waits', async () => {
  const { connection } = await scripted((socket, key, _version, id) => key === 18 && answerVersions(socket, id))
  const waiting = connection.send(metadata, { topics: null }, 60_000)
  await expect.poll(() => connection.isOpen).toBe(true)
  connection.close()
  await expect(waiting).rejects.toMatchObject({ code: 'closed' })
})
