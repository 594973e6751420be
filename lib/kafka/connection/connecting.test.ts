import net from 'node:net'
import { afterEach, describe, expect, test, vi } from 'vitest'
import type { Address } from '#lib/kafka/failure.ts'
import { metadata } from '#lib/kafka/protocol/metadata.ts'
import type { ClusterAccess, SaslAccess, TlsAccess } from './access.ts'
import { ConnectionSet } from './connection-set.ts'
import { type FakeBrokerOptions, startFakeBroker } from './testing-broker.ts'
import { makeCertificate } from './testing-certificates.ts'
import { listen, startSshServer } from './testing-servers.ts'

const DEADLINE_MS = 4_000
const ROUNDS = 20
const identity = makeCertificate({ name: 'kafka-1', ips: ['127.0.0.1'], isCa: true })
const tls: TlsAccess = {
  ca: identity.cert,
  cert: null,
  key: null,
  passphrase: null,
  checksChain: true,
  checksName: true,
}
const sasl: SaslAccess = { mechanism: 'plain', username: 'reef', password: 'fake-password' }
const wrong: SaslAccess = { ...sasl, password: 'fake-canary' }

const closing: { close: () => void }[] = []
afterEach(() => {
  vi.useRealTimers()
  for (const each of closing.splice(0).reverse()) each.close()
})

function kept<T extends { close: () => void }>(closable: T): T {
  closing.push(closable)
  return closable
}

const start = async (options?: FakeBrokerOptions) => kept(await startFakeBroker(options))
const setOf = (access: ClusterAccess) => kept(new ConnectionSet(access))
const ask = (set: ConnectionSet, address: Address, lane?: 'main' | 'probe' | 'offsets', deadlineMs = DEADLINE_MS) =>
  set.to(address, lane).send(metadata, { topics: null }, deadlineMs)
const failureOf = (asking: Promise<unknown>) => asking.then(() => null).catch((error: unknown) => error)

async function unusedAddress(): Promise<Address> {
  const server = await listen(net.createServer())
  server.close()
  return server.address
}

describe('a broker is reached', () => {
  test('over TLS, by password', async () => {
    const broker = await start({ identity })
    await expect(ask(setOf({ bootstrap: [broker.address], tls, sasl }), broker.address)).resolves.toMatchObject({
      clusterId: 'fake',
    })
  })

  test('through SSH, by a name that only the far side knows, which the certificate is for', async () => {
    const broker = await start({ identity })
    const isKafka = ({ host, port }: Address) => host === 'kafka-1' && port === 9093
    const ssh = kept(await startSshServer({ resolve: (target) => (isKafka(target) ? broker.address : null) }))
    const advertised = { host: 'kafka-1', port: 9093 }
    const set = setOf({ bootstrap: [advertised], tls, sasl, ssh: ssh.access })
    await expect(ask(set, advertised)).resolves.toMatchObject({ clusterId: 'fake' })
  })

  test('where the host map says, by the name that it advertises', async () => {
    const broker = await start({ identity })
    const hostMap = [{ host: 'kafka-1', port: null, to: broker.address }]
    const advertised = { host: 'kafka-1', port: 9093 }
    await expect(ask(setOf({ bootstrap: [advertised], tls, hostMap }), advertised)).resolves.toBeDefined()
  })
})

test('the host map applies before the tunnel, and two dead bootstrap servers are passed over', async () => {
  const broker = await start()
  const asked: Address[] = []
  const resolve = (target: Address) => {
    asked.push(target)
    return target.host === 'kafka.far' ? broker.address : null
  }
  const ssh = kept(await startSshServer({ resolve }))
  const bootstrap = ['dead-1', 'dead-2', 'localhost'].map((host) => ({ host, port: 9092 }))
  const hostMap = [{ host: 'localhost', port: 9092, to: { host: 'kafka.far', port: 19_092 } }]
  const set = setOf({ bootstrap, hostMap, ssh: ssh.access })
  await expect(set.sendToAny(metadata, { topics: null }, DEADLINE_MS)).resolves.toMatchObject({ clusterId: 'fake' })
  expect(asked).toEqual([
    { host: 'dead-1', port: 9092 },
    { host: 'dead-2', port: 9092 },
    { host: 'kafka.far', port: 19_092 },
  ])
})

describe('a broker that speaks otherwise', () => {
  test('a port with TLS is told from its alert', async () => {
    const alert = Buffer.from([0x15, 3, 3, 0, 2, 2, 80])
    const server = kept(await listen(net.createServer((socket) => socket.once('data', () => socket.end(alert)))))
    const failure = await failureOf(ask(setOf({ bootstrap: [server.address] }), server.address))
    expect(failure).toMatchObject({ code: 'tls-expected' })
  })

  test('a port without TLS hangs up on our greeting', async () => {
    const broker = kept(await listen(net.createServer((socket) => socket.once('data', () => socket.destroy()))))
    const failure = await failureOf(ask(setOf({ bootstrap: [broker.address], tls }), broker.address))
    expect(failure).toMatchObject({ code: 'plaintext-expected' })
  })
})

