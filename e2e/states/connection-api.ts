import type { Page } from '@playwright/test'
import type { ClusterItem } from '#lib/contract/clusters.ts'
import type { ConnectionCheck, ConnectionCode, ConnectionStep, ConnectionStepName } from '#lib/contract/connection.ts'
import { securedAccess } from '#lib/contract/testing/samples.ts'

// Every way a connection can fail, played by the browser.

export const NOW = Date.now()
export const agoIso = (ms: number) => new Date(NOW - ms).toISOString()
const MINUTE = 60_000

export const secured = securedAccess({ bootstrap: ['kafka-1.example.com:9093', 'kafka-2.example.com:9093'] })

const details: Record<ConnectionStepName, string> = {
  dns: '203.0.113.11',
  ssh: 'tunnel through alice@bastion.example.com:22, by key',
  tcp: 'connected to port 9093',
  tls: 'TLS 1.3, certificate of kafka-1.example.com by Example CA, valid until 2027-01-03 (in 41 days)',
  sasl: 'SCRAM-SHA-512 as alice',
  versions: 'Kafka 4.3',
  metadata: '3 brokers: 1 kafka-1.example.com:9093, 2 kafka-2.example.com:9093, 3 kafka-3.example.com:9093',
}

interface Chain {
  readonly target: string
  readonly brokerId?: number
  /** Not configured, but named by the cluster. */
  readonly isAdvertised?: boolean
  readonly names?: readonly ConnectionStepName[]
  readonly failed?: Partial<ConnectionStep> & Pick<ConnectionStep, 'step'>
  readonly slow?: ConnectionStepName
}

const usual: readonly ConnectionStepName[] = ['dns', 'tcp', 'tls', 'sasl', 'versions', 'metadata']

/** The steps of one target, up to the one that fails. */
export function chain({ target, brokerId, isAdvertised, names = usual, failed, slow }: Chain): ConnectionStep[] {
  const at = failed ? names.indexOf(failed.step) : names.length
  const base = {
    target,
    kind: isAdvertised ? 'advertised' : 'bootstrap',
    brokerId: brokerId ?? null,
  } as const
  return names.map((step, place): ConnectionStep => {
    if (place > at) return { ...base, step, status: 'skipped', ms: null, detail: 'not tried, as it failed before' }
    if (place === at && failed) return { ...base, status: 'failed', ms: 12.4, detail: '', ...failed }
    const isSlow = step === slow
    return { ...base, step, status: isSlow ? 'slow' : 'ok', ms: isSlow ? 2_140 : 3.2 + place, detail: details[step] }
  })
}

export function checkOf(steps: ConnectionStep[], change: Partial<ConnectionCheck> = {}): ConnectionCheck {
  const ok = steps.every(({ status }) => status !== 'failed')
  return { steps, ok, checkedAt: agoIso(8_000), access: secured, ...change }
}

const first = 'kafka-1.example.com:9093'
const second = 'kafka-2.example.com:9093'
const third = 'kafka-3.example.com:9093'

export const well = checkOf([
  ...chain({ target: first, brokerId: 1 }),
  ...chain({ target: second, brokerId: 2 }),
  ...chain({ target: third, brokerId: 3, isAdvertised: true }),
])

