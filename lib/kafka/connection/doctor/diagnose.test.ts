import { once } from 'node:events'
import http from 'node:http'
import net from 'node:net'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { ConnectionCode, ConnectionStep, ConnectionStepName } from '#lib/contract/connection.ts'
import type { ClusterAccess, SaslAccess, TlsAccess } from '#lib/kafka/connection/access.ts'
import { type Identity, makeCertificate } from '#lib/kafka/connection/testing-certificates.ts'
import { listen, SSH_PASSWORD, startSshServer } from '#lib/kafka/connection/testing-servers.ts'
import type { Address } from '#lib/kafka/failure.ts'
import { diagnose } from './diagnose.ts'
import { METADATA, startBroker } from './testing-broker.ts'

const LIMIT_MS = 5_000
const PASSWORD = 'fake-canary-password'
const closing: { close: () => void }[] = []

afterEach(() => {
  for (const each of closing.splice(0).reverse()) each.close()
})

function kept<T extends { close: () => void }>(server: T): T {
  closing.push(server)
  return server
}

const broker = async (options?: Parameters<typeof startBroker>[0]) => kept(await startBroker(options))
const server = async (made: net.Server) => kept(await listen(made))

const alice: SaslAccess = { mechanism: 'scram-sha-256', username: 'alice', password: PASSWORD }
const login = { mechanisms: ['SCRAM-SHA-256'], username: 'alice', password: PASSWORD }

let ca: Identity
let identity: Identity
let expired: Identity
let selfSigned: Identity
let wrongName: Identity
beforeAll(() => {
  ca = makeCertificate({ name: 'Reef CA', isCa: true })
  const ips = ['127.0.0.1']
  identity = makeCertificate({ name: 'kafka.reef', issuer: ca, ips })
  expired = makeCertificate({ name: 'kafka.reef', issuer: ca, ips, validDays: [-9, -2] })
  selfSigned = makeCertificate({ name: 'kafka.reef', ips })
  wrongName = makeCertificate({ name: 'other.reef', issuer: ca })
}, 60_000)

const trusting = (change: Partial<TlsAccess> = {}): TlsAccess => ({
  ca: ca.cert,
  cert: null,
  key: null,
  passphrase: null,
  checksChain: true,
  checksName: true,
  ...change,
})

const to = (address: Address, access: Partial<ClusterAccess> = {}): ClusterAccess => ({
  bootstrap: [address],
  ...access,
})

const outline = (steps: readonly ConnectionStep[], target?: Address) =>
  steps
    .filter((step) => !target || step.target === `${target.host}:${target.port}`)
    .map(({ step, status, code }) => `${step} ${code ?? status}`)

const failures = (steps: readonly ConnectionStep[]) => steps.filter(({ status }) => status === 'failed')

async function expectFailure(access: ClusterAccess, step: ConnectionStepName, code: ConnectionCode) {
  const startedMs = performance.now()
  const { ok, steps } = await diagnose(access)
  expect(failures(steps).map((each) => `${each.step} ${each.code}`)).toEqual([`${step} ${code}`])
  expect(ok).toBe(false)
  expect(performance.now() - startedMs).toBeLessThan(LIMIT_MS)
  const [failed] = failures(steps)
  expect(failed?.advice).toMatch(/^\S.*\.$/s)
  return { steps, failed }
}

