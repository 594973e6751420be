import { createPublicKey, type KeyObject } from 'node:crypto'
import type { TlsAccess } from '#lib/kafka/connection/access.ts'
import type { ClientSettings, Material } from './client-settings.ts'
import { attempt, type Given, type Problems } from './field.ts'
import { readCertificate, readKey } from './pem.ts'
import { openStore, type Store, StoreProblem } from './stores.ts'

type ReadFile = (path: string) => Buffer

/** Trusted authorities and client certificate, in PEM; undefined: no TLS. Unusable files are reported. */
export function resolveTls(settings: ClientSettings, read: ReadFile, problems: Problems): TlsAccess | undefined {
  if (!settings.tls?.value) return undefined
  const open = (material: Given<Material> | undefined, password: Given<string> | undefined): Store | undefined =>
    material && !password?.isUnreadable ? openOrReport(material, password, { read, problems }) : undefined
  const trust = open(settings.trust, settings.trustPassword)
  if (trust && settings.trust && trust.trusted.length === 0) {
    problems.add(settings.trust.at, 'there is no certificate to trust in it.')
  }
  const checksChain = settings.checksChain?.value ?? true
  return {
    ca: trust ? trust.trusted.join('') : null,
    ...resolveIdentity(settings, open, problems),
    checksChain,
    checksName: checksChain && (settings.checksName?.value ?? true),
  }
}

type Identity = Pick<TlsAccess, 'cert' | 'key' | 'passphrase'>
const NO_IDENTITY: Identity = { cert: null, key: null, passphrase: null }

function resolveIdentity(
  settings: ClientSettings,
  open: (material: Given<Material> | undefined, password: Given<string> | undefined) => Store | undefined,
  problems: Problems,
): Identity {
  const { keystore, keystorePassword, keyPassphrase } = settings
  const at = (keystore ?? settings.key ?? settings.cert)?.at
  if (at === undefined) return NO_IDENTITY
  if (keyPassphrase?.isUnreadable) return NO_IDENTITY
  const store = open(keystore, keystorePassword)
  const key = keystore ? store?.identity.key : open(settings.key, keyPassphrase)?.identity.key
  const cert = keystore ? store?.identity.cert : open(settings.cert, keyPassphrase)?.identity.cert
  // What could not be opened has been reported.
  if (key === undefined && (keystore ?? settings.key)) return NO_IDENTITY
  if (cert === undefined && (keystore ?? settings.cert)) return NO_IDENTITY
  if (!key || !cert) {
    problems.add(
      at,
      `the ${key ? 'certificate that belongs to the key' : 'private key of the certificate'} is missing.`,
    )
    return NO_IDENTITY
  }
  // Java uses one password for store and key if only one is given.
  const passphrase = (keyPassphrase ?? keystorePassword)?.value ?? null
  const readable = readKey(key, passphrase)
  if (typeof readable === 'string') {
    problems.add(keyPassphrase?.at ?? at, keyWords[readable])
    return NO_IDENTITY
  }
  if (!belongs(cert, readable)) {
    problems.add(at, 'the certificate belongs to another key.')
    return NO_IDENTITY
  }
  return { cert, key, passphrase: key.includes('ENCRYPTED') ? passphrase : null }
}

const keyWords = {
  encrypted: 'the private key is locked with a passphrase, and none is given.',
  'wrong passphrase': 'the private key cannot be opened with the passphrase that is given.',
  unreadable: 'the private key cannot be read; it is damaged, or in a format of its own.',
}

function belongs(cert: string, key: KeyObject): boolean {
  const own = readCertificate(cert)
  if (!own) return false
  return own.publicKey.equals(createPublicKey(key))
}

interface Means {
  readonly read: ReadFile
  readonly problems: Problems
}

/** Problems are reported where they can be corrected: at the password, or at the file. */
function openOrReport(
  { value, at }: Given<Material>,
  password: Given<string> | undefined,
  { read, problems }: Means,
): Store | undefined {
  const place = (error: unknown) => (error instanceof StoreProblem && error.isOfPassword && password?.at) || at
  return attempt(place, problems, () => openMaterial(value, password?.value ?? null, read))
}

function openMaterial(material: Material, password: string | null, read: ReadFile): Store {
  if ('pem' in material) return named('the text', () => openStore(Buffer.from(material.pem), null))
  const bytes = read(material.file)
  return named(material.file, () => openStore(bytes, password))
}

function named<T>(name: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (error instanceof StoreProblem) throw new StoreProblem(`${name} ${error.message}`, error.isOfPassword)
    throw error
  }
}
