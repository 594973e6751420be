import net from 'node:net'
import { type Address, ConnectionFailure, toConnectionFailure } from '#lib/kafka/failure.ts'
import { type Api, chooseVersion, decodeReply, encodeRequest } from '#lib/kafka/protocol/api.ts'
import { type ApiVersions, apiVersions } from '#lib/kafka/protocol/api-versions.ts'
import { KAFKA_OK, KafkaError, UNSUPPORTED_VERSION } from '#lib/kafka/protocol/error-codes.ts'
import { withDeadline } from './deadline.ts'
import { GuardedConnection } from './kafkajs-repairs.ts'
import { silentLogger } from './silent-logger.ts'

const CLIENT_ID = 'highwater'
const CONNECT_DEADLINE_MS = 5_000
const KEEP_ALIVE_MS = 60_000

/** We read replies ourselves. */
const unread = { decode: async (reply: Buffer) => ({ reply }), parse: async (reply: { reply: Buffer }) => reply }

interface Opened {
  readonly connection: GuardedConnection
  readonly versions: ApiVersions
}

interface RawReply {
  readonly bytes: Buffer
  readonly version: number
}

export interface NewReply<Output> {
  /** To compare the next reply with, once this one is made use of. */
  readonly bytes: Buffer
  readonly output: Output
}

/** One socket to one broker: opened when first needed, opened once however many ask, opened again after it broke. */
export class BrokerConnection {
  readonly address: Address
  readonly #onClose: () => void
  #current: GuardedConnection | null = null
  #opening: Promise<Opened> | null = null
  #isOpen = false

  constructor(address: Address, onClose: () => void) {
    this.address = address
    this.#onClose = onClose
  }

  get isOpen(): boolean {
    return this.#isOpen
  }

  /** What the broker speaks, asked once when the connection opens. */
  async versions(): Promise<ApiVersions> {
    return (await this.#open()).versions
  }

  async send<Input, Output>(api: Api<Input, Output>, input: Input, deadlineMs: number): Promise<Output> {
    const { bytes, version } = await this.#ask(api, input, deadlineMs)
    return decodeReply(api, bytes, version)
  }

  /** For what is never answered: resolves when it is on its way, and knows no more. */
  async sendUnanswered<Input>(api: Api<Input, unknown>, input: Input, deadlineMs: number): Promise<void> {
    await this.#inTime(deadlineMs, async ({ connection, versions }) => {
      const version = chooseVersion(api, versions.apis)
      const body = encodeRequest(api, input, version)
      const request = { ...toKafkajsRequest(api, body, version), expectResponse: () => false }
      await connection
        .send({ request, response: unread, requestTimeout: deadlineMs, logResponseError: false })
        .catch((error) => {
          throw toConnectionFailure(error, this.address)
        })
    })
  }

  /** For large questions that are asked again and again: null where the reply is, byte for byte, the one before. */
  async sendUnlessSame<Input, Output>(
    api: Api<Input, Output>,
    input: Input,
    deadlineMs: number,
    before: Buffer | null,
  ): Promise<NewReply<Output> | null> {
    const { bytes, version } = await this.#ask(api, input, deadlineMs)
    if (before?.equals(bytes)) return null
    return { bytes, output: decodeReply(api, bytes, version) }
  }

  /** Closes it without telling: whoever closes it knows. */
  close(): void {
    this.#isOpen = false
    this.#drop(new ConnectionFailure('closed', this.address))
  }

  #open(): Promise<Opened> {
    if (this.#opening) return this.#opening
    const opening = this.#connect()
    this.#opening = opening
    opening.catch(() => {
      if (this.#opening === opening) this.#opening = null
    })
    return opening
  }

  #ask<Input, Output>(api: Api<Input, Output>, input: Input, deadlineMs: number): Promise<RawReply> {
    return this.#inTime(deadlineMs, ({ connection, versions }) =>
      this.#exchange(connection, api, input, chooseVersion(api, versions.apis), deadlineMs),
    )
  }

  #inTime<Result>(deadlineMs: number, work: (opened: Opened) => Promise<Result>): Promise<Result> {
    return withDeadline(
      deadlineMs,
      () => new ConnectionFailure('timeout', this.address),
      async () => work(await this.#open()),
    )
  }

  async #connect(): Promise<Opened> {
    const connection = new GuardedConnection({
      ...this.address,
      clientId: CLIENT_ID,
      logger: silentLogger,
      connectionTimeout: CONNECT_DEADLINE_MS,
      requestTimeout: CONNECT_DEADLINE_MS,
      socketFactory: ({ host, port, onConnect }) => {
        const socket = net.connect({ host, port, keepAlive: true, keepAliveInitialDelay: KEEP_ALIVE_MS }, onConnect)
        socket.setNoDelay(true)
        // Ours come before kafkajs's own listeners, and say what it would wrap or, on a close, not notice.
        socket.on('error', (error) => this.#broke(connection, error))
        socket.on('close', () => this.#broke(connection, new ConnectionFailure('closed', this.address)))
        return socket
      },
    })
    this.#current = connection
    try {
      return await withDeadline(
        CONNECT_DEADLINE_MS,
        () => new ConnectionFailure('timeout', this.address),
        async () => {
          await connection.connect()
          const versions = await this.#negotiate(connection)
          // Whoever closed it meanwhile has told those who wait.
          this.#isOpen = this.#current === connection
          return { connection, versions }
        },
      )
    } catch (error) {
      if (this.#current === connection) this.#drop(toConnectionFailure(error, this.address))
      if (error instanceof KafkaError) throw error
      throw toConnectionFailure(error, this.address)
    }
  }

  async #negotiate(connection: GuardedConnection): Promise<ApiVersions> {
    const { min, max } = apiVersions.versions
    const askIn = async (version: number) => {
      const { bytes } = await this.#exchange(connection, apiVersions, undefined, version, CONNECT_DEADLINE_MS)
      return decodeReply(apiVersions, bytes, version)
    }
    const newest = await askIn(max)
    const versions = newest.errorCode === UNSUPPORTED_VERSION ? await askIn(min) : newest
    if (versions.errorCode !== KAFKA_OK) throw new KafkaError(versions.errorCode)
    return versions
  }

  async #exchange<Input, Output>(
    connection: GuardedConnection,
    api: Api<Input, Output>,
    input: Input,
    version: number,
    deadlineMs: number,
  ): Promise<RawReply> {
    const request = encodeRequest(api, input, version)
    const payload = await connection
      .send({
        request: toKafkajsRequest(api, request, version),
        response: unread,
        requestTimeout: deadlineMs,
        logResponseError: false,
      })
      .catch((error) => {
        throw toConnectionFailure(error, this.address)
      })
    return { bytes: payload.reply, version }
  }

  #broke(connection: GuardedConnection, reason: Error): void {
    if (this.#current === connection) this.#drop(toConnectionFailure(reason, this.address))
  }

  #drop(reason: ConnectionFailure): void {
    const connection = this.#current
    const wasOpen = this.#isOpen
    this.#current = null
    this.#opening = null
    this.#isOpen = false
    if (!connection) return
    // kafkajs waits for pending requests before it lets go of a socket; a broker that is frozen never answers them.
    connection.rejectRequests(reason)
    connection.socket?.destroy()
    void connection.disconnect()
    if (wasOpen) this.#onClose()
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
