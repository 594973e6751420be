import { readFileSync } from 'node:fs'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { type SecureCluster, secureCluster } from '#demo/secure-cluster.ts'
import { farName, type SecureListener, TEST_USERS } from '#demo/secure-listeners.ts'
import { hasOwnNames, Sshd } from '#demo/sshd.ts'
import { ConnectionFailure, findCause } from '#lib/kafka/failure.ts'
import { metadata } from '#lib/kafka/protocol/metadata.ts'
import type { SaslAccess } from '#lib/kafka/transport/sasl-access.ts'
import type { ClusterAccess, SshAccess, TlsAccess } from './access.ts'
import { ConnectionSet } from './connection-set.ts'

// Real brokers with every way in, and OpenSSH's own server.

const DEADLINE_MS = 120_000
/** A failure is not waited for until the deadline. */
const AT_MOST_MS = 60_000

let secure: SecureCluster
beforeAll(async () => {
  secure = await secureCluster()
})

const closing: { close: () => void }[] = []
afterEach(() => {
  for (const each of closing.splice(0)) each.close()
})

function tls(facts: Partial<TlsAccess> = {}): TlsAccess {
  const ca = readFileSync(secure.certificates.ca, 'utf8')
  return { ca, cert: null, key: null, passphrase: null, checksChain: true, checksName: true, ...facts }
}

function withCertificate(facts: Partial<TlsAccess> = {}): TlsAccess {
  const { cert, key } = secure.certificates.client
  return tls({ cert: readFileSync(cert, 'utf8'), key: readFileSync(key, 'utf8'), ...facts })
}

const passwords: SaslAccess[] = (['plain', 'scram-sha-256', 'scram-sha-512'] as const).map((mechanism) => ({
  mechanism,
  ...TEST_USERS[mechanism],
}))
const bearer: SaslAccess = {
  mechanism: 'oauthbearer',
  token: { claims: { sub: TEST_USERS.oauthbearer.username }, lifetimeSeconds: 3_600 },
  extensions: {},
}

async function describeOver(access: ClusterAccess) {
  const set = new ConnectionSet(access)
  closing.push(set)
  const { brokers } = await set.sendToAny(metadata, { topics: [] }, DEADLINE_MS)
  // Each of them, by what it advertises.
  await Promise.all(brokers.map((broker) => set.to(broker, 'bulk').versions()))
  return brokers.length
}

async function failureOver(access: ClusterAccess): Promise<ConnectionFailure | null> {
  const error = await describeOver(access).catch((reason: unknown) => reason)
  return findCause(error, ConnectionFailure)
}

const at = (listener: SecureListener) => ({ bootstrap: secure.addresses(listener) })

describe('every way in', () => {
  test('with a client certificate', async () => {
    expect(await describeOver({ ...at('SSL'), tls: withCertificate() })).toBe(3)
  })

  test('where the name is not checked', async () => {
    expect(await describeOver({ ...at('OTHER_NAME'), tls: withCertificate({ checksName: false }) })).toBe(3)
  })

  test.each([...passwords, bearer])('with $mechanism, plainly and over TLS', async (sasl) => {
    expect(await describeOver({ ...at('SASL_PLAINTEXT'), sasl })).toBe(3)
    expect(await describeOver({ ...at('SASL_SSL'), sasl, tls: tls() })).toBe(3)
  })
})

describe('every way to be refused, within 5 s', () => {
  const wrong: SaslAccess[] = passwords.map((sasl) => ({ ...sasl, password: 'fake-canary' }))
  const cases: [string, () => ClusterAccess, string][] = [
    ['without a client certificate', () => ({ ...at('SSL'), tls: tls() }), 'client-cert-required'],
    ['by a certificate that expired', () => ({ ...at('EXPIRED'), tls: tls() }), 'cert-expired'],
    ['by one that signed itself', () => ({ ...at('SELF_SIGNED'), tls: tls() }), 'cert-self-signed'],
    ['by one of another CA', () => ({ ...at('OTHER_CA'), tls: tls() }), 'cert-unknown-ca'],
    ['by one for another name', () => ({ ...at('OTHER_NAME'), tls: withCertificate() }), 'cert-name'],
    ['without TLS where it is expected', () => at('SSL'), 'tls-expected'],
    ['with TLS where none is', () => ({ bootstrap: secure.addresses('PROXIED'), tls: tls() }), 'plaintext-expected'],
    ...wrong.map((sasl): [string, () => ClusterAccess, string] => [
      `with another password, by ${sasl.mechanism}`,
      () => ({ ...at('SASL_PLAINTEXT'), sasl }),
      'auth-failed',
    ]),
    [
      'with a token that is none',
      () => ({ ...at('SASL_PLAINTEXT'), sasl: { ...bearer, token: 'fake-canary' } }),
      'auth-failed',
    ],
    ['with a login where none is known', () => ({ ...at('PROXIED'), sasl: passwords[0] }), 'mechanism'],
  ]
  test.each(cases)('%s', async (_name, access, code) => {
    const startedAtMs = Date.now()
    const failure = await failureOver(access())
    expect(failure?.code).toBe(code)
    expect(failure?.message).not.toContain('canary')
    expect(Date.now() - startedAtMs).toBeLessThan(AT_MOST_MS)
  })
})

describe('through OpenSSH', () => {
  const names = Object.fromEntries([1, 2, 3].map((id) => [farName(id), '127.0.0.1']))

  async function startSsh(facts: Partial<SshAccess> = {}): Promise<SshAccess> {
    const sshd = await Sshd.start(hasOwnNames() ? { names } : {})
    closing.push({ close: () => void sshd.close() })
    const { host, port, username, privateKey, knownHosts } = sshd
    return { host, port, username, privateKey, knownHosts, password: null, passphrase: null, agent: null, ...facts }
  }

  test.skipIf(!hasOwnNames())('by names that only the far side knows', async () => {
    expect(await describeOver({ ...at('FAR'), ssh: await startSsh() })).toBe(3)
  })

  test('over TLS and with a login', async () => {
    const [plain] = passwords
    expect(await describeOver({ ...at('SASL_SSL'), ssh: await startSsh(), tls: tls(), sasl: plain })).toBe(3)
  })

  test('a host that is not known, a port where nobody listens, a name that is not known there', async () => {
    const ssh = await startSsh()
    expect(await failureOver({ ...at('FAR'), ssh: { ...ssh, knownHosts: '' } })).toMatchObject({ code: 'ssh-host-key' })
    const nobody = { bootstrap: [{ host: '127.0.0.1', port: 1 }], ssh }
    expect(await failureOver(nobody)).toMatchObject({ code: 'refused' })
    const nowhere = { bootstrap: [{ host: 'nowhere.invalid', port: 9092 }], ssh }
    expect(await failureOver(nowhere)).toMatchObject({ code: 'dns-not-found' })
  })
})
