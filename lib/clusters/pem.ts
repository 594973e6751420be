import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto'

const BLOCK = /-----BEGIN ([A-Z0-9 ]+)-----([\s\S]*?)-----END \1-----/g
const COLUMNS = 64

/** Certificates and keys in PEM; other blocks of a file are ignored. */
interface PemParts {
  readonly certificates: readonly string[]
  readonly keys: readonly string[]
}

/** Finds the blocks of a PEM text, even if it has no line breaks. */
export function readPem(text: string): PemParts {
  const certificates: string[] = []
  const keys: string[] = []
  for (const [, label = '', body = ''] of text.matchAll(BLOCK)) {
    if (label === 'CERTIFICATE' || label === 'X509 CERTIFICATE') certificates.push(formatBlock('CERTIFICATE', body))
    else if (label.endsWith('PRIVATE KEY')) keys.push(formatBlock(label, body))
  }
  return { certificates, keys }
}

/** Converts DER to PEM. */
export function toPem(label: string, der: Buffer): string {
  return formatBlock(label, der.toString('base64'))
}

function formatBlock(label: string, body: string): string {
  // The headers of old encrypted keys ("Proc-Type: …") are on lines of their own.
  const headers = body.match(/^[A-Za-z-]+:.*$/gm) ?? []
  const base64 = body.replaceAll(/^[A-Za-z-]+:.*$/gm, '').replaceAll(/\s+/g, '')
  const lines = base64.match(new RegExp(`.{1,${COLUMNS}}`, 'g')) ?? []
  const head = headers.length > 0 ? [...headers.map((header) => header.trim()), ''] : []
  return [`-----BEGIN ${label}-----`, ...head, ...lines, `-----END ${label}-----`, ''].join('\n')
}

/** The certificate; null: invalid. */
export function readCertificate(pemOrDer: string | Buffer): X509Certificate | null {
  try {
    return new X509Certificate(pemOrDer)
  } catch {
    return null
  }
}

/** The key, or why it cannot be read. */
export function readKey(
  pem: string,
  passphrase: string | null,
): KeyObject | 'encrypted' | 'wrong passphrase' | 'unreadable' {
  const isEncrypted = /BEGIN ENCRYPTED PRIVATE KEY|^Proc-Type:.*ENCRYPTED/m.test(pem)
  if (isEncrypted && passphrase === null) return 'encrypted'
  try {
    return createPrivateKey(passphrase === null ? pem : { key: pem, passphrase })
  } catch {
    return isEncrypted ? 'wrong passphrase' : 'unreadable'
  }
}
