import type { ConnectionSet } from '#lib/kafka/connection/connection-set.ts'
import {
  type Address,
  type ConnectionFailure,
  formatAddress,
  isSameAddress,
  toConnectionFailure,
} from '#lib/kafka/failure.ts'
import { type ApiVersions, apiVersions } from '#lib/kafka/protocol/api-versions.ts'
import type { Liveness } from '#lib/monitor/snapshot/broker-facts.ts'

const UNKNOWN: Liveness = { online: null, downSinceMs: null, failure: null }

/** A broker under load answers ApiVersions within milliseconds; one that has not by then is as good as gone. */
const PROBE_DEADLINE_MS = 2_500

/** A broker that answers and hangs up, again and again, must not be asked as often as it does that. */
const PROBE_AGAIN_AFTER_MS = 1_000

interface Watched {
  readonly address: Address
  liveness: Liveness
  versions: ApiVersions | null
  probing: Promise<void> | null
  probedAtMs: number
  timer: NodeJS.Timeout | undefined
}

/** Knows by our own sockets which brokers answer, as the cluster's own word comes late, or not at all without a quorum. */
export class LivenessWatch {
  readonly #connections: ConnectionSet
  readonly #now: () => number
  readonly #onChange: () => void
  readonly #watched = new Map<number, Watched>()
  #down: readonly number[] = []

  constructor(connections: ConnectionSet, now: () => number, onChange: () => void) {
    this.#connections = connections
    this.#now = now
    this.#onChange = onChange
    connections.onClose((address) => this.#probeAt(address))
  }

  /** The brokers to watch from now on; what is known of those that stay is kept. */
  watch(brokers: readonly (Address & { readonly id: number })[]): void {
    const ids = new Set(brokers.map((broker) => broker.id))
    for (const id of this.#watched.keys()) if (!ids.has(id)) this.#forget(id)
    for (const { id, host, port } of brokers) {
      const known = this.#watched.get(id)
      if (known && formatAddress(known.address) === formatAddress({ host, port })) continue
      // At another address it may be another process, of which nothing is known.
      this.#forget(id)
      this.#watched.set(id, unprobed({ host, port }))
    }
  }

  /** Asks every broker; resolves when each has answered or failed. */
  async probeAll(): Promise<void> {
    await Promise.all([...this.#watched.values()].map((watched) => this.#probe(watched)))
  }

  /** Asks those of which nothing is known yet; without an answer they would neither be up nor down. */
  async probeUnknown(): Promise<void> {
    const unknown = [...this.#watched.values()].filter(({ liveness }) => liveness.online === null)
    await Promise.all(unknown.map((watched) => this.#probe(watched)))
  }

  close(): void {
    for (const id of [...this.#watched.keys()]) this.#forget(id)
  }

  of(brokerId: number): Liveness {
    return this.#watched.get(brokerId)?.liveness ?? UNKNOWN
  }

  /** The brokers that do not answer: the same list for as long as they are the same. */
  get down(): readonly number[] {
    const down = [...this.#watched].filter(([, { liveness }]) => liveness.online === false).map(([id]) => id)
    if (down.join() !== this.#down.join()) this.#down = down
    return this.#down
  }

  /** What the brokers that ever answered speak. */
  versions(): ApiVersions[] {
    return [...this.#watched.values()].flatMap(({ versions }) => versions ?? [])
  }

  #probe(watched: Watched): Promise<void> {
    watched.probedAtMs = this.#now()
    watched.probing ??= this.#sendProbe(watched).finally(() => {
      watched.probing = null
    })
    return watched.probing
  }

  async #sendProbe(watched: Watched): Promise<void> {
    const { address, liveness: before } = watched
    try {
      const connection = this.#connections.to(address, 'probe')
      watched.versions = await connection.send(apiVersions, undefined, PROBE_DEADLINE_MS)
      watched.liveness = { online: true, downSinceMs: null, failure: null }
    } catch (error) {
      watched.liveness = this.#explain(toConnectionFailure(error, address), watched)
    }
    const { online, failure } = watched.liveness
    if (online !== before.online || (failure === null) !== (before.failure === null)) this.#onChange()
  }

  /** Behind an SSH host that itself has failed, a broker may well run. */
  #explain(failed: ConnectionFailure, { address, liveness }: Watched): Liveness {
    const failure = { code: failed.code, message: failed.message }
    const { ssh } = this.#connections.access
    const isOfSshHost =
      ssh !== undefined && isSameAddress(failed.address, ssh) && !isSameAddress(failed.address, address)
    if (isOfSshHost) return { online: null, downSinceMs: null, failure }
    return { online: false, downSinceMs: liveness.downSinceMs ?? this.#now(), failure }
  }

  #probeAt(address: Address): void {
    for (const watched of this.#watched.values()) {
      if (formatAddress(watched.address) === formatAddress(address)) this.#probeSoon(watched)
    }
  }

  #probeSoon(watched: Watched): void {
    const waitMs = watched.probedAtMs + PROBE_AGAIN_AFTER_MS - this.#now()
    if (waitMs <= 0) void this.#probe(watched)
    else watched.timer ??= setTimeout(() => this.#probeLater(watched), waitMs)
  }

  #probeLater(watched: Watched): void {
    watched.timer = undefined
    void this.#probe(watched)
  }

  #forget(id: number): void {
    clearTimeout(this.#watched.get(id)?.timer)
    this.#watched.delete(id)
  }
}

function unprobed(address: Address): Watched {
  const never = Number.NEGATIVE_INFINITY
  return { address, liveness: UNKNOWN, versions: null, probing: null, probedAtMs: never, timer: undefined }
}
