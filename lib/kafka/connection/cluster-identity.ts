import { type Address, ConnectionFailure, formatAddress, isSameAddress } from '#lib/kafka/failure.ts'

export interface ClusterIds {
  readonly own: string
  readonly other: string
}

/** A broker of another cluster answered, or one of this cluster after it was re-created. */
export class OtherCluster extends ConnectionFailure {
  readonly ids: ClusterIds

  constructor(address: Address, ids: ClusterIds, words: string) {
    super('other-cluster', address, undefined, words)
    this.ids = ids
  }
}

export interface NamedAddress extends Address {
  /** Known of what the cluster advertises. */
  readonly id?: number
}

/** Which broker of which cluster should be at an address. */
export interface ExpectedBroker {
  readonly clusterId: string
  readonly nodeId: number
}

/**
 * Keeps two clusters apart: the first broker that answers says which cluster this is, and no other is made use of.
 * Tunnels and forwarded ports easily lead to another Kafka than the one that advertises them.
 */
export class ClusterIdentity {
  #clusterId: string | null
  #foundAt: Address | null = null
  #brokers: readonly NamedAddress[] = []

  /** `clusterId` is that of an earlier connection, where there was one. */
  constructor(clusterId: string | null = null) {
    this.#clusterId = clusterId
  }

  get clusterId(): string | null {
    return this.#clusterId
  }

  learn(brokers: readonly NamedAddress[]): void {
    this.#brokers = brokers
  }

  /** null: which broker should be there is not known, or several are said to be. */
  expectedAt(address: Address): ExpectedBroker | null {
    const named = this.#brokers.filter((broker) => isSameAddress(broker, address))
    const nodeId = named.length === 1 ? named[0]?.id : undefined
    return this.#clusterId === null || nodeId === undefined ? null : { clusterId: this.#clusterId, nodeId }
  }

  /** Throws if a broker, by what it says of itself, is of another cluster. Some gateways name none: they are trusted. */
  check(clusterId: string | null, dialled: Dialled): void {
    if (clusterId === null) return
    this.#clusterId ??= clusterId
    if (this.#clusterId !== clusterId) throw this.#otherCluster(dialled, { own: this.#clusterId, other: clusterId })
    this.#foundAt ??= dialled.to
  }

  /** The broker itself says that it is another one of this cluster. */
  otherBroker({ address }: Dialled): ConnectionFailure {
    const broker = this.expectedAt(address)?.nodeId
    const words =
      `${formatAddress(address)} leads to another broker of this cluster than broker ${broker}, which advertises that ` +
      'address. Nothing is sent to it. Check the port that is forwarded for this broker, or its entry in hostMap.'
    return new ConnectionFailure('other-broker', address, undefined, words)
  }

  #otherCluster({ address, to }: Dialled, ids: ClusterIds): OtherCluster {
    const via = isSameAddress(address, to) ? '' : ` (dialled as ${formatAddress(to)})`
    const found = this.#foundAt
    if (!found || isSameAddress(found, to)) {
      const words =
        `${formatAddress(address)}${via} now leads to another Kafka cluster: its id is ${ids.other}, and before it was ` +
        `${ids.own}. The cluster was wiped or replaced, or the address leads elsewhere. Nothing is read from it or ` +
        'written to it until you confirm that it is the right one.'
      return new OtherCluster(address, ids, words)
    }
    const words =
      `${formatAddress(address)}${via} leads to another Kafka cluster: its id is ${ids.other}, and that of the cluster ` +
      `at ${formatAddress(found)} is ${ids.own}. Nothing is read from it or written to it. ${this.#remedy(address, found)}`
    return new OtherCluster(address, ids, words)
  }

  #remedy(address: Address, found: Address): string {
    const broker = this.#brokers.find((one) => isSameAddress(one, address))
    if (!broker) return 'All configured addresses must lead to the same cluster.'
    // Where one of several brokers was found says nothing about another.
    const to = this.#brokers.length === 1 ? formatAddress(found) : 'HOST:PORT'
    return `Write where broker ${broker.id} is reached from here: hostMap: { "${formatAddress(address)}": "${to}" }`
  }
}

/** What was meant, and where that was looked for: a host map or a detour may say otherwise. */
export interface Dialled {
  readonly address: Address
  readonly to: Address
}
