import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, test } from 'vitest'
import { type SecureCluster, secureCluster } from '#demo/secure-cluster.ts'
import { farName, type SecureListener, TEST_USERS } from '#demo/secure-listeners.ts'
import type { ConnectionCode, ConnectionStepName } from '#lib/contract/connection.ts'
import type { ClusterAccess, TlsAccess } from '#lib/kafka/connection/access.ts'
import type { SaslAccess } from '#lib/kafka/transport/sasl-access.ts'
import { check } from './testing/diagnosis.ts'

// What real brokers do where the doctor has to tell one failure from another.

let secure: SecureCluster
beforeAll(async () => {
  secure = await secureCluster()
})

function tls(change: Partial<TlsAccess> = {}): TlsAccess {
  const ca = readFileSync(secure.certificates.ca, 'utf8')
  return { ca, cert: null, key: null, passphrase: null, checksChain: true, checksName: true, ...change }
}

function withCertificate(): TlsAccess {
  const { cert, key } = secure.certificates.client
  return tls({ cert: readFileSync(cert, 'utf8'), key: readFileSync(key, 'utf8') })
}

const at = (listener: SecureListener) => ({ bootstrap: secure.addresses(listener) })
const alice: SaslAccess = { mechanism: 'scram-sha-256', ...TEST_USERS['scram-sha-256'] }
const token = { claims: { sub: TEST_USERS.oauthbearer.username }, lifetimeSeconds: 3_600 }

describe('every way in', () => {
  const ways: [name: string, access: () => ClusterAccess][] = [
    ['plain', () => at('PROXIED')],
    ['with a client certificate', () => ({ ...at('SSL'), tls: withCertificate() })],
    ['with SCRAM', () => ({ ...at('SASL_SSL'), tls: tls(), sasl: alice })],
    ['with PLAIN', () => ({ ...at('SASL_PLAINTEXT'), sasl: { mechanism: 'plain', ...TEST_USERS.plain } })],
    [
      'with a token',
      () => ({ ...at('SASL_SSL'), tls: tls(), sasl: { mechanism: 'oauthbearer', token, extensions: {} } }),
    ],
  ]
  test.each(ways)('%s: all is well, at each broker', async (_name, access) => {
    const { ok, steps } = await check(access())
    expect(steps.filter(({ status }) => status === 'failed')).toEqual([])
    expect(ok).toBe(true)
    expect(steps.find(({ step }) => step === 'metadata')?.detail).toContain('3 brokers')
  })
})

describe('every failure is told for what it is', () => {
  const failures: [name: string, access: () => ClusterAccess, step: ConnectionStepName, code: ConnectionCode][] = [
    ['encryption that is missing', () => at('SSL'), 'versions', 'tls-expected'],
    ['encryption that is needless', () => ({ ...at('PROXIED'), tls: tls() }), 'tls', 'plaintext-expected'],
    ['no client certificate', () => ({ ...at('SSL'), tls: tls() }), 'tls', 'client-cert-required'],
    ['an old certificate', () => ({ ...at('EXPIRED'), tls: tls() }), 'tls', 'cert-expired'],
    ['one signed by itself', () => ({ ...at('SELF_SIGNED'), tls: tls() }), 'tls', 'cert-self-signed'],
    ['an unknown authority', () => ({ ...at('OTHER_CA'), tls: tls() }), 'tls', 'cert-unknown-ca'],
    ['another name', () => ({ ...at('OTHER_NAME'), tls: withCertificate() }), 'tls', 'cert-name'],
    ['a missing login', () => at('SASL_PLAINTEXT'), 'sasl', 'mechanism'],
    ['a needless login', () => ({ ...at('PROXIED'), sasl: alice }), 'sasl', 'mechanism'],
    [
      'a wrong password',
      () => ({ ...at('SASL_SSL'), tls: tls(), sasl: { ...alice, password: 'fake' } }),
      'sasl',
      'auth-failed',
    ],
    [
      'a wrong token',
      () => ({ ...at('SASL_SSL'), tls: tls(), sasl: { mechanism: 'oauthbearer', token: 'fake', extensions: {} } }),
      'sasl',
      'auth-failed',
    ],
    ['names that only others know', () => at('FAR'), 'dns', 'advertised-unreachable'],
  ]
  test.each(failures)('%s', async (_name, access, step, code) => {
    const { ok, steps } = await check(access())
    expect(ok).toBe(false)
    const failed = steps.filter(({ status }) => status === 'failed')
    expect([...new Set(failed.map((each) => `${each.step} ${each.code}`))]).toEqual([`${step} ${code}`])
  })

  test('a broker that asks for a certificate says whose it accepts', async () => {
    const { steps } = await check({ ...at('SSL'), tls: tls() })
    expect(steps.find(({ code }) => code === 'client-cert-required')?.advice).toContain('It accepts those of:')
  })

  test('the advice on advertised names has both addresses', async () => {
    const [bootstrap] = secure.addresses('FAR')
    const { steps } = await check({ bootstrap: bootstrap ? [bootstrap] : [] })
    const advice = steps.find(({ code }) => code === 'advertised-unreachable')?.advice
    expect(advice).toContain(`127.0.0.1:${bootstrap?.port}`)
    expect(advice).toContain(farName(1))
  })
})
