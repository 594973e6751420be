import type { Duplex } from 'node:stream'
import { type Address, ConnectionFailure, toConnectionFailure } from '#lib/kafka/failure.ts'
import { type Api, chooseVersion, decodeReply, encodeRequest } from '#lib/kafka/protocol/api.ts'
import { type ApiVersions, apiVersions, negotiateVersions } from '#lib/kafka/protocol/api-versions.ts'
import type { Dialler } from './dialler.ts'
import { GuardedConnection, TlsAlert } from './kafkajs-repairs.ts'
import { toKafkajsSasl, toSaslFailure } from './sasl.ts'
import { silentLogger } from './silent-logger.ts'
import { toCertificateRefusal } from './tls.ts'

/** What brokers log us as, and count our quotas by. */
export const CLIENT_ID = 'highwater'
const SASL_AUTHENTICATE_KEY = 36
/** A session is replaced this long before it ends, or at four fifths of it. */
const REPLACE_BEFORE_END_MS = 10_000
const REPLACE_AT_MOST_BEFORE_END = 0.2

/** We read replies ourselves. */
const unread = { decode: async (reply: Buffer) => ({ reply }), parse: async (reply: { reply: Buffer }) => reply }

export interface RawReply {
  readonly bytes: Buffer
  readonly version: number
}

interface SessionOptions {
  readonly address: Address
  readonly dialler: Dialler
  readonly stream: Duplex
  /** Told once, when it broke or was ended. */
  readonly onEnd: (session: BrokerSession, reason: ConnectionFailure) => void
  /** Told when the last of its requests is answered. */
  readonly onIdle: (session: BrokerSession) => void
}

/** One open stream to one broker, from the first question to its end; it is never opened again. */
export class BrokerSession {
  readonly #options: SessionOptions
  readonly #connection: GuardedConnection
  readonly #ended: Promise<never>
  #reject: (reason: ConnectionFailure) => void = () => {}
  #hasEnded = false
  #versions: ApiVersions | null = null
  #replaceAtMs = Number.POSITIVE_INFINITY
  #inFlight = 0

