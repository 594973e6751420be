import { once } from 'node:events'
import http from 'node:http'
import net from 'node:net'
import { beforeAll, describe, expect, test } from 'vitest'
import type { ConnectionStep } from '#lib/contract/connection.ts'
import { type Identity, makeCertificate } from '#lib/kafka/connection/testing/certificates.ts'
import { listen, startSshServer } from '#lib/kafka/connection/testing/servers.ts'
import { type Address, formatAddress } from '#lib/kafka/failure.ts'
import type { SaslAccess } from '#lib/kafka/transport/sasl-access.ts'
import { CHECK_DEADLINES } from './deadlines.ts'
import {
  alice,
  check,
  expectDetour,
  expectFailure,
  failures,
  kept,
  login,
  PASSWORD,
  patient,
  to,
  trusting,
} from './testing/diagnosis.ts'
import { METADATA, startBroker } from './testing/login-broker.ts'

const broker = async (options?: Parameters<typeof startBroker>[0]) => kept(await startBroker(options))
const server = async (made: net.Server) => kept(await listen(made))

let ca: Identity
let identity: Identity
beforeAll(() => {
  ca = makeCertificate({ name: 'Reef CA', isCa: true })
  identity = makeCertificate({ name: 'kafka.reef', issuer: ca, ips: ['127.0.0.1'] })
}, 60_000)

const outline = (steps: readonly ConnectionStep[], target?: Address) =>
  steps
    .filter((step) => !target || step.target === `${target.host}:${target.port}`)
    .map(({ step, status, code }) => `${step} ${code ?? status}`)

describe('a way that leads to the broker', () => {
  test('without anything: every step with what was found, once for an address that is also advertised', async () => {
    const { address } = await broker()
    const { ok, steps } = await check(to(address))
    expect(ok).toBe(true)
    expect(outline(steps)).toEqual(['dns ok', 'tcp ok', 'tls skipped', 'sasl skipped', 'versions ok', 'metadata ok'])
    expect(steps.every(({ kind, brokerId }) => kind === 'bootstrap' && brokerId === 1)).toBe(true)
    expect(steps.map(({ detail }) => detail)).toEqual([
      '127.0.0.1 (loopback)',
      `connected to 127.0.0.1:${address.port}`,
      'no encryption is configured',
      'no login is configured',
      'Kafka of an unknown release (ApiVersions 0 to 3, 4 request types)',
      `1 broker: 1 127.0.0.1:${address.port}`,
    ])
  })

  test.each<[string, SaslAccess]>([
    ['PLAIN', { mechanism: 'plain', username: 'alice', password: PASSWORD }],
    ['SCRAM-SHA-256', { mechanism: 'scram-sha-256', username: 'alice', password: PASSWORD }],
    ['SCRAM-SHA-512', { mechanism: 'scram-sha-512', username: 'alice', password: PASSWORD }],
    ['OAUTHBEARER', { mechanism: 'oauthbearer', token: PASSWORD, extensions: {} }],
  ])('encrypted, with a login by %s', async (mechanism, sasl) => {
    const { address } = await broker({ tls: identity, login: { ...login, mechanisms: [mechanism] } })
    const { ok, steps } = await check(to(address, { tls: trusting(ca.cert), sasl }))
    expect(ok).toBe(true)
    expect(steps.find(({ step }) => step === 'tls')?.detail).toMatch(
      /^TLS 1\.3, certificate of kafka\.reef by Reef CA, valid until \d{4}-\d\d-\d\d \(in \d+ days?\)$/,
    )
    const who = mechanism === 'OAUTHBEARER' ? '' : ' as alice'
    expect(steps.find(({ step }) => step === 'sasl')?.detail).toBe(`${mechanism}${who}`)
  })

  test('through SSH, where only the far side knows the names', async () => {
    const far = await broker({ brokers: () => [{ id: 7, host: 'kafka.reef', port: 9092 }] })
    const resolve = ({ host }: Address) => (host.endsWith('.reef') ? far.address : null)
    const ssh = kept(await startSshServer({ resolve }))
    const { ok, steps } = await check(to({ host: 'first.reef', port: 1 }, { ssh: ssh.access }))
    expect(ok).toBe(true)
    expect(ssh.logins()).toBe(1)
    expect(outline(steps, { host: 'kafka.reef', port: 9092 }).slice(0, 3)).toEqual(['dns skipped', 'ssh ok', 'tcp ok'])
    expect(steps.find(({ step }) => step === 'ssh')?.detail).toContain('reef@127.0.0.1:')
  })

  test('by the host map, where the cluster names another address', async () => {
    const real = await broker({ brokers: () => [{ id: 1, host: 'kafka-internal', port: 29_092 }] })
    const hostMap = [{ host: 'kafka-internal', port: 29_092, to: real.address }]
    const { ok, steps } = await check(to(real.address, { hostMap }))
    expect(ok).toBe(true)
    expect(steps.find(({ kind, step }) => kind === 'advertised' && step === 'tcp')?.detail).toContain('kafka-internal')
  })

  test('from one of three addresses, where the others are dead: well, and the dead ones are told of', async () => {
    const { address } = await broker()
    const dead = { host: '127.0.0.1', port: 1 }
    const { ok, steps } = await check({ bootstrap: [dead, { host: 'nowhere.invalid', port: 2 }, address] })
    expect(ok).toBe(true)
    expect(failures(steps).map(({ step, code }) => `${step} ${code}`)).toEqual(['tcp refused', 'dns dns-not-found'])
  })
})

