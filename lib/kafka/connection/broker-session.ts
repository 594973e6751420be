import type { Duplex } from 'node:stream'
import { type Address, ConnectionFailure, toConnectionFailure } from '#lib/kafka/failure.ts'
import { type Api, type ApiVersionMap, chooseVersion, decodeReply, encodeRequest } from '#lib/kafka/protocol/api.ts'
import { type ApiVersions, apiVersions, confirmBroker, negotiateVersions } from '#lib/kafka/protocol/api-versions.ts'
import { KAFKA_OK } from '#lib/kafka/protocol/error-codes.ts'
import { metadata } from '#lib/kafka/protocol/metadata.ts'
import { KafkajsTransport } from '#lib/kafka/transport/kafkajs-transport.ts'
import { TlsAlert } from '#lib/kafka/transport/tls-alert.ts'
import { LoginError, type Transport, type TransportRequest } from '#lib/kafka/transport/transport.ts'
import type { Dialler } from './dialler.ts'
import { toSaslFailure } from './sasl-failure.ts'
import { toCertificateRefusal } from './tls.ts'

/** What brokers log us as, and count our quotas by. */
export const CLIENT_ID = 'highwater'
/** A session is replaced this long before it ends, or at four fifths of it. */
const REPLACE_BEFORE_END_MS = 10_000
const REPLACE_AT_MOST_BEFORE_END = 0.2

export interface RawReply {
  readonly bytes: Buffer
  readonly version: number
}

interface SessionOptions {
  readonly address: Address
  /** Where that was dialled. */
  readonly dialled: Address
  readonly dialler: Dialler
  readonly stream: Duplex
  /** Called once, when it broke or was ended. */
  readonly onEnd: (session: BrokerSession, reason: ConnectionFailure) => void
  /** Called when the last of its requests is answered. */
  readonly onIdle: (session: BrokerSession) => void
}

/** One open stream to one broker, from the first question to its end; it is never opened again. */
export class BrokerSession {
  readonly #options: SessionOptions
  readonly #transport: Transport
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
    // Before the transport's own listeners, so that the stream's own error is what is reported.
    stream.on('error', (error) => this.end(this.#toFailure(error)))
    stream.on('end', () => this.end(this.#toFailure(null)))
    stream.on('close', () => this.end(this.#toFailure(null)))
    const { deadlineMs } = dialler
    this.#transport = new KafkajsTransport({ address, stream, clientId: CLIENT_ID, sasl: sasl ?? null, deadlineMs })
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
    return this.#transport.receivedAtMs <= sinceMs
  }

  /** Asks what the broker speaks, logs in, and makes sure that it is a broker of this cluster. */
  async begin(): Promise<void> {
    const { stream } = this.#options
    if (stream.destroyed || stream.readableEnded) throw this.#toFailure(stream.errored)
    await this.#transport.connect()
    const versions = await this.#negotiate()
    await this.#logIn(versions)
    await this.#identify(versions)
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
    await this.#transport.send(toRequest(api, input, version), deadlineMs).catch((error) => {
      throw this.#toFailure(error)
    })
  }

  end(reason: ConnectionFailure): void {
    if (this.#hasEnded) return
    this.#hasEnded = true
    this.#reject(reason)
    this.#transport.close(reason)
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
    const lifetimeMs = await dialler.gate.pass(() => {
      const login = this.#transport.logIn(apis).catch((error) => {
        throw error instanceof LoginError ? toSaslFailure(error, sasl, address) : error
      })
      return Promise.race([login, this.#ended])
    })
    if (lifetimeMs <= 0) return
    const beforeMs = Math.min(REPLACE_BEFORE_END_MS, lifetimeMs * REPLACE_AT_MOST_BEFORE_END)
    this.#replaceAtMs = Date.now() + lifetimeMs - beforeMs
  }

  /** Before anything else is asked. One that knows how says by itself that another was meant; else its cluster tells. */
  async #identify({ apis }: ApiVersions): Promise<void> {
    const { address, dialled, dialler } = this.#options
    const { identity } = dialler
    const place = { address, to: dialled }
    const expected = identity.expectedAt(address)
    const confirms = expected !== null && (apis.get(confirmBroker.key)?.max ?? 0) >= confirmBroker.versions.min
    if (confirms && (await this.#answer(confirmBroker, expected, apis)).errorCode === KAFKA_OK) return
    // One that is too old for this is refused by whatever is asked next.
    if ((apis.get(metadata.key)?.max ?? 0) < metadata.versions.min) return
    const { clusterId } = await this.#answer(metadata, { topics: [] }, apis)
    identity.check(clusterId, place)
    if (confirms) throw identity.otherBroker(place)
  }

  async #answer<Input, Output>(api: Api<Input, Output>, input: Input, apis: ApiVersionMap): Promise<Output> {
    const version = chooseVersion(api, apis)
    const { bytes } = await this.#ask(api, input, version, this.#options.dialler.deadlineMs)
    return decodeReply(api, bytes, version)
  }

  async #ask<Input>(api: Api<Input, unknown>, input: Input, version: number, deadlineMs: number): Promise<RawReply> {
    const bytes = await this.#transport.ask(toRequest(api, input, version), deadlineMs).catch((error) => {
      throw this.#toFailure(error)
    })
    return { bytes, version }
  }

  #toFailure(error: unknown): ConnectionFailure {
    const { address, dialler } = this.#options
    const { tls } = dialler.access
    const lost = dialler.lost()
    if (lost) return lost
    if (error instanceof TlsAlert) return new ConnectionFailure('tls-expected', address, error)
    if (error === null) return new ConnectionFailure('closed', address)
    return (tls && toCertificateRefusal(error, tls, address)) ?? toConnectionFailure(error, address)
  }
}

function toRequest<Input>(api: Api<Input, unknown>, input: Input, version: number): TransportRequest {
  return { key: api.key, name: api.name, version, body: encodeRequest(api, input, version) }
}
