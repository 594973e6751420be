import { MalformedReply } from '#lib/bytes/reader.ts'
import type { ConnectionCode } from '#lib/contract/connection.ts'
import { AppError, type ErrorCode } from '#lib/contract/errors.ts'
import { explainKafkaError, KafkaError } from './protocol/error-codes.ts'
import { UnsupportedApi } from './protocol/unsupported-api.ts'

export interface Address {
  readonly host: string
  readonly port: number
}

/** No answer: the broker could not be reached, did not let us in, stopped answering, or hung up. */
export class ConnectionFailure extends Error {
  override name = 'ConnectionFailure'
  readonly code: ConnectionCode
  readonly address: Address

  /** `words` where more is known than the code says. Neither they nor the cause may hold a secret: both are logged. */
  constructor(code: ConnectionCode, address: Address, cause?: unknown, words?: string) {
    super(words ?? failureWords[code](formatAddress(address)), { cause })
    this.code = code
    // Only this of it: an SSH host is given with its secrets, and errors are logged.
    this.address = { host: address.host, port: address.port }
  }
}

const failureWords: Record<ConnectionCode, (broker: string) => string> = {
  refused: (broker) => `Cannot reach ${broker}: connection refused.`,
  'dns-not-found': (broker) => `Cannot reach ${broker}: the host name cannot be resolved.`,
  timeout: (broker) => `${broker} does not respond.`,
  frozen: (broker) => `${broker} accepts connections, but does not respond.`,
  closed: (broker) => `${broker} closed the connection.`,
  'not-kafka': (broker) => `${broker} responds, but is not a Kafka broker.`,
  unreachable: (broker) => `Cannot reach ${broker}.`,
  'tls-expected': (broker) => `${broker} expects TLS, but the connection is configured without it.`,
  'plaintext-expected': (broker) => `${broker} does not speak TLS, but the connection is configured with it.`,
  'auth-failed': (broker) => `${broker} rejected the credentials.`,
  mechanism: (broker) => `${broker} does not support the configured SASL mechanism.`,
  'cert-expired': (broker) => `The certificate of ${broker} is expired or not valid yet.`,
  'cert-self-signed': (broker) => `The certificate of ${broker} is self-signed and not trusted here.`,
  'cert-unknown-ca': (broker) => `The certificate of ${broker} is signed by a CA that is not trusted here.`,
  'cert-name': (broker) => `The certificate of ${broker} is for another host name.`,
  'client-cert-required': (broker) => `${broker} requires a client certificate.`,
  'advertised-unreachable': (broker) => `The cluster advertises ${broker}, which cannot be reached.`,
  'other-cluster': (broker) => `${broker} leads to another Kafka cluster.`,
  'other-broker': (broker) => `${broker} leads to another broker of this cluster.`,
  'ssh-auth': (host) => `The SSH host ${host} rejected the login.`,
  'ssh-host-key': (host) => `The SSH host ${host} presented an unknown key.`,
}

