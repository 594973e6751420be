import type { AbortedTransaction } from '#lib/kafka/protocol/fetched-partition.ts'
import type { BatchHeader } from './batch-header.ts'

export type ControlType = 'commit' | 'abort' | 'other'

const controlTypes: readonly ControlType[] = ['abort', 'commit']

/** What a control record says: its key holds a version and a type. */
export function readControlType(key: Buffer | null): ControlType {
  if (key === null || key.length < 4) return 'other'
  return controlTypes[key.readInt16BE(2)] ?? 'other'
}

/**
 * Which batches of one reply belong to transactions that were given up. The broker names producers and where their
 * transactions began; each ends with the marker that stands in the log, and the producer may have begun another since.
 */
export class AbortedTransactions {
  /** Those that begin behind what was asked about so far, the nearest last. */
  readonly #ahead: AbortedTransaction[]
  readonly #open = new Set<number>()

  constructor(transactions: readonly AbortedTransaction[]) {
    this.#ahead = transactions.toSorted((a, b) => b.firstOffset - a.firstOffset)
  }

  /** To be asked of every batch of the reply, in its order. `controlType` is that of a control batch, null for others. */
  isAborted(header: BatchHeader, controlType: ControlType | null): boolean {
    const { producerId, lastOffset } = header
    if (producerId === null) return false
    for (let next = this.#ahead.at(-1); next && next.firstOffset <= lastOffset; next = this.#ahead.at(-1)) {
      this.#open.add(next.producerId)
      this.#ahead.pop()
    }
    if (controlType === 'abort') this.#open.delete(producerId)
    if (header.isControl) return false
    return header.isTransactional && this.#open.has(producerId)
  }
}
