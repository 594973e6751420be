import { type Address, ConnectionFailure, toConnectionFailure } from '#lib/kafka/failure.ts'
import { type Api, decodeReply } from '#lib/kafka/protocol/api.ts'
import type { ApiVersions } from '#lib/kafka/protocol/api-versions.ts'
import { KafkaError } from '#lib/kafka/protocol/error-codes.ts'
import { BrokerSession, type RawReply } from './broker-session.ts'
import { withDeadline } from './deadline.ts'
import type { Dialler, Opened } from './dialler.ts'

export interface NewReply<Output> {
  /** To compare the next reply with, once this one is made use of. */
  readonly bytes: Buffer
  readonly output: Output
}

interface BrokerConnectionOptions {
  readonly address: Address
  readonly dialler: Dialler
  /** Called when an open connection broke. */
  readonly onClose: () => void
  /** After how long without a request it is closed; null: never. */
  readonly idleMs: number | null
}

/** The way to one broker: opened when first needed, opened once however many ask, opened again after it broke. */
export class BrokerConnection {
  readonly address: Address
  readonly #options: BrokerConnectionOptions
  #current: BrokerSession | null = null
  #opening: Promise<BrokerSession> | null = null
  #giveUp: AbortController | null = null
  /** Sessions that end soon, and are kept for the requests that they still have to answer. */
  readonly #replaced = new Set<BrokerSession>()
  #idleTimer: NodeJS.Timeout | undefined

  constructor(options: BrokerConnectionOptions) {
    this.address = options.address
    this.#options = options
  }

  get isOpen(): boolean {
    return this.#current !== null
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
    await withDeadline(
      deadlineMs,
      (sinceMs) => this.#explainTimeout(sinceMs),
      async () => {
        const session = await this.#open()
        await session.sendUnanswered(api, input, deadlineMs)
        this.#rest(session)
      },
    )
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

  /** Closes it without calling onClose. */
  close(): void {
    const reason = new ConnectionFailure('closed', this.address)
    const sessions = [...(this.#current ? [this.#current] : []), ...this.#replaced]
    clearTimeout(this.#idleTimer)
    this.#current = null
    this.#opening = null
    this.#giveUp?.abort()
    for (const session of sessions) session.end(reason)
  }

  async #ask<Input>(api: Api<Input, unknown>, input: Input, deadlineMs: number): Promise<RawReply> {
    let asked: { readonly session: BrokerSession; readonly atMs: number } | null = null
    return withDeadline(
      deadlineMs,
      async (sinceMs) => {
        const waitsForOthers = asked !== null && asked.session.inFlight > 1
        const failure = await this.#explainTimeout(sinceMs)
        // A broker that sends nothing at all may be gone without closing, so the next request opens a new connection.
        if (asked && !waitsForOthers && asked.session.isSilentSince(asked.atMs)) asked.session.end(failure)
        return failure
      },
      async () => {
        const session = await this.#open()
        clearTimeout(this.#idleTimer)
        asked = { session, atMs: Date.now() }
        return session.exchange(api, input, deadlineMs)
      },
    )
  }

  #explainTimeout(sinceMs: number): Promise<ConnectionFailure> {
    return this.#options.dialler.explainTimeout(this.address, sinceMs)
  }

  #open(): Promise<BrokerSession> {
    if (this.#current?.isDue(Date.now())) this.#replace(this.#current)
    if (this.#opening) return this.#opening
    const opening = this.#connect()
    this.#opening = opening
    opening.catch(() => {
      if (this.#opening === opening) this.#opening = null
    })
    return opening
  }

  #replace(session: BrokerSession): void {
    this.#current = null
    this.#opening = null
    if (session.inFlight === 0) session.end(new ConnectionFailure('closed', this.address))
    else this.#replaced.add(session)
  }

  async #connect(): Promise<BrokerSession> {
    const { dialler } = this.#options
    const giveUp = new AbortController()
    this.#giveUp = giveUp
    try {
      const session = await withDeadline(
        dialler.deadlineMs,
        (sinceMs) => this.#explainTimeout(sinceMs),
        () => dialler.reach(this.address, giveUp.signal, (opened, signal) => this.#begin(opened, signal)),
      )
      // `close` has rejected what waits.
      if (giveUp.signal.aborted || session.hasEnded) throw new ConnectionFailure('closed', this.address)
      this.#current = session
      this.#rest(session)
      return session
    } catch (error) {
      giveUp.abort()
      if (error instanceof KafkaError) throw error
      throw toConnectionFailure(error, this.address)
    }
  }

  async #begin({ stream, dialled }: Opened, signal: AbortSignal): Promise<BrokerSession> {
    const session = new BrokerSession({
      address: this.address,
      dialled,
      dialler: this.#options.dialler,
      stream,
      onEnd: (ended) => this.#ended(ended),
      onIdle: (idle) => this.#rest(idle),
    })
    const end = () => session.end(new ConnectionFailure('closed', this.address))
    signal.addEventListener('abort', end, { once: true })
    if (signal.aborted) end()
    try {
      await session.begin()
    } catch (error) {
      end()
      throw error
    }
    return session
  }

  #ended(session: BrokerSession): void {
    this.#replaced.delete(session)
    if (this.#current !== session) return
    clearTimeout(this.#idleTimer)
    this.#current = null
    this.#opening = null
    this.#options.onClose()
  }

  #rest(session: BrokerSession): void {
    const reason = new ConnectionFailure('closed', this.address)
    if (this.#replaced.has(session)) session.end(reason)
    const { idleMs } = this.#options
    if (idleMs === null || this.#current !== session) return
    clearTimeout(this.#idleTimer)
    this.#idleTimer = setTimeout(() => {
      if (this.#current !== session || session.inFlight > 0) return
      this.#replace(session)
    }, idleMs)
    this.#idleTimer.unref()
  }
}
