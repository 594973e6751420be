import { execFile } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { testFolder } from './test-data.ts'

const run = promisify(execFile)

/** Of every store and key that has one. A blank and a sign that means something in properties files are part of it. */
export const STORE_PASSWORD = 'canary store=#1'

/** Certificates as OpenSSL and keytool make them, as paths of files. */
export interface TestCertificates {
  readonly folder: string
  readonly ca: string
  /** Key and certificate in one file, as Kafka takes them. */
  readonly brokers: Readonly<Record<BrokerCertificate, string>>
  readonly client: {
    readonly cert: string
    readonly key: string
    /** Both in one. */
    readonly pem: string
    readonly pkcs12: string
    /** As OpenSSL made it before version 3. */
    readonly pkcs12Legacy: string
    readonly jks: string
  }
  /** By keytool; the second has another name only. */
  readonly truststore: { readonly pkcs12: string; readonly jks: string }
}

const brokerCertificates = ['good', 'expired', 'self-signed', 'other-ca', 'wrong-name'] as const
type BrokerCertificate = (typeof brokerCertificates)[number]

const OWN_NAMES = 'DNS:localhost,IP:127.0.0.1,IP:::1'
const OTHER_NAMES = 'DNS:kafka.elsewhere.test'
const LIFETIME_DAYS = '3650'
const EXPIRED = { start: '20200101000000Z', end: '20210101000000Z' }

let made: Promise<TestCertificates> | null = null

/** Made once per process, in place of those of the one before. */
export function testCertificates(): Promise<TestCertificates> {
  made ??= makeCertificates()
  return made
}

async function makeCertificates(): Promise<TestCertificates> {
  const folder = testFolder('certificates')
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const workshop = new Workshop(folder)
  await Promise.all(['ca', 'other-ca'].map((name) => workshop.makeAuthority(name)))
  const [good, expired, selfSigned, otherCa, wrongName, clientPem] = await Promise.all([
    workshop.certify('broker', 'ca', OWN_NAMES),
    workshop.certifyExpired('expired', 'ca', OWN_NAMES),
    workshop.certifyItself('self-signed', OWN_NAMES),
    workshop.certify('other', 'other-ca', OWN_NAMES),
    workshop.certify('wrong-name', 'ca', OTHER_NAMES),
    workshop.certify('client', 'ca', 'DNS:alice.test'),
  ])
  await Promise.all([
    workshop.keystore('client', 'client.p12', []),
    workshop.keystore('client', 'client-legacy.p12', ['-legacy']),
    workshop.truststore('truststore.p12'),
  ])
  await workshop.javaKeystore('client.p12', 'client.jks')
  // Java's keystores are PKCS#12 since Java 9, whatever they are called.
  writeFileSync(workshop.path('truststore.jks'), readFileSync(workshop.path('truststore.p12')))
  const { path } = workshop
  return {
    folder,
    ca: path('ca.crt'),
    brokers: { good, expired, 'self-signed': selfSigned, 'other-ca': otherCa, 'wrong-name': wrongName },
    client: {
      cert: path('client.crt'),
      key: path('client.key'),
      pem: clientPem,
      pkcs12: path('client.p12'),
      pkcs12Legacy: path('client-legacy.p12'),
      jks: path('client.jks'),
    },
    truststore: { pkcs12: path('truststore.p12'), jks: path('truststore.jks') },
  }
}

class Workshop {
  readonly #folder: string

  constructor(folder: string) {
    this.#folder = folder
  }

