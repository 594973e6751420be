import type { AbortedTransaction } from '#lib/kafka/protocol/fetched-partition.ts'
import { AbortedTransactions, type ControlType, readControlType } from '#lib/kafka/records/aborted.ts'
import { type Batch, openBatch, readBatches, type WholeBatch } from '#lib/kafka/records/batches.ts'
import { RecordCursor } from '#lib/kafka/records/record-cursor.ts'
import type { Span } from './pace.ts'

/** A batch as it came, with what only the reply it came in tells. */
export interface FetchedBatch extends Span {
  readonly batch: Batch
  readonly isAborted: boolean
  readonly controlType: ControlType | null
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
    const controlType = batch.fault === null && batch.header.isControl ? controlTypeOf(batch) : null
    const isAborted = batch.fault === null && aborted.isAborted(batch.header, controlType)
    const sizeBytes = batch.header?.sizeBytes ?? records.length
    batches.push({
      batch,
      isAborted,
      controlType,
      firstOffset: Math.min(firstOffset, lastOffset),
      lastOffset,
      sizeBytes,
    })
    next = lastOffset + 1
  }
  return batches
}

function controlTypeOf(batch: WholeBatch): ControlType {
  const records = openBatch(batch)
  if (!Buffer.isBuffer(records)) return 'other'
  const cursor = new RecordCursor()
  cursor.start(batch, records, 0)
  return cursor.next() ? readControlType(cursor.key()) : 'other'
}
