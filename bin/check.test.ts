import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { kept, login } from '#lib/kafka/connection/doctor/testing/diagnosis.ts'
import { startBroker } from '#lib/kafka/connection/doctor/testing/login-broker.ts'
import { makeCertificate } from '#lib/kafka/connection/testing/certificates.ts'
import { startSshServer } from '#lib/kafka/connection/testing/servers.ts'
import { formatAddress } from '#lib/kafka/failure.ts'
import { checkClusters } from './check-clusters.ts'
import { clusterEnvironment } from './launcher/dashboard.mjs'
import { readOptions } from './launcher/options.mjs'

interface Ended {
  readonly status: unknown
  readonly stdout: string
  readonly stderr: string
}

// The tests ignore the configuration file in the project's folder.
const environmentFor = (brokers: string) => ({ HIGHWATER_BROKERS: brokers, HIGHWATER_CONFIG: 'none' })

async function check(environment: Readonly<Record<string, string>>, only?: string): Promise<Ended> {
  const ended = { stdout: '', stderr: '' }
  const status = await checkClusters(environment, only, {
    hasColors: false,
    out: (text) => {
      ended.stdout += text
    },
    error: (text) => {
      ended.stderr += text
    },
  })
  return { status, ...ended }
}

// Certificates made under faketime are valid only for a process under faketime.
const fakedClock = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => /^(LD_PRELOAD|FAKETIME.*)$/.test(name)),
)

/** The same as a process of its own: only there are the exit status and the machine's certificates to be seen. */
function runCheck(environment: Readonly<Record<string, string>>, ...args: string[]): Promise<Ended> {
  const env = { NODE_ENV: 'test' as const, ...fakedClock, ...environment }
  return new Promise((resolve) => {
    execFile(process.execPath, ['bin/check.ts', ...args], { env }, (error, stdout, stderr) =>
      resolve({ status: error?.code ?? 0, stdout, stderr }),
    )
  })
}

// Each process loads some hundred modules, which takes a minute on a machine with much else to do.
const DEADLINE_MS = 300_000

test('all well is status 0', { timeout: DEADLINE_MS }, async () => {
  const broker = kept(await startBroker())
  const { status, stdout, stderr } = await check(environmentFor(formatAddress(broker.address)))
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  expect(stdout).toContain('Its broker can be reached.')
  expect(stdout).not.toContain('\u001b')
})

test('something that failed is status 1, with what to do', { timeout: DEADLINE_MS }, async () => {
  const { status, stdout } = await check(environmentFor('127.0.0.1:1'))
  expect(status).toBe(1)
  expect(stdout).toContain('✗ tcp')
  expect(stdout).toMatch(/Check\s+that\s+Kafka is running/)
})

// Only there is the machine's store a file that a test can choose.
test.runIf(process.platform === 'linux')(
  'a certificate of an authority that the machine trusts is taken',
  { timeout: DEADLINE_MS },
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'highwater-check-'))
    onTestFinished(() => rmSync(folder, { recursive: true }))
    const authority = makeCertificate({ name: 'Reef CA', isCa: true })
    const broker = kept(
      await startBroker({ tls: makeCertificate({ name: 'localhost', ips: ['127.0.0.1'], issuer: authority }) }),
    )
    const store = join(folder, 'machine.pem')
    writeFileSync(store, authority.cert)
    const options = readOptions(['--brokers', formatAddress(broker.address), '--config', 'none'], {})
    if (options === 'help') throw new Error('no help was asked for')
    const environment = clusterEnvironment(options, { HIGHWATER_TLS: 'true', SSL_CERT_FILE: store })
    expect(await runCheck(environment)).toMatchObject({
      status: 0,
      stderr: '',
      stdout: expect.not.stringContaining('\u001b'),
    })
    writeFileSync(store, makeCertificate({ name: 'Other CA', isCa: true }).cert)
    const { status, stdout } = await runCheck(environment)
    expect(status).toBe(1)
    expect(stdout).toContain('"Reef CA"')
  },
)

