import { AppError, type ErrorCode } from '#lib/contract/errors.ts'
import { explainKafkaError, KafkaError } from './protocol/error-codes.ts'
import { MalformedReply } from './protocol/reader.ts'
import { UnsupportedApi } from './protocol/unsupported-api.ts'

export interface Address {
  readonly host: string
  readonly port: number
}

export type ConnectionFailureCode = 'refused' | 'dns-not-found' | 'timeout' | 'closed' | 'not-kafka' | 'unreachable'

/** No answer: the broker could not be reached, stopped answering, or hung up. */
export class ConnectionFailure extends Error {
  override name = 'ConnectionFailure'
  readonly code: ConnectionFailureCode
  readonly address: Address

  constructor(code: ConnectionFailureCode, address: Address, cause?: unknown) {
    super(failureWords[code](formatAddress(address)), { cause })
    this.code = code
    this.address = address
  }
}

const failureWords: Record<ConnectionFailureCode, (broker: string) => string> = {
  refused: (broker) => `Cannot reach ${broker}: connection refused.`,
  'dns-not-found': (broker) => `Cannot reach ${broker}: this name is not known here.`,
  timeout: (broker) => `${broker} does not answer.`,
  closed: (broker) => `${broker} closed the connection.`,
  'not-kafka': (broker) => `${broker} answers, but not as Kafka does.`,
  unreachable: (broker) => `Cannot reach ${broker}.`,
}

export function formatAddress({ host, port }: Address): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`
}

/** The codes of Node's system errors that say how a connection failed; every other is `unreachable`. */
const systemCodes: Record<string, ConnectionFailureCode> = {
  ECONNREFUSED: 'refused',
  ENOTFOUND: 'dns-not-found',
  EAI_AGAIN: 'dns-not-found',
  ETIMEDOUT: 'timeout',
  ECONNRESET: 'closed',
  EPIPE: 'closed',
}

/** kafkajs wraps errors in errors, so the first telling `code` or class along `cause` and `errors` decides. */
export function toConnectionFailure(error: unknown, address: Address): ConnectionFailure {
  for (const link of causes(error)) {
    if (link instanceof ConnectionFailure) return link
    if (link instanceof MalformedReply) return new ConnectionFailure('not-kafka', address, error)
    const code = 'code' in link && typeof link.code === 'string' ? systemCodes[link.code] : undefined
    if (code) return new ConnectionFailure(code, address, error)
    if (link.name === 'KafkaJSRequestTimeoutError') return new ConnectionFailure('timeout', address, error)
    if (link.name === 'KafkaJSConnectionClosedError') return new ConnectionFailure('closed', address, error)
  }
  return new ConnectionFailure('unreachable', address, error)
}

const appCodes: Record<ConnectionFailureCode, ErrorCode> = {
  refused: 'unreachable',
  'dns-not-found': 'unreachable',
  timeout: 'timeout',
  closed: 'unreachable',
  'not-kafka': 'unreachable',
  unreachable: 'unreachable',
}

/** The one place where a failure of Kafka or of the way to it becomes an error of the contract. */
export function toAppError(error: unknown): AppError | null {
  for (const link of causes(error)) {
    if (link instanceof AppError) return link
    if (link instanceof KafkaError)
      return new AppError(explainKafkaError(link.errorCode).code, link.message, { cause: error })
    if (link instanceof UnsupportedApi) return new AppError('unsupported', link.message, { cause: error })
    if (link instanceof ConnectionFailure) return new AppError(appCodes[link.code], link.message, { cause: error })
    if (link instanceof MalformedReply) {
      return new AppError('unreachable', `A broker sent a reply that cannot be read: ${link.message}.`, {
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
    if (link instanceof ConnectionFailure && link.code === 'timeout') return true
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
