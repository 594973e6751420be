import net from 'node:net'
import tls from 'node:tls'
import { beforeAll, describe, expect, test } from 'vitest'
import type { ConnectionCode } from '#lib/contract/connection.ts'
import type { ClusterAccess, TlsAccess } from '#lib/kafka/connection/access.ts'
import { type Identity, makeCertificate } from '#lib/kafka/connection/testing/certificates.ts'
import { listen, SSH_PASSWORD, startSshServer } from '#lib/kafka/connection/testing/servers.ts'
import type { SaslAccess } from '#lib/kafka/transport/sasl-access.ts'
import { alice, check, expectFailure, failures, kept, login, PASSWORD, to, trusting } from './testing/diagnosis.ts'
import { startBroker } from './testing/login-broker.ts'

const broker = async (options?: Parameters<typeof startBroker>[0]) => kept(await startBroker(options))

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

describe('certificates', () => {
  test.each<[string, () => Identity, ConnectionCode, Partial<TlsAccess>, RegExp, RegExp]>([
    [
      'out of date',
      () => expired,
      'cert-expired',
      {},
      /expired on \d{4}-\d\d-\d\d, 2 days ago/,
      /^certificate of kafka\.reef by Reef CA, expired on/,
    ],
    [
      'signed by itself',
      () => selfSigned,
      'cert-self-signed',
      {},
      /kafka\.reef/,
      /^self-signed: certificate of kafka\.reef/,
    ],
    [
      'of an authority that is not trusted',
      () => identity,
      'cert-unknown-ca',
      { ca: null },
      /"Reef CA"/,
      /^signed by an unknown authority: .*by Reef CA/,
    ],
    [
      'for another name',
      () => wrongName,
      'cert-name',
      {},
      /"127\.0\.0\.1": it is for other\.reef/,
      /^for another name: certificate of other\.reef/,
    ],
  ])('%s: said with what it says', async (_name, shown, code, change, facts, detail) => {
    const { address } = await broker({ tls: shown() })
    const { failed } = await expectFailure(to(address, { tls: trusting(ca.cert, change) }), 'tls', code)
    expect(failed?.advice).toMatch(facts)
    expect(failed?.detail).toMatch(detail)
  })

  test('that are not checked are no failure, and it is said', async () => {
    const { address } = await broker({ tls: selfSigned })
    const { ok, steps } = await check(to(address, { tls: trusting(ca.cert, { checksChain: false }) }))
    expect(ok).toBe(true)
    expect(steps.find(({ step }) => step === 'tls')?.detail).toContain('it is not checked')
  })

  test.each(['TLSv1.2', 'TLSv1.3'] as const)(
    'of ours that the broker wants, in %s: client-cert-required, with whose it accepts',
    async (version) => {
      const tls = { ...identity, ca: ca.cert, requestCert: true, minVersion: 'TLSv1.2', maxVersion: version } as const
      const { address } = await broker({ tls })
      const { failed } = await expectFailure(to(address, { tls: trusting(ca.cert) }), 'tls', 'client-cert-required')
      expect(failed?.fix).toContain('keystore')
      if (version === 'TLSv1.2') expect(failed?.advice).toContain('Reef CA')
    },
  )

  test('of ours that is expired, at which the broker hangs up: its date is told', async () => {
    const { cert, key } = makeCertificate({ name: 'reef client', issuer: ca, validDays: [-30, -2] })
    const { address } = await broker({ tls: { ...identity, ca: ca.cert, requestCert: true } })
    const access = to(address, { tls: trusting(ca.cert, { cert, key }) })
    const { failed } = await expectFailure(access, 'tls', 'client-cert-required')
    expect(failed?.advice).toMatch(/your own certificate, for reef client, expired on .* ago\. Get a new one/)
    expect(failed?.detail).toContain('certificate of reef client')
  })

  test('of ours, where several brokers share a port: whose the one accepts that is asked for by name', async () => {
    const named = makeCertificate({ name: 'localhost', issuer: ca })
    const ofName = tls.createSecureContext({ ...named, ca: ca.cert })
    const SNICallback: tls.TlsOptions['SNICallback'] = (_name, done) => done(null, ofName)
    const shared = { ...identity, ca: selfSigned.cert, requestCert: true, maxVersion: 'TLSv1.2', SNICallback } as const
    const { address } = await broker({ tls: shared })
    const access = to({ ...address, host: 'localhost' }, { tls: trusting(ca.cert) })
    const { failed } = await expectFailure(access, 'tls', 'client-cert-required')
    expect(failed?.advice).toContain('It accepts those of: Reef CA.')
  })

  test('are not what is wrong where there is no version in common, which is said', async () => {
    const { address } = await broker({ tls: { ...identity, minVersion: 'TLSv1.1', maxVersion: 'TLSv1.1' } })
    const { failed } = await expectFailure(to(address, { tls: trusting(ca.cert) }), 'tls', 'closed')
    expect(failed?.detail).toContain('none of its versions')
    expect(failed?.advice).toContain('ssl.enabled.protocols')
  })

  test('are not what is wrong where the handshake broke off, which may be by chance', async () => {
    const { address } = kept(await listen(net.createServer(breakOffTls)))
    const { failed } = await expectFailure(to(address, { tls: trusting(ca.cert) }), 'tls', 'closed')
    expect(failed?.detail).toBe('it speaks TLS, but the handshake broke off; try again')
  })

  test('of ours that cannot be used: said so, and nothing of the key', async () => {
    const { address } = await broker({ tls: identity })
    const tls = trusting(ca.cert, { cert: identity.cert, key: 'fake-canary-key' })
    const { failed } = await expectFailure(to(address, { tls }), 'tls', 'unreachable')
    expect(failed?.advice).toContain('cannot be used')
  })
})

