import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { STORE_PASSWORD, type TestCertificates } from './certificates.ts'
import { type SecureListener, secureListeners, TEST_USERS } from './secure-listeners.ts'

type Mechanism = keyof typeof TEST_USERS

/** A way in: through which listener, as whom, and what of the stores is used. */
export interface ClientMode {
  readonly listener: SecureListener
  readonly mechanism?: Mechanism
  readonly hasClientCertificate?: boolean
  /** Of the brokers' certificates. */
  readonly checksName?: boolean
  /** In the file with Java's names: PEM files, PKCS#12, or what keytool calls JKS. librdkafka's take PEM and PKCS#12. */
  readonly stores?: 'pem' | 'pkcs12' | 'jks'
}

const encrypted = (mechanism: Mechanism) => ({ listener: 'SASL_SSL', mechanism }) as const
const open = (mechanism: Mechanism) => ({ listener: 'SASL_PLAINTEXT', mechanism }) as const

/** Every security mode that the clients know, and the stores in each form. */
export const clientModes = {
  plaintext: { listener: 'PROXIED' },
  'ssl-pkcs12': { listener: 'SSL', hasClientCertificate: true, stores: 'pkcs12' },
  'ssl-pem': { listener: 'SSL', hasClientCertificate: true, stores: 'pem' },
  'ssl-jks': { listener: 'SSL', hasClientCertificate: true, stores: 'jks' },
  // What the labs hand out: one certificate for all brokers, and the name in it is not verified.
  labs: { listener: 'OTHER_NAME', hasClientCertificate: true, stores: 'pkcs12', checksName: false },
  'sasl-plain': open('plain'),
  'sasl-scram-256': open('scram-sha-256'),
  'sasl-scram-512': open('scram-sha-512'),
  'sasl-oauthbearer': open('oauthbearer'),
  'sasl-ssl-plain': { ...encrypted('plain'), stores: 'jks' },
  'sasl-ssl-scram-256': { ...encrypted('scram-sha-256'), stores: 'pkcs12' },
  'sasl-ssl-scram-512': encrypted('scram-sha-512'),
  'sasl-ssl-oauthbearer': encrypted('oauthbearer'),
} as const satisfies Record<string, ClientMode>
export type ClientModeName = keyof typeof clientModes

/** The keys of an object literal that nothing is added to are those of its type. */
export const clientModeNames = Object.keys(clientModes) as readonly ClientModeName[]

export interface WrittenFiles {
  /** For Kafka's scripts: `--command-config`. */
  readonly java: string
  /** For kcat: `-F`. */
  readonly librdkafka: string
}

/** The two files that a user of a mode is given. */
export function writeClientFiles(
  name: ClientModeName,
  { bootstrap, certificates }: { bootstrap: string; certificates: TestCertificates },
): WrittenFiles {
  const mode: ClientMode = clientModes[name]
  const folder = join(certificates.folder, name)
  mkdirSync(folder, { recursive: true })
  const files = { java: join(folder, 'client.properties'), librdkafka: join(folder, 'kcat.conf') }
  const common = { 'bootstrap.servers': bootstrap, 'security.protocol': protocolOf(mode) }
  writeFileSync(files.java, toLines({ ...common, ...javaTls(mode, certificates), ...javaSasl(mode) }))
  writeFileSync(files.librdkafka, toLines({ ...common, ...librdkafkaTls(mode, certificates), ...librdkafkaSasl(mode) }))
  return files
}

/** Both kinds of file are lines of a name, an equals sign and a value; no value here has a character to be escaped. */
function toLines(settings: Readonly<Record<string, string>>): string {
  return ['# For the tests', ...Object.entries(settings).map(([name, value]) => `${name}=${value}`), ''].join('\n')
}

function protocolOf({ listener }: ClientMode): string {
  return secureListeners.find(({ name }) => name === listener)?.protocol ?? 'PLAINTEXT'
}

const isEncrypted = (mode: ClientMode): boolean => protocolOf(mode).endsWith('SSL')

function javaTls(mode: ClientMode, certificates: TestCertificates): Record<string, string> {
  if (!isEncrypted(mode)) return {}
  return {
    ...javaTruststore(mode, certificates),
    ...(mode.hasClientCertificate ? javaKeystore(mode, certificates) : {}),
    // Empty is Java's way to say none.
    ...(mode.checksName === false ? { 'ssl.endpoint.identification.algorithm': '' } : {}),
  }
}

function javaTruststore({ stores = 'pem' }: ClientMode, { ca, truststore }: TestCertificates): Record<string, string> {
  if (stores === 'pem') return { 'ssl.truststore.type': 'PEM', 'ssl.truststore.location': ca }
  return {
    'ssl.truststore.type': stores === 'jks' ? 'JKS' : 'PKCS12',
    'ssl.truststore.location': stores === 'jks' ? truststore.jks : truststore.pkcs12,
    'ssl.truststore.password': STORE_PASSWORD,
  }
}

function javaKeystore({ stores = 'pem' }: ClientMode, { client }: TestCertificates): Record<string, string> {
  if (stores === 'pem') return { 'ssl.keystore.type': 'PEM', 'ssl.keystore.location': client.pem }
  return {
    'ssl.keystore.type': stores === 'jks' ? 'JKS' : 'PKCS12',
    'ssl.keystore.location': stores === 'jks' ? client.jks : client.pkcs12,
    'ssl.keystore.password': STORE_PASSWORD,
    'ssl.key.password': STORE_PASSWORD,
  }
}

function librdkafkaTls(mode: ClientMode, { ca, client }: TestCertificates): Record<string, string> {
  if (!isEncrypted(mode)) return {}
  const identity: Record<string, string> =
    mode.stores === 'pem'
      ? { 'ssl.certificate.location': client.cert, 'ssl.key.location': client.key }
      : { 'ssl.keystore.location': client.pkcs12, 'ssl.keystore.password': STORE_PASSWORD }
  return {
    'ssl.ca.location': ca,
    ...(mode.hasClientCertificate ? identity : {}),
    ...(mode.checksName === false ? { 'ssl.endpoint.identification.algorithm': 'none' } : {}),
  }
}

function javaSasl({ mechanism }: ClientMode): Record<string, string> {
  if (!mechanism) return {}
  return { 'sasl.mechanism': mechanism.toUpperCase(), 'sasl.jaas.config': jaasConfig(mechanism) }
}

function jaasConfig(mechanism: Mechanism): string {
  const packages = 'org.apache.kafka.common.security'
  if (mechanism === 'oauthbearer') {
    const { username } = TEST_USERS.oauthbearer
    return `${packages}.oauthbearer.OAuthBearerLoginModule required unsecuredLoginStringClaim_sub="${username}";`
  }
  const { username, password } = TEST_USERS[mechanism]
  const login = mechanism === 'plain' ? 'plain.PlainLoginModule' : 'scram.ScramLoginModule'
  return `${packages}.${login} required username="${username}" password="${password}";`
}

function librdkafkaSasl({ mechanism }: ClientMode): Record<string, string> {
  if (!mechanism) return {}
  const named = { 'sasl.mechanisms': mechanism.toUpperCase() }
  if (mechanism === 'oauthbearer') {
    const { username } = TEST_USERS.oauthbearer
    return {
      ...named,
      'enable.sasl.oauthbearer.unsecure.jwt': 'true',
      'sasl.oauthbearer.config': `principal=${username}`,
    }
  }
  const { username, password } = TEST_USERS[mechanism]
  return { ...named, 'sasl.username': username, 'sasl.password': password }
}
