import { X509Certificate } from 'node:crypto'
import type { DetailedPeerCertificate } from 'node:tls'
import { counted } from '#lib/format/number.ts'

const DAY_MS = 24 * 60 * 60 * 1_000
const MAX_CHAIN = 10

export interface CertificateFacts {
  readonly subject: string
  readonly issuer: string
  /** Whom to trust so that the whole chain is trusted: who issued the last certificate of it. */
  readonly neededAuthority: string
  /** The names and addresses that it is for. */
  readonly names: readonly string[]
  readonly validFromMs: number
  readonly validToMs: number
  readonly isSelfSigned: boolean
  /** SHA-256, as openssl prints it. */
  readonly fingerprint: string
}

/** null: the other side sent none. */
export function readCertificate(chain: readonly Buffer[]): CertificateFacts | null {
  const certificates = chain.map((der) => new X509Certificate(der))
  const [own] = certificates
  const last = certificates.at(-1)
  if (!own || !last) return null
  return {
    subject: distinguish(own.subject),
    issuer: distinguish(own.issuer),
    neededAuthority: distinguish(last.issuer),
    names: (own.subjectAltName ?? '').split(', ').flatMap((name) => /^(?:DNS|IP Address):(.+)$/.exec(name)?.[1] ?? []),
    validFromMs: Date.parse(own.validFrom),
    validToMs: Date.parse(own.validTo),
    isSelfSigned: own.subject === own.issuer,
    fingerprint: own.fingerprint256,
  }
}

/** The certificate that a client shows, the first of its PEM; null: none, or one that cannot be read. */
export function readOwnCertificate(pem: string | null): CertificateFacts | null {
  if (pem === null) return null
  try {
    return readCertificate([new X509Certificate(pem).raw])
  } catch {
    return null
  }
}

export function isInTime({ validFromMs, validToMs }: CertificateFacts, nowMs: number): boolean {
  return validFromMs <= nowMs && nowMs <= validToMs
}

/** The chain as it was sent, the server's own certificate first. */
export function chainOf(peer: DetailedPeerCertificate): Buffer[] {
  const chain: Buffer[] = []
  let certificate: DetailedPeerCertificate | undefined = peer
  while (certificate?.raw && chain.length < MAX_CHAIN) {
    chain.push(certificate.raw)
    // Node ends a chain with a root that is its own issuer.
    const issuer: DetailedPeerCertificate | undefined = certificate.issuerCertificate
    certificate = issuer === certificate || issuer?.fingerprint256 === certificate.fingerprint256 ? undefined : issuer
  }
  return chain
}

/** certificate of kafka-1.example.com by Example CA, valid until 2027-01-03 (in 41 days) */
export function describeCertificate(facts: CertificateFacts, nowMs: number): string {
  const by = facts.isSelfSigned ? 'signed by itself' : `by ${facts.issuer}`
  return `certificate of ${facts.subject} ${by}, ${describeValidity(facts, nowMs)}`
}

export function describeValidity({ validFromMs, validToMs }: CertificateFacts, nowMs: number): string {
  if (nowMs < validFromMs) return `valid only from ${day(validFromMs)} (in ${days(validFromMs - nowMs)})`
  if (nowMs > validToMs) return `expired on ${day(validToMs)}, ${days(nowMs - validToMs)} ago`
  return `valid until ${day(validToMs)} (in ${days(validToMs - nowMs)})`
}

function day(timeMs: number): string {
  return new Date(timeMs).toISOString().slice(0, 10)
}

function days(ms: number): string {
  return counted(Math.floor(ms / DAY_MS), 'day')
}

/** The common name where there is one, else all of it in one line. Node writes a part per line. */
function distinguish(name: string): string {
  const parts = name.split('\n')
  return parts.find((part) => part.startsWith('CN='))?.slice(3) ?? (parts.join(', ') || 'nobody')
}
