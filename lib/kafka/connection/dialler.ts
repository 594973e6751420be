import type { Duplex } from 'node:stream'
import { type Address, ConnectionFailure, isAbsence, isSameAddress } from '#lib/kafka/failure.ts'
import type { ClusterAccess } from './access.ts'
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
}

const CONNECT_DEADLINE_MS = 5_000
const CONNECT_DEADLINE_BY_SSH_MS = 10_000
/** An advertised address that takes longer is tried no longer alone; probes have this much time, and a little more. */
export const DETOUR_AFTER_MS = 1_500

/** Opens streams to the brokers of one cluster the way that it was configured. */
export class Dialler {
  readonly access: ClusterAccess
  readonly gate = new LoginGate()
  readonly #tunnel: SshTunnel | null
  #onlyBroker: Address | null = null
  #detour: Detour | null = null
  #isClosed = false

  constructor(access: ClusterAccess) {
    this.access = access
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
  learn(brokers: readonly Address[]): void {
    const [only = null] = brokers.length === 1 ? brokers : []
    this.#onlyBroker = only
    if (this.#detour && !(only && isSameAddress(only, this.#detour.advertised))) this.#detour = null
  }

  /** Allows logins that were refused to be tried again. */
  retry(): void {
    this.gate.retry()
    this.#detour = null
  }

  async open(address: Address, signal: AbortSignal): Promise<Duplex> {
    this.gate.check()
    if (this.#isClosed) throw new ConnectionFailure('closed', address)
    const untilMs = Date.now() + this.deadlineMs
    const tunnel = this.#tunnel
    if (tunnel) await this.gate.shared(() => tunnel.ready())
    if (this.#detour && isSameAddress(address, this.#detour.advertised))
      return this.#takeDetour(this.#detour, untilMs, signal)
    const others = this.access.bootstrap.filter((other) => !isSameAddress(other, address))
    if (!this.#onlyBroker || !isSameAddress(address, this.#onlyBroker) || others.length === 0) {
      return this.#dial(address, untilMs, signal)
    }
    return this.#dialOrDetour(address, others, untilMs, signal)
  }

  /** Who keeps a connection waiting: the SSH host as long as it lets nobody in, else the broker. */
  late(address: Address): ConnectionFailure {
    return this.#tunnel?.late() ?? new ConnectionFailure('timeout', address)
  }

  close(): void {
    this.#isClosed = true
    this.#tunnel?.close()
  }

  async #dial(address: Address, untilMs: number, signal: AbortSignal): Promise<Duplex> {
    const { tls, hostMap } = this.access
    const dialled = dialledAddress(hostMap, address)
    const stream = await openStream(dialled, this.#tunnel, untilMs - Date.now(), signal)
    if (!tls) return stream
    return secureStream(stream, tls, address.host, untilMs - Date.now(), { address, signal })
  }

  async #takeDetour(detour: Detour, untilMs: number, signal: AbortSignal): Promise<Duplex> {
    try {
      return await this.#dial(detour.dialled, untilMs, signal)
    } catch (error) {
      // Whatever is wrong there, the next attempt looks again where the broker says that it is.
      if (this.#detour === detour) this.#detour = null
      throw error
    }
  }

  async #dialOrDetour(address: Address, others: readonly Address[], untilMs: number, signal: AbortSignal) {
    const giveUp = new AbortController()
    const either = AbortSignal.any([signal, giveUp.signal])
    const opened = new Set<Duplex>()
    let failure: unknown = null
    const dial = async (dialled: Address) => {
      if (failure instanceof ConnectionFailure && !isAbsence(failure.code)) throw failure
      const stream = await this.#dial(dialled, untilMs, either)
      if (either.aborted) stream.destroy()
      else opened.add(stream)
      return { stream, dialled }
    }
    const straight = () =>
      dial(address).catch((error) => {
        failure = error
        throw error
      })
    const around = others.map((dialled) => () => dial(dialled))
    try {
      const { stream, dialled } = await firstSuccess([straight, ...around], DETOUR_AFTER_MS)
      opened.delete(stream)
      this.#detour = dialled === address ? null : { advertised: address, dialled }
      return stream
    } catch (error) {
      throw failure ?? error
    } finally {
      giveUp.abort()
      for (const stream of opened) stream.destroy()
    }
  }
}
