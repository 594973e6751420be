import type { AbortedTransaction } from '#lib/kafka/protocol/fetched-partition.ts'
import { openBatch, type WholeBatch } from './batches.ts'
import { RecordCursor } from './record-cursor.ts'

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

  /** To be asked of every batch of the reply that is whole, in its order. */
  isAborted(batch: WholeBatch): boolean {
    const { producerId, lastOffset, isControl, isTransactional } = batch.header
    if (producerId === null) return false
    for (let next = this.#ahead.at(-1); next && next.firstOffset <= lastOffset; next = this.#ahead.at(-1)) {
      this.#open.add(next.producerId)
      this.#ahead.pop()
    }
    if (!this.#open.has(producerId)) return false
    if (isControl && controlTypeOf(batch) === 'abort') this.#open.delete(producerId)
    return isTransactional && !isControl
  }
}

function controlTypeOf(batch: WholeBatch): ControlType {
  const records = openBatch(batch)
  if (!Buffer.isBuffer(records)) return 'other'
  const cursor = new RecordCursor()
  cursor.start(batch, records, 0)
  return cursor.next() ? readControlType(cursor.key()) : 'other'
}