  readonly path = (name: string): string => join(this.#folder, name)

  async makeAuthority(name: string): Promise<void> {
    await this.#makeKey(name)
    const extensions = ['-addext', 'basicConstraints=critical,CA:TRUE', '-addext', 'keyUsage=critical,keyCertSign']
    await this.#selfSign(name, `Highwater test ${name}`, extensions)
  }

  async certify(name: string, authority: string, names: string): Promise<string> {
    await this.#request(name, names)
    const signing = ['-CA', `${authority}.crt`, '-CAkey', `${authority}.key`, '-set_serial', serial()]
    await this.#openssl('x509', '-req', '-in', `${name}.csr`, ...signing, '-days', LIFETIME_DAYS, ...this.#out(name))
    return this.#bundle(name)
  }

  /** What `openssl x509` cannot do everywhere is to date back. */
  async certifyExpired(name: string, authority: string, names: string): Promise<string> {
    await this.#request(name, names)
    writeFileSync(this.path(`${name}.index`), '')
    writeFileSync(this.path(`${name}.cnf`), authoritySettings(name))
    const dates = ['-startdate', EXPIRED.start, '-enddate', EXPIRED.end]
    const signing = ['-cert', `${authority}.crt`, '-keyfile', `${authority}.key`, '-create_serial', '-notext', '-batch']
    const files = ['-config', `${name}.cnf`, '-in', `${name}.csr`, '-out', `${name}.crt`, '-outdir', '.']
    await this.#openssl('ca', ...files, ...signing, ...dates, '-extfile', `${name}.ext`)
    return this.#bundle(name)
  }

  async certifyItself(name: string, names: string): Promise<string> {
    await this.#makeKey(name)
    await this.#selfSign(name, name, ['-addext', `subjectAltName=${names}`])
    return this.#bundle(name)
  }

  async keystore(name: string, file: string, options: readonly string[]): Promise<void> {
    const content = ['-inkey', `${name}.key`, '-in', `${name}.crt`, '-certfile', 'ca.crt', '-name', name]
    await this.#openssl('pkcs12', '-export', ...options, ...content, '-passout', `pass:${STORE_PASSWORD}`, '-out', file)
  }

  async truststore(file: string): Promise<void> {
    const content = ['-importcert', '-noprompt', '-alias', 'ca', '-file', 'ca.crt']
    await this.#keytool(...content, '-keystore', file, '-storepass', STORE_PASSWORD)
  }

  async javaKeystore(from: string, to: string): Promise<void> {
    const source = ['-srckeystore', from, '-srcstorepass', STORE_PASSWORD]
    const target = ['-destkeystore', to, '-deststorepass', STORE_PASSWORD, '-deststoretype', 'PKCS12']
    await this.#keytool('-importkeystore', '-noprompt', ...source, ...target)
  }

  async #request(name: string, names: string): Promise<void> {
    await this.#makeKey(name)
    writeFileSync(this.path(`${name}.ext`), `subjectAltName=${names}\n`)
    await this.#openssl('req', '-new', '-key', `${name}.key`, '-subj', `/CN=${name}`, '-out', `${name}.csr`)
  }

  async #makeKey(name: string): Promise<void> {
    // PKCS#8 is what Kafka reads.
    const kind = ['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256']
    await this.#openssl('genpkey', ...kind, '-out', `${name}.key`)
  }

  async #selfSign(name: string, subject: string, extensions: readonly string[]): Promise<void> {
    const identity = ['-key', `${name}.key`, '-subj', `/CN=${subject}`, '-days', LIFETIME_DAYS]
    await this.#openssl('req', '-new', '-x509', ...identity, ...extensions, '-out', `${name}.crt`)
  }

  #out(name: string): string[] {
    return ['-extfile', `${name}.ext`, '-out', `${name}.crt`]
  }

  #bundle(name: string): string {
    const file = this.path(`${name}.pem`)
    const parts = ['key', 'crt'].map((part) => readFileSync(this.path(`${name}.${part}`), 'utf8'))
    writeFileSync(file, parts.join(''))
    return file
  }

  async #openssl(...args: string[]): Promise<void> {
    await run('openssl', args, { cwd: this.#folder })
  }

  async #keytool(...args: string[]): Promise<void> {
    await run('keytool', args, { cwd: this.#folder })
  }
}

/** Two certificates of one authority may not share a number. */
function serial(): string {
  lastSerial += 1
  return String(lastSerial)
}

let lastSerial = 1000

function authoritySettings(name: string): string {
  return `[ca]
default_ca = own
[own]
database = ${name}.index
serial = ${name}.serial
default_md = sha256
policy = any
[any]
commonName = supplied
`
}
