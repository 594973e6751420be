import { createPrivateKey, X509Certificate } from 'node:crypto'
import forge from 'node-forge'
import { toPem } from './pem.ts'

/** Marks certificates that Java trusts, as opposed to those that only belong to a key. */
const TRUSTED_KEY_USAGE = '2.16.840.1.113894.746875.1.1'
const { certBag, keyBag, pkcs8ShroudedKeyBag } = {
  certBag: '1.2.840.113549.1.12.10.1.3',
  keyBag: '1.2.840.113549.1.12.10.1.1',
  pkcs8ShroudedKeyBag: '1.2.840.113549.1.12.10.1.2',
}

export interface Pkcs12 {
  /** In PEM, unencrypted; its own certificate first, then the issuers. */
  readonly identity: { readonly key: string; readonly cert: string } | null
  /** In PEM: the certificates marked as trusted, or, if none is marked, all but the identity's own. */
  readonly trusted: readonly string[]
}

export type Pkcs12Failure = 'wrong password' | 'unsupported' | 'broken'

/** Reads a PKCS#12 store. Node's own reader refuses old ciphers, and stores that hold certificates alone. */
export function readPkcs12(bytes: Buffer, password: string): Pkcs12 | Pkcs12Failure {
  const decoded = decode(bytes, password)
  if (typeof decoded === 'string') return decoded
  const bags = decoded.safeContents.flatMap(({ safeBags }) => safeBags)
  const keys = bags.filter(({ type }) => type === keyBag || type === pkcs8ShroudedKeyBag).map(keyOf)
  const certificates = bags
    .filter(({ type }) => type === certBag)
    .map((bag) => ({ certificate: certificateOf(bag), isTrusted: 'trustedKeyUsage' in bag.attributes }))
  const all = certificates.map(({ certificate }) => certificate)
  const identity = findIdentity(keys, all)
  const marked = certificates.filter(({ isTrusted }) => isTrusted).map(({ certificate }) => certificate)
  const trusted = marked.length > 0 ? marked : all.filter((certificate) => certificate !== identity?.chain[0])
  return {
    identity: identity && { key: identity.key, cert: identity.chain.map(pemOf).join('') },
    trusted: trusted.map(pemOf),
  }
}

function decode(bytes: Buffer, password: string): forge.pkcs12.Pkcs12Pfx | Pkcs12Failure {
  // forge skips attributes whose OID has no name.
  forge.pki.oids[TRUSTED_KEY_USAGE] = 'trustedKeyUsage'
  let asn1: forge.asn1.Asn1
  try {
    asn1 = forge.asn1.fromDer(forge.util.createBuffer(bytes.toString('binary')), false)
  } catch {
    return 'broken'
  }
  if (!isWhole(bytes)) return 'broken'
  const pfx = open(asn1, password)
  if (pfx !== 'wrong key' || !Array.isArray(asn1.value)) return pfx === 'wrong key' ? 'wrong password' : pfx
  // The MAC matches, so the password is right: forge encodes it as Latin-1 where UTF-8 is meant. The MAC is checked
  // once, because it is computed from the characters.
  const withoutMac = { ...asn1, value: asn1.value.slice(0, 2) }
  const inUtf8 = open(withoutMac, Buffer.from(password, 'utf8').toString('binary'))
  return inUtf8 === 'wrong key' ? 'wrong password' : inUtf8
}

function open(asn1: forge.asn1.Asn1, password: string): forge.pkcs12.Pkcs12Pfx | Pkcs12Failure | 'wrong key' {
  try {
    return forge.pkcs12.pkcs12FromAsn1(asn1, false, password)
  } catch (error) {
    // forge has no error codes, only these messages.
    const words = error instanceof Error ? error.message : ''
    if (/MAC could not be verified/.test(words)) return 'wrong password'
    if (/wrong password|Failed to decrypt/i.test(words)) return 'wrong key'
    return /unsupported|not supported|Only PKCS#12/i.test(words) ? 'unsupported' : 'broken'
  }
}

/** forge reads a truncated file as far as possible. */
function isWhole(bytes: Buffer): boolean {
  const first = bytes[1] ?? 0
  if (first <= 0x80) return bytes.length >= 2 + (first & 0x7f)
  const lengthBytes = first & 0x7f
  if (lengthBytes > 4 || bytes.length < 2 + lengthBytes) return false
  return bytes.length >= 2 + lengthBytes + bytes.readUIntBE(2, lengthBytes)
}

function keyOf({ key, asn1 }: forge.pkcs12.Bag): string {
  const info = key ? forge.pki.wrapRsaPrivateKey(forge.pki.privateKeyToAsn1(key)) : asn1
  return toPem('PRIVATE KEY', derOf(info))
}

function certificateOf({ cert, asn1 }: forge.pkcs12.Bag): X509Certificate {
  return new X509Certificate(derOf(cert ? forge.pki.certificateToAsn1(cert) : asn1))
}

function derOf(asn1: forge.asn1.Asn1): Buffer {
  return Buffer.from(forge.asn1.toDer(asn1).getBytes(), 'binary')
}

function pemOf(certificate: X509Certificate): string {
  return toPem('CERTIFICATE', certificate.raw)
}

/** The first key that has a certificate, with its issuers as far as the store has them. */
function findIdentity(keys: readonly string[], certificates: readonly X509Certificate[]) {
  for (const key of keys) {
    const privateKey = createPrivateKey(key)
    const own = certificates.find((certificate) => certificate.checkPrivateKey(privateKey))
    if (own) return { key, chain: chainOf(own, certificates) }
  }
  return null
}

function chainOf(own: X509Certificate, certificates: readonly X509Certificate[]): X509Certificate[] {
  const chain = [own]
  for (let last: X509Certificate | undefined = own; last; ) {
    const below: X509Certificate = last
    last = certificates.find((certificate) => !chain.includes(certificate) && below.checkIssued(certificate))
    if (last) chain.push(last)
  }
  return chain
}
