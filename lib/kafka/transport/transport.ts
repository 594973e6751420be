import type { ApiVersionMap } from '#lib/kafka/protocol/api.ts'

/** One request as bytes; its body begins behind the classic request header. */
export interface TransportRequest {
  readonly key: number
  readonly version: number
  readonly name: string
  readonly body: Buffer
}

/**
 * Kafka's framing over one open stream: lengths, correlation ids, deadlines and the SASL login. The stream's owner
 * handles its errors and its end; what a request fails by otherwise is a ConnectionFailure.
 */
export interface Transport {
  /** When bytes last arrived; 0 before the first. */
  readonly receivedAtMs: number
  readonly connect: () => Promise<void>
  /** Resolves with the reply behind its correlation id. */
  readonly ask: (request: TransportRequest, deadlineMs: number) => Promise<Buffer>
  /** For a request that is never answered: resolves when it was written. */
  readonly send: (request: TransportRequest, deadlineMs: number) => Promise<void>
  /** Resolves with the lifetime of the session in milliseconds, 0 for unlimited; rejects with a LoginError. */
  readonly logIn: (apis: ApiVersionMap) => Promise<number>
  /** Rejects all that waits for a reply, and closes the stream. */
  readonly close: (reason: Error) => void
}

/** A login that failed. Only the failure of its last request says why: a KafkaError, a ConnectionFailure … */
export class LoginError extends Error {
  override name = 'LoginError'
  /** null: every request succeeded, but the broker did not prove that it knows the password (SCRAM). */
  readonly requestError: unknown

  constructor(requestError: unknown) {
    super('the login failed')
    this.requestError = requestError
  }
}