describe('a login that is refused', () => {
  test.each([
    ['for its password', wrong, 'auth-failed', 'refused the password of the user "reef"'],
    ['for its mechanism', { ...wrong, mechanism: 'scram-sha-256' } as const, 'mechanism', 'SCRAM-SHA-256'],
  ])(
    '%s is said so, without the secret, and not tried again until somebody asks',
    async (_name, access, code, words) => {
      const broker = await start()
      const set = setOf({ bootstrap: [broker.address], sasl: access })
      const lanes = ['main', 'probe', 'offsets'] as const
      const failures = await Promise.all(lanes.map((lane) => failureOf(ask(set, broker.address, lane))))
      for (const failure of failures) {
        expect(failure).toMatchObject({ code, message: expect.stringContaining(words), cause: undefined })
      }
      const [before, logins] = [broker.connections(), broker.logins()]
      expect(logins).toBeLessThanOrEqual(1)
      expect(await failureOf(ask(set, broker.address))).toMatchObject({ code })
      expect(broker.connections()).toBe(before)
      set.retry()
      expect(await failureOf(ask(set, broker.address))).toMatchObject({ code })
      expect(broker.connections()).toBe(before + 1)
    },
  )

  test('is what is told of the cluster, also where other brokers are not there', async () => {
    const broker = await start()
    const set = setOf({ bootstrap: [await unusedAddress(), broker.address], sasl: wrong })
    expect(await failureOf(set.sendToAny(metadata, { topics: null }, DEADLINE_MS))).toMatchObject({
      code: 'auth-failed',
    })
  })

  test('by the SSH host is not tried again either', async () => {
    const broker = await start()
    const ssh = kept(await startSshServer())
    const set = setOf({ bootstrap: [broker.address], ssh: { ...ssh.access, password: 'fake-canary' } })
    const lanes = ['main', 'probe', 'offsets'] as const
    for (const failure of await Promise.all(lanes.map((lane) => failureOf(ask(set, broker.address, lane))))) {
      expect(failure).toMatchObject({ code: 'ssh-auth' })
    }
    expect(await failureOf(ask(set, broker.address))).toMatchObject({ code: 'ssh-auth' })
    expect(ssh.logins()).toBe(1)
  })
})

describe('a session that ends', () => {
  test('is replaced before it does, and what is asked meanwhile is still answered', async () => {
    const broker = await start({ sessionMs: 500 })
    const set = setOf({ bootstrap: [broker.address], sasl })
    await ask(set, broker.address)
    const held: (() => void)[] = []
    broker.onMetadata = (answer) => held.push(answer)
    const slow = ask(set, broker.address)
    await expect.poll(() => held.length).toBe(1)
    broker.onMetadata = null
    vi.useFakeTimers({ now: Date.now() + 450, toFake: ['Date'] })
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
    await vi.waitFor(() => expect(broker.sockets.size).toBe(open))
    expect(closed).not.toHaveBeenCalled()
    await ask(set, broker.address)
  })
})

describe('the minute without a request begins', () => {
  const unknown = { ...metadata, key: 999, name: 'Unknown' }
  const send = (set: ConnectionSet, address: Address) =>
    set.to(address).sendUnanswered(metadata, { topics: null }, DEADLINE_MS)

  test.each<[string, (set: ConnectionSet, address: Address) => Promise<unknown>]>([
    ['anew with what is never answered', send],
    [
      'anew with what the broker cannot do',
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

describe('the only broker of a cluster', () => {
  test('that advertises an address nobody listens at is reached where it was before', async () => {
    const broker = await start({ identity })
    const advertised = await unusedAddress()
    const set = setOf({ bootstrap: [broker.address], tls })
    set.learn([advertised])
    await ask(set, advertised)
    expect(set.detour).toEqual({ advertised, dialled: broker.address })
    set.learn([advertised])
    expect(set.detour).not.toBeNull()
    set.learn([broker.address])
    expect(set.detour).toBeNull()
  })

  test('that does not answer at its advertised address is reached where it was before, in time', async () => {
    const broker = await start()
    const dark = { host: 'kafka.invalid', port: 9092 }
    const ssh = kept(
      await startSshServer({
        // Opening a channel to it never ends, as with packets that are dropped.
        resolve: (target) => (target.host === dark.host ? 'never' : broker.address),
      }),
    )
    const set = setOf({ bootstrap: [broker.address], ssh: ssh.access })
    set.learn([dark])
    await ask(set, dark)
    expect(set.detour).toEqual({ advertised: dark, dialled: broker.address })
  })

  test('that is reached at its advertised address takes no detour', async () => {
    const [broker, other] = [await start(), await start()]
    const set = setOf({ bootstrap: [other.address] })
    set.learn([broker.address])
    await ask(set, broker.address)
    expect(set.detour).toBeNull()
    expect(other.connections()).toBe(0)
  })

  test('that is there, but with a certificate for another name, is not looked for elsewhere', async () => {
    const broker = await start({ identity: makeCertificate({ name: 'other', isCa: true }) })
    const bootstrap = await start({ identity })
    const set = setOf({ bootstrap: [bootstrap.address], tls })
    set.learn([broker.address])
    expect(await failureOf(ask(set, broker.address))).toMatchObject({ code: 'cert-self-signed' })
    expect(set.detour).toBeNull()
  })

  test('of several is never taken for another', async () => {
    const broker = await start()
    const [gone, other] = [await unusedAddress(), await unusedAddress()]
    const set = setOf({ bootstrap: [broker.address] })
    set.learn([gone, other])
    expect(await failureOf(ask(set, gone))).toMatchObject({ code: 'refused' })
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
  ])(
    'after twenty connections, made %s',
    async (_name, make) => {
      const { broker, access } = await make()
      const before = held()
      for (let round = 0; round < ROUNDS; round++) {
        const set = new ConnectionSet({ bootstrap: [broker.address], ...access })
        await ask(set, broker.address)
        set.close()
      }
      await expect.poll(() => broker.sockets.size).toBe(0)
      await expectNoMoreThan(before)
    },
    30_000,
  )

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
