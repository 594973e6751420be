import type { Duplex } from 'node:stream'
import type { AccessFacts, ConnectionCode } from '#lib/contract/connection.ts'
import type { ClusterAccess, TlsAccess } from '#lib/kafka/connection/access.ts'
import { withDeadline } from '#lib/kafka/connection/deadline.ts'
import { dialledAddress } from '#lib/kafka/connection/host-map.ts'
import { SshTunnel } from '#lib/kafka/connection/ssh-tunnel.ts'
import { openStream } from '#lib/kafka/connection/tcp.ts'
import { secureStream } from '#lib/kafka/connection/tls.ts'
import { type Address, ConnectionFailure } from '#lib/kafka/failure.ts'
import type { CheckDeadlines } from './deadlines.ts'
import { LoginTurns } from './login-turns.ts'

/** It was not done when its time, or that of the whole check, was up. */
export class TooLate extends Error {
  override name = 'TooLate'
  readonly afterMs: number

  constructor(afterMs: number) {
    super(`not done after ${afterMs / 1_000} s`)
    this.afterMs = afterMs
  }
}

interface CheckOptions {
  readonly deadlinesMs: CheckDeadlines
  readonly facts: AccessFacts
  readonly attempted: ConnectionCode | null
  readonly signal: AbortSignal | undefined
}

/** One look at a cluster: what all its targets share, and all that it opened, to be closed in the end. */
export class Check {
  readonly access: ClusterAccess
  readonly deadlinesMs: CheckDeadlines
  readonly facts: AccessFacts
  readonly logins = new LoginTurns()
  /** What was refused before, and is not to be tried again. */
  readonly attempted: ConnectionCode | null
  readonly #ended = new AbortController()
  readonly #signal: AbortSignal
  readonly #streams = new Set<Duplex>()
  readonly #secured = new WeakMap<Duplex, Duplex>()
  readonly #tunnel: SshTunnel | null
  #tunnelReady: Promise<void> | null = null
  #isTold = false
  readonly #endsAtMs: number

  constructor(access: ClusterAccess, { deadlinesMs, facts, attempted, signal }: CheckOptions) {
    this.access = access
    this.deadlinesMs = deadlinesMs
    this.#endsAtMs = performance.now() + deadlinesMs.total
    this.facts = facts
    this.attempted = attempted
    this.#signal = AbortSignal.any([this.#ended.signal, ...(signal ? [signal] : [])])
    this.#tunnel = access.ssh ? new SshTunnel(access.ssh) : null
  }

  /** Nobody waits for it any more. */
  get isCalledOff(): boolean {
    return this.#signal.aborted
  }

  /** What concerns all targets is reported at one of them. */
  isToldFirst(): boolean {
    const isFirst = !this.#isTold
    this.#isTold = true
    return isFirst
  }

  get leftMs(): number {
    return Math.max(0, this.#endsAtMs - performance.now())
  }

  /** Rejects with TooLate, or when the check is called off. */
  inTime<T>(deadlineMs: number, work: () => Promise<T>): Promise<T> {
    const ms = Math.min(deadlineMs, this.leftMs)
    return new Promise((resolve, reject) => {
      const stop = () => reject(this.#signal.reason)
      if (this.#signal.aborted) return stop()
      this.#signal.addEventListener('abort', stop)
      withDeadline(ms, () => new TooLate(Math.round(ms)), work)
        .then(resolve, reject)
        .finally(() => this.#signal.removeEventListener('abort', stop))
    })
  }

  /** Logs in to the SSH host, once for all. */
  reachSshHost(): Promise<void> {
    this.#tunnelReady ??= this.#tunnel?.ready() ?? Promise.resolve()
    return this.#tunnelReady
  }

  dialled(address: Address): Address {
    return dialledAddress(this.access.hostMap, address)
  }

  async connect(address: Address, deadlineMs: number): Promise<Duplex> {
    const ms = Math.min(deadlineMs, this.leftMs)
    return this.#keep(await openStream(this.dialled(address), this.#tunnel, ms, this.#signal), address)
  }

  async secure(stream: Duplex, tls: TlsAccess, address: Address, deadlineMs: number) {
    const ms = Math.min(deadlineMs, this.leftMs)
    const secured = await secureStream(stream, tls, address.host, ms, { address, signal: this.#signal })
    // From here on only the outer one is closed: Node 26 crashes where both are, the inner one first.
    this.#streams.delete(stream)
    this.#secured.set(stream, secured)
    secured.on('close', () => stream.destroy())
    return this.#keep(secured, address)
  }

  /** Closes a stream that it opened, with what lies over it. */
  drop(stream: Duplex): void {
    const outer = this.#secured.get(stream) ?? stream
    outer.destroy()
  }

  /** A stream as the cluster is used, for a question on the side. */
  async open(address: Address, deadlineMs: number): Promise<Duplex> {
    const { tls } = this.access
    const stream = await this.connect(address, deadlineMs)
    return tls ? this.secure(stream, tls, address, deadlineMs) : stream
  }

  /** Closes all that it opened, and ends all that still waits. */
  close(): void {
    this.#ended.abort(new ConnectionFailure('closed', { host: 'the check', port: 0 }))
    for (const stream of this.#streams) stream.destroy()
    this.#tunnel?.close()
  }

  #keep<Stream extends Duplex>(stream: Stream, address: Address): Stream {
    this.#streams.add(stream)
    stream.on('error', () => {})
    stream.on('close', () => this.#streams.delete(stream))
    if (!this.#ended.signal.aborted) return stream
    stream.destroy()
    throw new ConnectionFailure('closed', address)
  }
}