test.each([
  ['that is wrong', 'a:b'],
  ['that names nothing', ''],
])('a configuration %s is status 2', { timeout: DEADLINE_MS }, async (_name, brokers) => {
  const { status, stdout, stderr } = await check(environmentFor(brokers))
  expect(status).toBe(2)
  expect(stdout + stderr).toMatch(/host:9092/i)
})

test('the process exits with the status, and writes the reason to stderr', { timeout: DEADLINE_MS }, async () => {
  const environment = environmentFor('localhost:9092')
  expect(await runCheck(environment, 'unknown')).toEqual({
    status: 2,
    stdout: '',
    stderr: expect.stringContaining('No cluster with the id "unknown"'),
  })
})

test('a broken cluster stops no other, and no secret is said, whatever fails', { timeout: DEADLINE_MS }, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'highwater-check-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const [well, locked, ssh] = [
    kept(await startBroker()),
    kept(await startBroker({ login: { ...login, mechanisms: ['PLAIN', 'OAUTHBEARER'] } })),
    kept(await startSshServer()),
  ]
  const [open, closed] = [well, locked].map(({ address }) => formatAddress(address))
  const { host, port } = ssh.address
  const stores = join(process.cwd(), 'lib/clusters/fixtures')
  const jaas = 'org.apache.kafka.common.security.plain.PlainLoginModule required username="a" password="fake-canary'
  writeFileSync(join(folder, 'known_hosts'), ssh.access.knownHosts)
  writeFileSync(join(folder, 'token'), 'fake-canary-token')
  writeFileSync(
    join(folder, 'client.properties'),
    `bootstrap.servers=${closed}\nsecurity.protocol=SASL_PLAINTEXT\nsasl.mechanism=PLAIN\nsasl.jaas.config=${jaas}\n`,
  )
  const sshd = `host: "${host}", port: ${port}, user: reef, knownHosts: known_hosts`
  const clusters = {
    password: `brokers: "${closed}", sasl: { mechanism: plain, username: a, password: fake-canary-password }`,
    token: `brokers: "${closed}", sasl: { mechanism: oauthbearer, token: { file: token } }`,
    store: `brokers: "${closed}", tls: { keystore: ${stores}/modern.p12, keystorePassword: fake-canary-store }`,
    key: `brokers: "${closed}", tls: { cert: ${stores}/client.pem, key: ${stores}/client-key-encrypted.pem, passphrase: fake-canary-key }`,
    jaas: 'properties: client.properties',
    tunnel: `brokers: "${closed}", ssh: { ${sshd}, password: { env: CANARY } }`,
    well: `brokers: "${open}"`,
  }
  const lines = Object.entries(clusters).map(([id, fields]) => `  - { id: ${id}, ${fields} }`)
  writeFileSync(join(folder, 'highwater.yaml'), `clusters:\n${lines.join('\n')}\n`)
  const environment = { HIGHWATER_CONFIG: join(folder, 'highwater.yaml'), CANARY: 'fake-canary-ssh' }
  const { status, stdout, stderr } = await check(environment)
  expect(stdout).not.toContain('read again by itself')
  const parts = stdout.split(/\n(?=\S+ \(\S+\)\n)/).filter((part) => part.includes('('))
  const failed = parts.filter((part) => part.includes('✗')).map((part) => /\((\S+)\)/.exec(part)?.[1])
  expect(failed).toEqual(Object.keys(clusters).filter((id) => id !== 'well'))
  expect(stdout).toContain('Its broker can be reached.')
  expect(stdout + stderr).not.toContain('canary')
  expect(status).toBe(2)

  const only = await check(environment, 'well')
  expect(only).toMatchObject({ status: 0, stdout: expect.stringContaining('Its broker can be reached.') })
  expect(only.stdout).not.toContain('✗')
  const stranger = await check(environment, 'nobody')
  expect(stranger).toMatchObject({ status: 2, stderr: expect.stringContaining('There are: password, token,') })
})
