import { isRefusal } from '#lib/contract/refusals.ts'
import { type Address, ConnectionFailure, causes, formatAddress, isSameAddress } from '#lib/kafka/failure.ts'
import type { Api } from '#lib/kafka/protocol/api.ts'
import type { ClusterAccess } from './access.ts'
import { BrokerConnection } from './broker-connection.ts'
import { type NamedAddress, OtherCluster } from './cluster-identity.ts'
import { type Detour, Dialler } from './dialler.ts'
import { firstSuccess } from './first-success.ts'

/** A broker serves one request per connection at a time, so what may not wait for others goes over a lane of its own. */
export type Lane = 'main' | 'probe' | 'quorum' | 'offsets' | 'groups' | 'bulk' | 'changes'

const TRY_NEXT_AFTER_MS = 700
const IDLE_MS = 60_000

interface ConnectionSetOptions {
  /** The poller keeps its connections open; others close theirs once they have been idle for a while. */
  readonly keepsOpen?: boolean
  /** Which cluster it has to be, where that is known from before. */
  readonly clusterId?: string | null | undefined
}

/** All connections to one cluster: by address and lane, opened on demand. */
export class ConnectionSet {
  readonly access: ClusterAccess
  readonly #dialler: Dialler
  readonly #keepsOpen: boolean
  #brokers: readonly Address[] = []
  readonly #connections = new Map<string, BrokerConnection>()
  readonly #listeners = new Set<(address: Address) => void>()
  #isClosed = false

  constructor(access: ClusterAccess, { keepsOpen = false, clusterId = null }: ConnectionSetOptions = {}) {
    this.access = access
    this.#dialler = new Dialler(access, clusterId)
    this.#keepsOpen = keepsOpen
  }

  /** Which cluster it is; null: no broker has said so yet. */
  get clusterId(): string | null {
    return this.#dialler.identity.clusterId
  }

  /** Where the only broker is reached instead of where it says that it is. */
  get detour(): Detour | null {
    return this.#dialler.detour
  }

  /** After a refused login no other is tried until this is called. */
  retry(): void {
    this.#dialler.retry()
  }

  /** Takes over what the cluster says of itself. Connections to addresses that nobody has any more are closed. */
  learn(brokers: readonly NamedAddress[]): void {
    this.#brokers = brokers.map(({ host, port }) => ({ host, port }))
    this.#dialler.learn(brokers)
    const wanted = new Set(this.#addresses().map(formatAddress))
    for (const [key, connection] of this.#connections) {
      if (wanted.has(formatAddress(connection.address))) continue
      this.#connections.delete(key)
      connection.close()
    }
  }

  to({ host, port }: Address, lane: Lane = 'main'): BrokerConnection {
    const address = { host, port }
    if (this.#isClosed) throw new ConnectionFailure('closed', address)
    const key = `${formatAddress(address)} ${lane}`
    const known = this.#connections.get(key)
    if (known) return known
    const connection = new BrokerConnection({
      address,
      dialler: this.#dialler,
      onClose: () => this.#announceClose(address),
      idleMs: this.#keepsOpen && lane !== 'changes' ? null : IDLE_MS,
    })
    this.#connections.set(key, connection)
    return connection
  }

  /**
   * For requests that only read and that any broker answers. Brokers that are connected are asked first; one that takes
   * long is joined by the next, so that a frozen broker costs a moment and not the deadline.
   */
  sendToAny<Input, Output>(api: Api<Input, Output>, input: Input, deadlineMs: number, lane: Lane = 'main') {
    return this.askAny((broker) => broker.send(api, input, deadlineMs), lane)
  }

  /** The same, where how to ask depends on what the broker speaks. */
  askAny<Answer>(ask: (broker: BrokerConnection) => Promise<Answer>, lane: Lane = 'main'): Promise<Answer> {
    const reached = this.#reachedAddresses()
    const candidates = this.#addresses()
      .map((address) => this.to(address, lane))
      .sort((a, b) => rank(b) - rank(a))
    const asking = firstSuccess(
      // Its turn may come after this set was closed, and then nobody would ever close what it opened.
      candidates.map(
        ({ address }) =>
          async () =>
            ask(this.to(address, lane)),
      ),
      TRY_NEXT_AFTER_MS,
    )
    return asking.catch((error) => {
      // Who was refused has reached a broker, which says more than that others were not there.
      throw [...causes(error)].find(isRefused) ?? this.#tellingFirst(error, candidates)
    })

    function rank({ address, isOpen }: BrokerConnection): number {
      return Number(isOpen) + Number(reached.has(formatAddress(address)))
    }
  }

  /** Gives up what still waits on a lane, and starts afresh with the next request. */
  reset(lane: Lane): void {
    for (const [key, connection] of this.#connections) if (key.endsWith(` ${lane}`)) connection.close()
  }

  /** Tells when an open connection broke, whoever broke it. */
  onClose(listener: (address: Address) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  close(): void {
    this.#isClosed = true
    this.#listeners.clear()
    for (const connection of this.#connections.values()) connection.close()
    this.#connections.clear()
    this.#dialler.close()
  }

  /**
   * Of brokers that all failed, those at configured addresses come first: if a tunnel of one's own is down, that is what
   * is to be mended, and not what a broker advertises behind it.
   */
  #tellingFirst(error: unknown, candidates: readonly BrokerConnection[]): unknown {
    if (!(error instanceof AggregateError)) return error
    const weight = ({ address }: BrokerConnection, failure: unknown) => {
      const isConfigured = this.access.bootstrap.some((one) => isSameAddress(one, address))
      return Number(isConfigured) + Number(isConfigured && failure instanceof OtherCluster)
    }
    const failures: unknown[] = error.errors
    const weighed = candidates.map((broker, at) => ({ failure: failures[at], weight: weight(broker, failures[at]) }))
    const sorted = weighed.toSorted((a, b) => b.weight - a.weight).map(({ failure }) => failure)
    return new AggregateError(sorted, error.message)
  }

  #addresses(): Address[] {
    const all = new Map(
      [...this.#brokers, ...this.access.bootstrap].map((address) => [formatAddress(address), address]),
    )
    return [...all.values()]
  }

  #reachedAddresses(): Set<string> {
    const open = [...this.#connections.values()].filter((connection) => connection.isOpen)
    return new Set(open.map((connection) => formatAddress(connection.address)))
  }

  #announceClose(address: Address): void {
    for (const listener of this.#listeners) listener(address)
  }
}

function isRefused(error: Error): boolean {
  return error instanceof ConnectionFailure && isRefusal(error.code)
}
