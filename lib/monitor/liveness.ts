import type { ConnectionSet } from '#lib/kafka/connection/connection-set.ts'
import { type Address, type ConnectionFailure, formatAddress, toConnectionFailure } from '#lib/kafka/failure.ts'
import { type ApiVersions, apiVersions } from '#lib/kafka/protocol/api-versions.ts'

export interface Liveness {
  /** null until the first probe has ended. */
  readonly online: boolean | null
  readonly downSinceMs: number | null
  readonly failure: ConnectionFailure | null
}

const UNKNOWN: Liveness = { online: null, downSinceMs: null, failure: null }

/** A broker under load answers ApiVersions within milliseconds; one that has not by then is as good as gone. */
const PROBE_DEADLINE_MS = 2_500

interface Watched {
  address: Address
  liveness: Liveness
  versions: ApiVersions | null
  probing: Promise<void> | null
}

/** Knows by our own sockets which brokers answer, as the cluster's own word comes late, or not at all without a quorum. */
export class LivenessWatch {
  readonly #connections: ConnectionSet
  readonly #now: () => number
  readonly #onChange: () => void
  readonly #watched = new Map<number, Watched>()

  constructor(connections: ConnectionSet, now: () => number, onChange: () => void) {
    this.#connections = connections
    this.#now = now
    this.#onChange = onChange
    connections.onClose((address) => this.#probeAt(address))
  }

  /** The brokers to watch from now on; what is known of those that stay is kept. */
  watch(brokers: readonly (Address & { readonly id: number })[]): void {
    const ids = new Set(brokers.map((broker) => broker.id))
    for (const id of this.#watched.keys()) if (!ids.has(id)) this.#watched.delete(id)
    for (const { id, host, port } of brokers) {
      const known = this.#watched.get(id)
      if (known) known.address = { host, port }
      else this.#watched.set(id, { address: { host, port }, liveness: UNKNOWN, versions: null, probing: null })
    }
  }

  /** Asks every broker; resolves when each has answered or failed. */
  async probeAll(): Promise<void> {
    await Promise.all([...this.#watched.values()].map((watched) => this.#probe(watched)))
  }

  of(brokerId: number): Liveness {
    return this.#watched.get(brokerId)?.liveness ?? UNKNOWN
  }

  /** What the brokers that ever answered speak. */
  versions(): ApiVersions[] {
    return [...this.#watched.values()].flatMap(({ versions }) => versions ?? [])
  }

  #probe(watched: Watched): Promise<void> {
    watched.probing ??= this.#ask(watched).finally(() => {
      watched.probing = null
    })
    return watched.probing
  }

  async #ask(watched: Watched): Promise<void> {
    const { address } = watched
    const before = watched.liveness.online
    try {
      const connection = this.#connections.to(address, 'probe')
      watched.versions = await connection.send(apiVersions, undefined, PROBE_DEADLINE_MS)
      watched.liveness = { online: true, downSinceMs: null, failure: null }
    } catch (error) {
      const downSinceMs = watched.liveness.downSinceMs ?? this.#now()
      watched.liveness = { online: false, downSinceMs, failure: toConnectionFailure(error, address) }
    }
    if (watched.liveness.online !== before) this.#onChange()
  }

  #probeAt(address: Address): void {
    for (const watched of this.#watched.values()) {
      if (formatAddress(watched.address) === formatAddress(address)) void this.#probe(watched)
    }
  }
}
