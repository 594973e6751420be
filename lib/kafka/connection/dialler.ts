import type { Duplex } from 'node:stream'
import type { ConnectionCode } from '#lib/contract/connection.ts'
import { type Address, ConnectionFailure, isSameAddress, isWorthDetour } from '#lib/kafka/failure.ts'
import type { ClusterAccess } from './access.ts'
import { ClusterIdentity, type ClusterIds, type NamedAddress, OtherCluster } from './cluster-identity.ts'
import { firstSuccess } from './first-success.ts'
import { dialledAddress } from './host-map.ts'
import { LoginGate } from './login-gate.ts'
import { SshTunnel } from './ssh-tunnel.ts'
import { openStream } from './tcp.ts'
import { secureStream } from './tls.ts'

/** Where the only broker is reached instead of where it says that it is. */
export interface Detour {
  readonly advertised: Address
  readonly dialled: Address
  /** What is wrong where it says that it is. */
  readonly reason: ConnectionCode
  /** Where a broker of another cluster is there. */
  readonly ids: ClusterIds | null
}

export interface Opened {
  readonly stream: Duplex
  readonly dialled: Address
}

/** Makes use of a stream. It closes the stream where it fails, and when the signal says that another one is used. */
type Begin<Session> = (opened: Opened, signal: AbortSignal) => Promise<Session>

const CONNECT_DEADLINE_MS = 5_000
const CONNECT_DEADLINE_BY_SSH_MS = 10_000
/** Whoever wants a connection gives up before its stream does, and finds out who is to blame. */
const GRACE_MS = 1_000
/** An advertised address that takes longer is tried no longer alone; probes have this much time, and a little more. */
export const DETOUR_AFTER_MS = 1_500

/** Opens connections to the brokers of one cluster the way that it was configured. */
export class Dialler {
  readonly access: ClusterAccess
  readonly gate = new LoginGate()
  readonly identity: ClusterIdentity
  readonly #tunnel: SshTunnel | null
  #onlyBroker: Address | null = null
  #detour: Detour | null = null
  #isClosed = false

  /** `clusterId`: which cluster it has to be; null: whichever answers first. */
  constructor(access: ClusterAccess, clusterId: string | null = null) {
    this.access = access
    this.identity = new ClusterIdentity(clusterId)
    this.#tunnel = access.ssh ? new SshTunnel(access.ssh) : null
  }

  get detour(): Detour | null {
    return this.#detour
  }

  /** How long opening a connection may take, from the first packet to the last answer of the login. */
  get deadlineMs(): number {
    return this.#tunnel ? CONNECT_DEADLINE_BY_SSH_MS : CONNECT_DEADLINE_MS
  }

  /** Takes over what the cluster says of itself: only a cluster of one broker leaves no doubt whom a detour leads to. */
  learn(brokers: readonly NamedAddress[]): void {
    const [only = null] = brokers.length === 1 ? brokers : []
    this.#onlyBroker = only
    this.identity.learn(brokers)
    if (this.#detour && !(only && isSameAddress(only, this.#detour.advertised))) this.#detour = null
  }

  /** Allows logins that were refused to be tried again. */
  retry(): void {
    this.gate.retry()
    this.#detour = null
  }

  /** What `begin` made of a stream to the broker; of others that were tried nothing is left. */
  async reach<Session>(address: Address, signal: AbortSignal, begin: Begin<Session>): Promise<Session> {
    this.gate.check()
    if (this.#isClosed) throw new ConnectionFailure('closed', address)
    const untilMs = Date.now() + this.deadlineMs + GRACE_MS
    const tunnel = this.#tunnel
    if (tunnel) await this.gate.shared(() => tunnel.ready())
    const dial = async (to: Address, until: AbortSignal) => begin(await this.#dial(to, untilMs, until), until)
    const detour = this.#detour
    if (detour && isSameAddress(address, detour.advertised)) {
      return dial(detour.dialled, signal).catch((error) => {
        // Whatever is wrong there, the next attempt looks again where the broker says that it is.
        if (this.#detour === detour) this.#detour = null
        throw error
      })
    }
    const others = this.access.bootstrap.filter((other) => !isSameAddress(other, address))
    if (!this.#onlyBroker || !isSameAddress(address, this.#onlyBroker) || others.length === 0) {
      return dial(address, signal)
    }
    return this.#dialOrDetour(address, others, (to, giveUp) => dial(to, AbortSignal.any([signal, giveUp])))
  }

  /** The failure of a request that has waited since then: the SSH host's if that is silent or refuses, else the broker's. */
  async explainTimeout(address: Address, sinceMs: number): Promise<ConnectionFailure> {
    return (await this.#tunnel?.explainTimeout(sinceMs)) ?? new ConnectionFailure('timeout', address)
  }

  /** That the login to the SSH host has ended, and with it every stream; null: it has not, or there is none. */
  lost(): ConnectionFailure | null {
    return this.#tunnel?.lost() ?? null
  }

  close(): void {
    this.#isClosed = true
    this.#tunnel?.close()
  }

  async #dial(address: Address, untilMs: number, signal: AbortSignal): Promise<Opened> {
    const { tls, hostMap } = this.access
    const dialled = dialledAddress(hostMap, address)
    const stream = await openStream(dialled, this.#tunnel, untilMs - Date.now(), signal)
    if (!tls) return { stream, dialled }
    const secured = await secureStream(stream, tls, address.host, untilMs - Date.now(), { address, signal })
    return { stream: secured, dialled }
  }

  async #dialOrDetour<Session>(
    address: Address,
    others: readonly Address[],
    dial: (to: Address, giveUp: AbortSignal) => Promise<Session>,
  ): Promise<Session> {
    const ways = [address, ...others].map((to) => ({ to, giveUp: new AbortController() }))
    let failure: unknown = null
    const attempts = ways.map((way) => async () => {
      if (failure instanceof ConnectionFailure && !isWorthDetour(failure.code)) throw failure
      const session = await dial(way.to, way.giveUp.signal).catch((error) => {
        if (way.to === address) failure = error
        throw error
      })
      return { way, session }
    })
    let used: (typeof ways)[number] | null = null
    try {
      const { way, session } = await firstSuccess(attempts, DETOUR_AFTER_MS)
      used = way
      this.#detour = way.to === address ? null : toDetour(address, way.to, failure)
      return session
    } catch (error) {
      throw failure ?? error
    } finally {
      for (const way of ways) if (way !== used) way.giveUp.abort()
    }
  }
}

function toDetour(advertised: Address, dialled: Address, failure: unknown): Detour {
  const reason = failure instanceof ConnectionFailure ? failure.code : 'timeout'
  return { advertised, dialled, reason, ids: failure instanceof OtherCluster ? failure.ids : null }
}
