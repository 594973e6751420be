import type { Address } from '#lib/kafka/failure.ts'
import type { LogDir } from '#lib/kafka/protocol/describe-log-dirs.ts'
import { type Catalog, partitionRows } from './catalog.ts'
import { UNKNOWN } from './columns.ts'
import { copyRows, type LeadershipColumns, type SizeColumns } from './partition-columns.ts'
import type { Disk } from './snapshot.ts'

interface Stored {
  readonly askedAtMs: number
  readonly disks: readonly Disk[]
  /** By topic, the bytes of each partition by its number. */
  readonly bytes: ReadonlyMap<string, readonly (number | undefined)[]>
}

/** Keeps what every broker has on its disks. A broker that does not answer keeps what it told last. */
export class LogDirWatch {
  readonly #read: (broker: Address) => Promise<readonly LogDir[]>
  readonly #now: () => number
  readonly #stored = new Map<number, Stored>()

  constructor(read: (broker: Address) => Promise<readonly LogDir[]>, now: () => number) {
    this.#read = read
    this.#now = now
  }

  /** One round; fails only when no broker answers. */
  async ask(brokers: ReadonlyMap<number, Address>): Promise<void> {
    const askedAtMs = this.#now()
    const outcomes = await Promise.allSettled(
      [...brokers].map(async ([id, address]) => this.#stored.set(id, store(await this.#read(address), askedAtMs))),
    )
    const failed = outcomes.filter((outcome) => outcome.status === 'rejected')
    if (outcomes.length > 0 && failed.length === outcomes.length) throw failed[0]?.reason
  }

  get disks(): ReadonlyMap<number, readonly Disk[]> {
    return new Map([...this.#stored].map(([id, { disks }]) => [id, disks]))
  }

  sizes(catalog: Catalog, leadership: LeadershipColumns): SizeColumns {
    const copyBytes = new Float64Array(leadership.copyBrokers.length).fill(UNKNOWN)
    for (const [topic, name] of catalog.names.entries()) {
      const seenSinceMs = catalog.seenSinceMs[topic] ?? 0
      const [from, to] = partitionRows(catalog, topic)
      for (let row = from; row < to; row++) {
        const id = catalog.partitionIds[row] ?? 0
        const [firstCopy, endOfCopies] = copyRows(leadership, row)
        for (let copy = firstCopy; copy < endOfCopies; copy++) {
          const stored = this.#stored.get(leadership.copyBrokers[copy] ?? -1)
          if (stored && stored.askedAtMs >= seenSinceMs) copyBytes[copy] = stored.bytes.get(name)?.[id] ?? UNKNOWN
        }
      }
    }
    return { copyBytes }
  }
}

function store(dirs: readonly LogDir[], askedAtMs: number): Stored {
  const bytes = new Map<string, (number | undefined)[]>()
  const disks = dirs.map(({ copies, ...dir }) => {
    let copyCount = 0
    let copyBytes = 0
    for (const { name, partitions } of copies) {
      const byId = bytes.get(name) ?? []
      bytes.set(name, byId)
      for (const { id, sizeBytes, isFuture } of partitions) {
        copyCount++
        copyBytes += sizeBytes
        // A copy that moves between two folders exists twice; the one in use counts.
        if (!isFuture) byId[id] = sizeBytes
      }
    }
    return { ...dir, copyCount, copyBytes }
  })
  return { askedAtMs, disks, bytes }
}