describe('what is in the way', () => {
  test('nothing listens: refused', async () => {
    await expectFailure(to({ host: '127.0.0.1', port: 1 }), 'tcp', 'refused')
  })

  test('a name that nobody knows: dns-not-found', async () => {
    await expectFailure(to({ host: 'kafka.invalid', port: 1 }), 'dns', 'dns-not-found')
  })

  test.each([
    ['without encryption', false],
    ['with it', true],
  ])('a port that takes connections and says nothing, asked %s: frozen', async (_how, isEncrypted) => {
    const { address } = await server(net.createServer())
    const access = isEncrypted ? { tls: trusting(ca.cert) } : {}
    await expectFailure(to(address, access), isEncrypted ? 'tls' : 'versions', 'frozen', {
      tls: 100,
      versions: 100,
      suspicion: 100,
    })
  })

  test('a broker that falls silent in the middle: frozen', async () => {
    const { address } = await broker({ silentAt: METADATA })
    await expectFailure(to(address), 'metadata', 'frozen', { metadata: 100, suspicion: 100 })
  })

  test.each([
    ['without encryption', false],
    ['with it', true],
  ])('a port that hangs up, asked %s: closed', async (_how, isEncrypted) => {
    const { address } = await server(net.createServer((socket) => socket.destroy()))
    const access = isEncrypted ? { tls: trusting(ca.cert) } : {}
    await expectFailure(to(address, access), isEncrypted ? 'tls' : 'versions', 'closed')
  })

  test.each([
    ['without encryption', false],
    ['with it', true],
  ])('a web server, asked %s: not-kafka', async (_how, isEncrypted) => {
    const { address } = await server(http.createServer())
    const access = isEncrypted ? { tls: trusting(ca.cert) } : {}
    await expectFailure(to(address, access), isEncrypted ? 'tls' : 'versions', 'not-kafka')
  })

  test('encryption that is not configured: tls-expected', async () => {
    const { address } = await broker({ tls: identity })
    const { failed } = await expectFailure(to(address), 'versions', 'tls-expected')
    expect(failed?.fix).toBe('tls: true')
  })

  test('encryption where there is none: plaintext-expected', async () => {
    const { address } = await broker()
    const { failed } = await expectFailure(to(address, { tls: trusting(ca.cert) }), 'tls', 'plaintext-expected')
    expect(failed?.fix).toBe('tls: false')
  })

  test('a cluster that sends its clients to where there is nothing: both addresses, and the line that helps', async () => {
    const advertised = [{ id: 3, host: 'kafka-internal.invalid', port: 29_092 }]
    const { address } = await broker({ brokers: () => advertised })
    const { failed } = await expectDetour(to(address), 'dns', 'advertised-unreachable')
    const from = `127.0.0.1:${address.port}`
    expect(failed).toMatchObject({ kind: 'advertised', brokerId: 3, target: 'kafka-internal.invalid:29092' })
    for (const fact of [from, 'kafka-internal.invalid:29092', 'advertised.listeners']) {
      expect(failed?.advice).toContain(fact)
    }
    expect(failed?.fix).toContain(`hostMap: { "kafka-internal.invalid:29092": "${from}" }`)
  })
})

