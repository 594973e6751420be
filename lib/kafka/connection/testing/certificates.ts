import { generateKeyPairSync } from 'node:crypto'
import forge from 'node-forge'

// Certificates for tests, made when they run: none that is kept could be in date for long.

export interface Identity {
  readonly cert: string
  readonly key: string
}

interface CertificateOptions {
  readonly name: string
  /** Who signs it; null: itself. */
  readonly issuer?: Identity | null
  readonly ips?: readonly string[]
  readonly isCa?: boolean
  readonly validDays?: readonly [from: number, to: number]
}

const DAY_MS = 86_400_000
const RSA_BITS = 2_048
let serial = 1

export function makeCertificate({
  name,
  issuer = null,
  ips = [],
  isCa = false,
  validDays = [-1, 1],
}: CertificateOptions): Identity {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: RSA_BITS })
  const key = privateKey.export({ type: 'pkcs1', format: 'pem' }).toString()
  const certificate = forge.pki.createCertificate()
  certificate.publicKey = forge.pki.publicKeyFromPem(publicKey.export({ type: 'spki', format: 'pem' }).toString())
  certificate.serialNumber = (serial++).toString(16).padStart(2, '0')
  const [from, to] = validDays.map((days) => new Date(Date.now() + days * DAY_MS))
  if (from) certificate.validity.notBefore = from
  if (to) certificate.validity.notAfter = to
  certificate.setSubject([{ name: 'commonName', value: name }])
  certificate.setIssuer(
    issuer ? forge.pki.certificateFromPem(issuer.cert).subject.attributes : [{ name: 'commonName', value: name }],
  )
  const DNS = 2
  const IP = 7
  certificate.setExtensions([
    { name: 'basicConstraints', cA: isCa },
    { name: 'subjectAltName', altNames: [{ type: DNS, value: name }, ...ips.map((ip) => ({ type: IP, ip }))] },
  ])
  certificate.sign(forge.pki.privateKeyFromPem(issuer?.key ?? key), forge.md.sha256.create())
  return { cert: forge.pki.certificateToPem(certificate), key }
}
