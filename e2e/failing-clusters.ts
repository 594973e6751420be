import { createPrivateKey } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { STORE_PASSWORD } from '#demo/certificates.ts'
import { makeSshKey } from '#demo/ssh-key.ts'
import type { ConnectionCode } from '#lib/contract/connection.ts'
import { formatAddress } from '#lib/kafka/failure.ts'
import type { Canaries } from './canaries.ts'
import { FailingStage } from './failing-stage.ts'

interface FailingCluster {
  readonly id: string
  /** What the doctor finds; null: it is not even tried, as its configuration is wrong. */
  readonly code: ConnectionCode | null
  /** Its fields in highwater.yaml. */
  readonly fields: Readonly<Record<string, unknown>>
}

const ENV_SECRET = 'HIGHWATER_TEST_CANARY'

/** A configuration in which each cluster fails in another way, with a secret in every slot that there is. */
export class FailingClusters {
  readonly file: string
  readonly items: readonly FailingCluster[]
  readonly environment: Readonly<Record<string, string>>
  readonly #close: () => Promise<void>

  private constructor(stage: FailingStage) {
    this.items = [
      ...failingLogins(stage),
      ...failingCertificates(stage),
      ...failingPorts(stage),
      ...failingSsh(stage),
      ...wrongConfigurations(stage),
    ]
    this.environment = { [ENV_SECRET]: stage.canaries.make('variable') }
    const clusters = this.items.map(({ id, fields }) => ({ id, ...fields }))
    // JSON is YAML, too.
    this.file = stage.write('highwater.yaml', JSON.stringify({ clusters }))
    this.#close = async () => {
      await stage.close()
      await stage.servers.secure.cluster.stop()
    }
  }

  static async start(canaries: Canaries): Promise<FailingClusters> {
    return new FailingClusters(await FailingStage.build(canaries))
  }

  close(): Promise<void> {
    return this.#close()
  }
}

function failingLogins(stage: FailingStage): FailingCluster[] {
  const { canaries, servers } = stage
  const { secure } = servers
  const file = stage.write('password', canaries.make('file'))
  const scram = { mechanism: 'scram-sha-512', username: 'alice', password: { file } }
  const token = { mechanism: 'oauthbearer', token: canaries.make('token') }
  const jaas = `org.apache.kafka.common.security.plain.PlainLoginModule required username="alice" password="${canaries.make('jaas')}";`
  const java = ['security.protocol=SASL_PLAINTEXT', 'sasl.mechanism=PLAIN', `sasl.jaas.config=${jaas}`]
  const librdkafka = [
    'security.protocol=SASL_PLAINTEXT',
    'sasl.mechanisms=PLAIN',
    'sasl.username=alice',
    `sasl.password=${canaries.make('librdkafka')}`,
  ]
  const files = (
    [
      ['java', java],
      ['librdkafka', librdkafka],
    ] as const
  ).map(([id, lines]) => ({
    id: `${id}-file`,
    code: 'auth-failed' as const,
    fields: {
      properties: stage.write(
        `${id}.properties`,
        [`bootstrap.servers=${stage.at('SASL_PLAINTEXT')}`, ...lines, ''].join('\n'),
      ),
    },
  }))
  return [
    {
      id: 'wrong-password',
      code: 'auth-failed',
      fields: {
        brokers: stage.at('SASL_PLAINTEXT'),
        sasl: { ...stage.login('unused'), password: { env: ENV_SECRET } },
      },
    },
    {
      id: 'wrong-scram',
      code: 'auth-failed',
      fields: { brokers: stage.at('SASL_SSL'), tls: { ca: secure.certificates.ca }, sasl: scram },
    },
    { id: 'wrong-token', code: 'auth-failed', fields: { brokers: stage.at('SASL_PLAINTEXT'), sasl: token } },
    { id: 'mechanism', code: 'mechanism', fields: { brokers: stage.at('SCRAM_ONLY'), sasl: stage.login('mechanism') } },
    ...files,
  ]
}