/** Begins to answer in TLS and hangs up; whoever does not speak it gets an alert. */
function breakOffTls(socket: net.Socket): void {
  const [HANDSHAKE_RECORD, ALERT_RECORD] = [22, 21]
  socket.on('error', () => {})
  socket.once('data', (data: Buffer) => {
    const isTls = data[0] === HANDSHAKE_RECORD
    socket.end(Buffer.from(isTls ? [HANDSHAKE_RECORD, 3, 3, 0, 99] : [ALERT_RECORD, 3, 3, 0, 2, 2, 70]))
  })
}

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

  test('at a broker that does not know the password itself: auth-failed, and that it may be another', async () => {
    const { address } = await broker({ login: { ...login, isImpostor: true } })
    const { failed } = await expectFailure(to(address, { sasl: alice }), 'sasl', 'auth-failed')
    expect(failed?.detail).toContain('did not prove that it knows the password')
  })

  test('are tried at one broker first: a wrong password is sent once, and the others say why they were not asked', async () => {
    const brokers = await Promise.all([1, 2, 3].map(() => broker({ login })))
    const bootstrap = brokers.map(({ address }) => address)
    const { steps } = await check({ bootstrap, sasl: { ...alice, password: 'fake-wrong' } })
    expect(brokers.reduce((sum, { logins }) => sum + logins(), 0)).toBeLessThanOrEqual(2)
    const found = steps.filter(({ step }) => step === 'sasl')
    expect(found.map(({ status }) => status).sort()).toEqual(['failed', 'skipped', 'skipped'])
    expect(found.find(({ status }) => status === 'skipped')?.detail).toContain('no account gets locked')
    const after = steps.filter(
      ({ step, detail }) => step === 'metadata' && detail === 'not tried, as the login was not',
    )
    expect(after).toHaveLength(2)
  })

  test('that were refused before are not tried again', async () => {
    const { address, logins } = await broker({ login })
    const { steps, ok } = await check(to(address, { sasl: alice }), { attempted: 'auth-failed' })
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
    expect(steps.find(({ step }) => step === 'metadata')?.status).toBe('skipped')
  })
})