describe('the only broker, where its advertised address leads elsewhere', () => {
  test.each<[string, () => net.Server, string]>([
    ['a web server', () => http.createServer(), 'what answers there is not Kafka'],
    ['what hangs up', () => net.createServer((socket) => socket.destroy()), 'closes it'],
  ])(
    'to %s: works through the configured one, and the advice is about the advertised one',
    async (_what, make, words) => {
      const { address: stranger } = await server(make())
      const { address } = await broker({ brokers: () => [{ id: 1, ...stranger }] })
      const { failed } = await expectDetour(to(address), 'versions', 'advertised-unreachable')
      expect(failed?.advice).toContain(words)
      expect(failed?.advice).toMatch(/^Highwater works/)
    },
  )

  test('to another cluster: both ids, both addresses, and the host map', async () => {
    const other = await broker({ clusterId: 'stranger' })
    const { address } = await broker({ brokers: () => [{ id: 1, ...other.address }] })
    const { failed } = await expectDetour(to(address), 'metadata', 'other-cluster')
    const [from, elsewhere] = [formatAddress(address), formatAddress(other.address)]
    for (const fact of ['its id is stranger', 'is test', from, elsewhere]) expect(failed?.advice).toContain(fact)
    expect(failed?.fix).toContain(`hostMap: { "${elsewhere}": "${from}" }`)
  })
})

describe('another cluster', () => {
  test('at the address of one of several brokers is no broker of this one', async () => {
    const other = await broker({ clusterId: 'stranger' })
    const own: { address: Address } = await broker({
      brokers: () => [
        { id: 1, ...own.address },
        { id: 2, ...other.address },
      ],
    })
    // A second way to broker 1, as a tunnel is.
    const tunnel = await broker({
      brokers: () => [
        { id: 1, ...own.address },
        { id: 2, ...other.address },
      ],
    })
    const { failed } = await expectFailure(to(tunnel.address), 'metadata', 'other-cluster')
    expect(failed?.advice).not.toContain('Highwater works')
    expect(failed?.fix).toContain('"HOST:PORT"')
  })

  test('at a second configured address is said', async () => {
    const [own, other] = [await broker(), await broker({ clusterId: 'stranger' })]
    const { steps } = await check({ bootstrap: [own.address, other.address] })
    expect(outline(steps, other.address).at(-1)).toBe('metadata other-cluster')
  })

  test('than was known before is not taken for the same', async () => {
    const { address } = await broker({ clusterId: 're-created' })
    const { ok, steps } = await check(to(address), { clusterId: 'before' })
    expect(ok).toBe(false)
    expect(failures(steps)).toMatchObject([
      { code: 'other-cluster', advice: expect.stringContaining('wiped or replaced') },
    ])
  })

  test('cannot be told where no id is named', async () => {
    const { address } = await broker({ clusterId: null })
    expect((await check(to(address), { clusterId: 'before' })).ok).toBe(true)
  })
})

describe('how long it takes', () => {
  test('no longer than all of it may, whatever hangs', async () => {
    const { address } = await server(net.createServer())
    const { ok } = await check(to(address), { deadlinesMs: { ...patient, total: 300 } })
    expect(ok).toBe(false)
  })

  test('less than 5 s, with time left for the reply', () => {
    expect(CHECK_DEADLINES.total).toBeLessThan(5_000)
  })
})

describe('what it leaves behind', () => {
  test('nothing: all that it opened is closed, also where nobody answers', async () => {
    const silent = await server(net.createServer((socket) => void socket.resume()))
    const well = await broker({ tls: identity, login })
    const access = { bootstrap: [silent.address, well.address], tls: trusting(ca.cert), sasl: alice }
    await check(access, { deadlinesMs: { ...patient, total: 1_000 } })
    await expect.poll(() => silent.sockets.size + well.sockets.size).toBe(0)
  })

  test('nothing, when it is called off', async () => {
    const silent = net.createServer((socket) => void socket.resume())
    const { address, sockets } = await server(silent)
    const calling = new AbortController()
    const diagnosis = check(to(address), { signal: calling.signal })
    await once(silent, 'connection')
    calling.abort(new Error('enough'))
    await expect(diagnosis).rejects.toThrow('enough')
    await expect.poll(() => sockets.size).toBe(0)
  })
})
