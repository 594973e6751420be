import net from 'node:net'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { isFull } from '#e2e/full.ts'
import type { Address } from '#lib/kafka/failure.ts'
import { metadata } from '#lib/kafka/protocol/metadata.ts'
import { ConnectionSet } from './connection-set.ts'
import { ask, DEADLINE_MS, failureOf, identity, kept, sasl, setOf, start, tls } from './testing/connection-sets.ts'
import { listen, startSshServer } from './testing/servers.ts'

/** What each leaves behind would be found by one; more show that it does not come late. */
const ROUNDS = isFull ? 20 : 3

afterEach(() => {
  vi.useRealTimers()
})

describe('a session that ends', () => {
  test('is replaced before it does, and what is asked meanwhile is still answered', async () => {
    const broker = await start({ sessionMs: 50_000 })
    const set = setOf({ bootstrap: [broker.address], sasl })
    await ask(set, broker.address)
    const held: (() => void)[] = []
    broker.onMetadata = (answer) => held.push(answer)
    const slow = ask(set, broker.address)
    await expect.poll(() => held.length).toBe(1)
    broker.onMetadata = null
    vi.useFakeTimers({ now: Date.now() + 45_000, toFake: ['Date'] })
    await ask(set, broker.address)
    vi.useRealTimers()
    expect(broker.logins()).toBe(2)
    expect(broker.sockets.size).toBe(2)
    held[0]?.()
    await expect(slow).resolves.toMatchObject({ clusterId: 'fake' })
    await expect.poll(() => broker.sockets.size).toBe(1)
  })
})

describe('a connection', () => {
  test('on which all is silent beyond the deadline is dropped, and the next request opens another', async () => {
    const broker = await start()
    const set = setOf({ bootstrap: [broker.address] })
    await ask(set, broker.address)
    broker.onMetadata = () => {}
    expect(await failureOf(ask(set, broker.address, 'main', 50))).toMatchObject({ code: 'timeout' })
    broker.onMetadata = null
    await ask(set, broker.address)
    expect(broker.connections()).toBe(2)
  })

  test('on which another request still waits is kept, as that may be answered', async () => {
    const broker = await start()
    const set = setOf({ bootstrap: [broker.address] })
    const held: (() => void)[] = []
    broker.onMetadata = (answer) => held.push(answer)
    const slow = ask(set, broker.address)
    await expect.poll(() => held.length).toBe(1)
    expect(await failureOf(ask(set, broker.address, 'main', 50))).toMatchObject({ code: 'timeout' })
    held[0]?.()
    await expect(slow).resolves.toBeDefined()
    expect(broker.connections()).toBe(1)
  })

  test.each([
    ['is closed after a minute without a request', false, 0],
    ['of what watches the cluster stays', true, 1],
  ])('%s', async (_name, keepsOpen, open) => {
    const broker = await start()
    const set = kept(new ConnectionSet({ bootstrap: [broker.address] }, { keepsOpen }))
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    await ask(set, broker.address)
    vi.advanceTimersByTime(60_000)
    vi.useRealTimers()
    const closed = vi.fn()
    set.onClose(closed)
    await expect.poll(() => broker.sockets.size).toBe(open)
    expect(closed).not.toHaveBeenCalled()
    await ask(set, broker.address)
  })
})

describe('the minute without a request begins', () => {
  const unknown = { ...metadata, key: 999, name: 'Unknown' }
  const send = (set: ConnectionSet, address: Address) =>
    set.to(address).sendUnanswered(metadata, { topics: null }, DEADLINE_MS)

  test.each<[string, (set: ConnectionSet, address: Address) => Promise<unknown>]>([
    ['again with what is never answered', send],
    [
      'again with what the broker cannot do',
      (set, { host, port }) => failureOf(set.to({ host, port }).send(unknown, { topics: null }, DEADLINE_MS)),
    ],
  ])('%s', async (_name, act) => {
    const broker = await start()
    const set = setOf({ bootstrap: [broker.address] })
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    await ask(set, broker.address)
    broker.onMetadata = () => {}
    vi.advanceTimersByTime(59_000)
    await act(set, broker.address)
    vi.advanceTimersByTime(59_000)
    expect(set.to(broker.address).isOpen).toBe(true)
    vi.advanceTimersByTime(1_000)
    expect(set.to(broker.address).isOpen).toBe(false)
  })
})

describe('nothing is left behind', () => {
  /** What Node still holds of sockets and timers; those of the test runner itself come and go, but grow no more. */
  function held() {
    const names = process.getActiveResourcesInfo()
    const count = (...kinds: string[]) => names.filter((name) => kinds.includes(name)).length
    return { sockets: count('TCPSocketWrap', 'TLSWrap', 'TCPConnectWrap'), timers: count('Timeout') }
  }

  const expectNoMoreThan = async ({ sockets, timers }: ReturnType<typeof held>) => {
    await expect.poll(() => held().sockets).toBeLessThanOrEqual(sockets)
    await expect.poll(() => held().timers).toBeLessThanOrEqual(timers)
  }

  test.each([
    ['plainly', async () => ({ broker: await start(), access: {} })],
    ['with TLS and a login', async () => ({ broker: await start({ identity }), access: { tls, sasl } })],
    ['through SSH', async () => ({ broker: await start(), access: { ssh: kept(await startSshServer()).access } })],
  ])('after many connections, made %s', async (_name, make) => {
    const { broker, access } = await make()
    const before = held()
    for (let round = 0; round < ROUNDS; round++) {
      const set = new ConnectionSet({ bootstrap: [broker.address], ...access })
      await ask(set, broker.address)
      set.close()
    }
    await expect.poll(() => broker.sockets.size).toBe(0)
    await expectNoMoreThan(before)
  })

  test.each([
    ['plainly', {}],
    ['with TLS', { tls }],
  ])('by a set that is closed while it connects %s', async (_name, access) => {
    const server = kept(await listen(net.createServer((socket) => socket.resume())))
    const before = held()
    const set = new ConnectionSet({ bootstrap: [server.address], ...access })
    const asking = failureOf(ask(set, server.address))
    await expect.poll(() => server.sockets.size).toBe(1)
    set.close()
    expect(await asking).toMatchObject({ code: 'closed' })
    await expect.poll(() => server.sockets.size).toBe(0)
    await expectNoMoreThan(before)
  })
})