describe('SSH', () => {
  test('that does not let us in: ssh-auth, tried once for all', async () => {
    const ssh = kept(await startSshServer())
    const bootstrap = [1, 2, 3].map((port) => ({ host: 'kafka.reef', port }))
    const { steps } = await check({ bootstrap, ssh: { ...ssh.access, password: 'fake-wrong' } })
    expect(new Set(failures(steps).map(({ code }) => code))).toEqual(new Set(['ssh-auth']))
    expect(ssh.logins()).toBe(1)
  })

  test('that shows a key that is not known: ssh-host-key, with the line that makes it known', async () => {
    const ssh = kept(await startSshServer())
    const access = to({ host: 'kafka.reef', port: 1 }, { ssh: { ...ssh.access, knownHosts: '' } })
    const { failed } = await expectFailure(access, 'ssh', 'ssh-host-key')
    expect(failed?.advice).toContain('SHA256:')
    expect(failed?.about).toMatch(/^127\.0\.0\.1:/)
    expect(failed?.detail).not.toContain('SHA256:')
    expect(failed?.fix).toBe(ssh.access.knownHosts)
  })

  test('that shows a key that is revoked: ssh-host-key, and nothing that would make it trusted', async () => {
    const ssh = kept(await startSshServer())
    const [, type, key] = ssh.access.knownHosts.split(' ')
    const access = to(
      { host: 'kafka.reef', port: 1 },
      { ssh: { ...ssh.access, knownHosts: `@revoked * ${type} ${key}` } },
    )
    const { failed } = await expectFailure(access, 'ssh', 'ssh-host-key')
    expect(failed?.advice).toContain('revoked')
    expect(failed?.advice).not.toContain('add it')
    expect(failed?.fix).toBeUndefined()
  })

  test('with a key that cannot be opened: said so, and not that we were refused', async () => {
    const ssh = kept(await startSshServer())
    const access = to({ host: 'kafka.reef', port: 1 }, { ssh: { ...ssh.access, privateKey: 'fake' } })
    const { failed } = await expectFailure(access, 'ssh', 'ssh-auth')
    expect(failed?.advice).toContain('could not be opened')
    expect(failed?.advice).not.toMatch(/did not let|authorized_keys/)
    expect(ssh.logins()).toBe(0)
  })

  test('that takes the connection and says nothing: timeout, of the SSH host and not of the broker', async () => {
    const silent = kept(await listen(net.createServer()))
    const ssh = { ...kept(await startSshServer()).access, port: silent.address.port }
    const { failed, steps } = await expectFailure(to({ host: 'kafka.reef', port: 1 }, { ssh }), 'ssh', 'timeout', {
      ssh: 200,
    })
    expect(failed).toMatchObject({ about: `127.0.0.1:${silent.address.port}` })
    expect(failed?.advice).toMatch(/^The SSH host 127\.0\.0\.1:/)
    expect(failed?.advice).not.toContain('kafka.reef')
    expect(steps.find(({ step }) => step === 'tcp')?.detail).toBe('not tried, as it failed before')
  })

  test('that was refused before is not tried again', async () => {
    const ssh = kept(await startSshServer())
    const { steps } = await check(to({ host: 'a', port: 1 }, { ssh: ssh.access }), { attempted: 'ssh-auth' })
    expect(failures(steps)).toMatchObject([{ step: 'ssh', code: 'ssh-auth' }])
    expect(ssh.logins()).toBe(0)
  })

  test('that has no such broker behind it: of the broker', async () => {
    const ssh = kept(await startSshServer({ resolve: () => null }))
    const { steps } = await check(to({ host: 'kafka.reef', port: 1 }, { ssh: ssh.access }))
    expect(failures(steps)).toMatchObject([{ step: 'tcp' }])
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
    to(encrypted.address, { sasl: { ...alice, username: 'bob' }, tls: trusting(ca.cert) }),
    to(encrypted.address, {
      tls: trusting(ca.cert, { cert: identity.cert, key: 'fake-canary-key', passphrase: 'fake-canary-phrase' }),
    }),
    to(well.address, { ssh: { ...ssh.access, username: 'reef', password: `${SSH_PASSWORD}-wrong` } }),
    to(well.address, { ssh: { ...ssh.access, privateKey: 'fake-canary-key', passphrase: 'fake-canary-phrase' } }),
    to(well.address, { ssh: { ...ssh.access, knownHosts: '' } }),
  ]
  const said = JSON.stringify(await Promise.all(refused.map((access) => check(access))))
  expect(said).toContain('auth-failed')
  expect(canaries.filter((canary) => said.includes(canary))).toEqual([])
})
