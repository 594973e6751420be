import type { Duplex } from 'node:stream'
import { type Address, ConnectionFailure, causes } from '#lib/kafka/failure.ts'
import type { ApiVersionMap } from '#lib/kafka/protocol/api.ts'
import { KafkaError } from '#lib/kafka/protocol/error-codes.ts'
import { GuardedConnection } from './guarded-connection.ts'
import { toKafkajsSasl } from './kafkajs-sasl.ts'
import type { SaslAccess } from './sasl-access.ts'
import { silentLogger } from './silent-logger.ts'
import { LoginError, type Transport, type TransportRequest } from './transport.ts'

const SASL_AUTHENTICATE_KEY = 36

/** Replies are decoded elsewhere. */
const undecoded = { decode: async (reply: Buffer) => ({ reply }), parse: async (reply: { reply: Buffer }) => reply }

interface TransportOptions {
  readonly address: Address
  readonly stream: Duplex
  readonly clientId: string
  readonly sasl: SaslAccess | null
  /** Of requests that name none, and of those that log in. */
  readonly deadlineMs: number
}

/** kafkajs's connection and request queue, over a stream that is open already. */
export class KafkajsTransport implements Transport {
  readonly #address: Address
  readonly #stream: Duplex
  readonly #connection: GuardedConnection

  constructor({ address, stream, clientId, sasl, deadlineMs }: TransportOptions) {
    this.#address = address
    this.#stream = stream
    this.#connection = new GuardedConnection({
      ...address,
      clientId,
      logger: silentLogger,
      connectionTimeout: deadlineMs,
      requestTimeout: deadlineMs,
      sasl: sasl ? toKafkajsSasl(sasl) : null,
      socketFactory: ({ onConnect }) => {
        onConnect()
        return stream
      },
    })
  }

  get receivedAtMs(): number {
    return this.#connection.receivedAtMs
  }

  async connect(): Promise<void> {
    await this.#connection.connect()
  }

  async ask(request: TransportRequest, deadlineMs: number): Promise<Buffer> {
    return (await this.#send(toKafkajsRequest(request, true), deadlineMs)).reply
  }

  async send(request: TransportRequest, deadlineMs: number): Promise<void> {
    await this.#send(toKafkajsRequest(request, false), deadlineMs)
  }

  async logIn(apis: ApiVersionMap): Promise<number> {
    const connection = this.#connection
    const ranges = [...apis].map(([key, { min, max }]) => [key, { minVersion: min, maxVersion: max }] as const)
    connection.setVersions(Object.fromEntries(ranges))
    connection.setSupportAuthenticationProtocol(apis.has(SASL_AUTHENTICATE_KEY))
    connection.lastError = null
    await connection.authenticate().catch(() => {
      throw new LoginError(toRequestFailure(toLoginRequestError(connection.lastError), this.#address))
    })
    return Number(connection.sessionLifetime.toString())
  }

  close(reason: Error): void {
    // kafkajs waits for pending requests before it lets go of a socket; a broker that is frozen never answers them.
    this.#connection.rejectRequests(reason)
    this.#stream.destroy()
    void this.#connection.disconnect()
  }

  #send(request: ReturnType<typeof toKafkajsRequest>, deadlineMs: number): Promise<{ reply: Buffer }> {
    const options = { request, response: undecoded, requestTimeout: deadlineMs, logResponseError: false }
    return this.#connection.send(options).catch((error) => {
      throw toRequestFailure(error, this.#address)
    })
  }
}

function toKafkajsRequest({ key, version, name, body }: TransportRequest, isAnswered: boolean) {
  return {
    apiKey: key,
    apiVersion: version,
    apiName: name,
    // What kafkajs expects of an encoder is its buffer, under both names.
    encode: async () => ({ buf: body, buffer: body }),
    expectResponse: () => isAnswered,
  }
}

/** kafkajs's errors carry the protocol's code beside the broker's words, which may quote what was sent. */
export function toLoginRequestError(error: unknown): unknown {
  for (const link of causes(error)) {
    if ('code' in link && typeof link.code === 'number') return new KafkaError(link.code)
  }
  return error
}

/** What only kafkajs's own classes say; every other error stays as it is. */
export function toRequestFailure(error: unknown, address: Address): unknown {
  for (const { name } of causes(error)) {
    if (name === 'KafkaJSRequestTimeoutError') return new ConnectionFailure('timeout', address, error)
    if (name === 'KafkaJSConnectionClosedError') return new ConnectionFailure('closed', address, error)
  }
  return error
}