describe('a way that leads to the broker', () => {
  test('without anything: every step with what was found, once for an address that is also advertised', async () => {
    const { address } = await broker()
    const { ok, steps } = await diagnose(to(address))
    expect(ok).toBe(true)
    expect(outline(steps)).toEqual(['dns ok', 'tcp ok', 'tls skipped', 'sasl skipped', 'versions ok', 'metadata ok'])
    expect(steps.every(({ kind, brokerId }) => kind === 'bootstrap' && brokerId === 1)).toBe(true)
    expect(steps.map(({ detail }) => detail)).toEqual([
      '127.0.0.1 (loopback)',
      `connected to 127.0.0.1:${address.port}`,
      'no encryption is configured',
      'no login is configured',
      'Kafka of a release that it does not tell (ApiVersions 0 to 3, 4 kinds of requests)',
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
    const { ok, steps } = await diagnose(to(address, { tls: trusting(), sasl }))
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
    const { ok, steps } = await diagnose(to({ host: 'first.reef', port: 1 }, { ssh: ssh.access }))
    expect(ok).toBe(true)
    expect(ssh.logins()).toBe(1)
    expect(outline(steps, { host: 'kafka.reef', port: 9092 }).slice(0, 3)).toEqual(['dns skipped', 'ssh ok', 'tcp ok'])
    expect(steps.find(({ step }) => step === 'ssh')?.detail).toContain('reef@127.0.0.1:')
  })

  test('by the host map, where the cluster names another address', async () => {
    const real = await broker({ brokers: () => [{ id: 1, host: 'kafka-internal', port: 29_092 }] })
    const hostMap = [{ host: 'kafka-internal', port: 29_092, to: real.address }]
    const { ok, steps } = await diagnose(to(real.address, { hostMap }))
    expect(ok).toBe(true)
    expect(steps.find(({ kind, step }) => kind === 'advertised' && step === 'tcp')?.detail).toContain('kafka-internal')
  })

  test('from one of three addresses, where the others are dead: well, and the dead ones are told of', async () => {
    const { address } = await broker()
    const dead = { host: '127.0.0.1', port: 1 }
    const { ok, steps } = await diagnose({ bootstrap: [dead, { host: 'nowhere.invalid', port: 2 }, address] })
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
    const access = isEncrypted ? { tls: trusting() } : {}
    await expectFailure(to(address, access), isEncrypted ? 'tls' : 'versions', 'frozen')
  })

  test('a broker that falls silent in the middle: frozen', async () => {
    const { address } = await broker({ silentAt: METADATA })
    await expectFailure(to(address), 'metadata', 'frozen')
  })

  test.each([
    ['without encryption', false],
    ['with it', true],
  ])('a port that hangs up, asked %s: closed', async (_how, isEncrypted) => {
    const { address } = await server(net.createServer((socket) => socket.destroy()))
    const access = isEncrypted ? { tls: trusting() } : {}
    await expectFailure(to(address, access), isEncrypted ? 'tls' : 'versions', 'closed')
  })

  test.each([
    ['without encryption', false],
    ['with it', true],
  ])('a web server, asked %s: not-kafka', async (_how, isEncrypted) => {
    const { address } = await server(http.createServer())
    const access = isEncrypted ? { tls: trusting() } : {}
    await expectFailure(to(address, access), isEncrypted ? 'tls' : 'versions', 'not-kafka')
  })

  test('encryption that is not configured: tls-expected', async () => {
    const { address } = await broker({ tls: identity })
    const { failed } = await expectFailure(to(address), 'versions', 'tls-expected')
    expect(failed?.fix).toBe('tls: true')
  })

  test('encryption where there is none: plaintext-expected', async () => {
    const { address } = await broker()
    const { failed } = await expectFailure(to(address, { tls: trusting() }), 'tls', 'plaintext-expected')
    expect(failed?.fix).toBe('tls: false')
  })

  test('a cluster that sends its clients to where there is nothing: both addresses, and the line that helps', async () => {
    const advertised = [{ id: 3, host: 'kafka-internal.invalid', port: 29_092 }]
    const { address } = await broker({ brokers: () => advertised })
    const { failed } = await expectFailure(to(address), 'dns', 'advertised-unreachable')
    const from = `127.0.0.1:${address.port}`
    expect(failed).toMatchObject({ kind: 'advertised', brokerId: 3, target: 'kafka-internal.invalid:29092' })
    for (const fact of [from, 'kafka-internal.invalid:29092', 'advertised.listeners']) {
      expect(failed?.advice).toContain(fact)
    }
    expect(failed?.fix).toContain(`hostMap: { "kafka-internal.invalid:29092": "${from}" }`)
  })
})

describe('certificates', () => {
  test.each<[string, () => Identity, ConnectionCode, Partial<TlsAccess>, RegExp]>([
    ['out of date', () => expired, 'cert-expired', {}, /expired on \d{4}-\d\d-\d\d \(2 days ago\)/],
    ['signed by itself', () => selfSigned, 'cert-self-signed', {}, /kafka\.reef/],
    ['of an authority that is not trusted', () => identity, 'cert-unknown-ca', { ca: null }, /"Reef CA"/],
    ['for another name', () => wrongName, 'cert-name', {}, /"127\.0\.0\.1": it is for other\.reef/],
  ])('%s: said with what it says', async (_name, shown, code, change, facts) => {
    const { address } = await broker({ tls: shown() })
    const { failed } = await expectFailure(to(address, { tls: trusting(change) }), 'tls', code)
    expect(failed?.advice).toMatch(facts)
    expect(failed?.detail).toMatch(/certificate of \S+ (by Reef CA|signed by itself)/)
  })

  test('that are not checked are no failure, and it is said', async () => {
    const { address } = await broker({ tls: selfSigned })
    const { ok, steps } = await diagnose(to(address, { tls: trusting({ checksChain: false }) }))
    expect(ok).toBe(true)
    expect(steps.find(({ step }) => step === 'tls')?.detail).toContain('it is not checked')
  })

  test.each(['TLSv1.2', 'TLSv1.3'] as const)(
    'of ours that the broker wants, in %s: client-cert-required, with whose it accepts',
    async (version) => {
      const tls = { ...identity, ca: ca.cert, requestCert: true, minVersion: 'TLSv1.2', maxVersion: version } as const
      const { address } = await broker({ tls })
      const { failed } = await expectFailure(to(address, { tls: trusting() }), 'tls', 'client-cert-required')
      expect(failed?.fix).toContain('keystore')
      if (version === 'TLSv1.2') expect(failed?.advice).toContain('Reef CA')
    },
  )

  test('of ours that cannot be used: said so, and nothing of the key', async () => {
    const { address } = await broker({ tls: identity })
    const tls = trusting({ cert: identity.cert, key: 'fake-canary-key' })
    const { failed } = await expectFailure(to(address, { tls }), 'tls', 'unreachable')
    expect(failed?.advice).toContain('cannot be used')
  })
})

describe('logins', () => {
  test.each<[string, SaslAccess]>([
    ['PLAIN', { mechanism: 'plain', username: 'alice', password: 'fake-wrong' }],
    ['SCRAM-SHA-256', { mechanism: 'scram-sha-256', username: 'alice', password: 'fake-wrong' }],
    ['OAUTHBEARER', { mechanism: 'oauthbearer', token: 'fake-wrong', extensions: {} }],
  ])('refused by %s: auth-failed', async (mechanism, sasl) => {
    const { address } = await broker({ login: { ...login, mechanisms: [mechanism] } })
    const { failed } = await expectFailure(to(address, { sasl }), 'sasl', 'auth-failed')
    expect(failed?.advice).toContain(mechanism === 'OAUTHBEARER' ? 'token' : '"alice"')
  })

  test('are tried at one broker first: a wrong password is sent once, and the others say why they were not asked', async () => {
    const brokers = await Promise.all([1, 2, 3].map(() => broker({ login })))
    const bootstrap = brokers.map(({ address }) => address)
    const { steps } = await diagnose({ bootstrap, sasl: { ...alice, password: 'fake-wrong' } })
    expect(brokers.reduce((sum, { logins }) => sum + logins(), 0)).toBeLessThanOrEqual(2)
    const found = steps.filter(({ step }) => step === 'sasl')
    expect(found.map(({ status }) => status).sort()).toEqual(['failed', 'skipped', 'skipped'])
    expect(found.find(({ status }) => status === 'skipped')?.detail).toContain('no account gets locked')
  })

  test('that were refused before are not tried again', async () => {
    const { address, logins } = await broker({ login })
    const { steps, ok } = await diagnose(to(address, { sasl: alice }), { attempted: 'auth-failed' })
    expect(ok).toBe(false)
    expect(logins()).toBe(0)
    expect(failures(steps)).toMatchObject([{ step: 'sasl', code: 'auth-failed' }])
  })

  test('of another kind than the broker takes: mechanism, with those that it takes', async () => {
    const { address, logins } = await broker({ login: { ...login, mechanisms: ['GSSAPI', 'PLAIN'] } })
    const { failed } = await expectFailure(to(address, { sasl: alice }), 'sasl', 'mechanism')
    expect(failed?.advice).toContain('GSSAPI, PLAIN')
    expect(failed?.fix).toContain('mechanism: plain')
    expect(logins()).toBe(0)
  })

  test('where there is no login: mechanism', async () => {
    const { address } = await broker()
    const { failed } = await expectFailure(to(address, { sasl: alice }), 'sasl', 'mechanism')
    expect(failed?.advice).toContain('without any login')
  })

  test('that are missing: mechanism, with those that the broker takes', async () => {
    const { address } = await broker({ login })
    const { failed, steps } = await expectFailure(to(address), 'sasl', 'mechanism')
    expect(failed?.advice).toContain('SCRAM-SHA-256')
    expect(outline(steps)).toContain('metadata skipped')
  })
})

describe('SSH', () => {
  test('that does not let us in: ssh-auth, tried once for all', async () => {
    const ssh = kept(await startSshServer())
    const bootstrap = [1, 2, 3].map((port) => ({ host: 'kafka.reef', port }))
    const { steps } = await diagnose({ bootstrap, ssh: { ...ssh.access, password: 'fake-wrong' } })
    expect(new Set(failures(steps).map(({ code }) => code))).toEqual(new Set(['ssh-auth']))
    expect(ssh.logins()).toBe(1)
  })

  test('that shows a key that is not known: ssh-host-key, with the line that makes it known', async () => {
    const ssh = kept(await startSshServer())
    const access = to({ host: 'kafka.reef', port: 1 }, { ssh: { ...ssh.access, knownHosts: '' } })
    const { failed } = await expectFailure(access, 'ssh', 'ssh-host-key')
    expect(failed?.advice).toContain('SHA256:')
    expect(failed?.fix).toBe(ssh.access.knownHosts)
  })

  test('that was refused before is not tried again', async () => {
    const ssh = kept(await startSshServer())
    const { steps } = await diagnose(to({ host: 'a', port: 1 }, { ssh: ssh.access }), { attempted: 'ssh-auth' })
    expect(failures(steps)).toMatchObject([{ step: 'ssh', code: 'ssh-auth' }])
    expect(ssh.logins()).toBe(0)
  })

  test('that has no such broker behind it: of the broker', async () => {
    const ssh = kept(await startSshServer({ resolve: () => null }))
    const { steps } = await diagnose(to({ host: 'kafka.reef', port: 1 }, { ssh: ssh.access }))
    expect(failures(steps)).toMatchObject([{ step: 'tcp' }])
  })
})

describe('what it leaves behind', () => {
  test('nothing: all that it opened is closed, also where nobody answers', async () => {
    const silent = await server(net.createServer((socket) => void socket.resume()))
    const well = await broker({ tls: identity, login })
    await diagnose({ bootstrap: [silent.address, well.address], tls: trusting(), sasl: alice })
    await expect.poll(() => silent.sockets.size + well.sockets.size).toBe(0)
  })

  test('nothing, when it is called off', async () => {
    const silent = net.createServer((socket) => void socket.resume())
    const { address, sockets } = await server(silent)
    const calling = new AbortController()
    const diagnosis = diagnose(to(address), { signal: calling.signal })
    await once(silent, 'connection')
    calling.abort(new Error('enough'))
    await expect(diagnosis).rejects.toThrow('enough')
    await expect.poll(() => sockets.size).toBe(0)
  })
})

test('no secret is in what it says, whatever fails', async () => {
  const canaries = [PASSWORD, SSH_PASSWORD, 'fake-canary-token', 'fake-canary-phrase', 'fake-canary-key']
  const ssh = kept(await startSshServer())
  const well = await broker({ login })
  const encrypted = await broker({ tls: identity, login })
  const refused: ClusterAccess[] = [
    to(well.address, { sasl: { ...alice, username: 'bob' } }),
    to(well.address, { sasl: { mechanism: 'plain', username: 'alice', password: PASSWORD } }),
    to(well.address, { sasl: { mechanism: 'oauthbearer', token: 'fake-canary-token', extensions: {} } }),
    to(encrypted.address, { sasl: { ...alice, username: 'bob' }, tls: trusting() }),
    to(encrypted.address, {
      tls: trusting({ cert: identity.cert, key: 'fake-canary-key', passphrase: 'fake-canary-phrase' }),
    }),
    to(well.address, { ssh: { ...ssh.access, username: 'reef', password: `${SSH_PASSWORD}-wrong` } }),
    to(well.address, { ssh: { ...ssh.access, privateKey: 'fake-canary-key', passphrase: 'fake-canary-phrase' } }),
    to(well.address, { ssh: { ...ssh.access, knownHosts: '' } }),
  ]
  const said = JSON.stringify(await Promise.all(refused.map((access) => diagnose(access))))
  expect(said).toContain('auth-failed')
  expect(canaries.filter((canary) => said.includes(canary))).toEqual([])
})