const fails: Record<ConnectionCode, Pick<ConnectionStep, 'step' | 'detail' | 'advice'> & { fix?: string }> = {
  'dns-not-found': {
    step: 'dns',
    detail: 'no address is known for kafka-1.example.com',
    advice: 'Check the spelling of the name. A name of Docker or Kubernetes is only known inside of it.',
  },
  refused: {
    step: 'tcp',
    detail: 'connection refused',
    advice: 'The machine is there, but nothing listens at this port. Start the broker, or correct the port.',
  },
  timeout: {
    step: 'tcp',
    detail: 'no answer within 5 s',
    advice: 'A firewall may drop what is sent there, or the machine is off.',
  },
  frozen: {
    step: 'versions',
    detail: 'connected, but no answer within 5 s',
    advice: 'The broker hangs or is overloaded. Look at its log, or restart it.',
  },
  closed: {
    step: 'versions',
    detail: 'the connection was closed',
    advice: 'Something in between ends it, such as a proxy without a broker behind it.',
  },
  'not-kafka': {
    step: 'versions',
    detail: 'the answer begins with HTTP/1.1 400',
    advice: 'This is the port of a web server. Brokers usually listen at 9092.',
  },
  unreachable: {
    step: 'tcp',
    detail: 'no route to host',
    advice: 'This network has no way there. A VPN may have to be on.',
  },
  'tls-expected': {
    step: 'versions',
    detail: 'the port speaks TLS',
    advice: 'The port wants TLS, and none is configured. Switch it on.',
    fix: 'security.protocol=SSL',
  },
  'plaintext-expected': {
    step: 'tls',
    detail: 'the port answers in plain',
    advice: 'The port speaks no TLS, but it is configured. Use the port for TLS, or switch it off.',
    fix: 'security.protocol=PLAINTEXT',
  },
  'auth-failed': {
    step: 'sasl',
    detail: 'SCRAM-SHA-512 as alice was refused',
    advice: 'The user alice is not known there, or the password is another. Correct it, then check again.',
  },
  mechanism: {
    step: 'sasl',
    detail: 'PLAIN is not enabled; it offers SCRAM-SHA-256 and SCRAM-SHA-512',
    advice: 'Choose one of the mechanisms that the broker offers.',
    fix: 'sasl.mechanism=SCRAM-SHA-512',
  },
  'cert-expired': {
    step: 'tls',
    detail: 'certificate of kafka-1.example.com, expired on 2026-11-01, 21 days ago',
    advice: 'The broker needs a new certificate. Its owner has to renew it.',
  },
  'cert-self-signed': {
    step: 'tls',
    detail: 'certificate of kafka-1.example.com, signed by itself',
    advice: 'Nobody vouches for this certificate. If it is meant to be so, name it as the one to trust.',
    fix: 'ssl.truststore.type=PEM\nssl.truststore.location=broker.pem',
  },
  'cert-unknown-ca': {
    step: 'tls',
    detail: 'certificate of kafka-1.example.com by Example CA',
    advice: 'Get the certificate of “Example CA” from whoever runs the cluster, and name it as the one to trust.',
    fix: 'ssl.truststore.type=PEM\nssl.truststore.location=ca.pem',
  },
  'cert-name': {
    step: 'tls',
    detail: 'the certificate is for broker-1.internal only',
    advice: 'Use a name that the certificate has, or leave the name unchecked.',
    fix: 'ssl.endpoint.identification.algorithm=',
  },
  'client-cert-required': {
    step: 'tls',
    detail: 'the broker ended the handshake: certificate required',
    advice: 'The broker wants a certificate of yours. Name the store that it is in.',
    fix: 'ssl.keystore.location=client.p12\nssl.keystore.password=…',
  },
  'advertised-unreachable': {
    step: 'dns',
    detail: 'no address is known for kafka-internal',
    advice:
      'We reached kafka-1.example.com:9093, but the cluster told us to use kafka-internal:29092, which this server cannot find. Set advertised.listeners of the broker to an address that is known here.',
    fix: 'advertised.listeners=PLAINTEXT://kafka-1.example.com:9093',
  },
  'other-cluster': {
    step: 'metadata',
    detail: 'a broker of another cluster: bluefishredfish, not reefreefreef',
    advice: 'This is the port of another Kafka. Nothing is sent to it. Correct the address, or write a host map.',
    fix: 'hostMap: { "localhost:9092": "localhost:19092" }',
  },
  'other-broker': {
    step: 'metadata',
    detail: 'another broker of this cluster',
    advice: 'This is the port of another broker of the cluster. Correct the port that is forwarded.',
  },
  'ssh-auth': {
    step: 'ssh',
    detail: 'alice@bastion.example.com:22 refused the key and offered no other way',
    advice: 'Put the public key into ~/.ssh/authorized_keys of alice on that machine.',
  },
  'ssh-host-key': {
    step: 'ssh',
    detail: 'its key SHA256:abcdefgh is not in known_hosts',
    advice: 'Make sure that it is the right machine, then take its key among the known ones.',
    fix: 'ssh-keyscan bastion.example.com >> ~/.ssh/known_hosts',
  },
}

/** What the doctor finds for each code. */
export function failing(code: ConnectionCode): ConnectionCheck {
  const failed = { ...fails[code], code }
  if (code === 'advertised-unreachable') {
    return checkOf([
      ...chain({ target: first }),
      ...chain({ target: 'kafka-internal:29092', brokerId: 1, isAdvertised: true, failed }),
    ])
  }
  const isSsh = code.startsWith('ssh')
  const names: readonly ConnectionStepName[] = isSsh ? ['dns', 'ssh', ...usual.slice(1)] : usual
  const access = isSsh ? { ...secured, ssh: 'alice@bastion.example.com:22' } : secured
  return checkOf(chain({ target: first, names, failed }), { access })
}