function failingCertificates(stage: FailingStage): FailingCluster[] {
  const { canaries, servers } = stage
  const { secure } = servers
  const { ca, client } = secure.certificates
  const key = readFileSync(client.key, 'utf8')
  canaries.add('private-key', key.split('\n')[1] ?? key)
  canaries.add('store', STORE_PASSWORD)
  const passphrase = canaries.make('passphrase')
  const locked = createPrivateKey(key).export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase })
  const keystore = { ca, keystore: client.pkcs12, keystorePassword: STORE_PASSWORD }
  const pem = { ca, cert: client.cert, key: stage.write('locked.key', String(locked)), passphrase }
  const unlocked = { ca, cert: readFileSync(client.cert, 'utf8'), key }
  return [
    {
      id: 'expired',
      code: 'cert-expired',
      fields: { brokers: stage.at('EXPIRED'), tls: keystore, sasl: stage.login('expired') },
    },
    { id: 'self-signed', code: 'cert-self-signed', fields: { brokers: stage.at('SELF_SIGNED'), tls: pem } },
    { id: 'other-ca', code: 'cert-unknown-ca', fields: { brokers: stage.at('OTHER_CA'), tls: unlocked } },
    { id: 'other-name', code: 'cert-name', fields: { brokers: stage.at('OTHER_NAME'), tls: keystore } },
    { id: 'no-certificate', code: 'client-cert-required', fields: { brokers: stage.at('SSL'), tls: { ca } } },
    { id: 'plaintext-expected', code: 'plaintext-expected', fields: { brokers: stage.at('PROXIED'), tls: pem } },
    {
      id: 'tls-expected',
      code: 'tls-expected',
      fields: { brokers: stage.at('EXPIRED'), sasl: stage.login('tls-expected') },
    },
  ]
}

function failingPorts(stage: FailingStage): FailingCluster[] {
  const { silent, closing } = stage.servers
  const dead = formatAddress(stage.servers.dead)
  return [
    { id: 'refused', code: 'refused', fields: { brokers: dead, sasl: stage.login('refused') } },
    {
      id: 'unknown-name',
      code: 'dns-not-found',
      fields: { brokers: 'dead-end.test:9092', sasl: stage.login('unknown-name') },
    },
    {
      id: 'silent',
      code: 'frozen',
      fields: { brokers: formatAddress(silent.address), sasl: stage.login('silent') },
    },
    {
      id: 'closing',
      code: 'closed',
      fields: { brokers: formatAddress(closing.address), sasl: stage.login('closing') },
    },
    {
      id: 'stranger',
      code: 'not-kafka',
      fields: { brokers: formatAddress(stage.strangerAddress), sasl: stage.login('stranger') },
    },
  ]
}

function failingSsh(stage: FailingStage): FailingCluster[] {
  const { canaries, servers } = stage
  const { ssh } = servers
  const dead = formatAddress(servers.dead)
  const knownHosts = stage.write('known_hosts', ssh.knownHosts)
  const host = { host: ssh.host, port: ssh.port, user: ssh.username, knownHosts }
  const stranger = stage.write('no_known_hosts', '\n')
  const locked = lockedSshKey(canaries.make('ssh-key-passphrase'))
  canaries.add('ssh-key', locked.split('\n')[2] ?? locked)
  const key = stage.write('id_locked', locked)
  const withWrongPassphrase = { ...host, key, passphrase: canaries.make('ssh-passphrase') }
  return [
    {
      id: 'ssh-password',
      code: 'ssh-auth',
      fields: { brokers: dead, ssh: { ...host, password: canaries.make('ssh') } },
    },
    { id: 'ssh-passphrase', code: 'ssh-auth', fields: { brokers: dead, ssh: withWrongPassphrase } },
    {
      id: 'ssh-stranger',
      code: 'ssh-host-key',
      fields: { brokers: dead, ssh: { ...host, knownHosts: stranger, password: canaries.make('ssh-stranger') } },
    },
  ]
}

function lockedSshKey(passphrase: string): string {
  return makeSshKey({ cipher: 'aes256-cbc', passphrase, rounds: 4 }).private
}

function wrongConfigurations(stage: FailingStage): FailingCluster[] {
  const { canaries, servers } = stage
  const { secure } = servers
  const dead = formatAddress(servers.dead)
  const { client } = secure.certificates
  const text = (slot: string) => `-----BEGIN PRIVATE KEY-----\n${canaries.make(slot)}\n-----END PRIVATE KEY-----\n`
  const pem = { cert: readFileSync(client.cert, 'utf8'), key: text('broken-key') }
  const password = canaries.make('store-password')
  const properties = [
    'security.protocol=SASL_SSL',
    `sasl.jaas.config=Broken required password=${canaries.make('broken-jaas')}`,
  ]
  const file = stage.write('broken.properties', [`bootstrap.servers=${dead}`, ...properties].join('\n'))
  return [
    {
      id: 'wrong-store',
      code: null,
      fields: { brokers: dead, tls: { keystore: client.pkcs12, keystorePassword: password } },
    },
    { id: 'broken-key', code: null, fields: { brokers: dead, tls: pem } },
    { id: 'broken-file', code: null, fields: { properties: file } },
    {
      id: 'misspelt',
      code: null,
      fields: { brokers: dead, sasl: { mechanism: 'plain', pasword: canaries.make('misspelt') } },
    },
    {
      id: 'misplaced',
      code: null,
      fields: { brokers: dead, tls: canaries.make('misplaced'), ssh: [canaries.make('list')] },
    },
  ]
}
