import net from 'node:net'
import type { Duplex } from 'node:stream'
import tls, { type TLSSocket } from 'node:tls'
import { type Address, ConnectionFailure, formatAddress, toConnectionFailure } from '#lib/kafka/failure.ts'
import type { TlsAccess } from './access.ts'
import { inTime } from './tcp.ts'

interface SecureOptions {
  /** Whom failures name, where more is known than the host. */
  readonly address?: Address
  readonly signal?: AbortSignal
}

/**
 * TLS over an open stream. `host` is the name that the certificate must be for: as configured or as advertised, never
 * as dialled. The stream is closed where it fails.
 */
export function secureStream(
  stream: Duplex,
  access: TlsAccess,
  host: string,
  deadlineMs: number,
  { address = { host, port: portOf(stream) }, signal }: SecureOptions = {},
): Promise<TLSSocket> {
  const hasAnswered = watchAnswer(stream)
  return inTime<TLSSocket>(address, deadlineMs, signal, {
    begin: (resolve, reject) => {
      let secured: TLSSocket
      try {
        secured = tls.connect({ ...tlsOptions(access, host), socket: stream })
      } catch {
        reject(unusable(access, address))
        return
      }
      secured.on('error', () => {})
      secured.once('secureConnect', () => resolve(secured))
      secured.once('error', (error) => reject(toTlsFailure(error, access, address, hasAnswered())))
      secured.once('close', () => reject(hungUp(address, hasAnswered())))
    },
    giveUp: () => stream.destroy(),
  })
}

/** Tells whether anything came from the other side. */
function watchAnswer(stream: Duplex): () => boolean {
  if (stream instanceof net.Socket) return () => stream.bytesRead > 0
  let hasAnswered = false
  stream.once('data', () => {
    hasAnswered = true
  })
  // TLS takes the data from now on; until it does, none may get lost.
  stream.pause()
  return () => hasAnswered
}

/** A port without TLS takes our greeting for a message of impossible length, and hangs up without a word. */
function hungUp(address: Address, hasAnswered: boolean, cause?: unknown): ConnectionFailure {
  return new ConnectionFailure(hasAnswered ? 'closed' : 'plaintext-expected', address, cause)
}

/** What Node is told. A name that is an address must be in the certificate, too, but is not asked for by name. */
export function tlsOptions(access: TlsAccess, host: string): tls.ConnectionOptions {
  const { ca, cert, key, passphrase, checksChain, checksName } = access
  return {
    host,
    ...(net.isIP(host) === 0 && { servername: host }),
    ...(ca !== null && { ca }),
    ...(cert !== null && { cert }),
    ...(key !== null && { key }),
    ...(passphrase !== null && { passphrase }),
    rejectUnauthorized: checksChain,
    ...(!checksName && { checkServerIdentity: () => undefined }),
  }
}

/** Alerts by which the other side refuses a certificate, or the lack of one. TLS 1.3 sends them after the handshake. */
const clientCertificateAlerts: ReadonlySet<unknown> = new Set([
  'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED',
  'ERR_SSL_TLSV1_ALERT_BAD_CERTIFICATE',
  'ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE',
  'ERR_SSL_SSL/TLS_ALERT_BAD_CERTIFICATE',
  'ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE',
  'ERR_SSL_SSL/TLS_ALERT_HANDSHAKE_FAILURE',
  'ERR_SSL_TLSV1_ALERT_UNKNOWN_CA',
  'ERR_SSL_SSL/TLS_ALERT_UNKNOWN_CA',
  'ERR_SSL_SSLV3_ALERT_CERTIFICATE_UNKNOWN',
  'ERR_SSL_SSL/TLS_ALERT_CERTIFICATE_UNKNOWN',
  'ERR_SSL_SSLV3_ALERT_CERTIFICATE_EXPIRED',
  'ERR_SSL_SSL/TLS_ALERT_CERTIFICATE_EXPIRED',
])

/** What OpenSSL makes of an answer that is no TLS. */
const notTls: ReadonlySet<unknown> = new Set([
  'EPROTO',
  'ERR_SSL_WRONG_VERSION_NUMBER',
  'ERR_SSL_PACKET_LENGTH_TOO_LONG',
  'ERR_SSL_RECORD_TOO_SMALL',
  'ERR_SSL_UNEXPECTED_MESSAGE',
])

function toTlsFailure(error: unknown, access: TlsAccess, address: Address, hasAnswered: boolean): ConnectionFailure {
  const refusal = toCertificateRefusal(error, access, address)
  if (refusal) return refusal
  const code = error instanceof Error && 'code' in error ? error.code : null
  if (notTls.has(code)) return new ConnectionFailure('plaintext-expected', address, error)
  const failure = toConnectionFailure(error, address)
  return failure.code === 'closed' ? hungUp(address, hasAnswered, error) : failure
}

/** Where the other side wanted a certificate of us, or did not want the one it got; also long after the handshake. */
export function toCertificateRefusal(error: unknown, { cert }: TlsAccess, address: Address): ConnectionFailure | null {
  if (!(error instanceof Error && 'code' in error && clientCertificateAlerts.has(error.code))) return null
  const words = cert === null ? undefined : `${formatAddress(address)} refused our client certificate.`
  return new ConnectionFailure('client-cert-required', address, error, words)
}

/** The error would quote what it could not read, so it is not kept. */
function unusable({ key, passphrase }: TlsAccess, address: Address): ConnectionFailure {
  const what = key === null ? 'certificates' : passphrase === null ? 'certificates or the key' : 'key or its passphrase'
  return new ConnectionFailure('unreachable', address, undefined, `The ${what} configured for TLS cannot be used.`)
}

function portOf(stream: Duplex): number {
  return (stream instanceof net.Socket && stream.remotePort) || 0
}