  constructor(options: SessionOptions) {
    const { address, dialler, stream } = options
    const { sasl } = dialler.access
    this.#options = options
    this.#ended = new Promise((_resolve, reject) => {
      this.#reject = reject
    })
    this.#ended.catch(() => {})
    // Ours come before kafkajs's own listeners, and say what it would wrap or, on a close, not notice.
    stream.on('error', (error) => this.end(this.#toFailure(error)))
    stream.on('end', () => this.end(new ConnectionFailure('closed', address)))
    stream.on('close', () => this.end(new ConnectionFailure('closed', address)))
    this.#connection = new GuardedConnection({
      ...address,
      clientId: CLIENT_ID,
      logger: silentLogger,
      connectionTimeout: dialler.deadlineMs,
      requestTimeout: dialler.deadlineMs,
      sasl: sasl ? toKafkajsSasl(sasl) : null,
      socketFactory: ({ onConnect }) => {
        onConnect()
        return stream
      },
    })
  }

  get versions(): ApiVersions {
    if (!this.#versions) throw new Error('a session was used before it had begun')
    return this.#versions
  }

  get hasEnded(): boolean {
    return this.#hasEnded
  }

  get inFlight(): number {
    return this.#inFlight
  }

  /** Whether new requests should go to another session, as the broker ends this one soon. */
  isDue(nowMs: number): boolean {
    return nowMs >= this.#replaceAtMs
  }

  /** Whether nothing came since then. */
  isSilentSince(sinceMs: number): boolean {
    return this.#connection.receivedAtMs <= sinceMs
  }

  /** Asks what the broker speaks, and logs in. */
  async begin(): Promise<void> {
    const { stream } = this.#options
    if (stream.destroyed || stream.readableEnded) throw this.#toFailure(stream.errored)
    await this.#connection.connect()
    const versions = await this.#negotiate()
    await this.#logIn(versions)
    this.#versions = versions
  }

  async exchange<Input>(api: Api<Input, unknown>, input: Input, deadlineMs: number): Promise<RawReply> {
    this.#inFlight++
    try {
      return await this.#ask(api, input, chooseVersion(api, this.versions.apis), deadlineMs)
    } finally {
      this.#inFlight--
      if (this.#inFlight === 0) this.#options.onIdle(this)
    }
  }

  /** For what is never answered: resolves when it is on its way. */
  async sendUnanswered<Input>(api: Api<Input, unknown>, input: Input, deadlineMs: number): Promise<void> {
    const version = chooseVersion(api, this.versions.apis)
    const request = {
      ...toKafkajsRequest(api, encodeRequest(api, input, version), version),
      expectResponse: () => false,
    }
    await this.#send(request, deadlineMs)
  }

  end(reason: ConnectionFailure): void {
    if (this.#hasEnded) return
    this.#hasEnded = true
    this.#reject(reason)
    // kafkajs waits for pending requests before it lets go of a socket; a broker that is frozen never answers them.
    this.#connection.rejectRequests(reason)
    this.#options.stream.destroy()
    void this.#connection.disconnect()
    this.#options.onEnd(this, reason)
  }

  #negotiate(): Promise<ApiVersions> {
    return negotiateVersions(async (version) => {
      const { bytes } = await this.#ask(apiVersions, undefined, version, this.#options.dialler.deadlineMs)
      return decodeReply(apiVersions, bytes, version)
    })
  }

  async #logIn({ apis }: ApiVersions): Promise<void> {
    const { address, dialler } = this.#options
    const { sasl } = dialler.access
    if (!sasl) return
    const connection = this.#connection
    const ranges = [...apis].map(([key, { min, max }]) => [key, { minVersion: min, maxVersion: max }] as const)
    connection.setVersions(Object.fromEntries(ranges))
    connection.setSupportAuthenticationProtocol(apis.has(SASL_AUTHENTICATE_KEY))
    await dialler.gate.pass(async () => {
      connection.lastError = null
      const login = connection.authenticate().catch(() => {
        throw toSaslFailure(connection.lastError, sasl, address)
      })
      await Promise.race([login, this.#ended])
    })
    const lifetimeMs = Number(connection.sessionLifetime.toString())
    if (lifetimeMs <= 0) return
    const beforeMs = Math.min(REPLACE_BEFORE_END_MS, lifetimeMs * REPLACE_AT_MOST_BEFORE_END)
    this.#replaceAtMs = Date.now() + lifetimeMs - beforeMs
  }

  async #ask<Input>(api: Api<Input, unknown>, input: Input, version: number, deadlineMs: number): Promise<RawReply> {
    const request = toKafkajsRequest(api, encodeRequest(api, input, version), version)
    const payload = await this.#send(request, deadlineMs)
    return { bytes: payload.reply, version }
  }

  #send(request: ReturnType<typeof toKafkajsRequest>, deadlineMs: number): Promise<{ reply: Buffer }> {
    const options = { request, response: unread, requestTimeout: deadlineMs, logResponseError: false }
    return this.#connection.send(options).catch((error) => {
      throw this.#toFailure(error)
    })
  }

  #toFailure(error: unknown): ConnectionFailure {
    const { address, dialler } = this.#options
    const { tls } = dialler.access
    if (error instanceof TlsAlert) return new ConnectionFailure('tls-expected', address, error)
    if (error === null) return new ConnectionFailure('closed', address)
    return (tls && toCertificateRefusal(error, tls, address)) ?? toConnectionFailure(error, address)
  }
}

function toKafkajsRequest<Input, Output>(api: Api<Input, Output>, body: Buffer, version: number) {
  return {
    apiKey: api.key,
    apiVersion: version,
    apiName: api.name,
    // What kafkajs expects of an encoder is its buffer, under both names.
    encode: async () => ({ buf: body, buffer: body }),
  }
}
