import type { Address } from '#lib/kafka/failure.ts'
import type { LogDir } from '#lib/kafka/protocol/describe-log-dirs.ts'
import { BROKER_NOT_AVAILABLE, KafkaError } from '#lib/kafka/protocol/error-codes.ts'
import { type Disk, type DiskFindings, noDisks } from '#lib/monitor/snapshot/broker-facts.ts'
import { type Catalog, partitionRows } from '#lib/monitor/snapshot/catalog.ts'
import { UNKNOWN } from '#lib/monitor/snapshot/columns.ts'
import { type LeadershipColumns, replicaRows, type SizeColumns } from '#lib/monitor/snapshot/partition-columns.ts'
import type { Reason } from '#lib/monitor/snapshot/reason.ts'

interface Stored {
  readonly requestedAtMs: number
  readonly disks: readonly Disk[]
  /** By topic, the bytes of each partition by its number. */
  readonly bytes: ReadonlyMap<string, readonly (number | undefined)[]>
}

interface LogDirWatchOptions {
  readonly read: (broker: Address) => Promise<readonly LogDir[]>
  readonly explain: (error: unknown) => Reason
  readonly now: () => number
}

const AWAY: Reason = { code: 'unavailable', message: 'The broker was down at the time of the request.' }

/** Keeps the log directories of every broker. Of one that does not answer, the last reply stays, with the reason. */
export class LogDirWatch {
  readonly #options: LogDirWatchOptions
  readonly #stored = new Map<number, Stored>()
  #failures: ReadonlyMap<number, Reason> = new Map()
  #version = 0

  constructor(options: LogDirWatchOptions) {
    this.#options = options
  }

  /** One round, of the brokers that can be asked; fails only when none of them answers. */
  async refresh(brokers: ReadonlyMap<number, Address>): Promise<void> {
    const { read, explain, now } = this.#options
    const requestedAtMs = now()
    const absent = [...this.#stored.keys()].filter((id) => !brokers.has(id))
    const failures = new Map<number, Reason>(absent.map((id) => [id, AWAY]))
    const errors: unknown[] = []
    const answers = [...brokers].map(async ([id, address]) => {
      try {
        this.#stored.set(id, store(await read(address), requestedAtMs))
      } catch (error) {
        failures.set(id, explain(error))
        errors.push(error)
      }
    })
    await Promise.all(answers)
    this.#failures = failures
    this.#version++
    if (errors.length === brokers.size)
      throw errors[0] ?? new KafkaError(BROKER_NOT_AVAILABLE, 'No broker is available.')
  }

  /** Grows with every round, so that columns are only made of what is new. */
  get version(): number {
    return this.#version
  }

  of(broker: number): DiskFindings {
    const stored = this.#stored.get(broker)
    const failure = this.#failures.get(broker) ?? null
    return stored ? { list: stored.disks, asOfMs: stored.requestedAtMs, failure } : { ...noDisks, failure }
  }

  sizes(catalog: Catalog, leadership: LeadershipColumns): SizeColumns {
    const replicaSizes = new Float64Array(leadership.replicaBrokers.length).fill(UNKNOWN)
    for (const [topic, name] of catalog.names.entries()) {
      const seenSinceMs = catalog.seenSinceMs[topic] ?? 0
      const [from, to] = partitionRows(catalog, topic)
      for (let row = from; row < to; row++) {
        const id = catalog.partitionIds[row] ?? 0
        const [firstReplica, endOfReplicas] = replicaRows(leadership, row)
        for (let replica = firstReplica; replica < endOfReplicas; replica++) {
          const stored = this.#stored.get(leadership.replicaBrokers[replica] ?? -1)
          if (stored && stored.requestedAtMs >= seenSinceMs)
            replicaSizes[replica] = stored.bytes.get(name)?.[id] ?? UNKNOWN
        }
      }
    }
    return { replicaSizes }
  }
}

function store(dirs: readonly LogDir[], requestedAtMs: number): Stored {
  const bytes = new Map<string, (number | undefined)[]>()
  const disks = dirs.map(({ topics, ...dir }) => {
    let replicaCount = 0
    let replicaBytes = 0
    for (const { name, partitions } of topics) {
      const byId = bytes.get(name) ?? []
      bytes.set(name, byId)
      for (const { id, sizeBytes, isFuture } of partitions) {
        replicaCount++
        replicaBytes += sizeBytes
        // A replica that moves between two log directories exists twice; the one in use counts.
        if (!isFuture) byId[id] = sizeBytes
      }
    }
    return { ...dir, replicaCount, replicaBytes }
  })
  return { requestedAtMs, disks, bytes }
}
