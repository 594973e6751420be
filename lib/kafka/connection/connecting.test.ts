import net from 'node:net'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { type Address, ConnectionFailure, findCause } from '#lib/kafka/failure.ts'
import { metadata } from '#lib/kafka/protocol/metadata.ts'
import { DETOUR_AFTER_MS } from './dialler.ts'
import { makeCertificate } from './testing/certificates.ts'
import { ask, DEADLINE_MS, failureOf, identity, kept, sasl, setOf, start, tls } from './testing/connection-sets.ts'
import { listen, startSshServer } from './testing/servers.ts'

const wrong = { ...sasl, password: 'fake-canary' }

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

test('an SSH host that says nothing is what is named, not the broker behind it', async () => {
  const silent = kept(await listen(net.createServer((socket) => void socket.resume())))
  const ssh = kept(await startSshServer())
  const set = setOf({ bootstrap: [{ host: 'kafka-1', port: 9092 }], ssh: { ...ssh.access, ...silent.address } })
  const failure = await failureOf(set.sendToAny(metadata, { topics: null }, 300))
  expect(findCause(failure, ConnectionFailure)).toMatchObject({ code: 'timeout', address: silent.address })
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
    '%s is said so, without the secret, and not tried again until a retry is requested',
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

describe('the only broker of a cluster', () => {
  test('that advertises an address nobody listens at is reached where it was before', async () => {
    const broker = await start({ identity })
    const advertised = await unusedAddress()
    const set = setOf({ bootstrap: [broker.address], tls })
    set.learn([advertised])
    await ask(set, advertised)
    expect(set.detour).toEqual({ advertised, dialled: broker.address, reason: 'refused', ids: null })
    set.learn([advertised])
    expect(set.detour).not.toBeNull()
    set.learn([broker.address])
    expect(set.detour).toBeNull()
  })

  test('that does not answer at its advertised address is reached where it was before, in time', async () => {
    const broker = await start()
    const dark = { host: 'kafka.invalid', port: 9092 }
    let isDialled = false
    const ssh = kept(
      await startSshServer({
        // Opening a channel to it never ends, as with packets that are dropped.
        resolve: (target) => {
          if (target.host !== dark.host) return broker.address
          isDialled = true
          return 'never'
        },
      }),
    )
    const set = setOf({ bootstrap: [broker.address], ssh: ssh.access })
    set.learn([dark])
    onTestFinished(() => void vi.useRealTimers())
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const asking = ask(set, dark)
    await expect.poll(() => isDialled).toBe(true)
    vi.advanceTimersByTime(DETOUR_AFTER_MS)
    vi.useRealTimers()
    await asking
    expect(set.detour).toEqual({ advertised: dark, dialled: broker.address, reason: 'timeout', ids: null })
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
