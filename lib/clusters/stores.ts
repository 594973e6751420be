import { readCertificate, readPem, toPem } from './pem.ts'
import { type Pkcs12Failure, readPkcs12 } from './pkcs12.ts'

/** The content of a file with keys or certificates in any format, as PEM. */
export interface Store {
  readonly trusted: readonly string[]
  /** The key as it is, perhaps encrypted. */
  readonly identity: { readonly key: string | null; readonly cert: string | null }
}

/** Why a store cannot be used, and what to do; a sentence without its subject. */
export class StoreProblem extends Error {
  override name = 'StoreProblem'
  /** Whether the password has to be corrected. */
  readonly isOfPassword: boolean

  constructor(message: string, isOfPassword = false) {
    super(message)
    this.isOfPassword = isOfPassword
  }
}

/** Reads PEM, DER and PKCS#12, detected by their first bytes. Throws a StoreProblem. */
export function openStore(bytes: Buffer, password: string | null): Store {
  switch (kindOf(bytes)) {
    case 'pkcs12':
      return openPkcs12(bytes, password)
    case 'jks':
      throw new StoreProblem(
        'is a JKS store, which only Java can read. Convert it, and use the new file: keytool -importkeystore ' +
          '-srckeystore OLD.jks -destkeystore NEW.p12 -deststoretype PKCS12',
      )
    case 'jceks':
      throw new StoreProblem(
        'is a JCEKS store, which only Java can read. Convert it, and use the new file: keytool -importkeystore ' +
          '-srckeystore OLD.jceks -srcstoretype JCEKS -destkeystore NEW.p12 -deststoretype PKCS12',
      )
    case 'certificate':
      return { trusted: [toPem('CERTIFICATE', bytes)], identity: { key: null, cert: toPem('CERTIFICATE', bytes) } }
    case 'pem':
      return openPem(bytes.toString('utf8'))
    case 'empty':
      throw new StoreProblem('is empty.')
    case 'unknown':
      throw new StoreProblem('holds neither PEM nor PKCS#12, so neither keys nor certificates can be read from it.')
  }
}

type Kind = 'pkcs12' | 'jks' | 'jceks' | 'certificate' | 'pem' | 'empty' | 'unknown'

function kindOf(bytes: Buffer): Kind {
  if (bytes.length === 0) return 'empty'
  const magic = bytes.length >= 4 ? bytes.readUInt32BE(0) : 0
  if (magic === 0xfeedfeed) return 'jks'
  if (magic === 0xcececece) return 'jceks'
  if (bytes[0] === 0x30 && isVersionThree(bytes)) return 'pkcs12'
  if (bytes[0] === 0x30 && readCertificate(bytes)) return 'certificate'
  return bytes.includes('-----BEGIN ') ? 'pem' : 'unknown'
}

/** PKCS#12 is a sequence that begins with the number 3; its length takes one to five bytes, or is indefinite. */
function isVersionThree(bytes: Buffer): boolean {
  const length = bytes[1] ?? 0
  const start = 2 + (length > 0x80 ? length - 0x80 : 0)
  return bytes.subarray(start, start + 3).equals(Buffer.from([2, 1, 3]))
}

function openPkcs12(bytes: Buffer, password: string | null): Store {
  const store = readPkcs12(bytes, password ?? '')
  if (typeof store === 'string') {
    throw new StoreProblem(pkcs12Words(store, password), store === 'wrong password' && password !== null)
  }
  const { trusted, identity } = store
  return { trusted, identity: identity ?? { key: null, cert: null } }
}

function pkcs12Words(failure: Pkcs12Failure, password: string | null): string {
  switch (failure) {
    case 'wrong password':
      return password === null
        ? 'is locked with a password, and none is given.'
        : 'cannot be opened with the password that is given: it is another one, or the file is damaged.'
    case 'unsupported':
      return (
        'is locked in a way that cannot be read here. Write it again: openssl pkcs12 -in OLD.p12 -out all.pem && ' +
        'openssl pkcs12 -export -in all.pem -out NEW.p12'
      )
    case 'broken':
      return 'begins like PKCS#12 but cannot be read; it is damaged or cut off.'
  }
}

function openPem(text: string): Store {
  const { certificates, keys } = readPem(text)
  if (certificates.length === 0 && keys.length === 0) {
    throw new StoreProblem('is PEM, but holds neither a certificate nor a private key.')
  }
  const broken = certificates.findIndex((certificate) => readCertificate(certificate) === null)
  if (broken >= 0) throw new StoreProblem(`is PEM, but its certificate number ${broken + 1} cannot be read.`)
  return { trusted: certificates, identity: { key: keys[0] ?? null, cert: certificates.join('') || null } }
}
