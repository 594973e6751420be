import type { AbortedTransaction } from '#lib/kafka/protocol/fetched-partition.ts'
import { AbortedTransactions } from '#lib/kafka/records/aborted.ts'
import { type Batch, readBatches } from '#lib/kafka/records/batches.ts'
import type { Span } from './fetch-sizes.ts'

/** A batch as it came, with what only the reply it came in tells. */
export interface FetchedBatch extends Span {
  readonly batch: Batch
  readonly isAborted: boolean
}

/** The batches of one partition of a reply; `offset` is what was asked for. */
export function splitBatches(
  records: Buffer,
  abortedTransactions: readonly AbortedTransaction[],
  offset: number,
): FetchedBatch[] {
  const aborted = new AbortedTransactions(abortedTransactions)
  const batches: FetchedBatch[] = []
  let next = offset
  for (const batch of readBatches(records)) {
    const firstOffset = batch.header?.baseOffset ?? next
    // Where nothing tells how far damage goes, the offset behind is tried.
    const lastOffset = Math.max(next, (batch.nextOffset ?? next + 1) - 1)
    const isAborted = batch.fault === null && aborted.isAborted(batch)
    const sizeBytes = batch.header?.sizeBytes ?? records.length
    batches.push({
      batch,
      isAborted,
      firstOffset: Math.min(firstOffset, lastOffset),
      lastOffset,
      sizeBytes,
    })
    next = lastOffset + 1
  }
  return batches
}