export const failingCodes = Object.keys(fails) as ConnectionCode[]

export const partly = checkOf([
  ...chain({ target: 'kafka-0.example.com:9093', failed: { ...fails['dns-not-found'], code: 'dns-not-found' } }),
  ...chain({ target: first, brokerId: 1 }),
  ...chain({ target: second, brokerId: 2, failed: { ...fails.refused, code: 'refused', advice: 'Start broker 2.' } }),
  ...chain({ target: third, brokerId: 3, isAdvertised: true, slow: 'tcp' }),
])

export const spare = checkOf(
  [
    ...chain({ target: first, failed: { ...fails.refused, code: 'refused' } }),
    ...chain({ target: second, brokerId: 2 }),
  ],
  { ok: true },
)

export const slow = checkOf(chain({ target: first, brokerId: 1, slow: 'tls' }))

export function clusterItem(change: Partial<ClusterItem> = {}): ClusterItem {
  return {
    id: 'demo',
    name: 'Embedded demo',
    readOnly: false,
    color: null,
    status: 'online',
    offlineSince: null,
    brokerCount: 3,
    topicCount: 24,
    partitionCount: 124,
    groupCount: 9,
    ...change,
  }
}

const nothing = { brokerCount: null, topicCount: null, partitionCount: null, groupCount: null }

export const silent = clusterItem({
  status: 'offline',
  offlineSince: agoIso(12 * MINUTE),
  error: {
    code: 'unreachable',
    message: 'Cannot reach kafka-1.example.com:9093: connection refused.',
    reason: 'refused',
  },
})

export const refusedLogin = clusterItem({
  status: 'offline',
  offlineSince: agoIso(3 * MINUTE),
  error: {
    code: 'unreachable',
    message: 'kafka-1.example.com:9093 refused the password of alice.',
    reason: 'auth-failed',
  },
})

const brokerDown = { field: 'brokerCount', code: 'broker-down', message: 'Broker 2 is down.' }

/** One of each state, in the order of the configuration. */
export const clusters: ClusterItem[] = [
  clusterItem({ id: 'prod', name: 'Production', color: '#b42318', readOnly: true, topicCount: 1_249, groupCount: 312 }),
  clusterItem({
    id: 'staging',
    name: 'Staging',
    color: '#8a5a00',
    status: 'degraded',
    brokerCount: 2,
    problem: brokerDown,
  }),
  clusterItem({ ...nothing, id: 'far', name: 'Far away', status: 'connecting', color: 'rebeccapurple' }),
  clusterItem({ ...silent, id: 'lab', name: 'Laboratory of the third floor', color: '#1e7a3c' }),
  clusterItem({ ...refusedLogin, ...nothing, id: 'shared', name: 'Shared', color: null }),
  clusterItem({
    ...nothing,
    id: 'broken',
    name: 'Broken',
    status: 'offline',
    error: {
      code: 'invalid',
      message: 'highwater.yaml line 31, clusters[5].tls.keystorePassword: this is not the password of client.p12.',
    },
  }),
]

interface ConnectionMock {
  readonly check?: ConnectionCheck
  /** What a check on request finds; left out: the same. */
  readonly next?: ConnectionCheck
  readonly items?: readonly ClusterItem[]
}

export async function mockConnection(page: Page, { check = well, next = check, items }: ConnectionMock): Promise<void> {
  let latest = check
  await page.route('**/api/clusters/*/connection', (route) => route.fulfill({ json: latest }))
  await page.route('**/api/clusters/*/connection/check', (route) => {
    latest = { ...next, checkedAt: new Date().toISOString() }
    return route.fulfill({ json: latest })
  })
  if (items) await page.route('**/api/clusters', (route) => route.fulfill({ json: { items } }))
}

/** Nothing was ever heard of it. */
export async function mockSilence(page: Page, message: string): Promise<void> {
  const error = { code: 'unreachable', message, requestId: 'request-1' }
  await page.route('**/api/clusters/demo', (route) => route.fulfill({ status: 502, json: { error } }))
}
