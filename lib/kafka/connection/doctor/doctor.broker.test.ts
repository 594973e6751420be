import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { inspect, promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { KafkaCluster } from '#demo/cluster.ts'
import { type SecureCluster, startLoneBroker } from '#demo/secure-cluster.ts'
import type { SecureListener } from '#demo/secure-listeners.ts'
import type { SshDouble } from '#demo/ssh-double.ts'
import { Sshd } from '#demo/sshd.ts'
import { Canaries } from '#e2e/canaries.ts'
import { FailingStage } from '#e2e/failing-stage.ts'
import { lookAt } from '#e2e/ways-in.ts'
import type { ConnectionCode, ConnectionStep } from '#lib/contract/connection.ts'
import type { ClusterAccess, TlsAccess } from '#lib/kafka/connection/access.ts'
import { type Address, ConnectionFailure, findCause } from '#lib/kafka/failure.ts'
import type { SaslAccess } from '#lib/kafka/transport/sasl-access.ts'
import { CHECK_DEADLINES } from './deadlines.ts'
import { check } from './testing/diagnosis.ts'

// Every failure made with real brokers and servers, and what is said of it. Secrets of the tests begin with "canary".

const DEAD_END = 'dead-end.test'

let stage: FailingStage
let secure: SecureCluster
let double: SshDouble
let lone: KafkaCluster
let dead: Address

beforeAll(async () => {
  stage = await FailingStage.build(new Canaries())
  secure = stage.servers.secure
  double = stage.servers.ssh
  dead = stage.servers.dead
  lone = await startLoneBroker('doctor', [
    { name: 'DOCKER', protocol: 'PLAINTEXT', advertised: () => ({ host: 'kafka-internal.test', port: 29_092 }) },
  ])
})
afterAll(async () => {
  await lone?.stop()
  await stage?.close()
})

const wrong = { username: 'alice', password: 'canary-wrong' }
const plain: SaslAccess = { mechanism: 'plain', ...wrong }
const at = (listener: SecureListener) => secure.addresses(listener).slice(0, 1)
const tls = (change: Partial<TlsAccess> = {}): TlsAccess => ({
  ca: readFileSync(secure.certificates.ca, 'utf8'),
  cert: null,
  key: null,
  passphrase: null,
  checksChain: true,
  checksName: true,
  ...change,
})
const ssh = (change: { knownHosts?: string; password?: string } = {}) => {
  const { host, port, username, knownHosts } = double
  const nothing = { privateKey: null, passphrase: null, agent: null }
  return { host, port, username, knownHosts, password: 'canary-wrong', ...nothing, ...change }
}
interface Case {
  readonly what: string
  readonly code: ConnectionCode
  readonly step: ConnectionStep['step']
  readonly access: () => ClusterAccess
  /** What the advice or the finding names, so that one knows where to look. */
  readonly facts: () => readonly string[]
  /** What those hear who only wanted to read, where they are told otherwise; null: nothing, as it works. */
  readonly otherwise?: ConnectionCode | null
}

const cases: readonly Case[] = [
  {
    what: 'a wrong password',
    code: 'auth-failed',
    step: 'sasl',
    access: () => ({ bootstrap: at('SASL_PLAINTEXT'), sasl: plain }),
    facts: () => ['"alice"'],
  },
  {
    what: 'a wrong password for SCRAM, encrypted',
    code: 'auth-failed',
    step: 'sasl',
    access: () => ({ bootstrap: at('SASL_SSL'), tls: tls(), sasl: { mechanism: 'scram-sha-512', ...wrong } }),
    facts: () => ['"alice"', 'SCRAM-SHA-512'],
  },
  {
    what: 'a mechanism that is not offered',
    code: 'mechanism',
    step: 'sasl',
    access: () => ({ bootstrap: at('SCRAM_ONLY'), sasl: plain }),
    facts: () => ['PLAIN', 'It offers: SCRAM-SHA-512.'],
  },
  {
    what: 'no login where one is wanted',
    code: 'mechanism',
    step: 'sasl',
    access: () => ({ bootstrap: at('SCRAM_ONLY') }),
    facts: () => ['none is configured', 'It offers: SCRAM-SHA-512.'],
    otherwise: 'closed',
  },
  {
    what: 'no encryption where TLS is spoken',
    code: 'tls-expected',
    step: 'versions',
    access: () => ({ bootstrap: at('EXPIRED') }),
    facts: () => ['speaks TLS', 'tls: true'],
  },
  {
    what: 'TLS where it is not spoken',
    code: 'plaintext-expected',
    step: 'tls',
    access: () => ({ bootstrap: at('PROXIED'), tls: tls() }),
    facts: () => ['does not speak TLS'],
  },
  {
    what: 'an expired certificate',
    code: 'cert-expired',
    step: 'tls',
    access: () => ({ bootstrap: at('EXPIRED'), tls: tls() }),
    facts: () => ['2021-01-01', 'Highwater test ca'],
  },
  {
    what: 'a certificate signed by itself',
    code: 'cert-self-signed',
    step: 'tls',
    access: () => ({ bootstrap: at('SELF_SIGNED'), tls: tls() }),
    facts: () => ['self-signed'],
  },
  {
    what: 'a certificate of an authority that is not trusted',
    code: 'cert-unknown-ca',
    step: 'tls',
    access: () => ({ bootstrap: at('OTHER_CA'), tls: tls() }),
    facts: () => ['Highwater test other-ca'],
  },
  {
    what: 'a certificate for another name',
    code: 'cert-name',
    step: 'tls',
    access: () => ({
      bootstrap: at('OTHER_NAME'),
      tls: tls({
        cert: readFileSync(secure.certificates.client.cert, 'utf8'),
        key: readFileSync(secure.certificates.client.key, 'utf8'),
      }),
    }),
    facts: () => ['127.0.0.1', 'kafka.elsewhere.test'],
  },
  {
    what: 'no certificate where one is wanted',
    code: 'client-cert-required',
    step: 'tls',
    access: () => ({ bootstrap: at('SSL'), tls: tls() }),
    facts: () => ['none is configured', 'Highwater test ca'],
  },
  {
    what: 'a port where nobody listens',
    code: 'refused',
    step: 'tcp',
    access: () => ({ bootstrap: [dead] }),
    facts: () => [`127.0.0.1:${dead.port}`],
  },
  {
    what: 'a name that is known nowhere',
    code: 'dns-not-found',
    step: 'dns',
    access: () => ({ bootstrap: [{ host: DEAD_END, port: 9092 }] }),
    facts: () => [DEAD_END],
  },
  {
    what: 'a port that takes connections and says nothing',
    code: 'frozen',
    step: 'versions',
    access: () => ({ bootstrap: [stage.servers.silent.address] }),
    facts: () => [`127.0.0.1:${stage.servers.silent.address.port}`],
    otherwise: 'timeout',
  },
  {
    what: 'a port that hangs up',
    code: 'closed',
    step: 'versions',
    access: () => ({ bootstrap: [stage.servers.closing.address] }),
    facts: () => [`127.0.0.1:${stage.servers.closing.address.port}`],
  },
  {
    what: 'a port of something else',
    code: 'not-kafka',
    step: 'versions',
    access: () => ({ bootstrap: [stage.strangerAddress] }),
    facts: () => ['another program'],
  },
  {
    what: 'a broker that tells an address which is not reached from here',
    code: 'advertised-unreachable',
    step: 'dns',
    access: () => ({ bootstrap: [{ host: '127.0.0.1', port: lone.port(1, 'DOCKER') }] }),
    facts: () => [
      `127.0.0.1:${lone.port(1, 'DOCKER')}`,
      'kafka-internal.test:29092',
      'advertised.listeners',
      `hostMap: { "kafka-internal.test:29092": "127.0.0.1:${lone.port(1, 'DOCKER')}" }`,
    ],
    // It is the only one, so it is used where it was found.
    otherwise: null,
  },
  {
    what: 'an SSH host that lets nobody in',
    code: 'ssh-auth',
    step: 'ssh',
    access: () => ({ bootstrap: [dead], ssh: ssh() }),
    facts: () => ['"carol"', `127.0.0.1:${double.port}`],
  },
  {
    what: 'an SSH host that nobody knows',
    code: 'ssh-host-key',
    step: 'ssh',
    access: () => ({ bootstrap: [dead], ssh: ssh({ knownHosts: '' }) }),
    facts: () => [double.fingerprint],
  },
]

describe.each(cases)('$what', ({ code, step, access, facts, otherwise = code }) => {
  test('is found by the doctor, who says what to do', async () => {
    // Nothing but a deadline ends what is silent; everything else gets its answer, however slow the machine is.
    const { steps, ok } = await check(access(), code === 'frozen' ? { deadlinesMs: CHECK_DEADLINES } : {})
    expect(ok).toBe(otherwise === null)
    const failed = steps.find((one) => one.status === 'failed')
    expect(failed, JSON.stringify(steps, null, 1)).toMatchObject({ code, step })
    const said = [failed?.detail, failed?.advice, failed?.fix].join('\n')
    for (const fact of facts()) expect(said).toContain(fact)
    expect(JSON.stringify(steps)).not.toContain('canary')
  })

  test('is what readers are told, without a secret', async () => {
    const outcome = await lookAt(access()).then(
      () => null,
      (error: unknown) => error,
    )
    if (otherwise === null) return expect(outcome).toBeNull()
    expect(findCause(outcome, ConnectionFailure)).toMatchObject({ code: otherwise })
    expect(inspect(outcome, { depth: null, showHidden: true })).not.toContain('canary')
  })
})

test('an SSH host whose key changed since', async () => {
  const { knownHosts } = double
  await double.changeHostKey()
  const { steps } = await check({ bootstrap: [dead], ssh: ssh({ knownHosts }) })
  const failed = steps.find(({ status }) => status === 'failed')
  expect(failed).toMatchObject({ code: 'ssh-host-key', step: 'ssh' })
  expect(failed?.advice).toContain(double.fingerprint)
  expect(failed?.advice).toMatch(/changed/i)
})

test('a name that the SSH host does not know is looked up there, by a line that works as it stands', async () => {
  const sshd = await Sshd.start()
  try {
    const { host, port, username, privateKey, knownHosts, keyFile, knownHostsFile } = sshd
    const files = { key: keyFile, knownHosts: [knownHostsFile] }
    const access = {
      host,
      port,
      username,
      privateKey,
      knownHosts,
      files,
      password: null,
      passphrase: null,
      agent: null,
    }
    const { steps } = await check({ bootstrap: [{ host: 'nowhere.invalid', port: 9092 }], ssh: access })
    const failed = steps.find(({ status }) => status === 'failed')
    expect(failed).toMatchObject({
      code: 'dns-not-found',
      advice: expect.stringContaining('/etc/hosts of the SSH host'),
    })
    expect(failed?.fix).toMatch(/^ssh -i .* 'getent hosts nowhere\.invalid'$/)
    const known = failed?.fix?.replace('nowhere.invalid', 'localhost') ?? ''
    const { stdout } = await promisify(execFile)('bash', ['-c', `${known} </dev/null`])
    expect(stdout).toContain('localhost')
  } finally {
    await sshd.close()
  }
})

test('everything that works is said to work, for every broker', async () => {
  const sasl = { mechanism: 'scram-sha-256', username: 'alice', password: 'canary-alice#scram-256' } as const
  const { steps, ok } = await check({ bootstrap: secure.addresses('SASL_SSL'), tls: tls(), sasl })
  expect(ok, JSON.stringify(steps, null, 1)).toBe(true)
  expect(steps.filter(({ status }) => status === 'failed')).toEqual([])
  expect(new Set(steps.map(({ brokerId }) => brokerId))).toEqual(new Set([1, 2, 3]))
  expect(JSON.stringify(steps)).not.toContain('canary')
})