export function formatAddress({ host, port }: Address): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`
}

export function isSameAddress(one: Address, other: Address): boolean {
  return one.port === other.port && one.host.toLowerCase() === other.host.toLowerCase()
}

/** Node's codes that say how a connection failed; every other is `unreachable`. */
const systemCodes: Record<string, ConnectionCode> = {
  ECONNREFUSED: 'refused',
  ENOTFOUND: 'dns-not-found',
  EAI_AGAIN: 'dns-not-found',
  ETIMEDOUT: 'timeout',
  ECONNRESET: 'closed',
  EPIPE: 'closed',
  CERT_HAS_EXPIRED: 'cert-expired',
  CERT_NOT_YET_VALID: 'cert-expired',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'cert-self-signed',
  // At the end of a chain, only a root is signed by itself.
  SELF_SIGNED_CERT_IN_CHAIN: 'cert-unknown-ca',
  UNABLE_TO_GET_ISSUER_CERT: 'cert-unknown-ca',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'cert-unknown-ca',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'cert-unknown-ca',
  ERR_TLS_CERT_ALTNAME_INVALID: 'cert-name',
  ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED: 'client-cert-required',
}

/** Errors are wrapped in errors, so the first that has a known `code` or class along `cause` and `errors` decides. */
export function toConnectionFailure(error: unknown, address: Address): ConnectionFailure {
  for (const link of causes(error)) {
    if (link instanceof ConnectionFailure) return link
    if (link instanceof MalformedReply) return new ConnectionFailure('not-kafka', address, error)
    const code = 'code' in link && typeof link.code === 'string' ? systemCodes[link.code] : undefined
    if (code) return new ConnectionFailure(code, address, error)
  }
  return new ConnectionFailure('unreachable', address, error)
}

/** Whoever asked cannot mend what keeps this server from the brokers, so their request is not called forbidden. */
function appCodeOf(code: ConnectionCode): ErrorCode {
  return code === 'timeout' || code === 'frozen' ? 'timeout' : 'unreachable'
}

/** An address that is not there, rather than a broker that does not let us in. */
const absences: ReadonlySet<ConnectionCode> = new Set(['dns-not-found', 'refused', 'timeout', 'unreachable'])

export function isAbsence(code: ConnectionCode): boolean {
  return absences.has(code)
}

/** Another server is there: the configured addresses of the same cluster speak the same protocol. */
const strangers: ReadonlySet<ConnectionCode> = new Set([
  'not-kafka',
  'other-cluster',
  'other-broker',
  'tls-expected',
  'plaintext-expected',
])

/** Whether an advertised address leads to nobody, or to another server than the broker. */
export function leadsElsewhere(code: ConnectionCode): boolean {
  return isAbsence(code) || strangers.has(code)
}

/** The only broker of a cluster is then looked for where it was before: what hangs or hangs up may be anybody. */
export function isWorthDetour(code: ConnectionCode): boolean {
  return leadsElsewhere(code) || code === 'closed' || code === 'frozen'
}

/** The one place where a failure of Kafka or of the way to it becomes an error of the contract. */
export function toAppError(error: unknown): AppError | null {
  for (const link of causes(error)) {
    if (link instanceof AppError) return link
    if (link instanceof KafkaError)
      return new AppError(explainKafkaError(link.errorCode).code, link.message, { cause: error })
    if (link instanceof UnsupportedApi) return new AppError('unsupported', link.message, { cause: error })
    if (link instanceof ConnectionFailure) return new AppError(appCodeOf(link.code), link.message, { cause: error })
    if (link instanceof MalformedReply) {
      return new AppError('unreachable', `A broker sent a response that cannot be decoded: ${link.message}.`, {
        cause: error,
      })
    }
  }
  return null
}

/**
 * Whether it took too long, by our clock or by the broker's. A refusal, such as a missing right, or a connection that
 * broke is no silence.
 */
export function isSilence(error: unknown): boolean {
  for (const link of causes(error)) {
    if (link instanceof ConnectionFailure && appCodeOf(link.code) === 'timeout') return true
    if (link instanceof KafkaError && explainKafkaError(link.errorCode).code === 'timeout') return true
  }
  return false
}

/** The first error of a class along `cause` and `errors`. */
export function findCause<E extends Error>(error: unknown, type: new (...args: never[]) => E): E | null {
  for (const link of causes(error)) if (link instanceof type) return link
  return null
}

const MAX_CAUSES = 50

/** An error and all that caused it, nearest first. */
export function* causes(error: unknown): Generator<Error> {
  const queue: unknown[] = [error]
  for (let seen = 0; queue.length > 0 && seen < MAX_CAUSES; seen++) {
    const link = queue.shift()
    if (!(link instanceof Error)) continue
    yield link
    queue.push(link.cause)
    if (link instanceof AggregateError) queue.push(...link.errors)
  }
}
