import type { WrittenRecord } from '#lib/kafka/records/batch-writer.ts'
import { type BatchOutcome, type PartitionTarget, sendBatch } from './partition-writer.ts'
import { ABOUT_RECORDS, explainRefusal } from './refusals.ts'

/** Brokers limit batches, by default to 1 MiB; a larger record has a batch of its own. */
const MAX_BATCH_BYTES = 256 * 1024
/** What a record takes beside its key, value and headers, at most. */
const RECORD_OVERHEAD_BYTES = 32

export interface QueuedRecord extends WrittenRecord {
  /** Its place among all that are sent. */
  readonly index: number
}

export type RecordOutcome =
  | {
      readonly index: number
      readonly ok: true
      readonly partition: number
      /** null: the broker does not tell. */
      readonly offset: number | null
      readonly timestampMs: number
    }
  | { readonly index: number; readonly ok: false; readonly partition: number | null; readonly error: string }

/**
 * Writes the records of one partition in their order. One that is refused for what it is does not keep the others from
 * being written; once the partition itself fails, none of the later ones is tried.
 */
export async function writeInOrder(
  target: PartitionTarget,
  records: readonly QueuedRecord[],
): Promise<RecordOutcome[]> {
  const outcomes: RecordOutcome[] = []
  const fail = (failed: readonly QueuedRecord[], error: string) => {
    for (const { index } of failed) outcomes.push({ index, ok: false, partition: target.partition, error })
  }
  const queue: (readonly QueuedRecord[])[] = intoBatches(records)
  for (let batch = queue.shift(); batch; batch = queue.shift()) {
    const outcome = await sendBatch(target, batch)
    if (outcome.kind === 'written') {
      outcomes.push(...batch.map((record, place) => written(target.partition, record, place, outcome)))
      continue
    }
    const rest = outcome.kind === 'refused' ? withoutRefused(batch, outcome) : null
    if (rest) {
      for (const { record, error } of rest.refused) fail([record], error)
      queue.unshift(...rest.toTry)
      continue
    }
    fail(batch, outcome.message)
    fail(queue.flat(), `Not sent, because an earlier message of the partition failed: ${outcome.message}`)
    break
  }
  return outcomes
}

interface Rest {
  readonly refused: readonly { readonly record: QueuedRecord; readonly error: string }[]
  readonly toTry: readonly (readonly QueuedRecord[])[]
}

/** What remains of a batch that was refused for some of its records; null where the reason was another. */
function withoutRefused(
  batch: readonly QueuedRecord[],
  { message, reply }: Extract<BatchOutcome, { kind: 'refused' }>,
): Rest | null {
  if (!reply || !ABOUT_RECORDS.has(reply.errorCode)) return null
  const reasons = new Map(reply.recordErrors.map((error) => [error.index, error.message]))
  const named = batch.flatMap((record, place) =>
    reasons.has(place) ? [{ record, error: explainRefusal(reply.errorCode, reasons.get(place) ?? null) }] : [],
  )
  if (named.length > 0) {
    const others = batch.filter((_record, place) => !reasons.has(place))
    return { refused: named, toTry: others.length > 0 ? [others] : [] }
  }
  if (batch.length === 1) return { refused: batch.map((record) => ({ record, error: message })), toTry: [] }
  // Which ones it is about shows when they go by themselves.
  const half = Math.ceil(batch.length / 2)
  return { refused: [], toTry: [batch.slice(0, half), batch.slice(half)] }
}

function written(
  partition: number,
  { index, timestampMs }: QueuedRecord,
  place: number,
  { baseOffset, logAppendTimeMs }: Extract<BatchOutcome, { kind: 'written' }>,
): RecordOutcome {
  const offset = baseOffset === null ? null : baseOffset + place
  return { index, ok: true, partition, offset, timestampMs: logAppendTimeMs ?? timestampMs }
}

function intoBatches(records: readonly QueuedRecord[]): QueuedRecord[][] {
  const batches: QueuedRecord[][] = []
  let bytes = 0
  for (const record of records) {
    const size = sizeOf(record)
    const last = batches.at(-1)
    if (last && bytes + size <= MAX_BATCH_BYTES) {
      last.push(record)
      bytes += size
    } else {
      batches.push([record])
      bytes = size
    }
  }
  return batches
}

function sizeOf({ key, value, headers }: WrittenRecord): number {
  const headerBytes = headers.reduce(
    (sum, header) => sum + Buffer.byteLength(header.name) + (header.value?.length ?? 0) + 10,
    0,
  )
  return RECORD_OVERHEAD_BYTES + (key?.length ?? 0) + (value?.length ?? 0) + headerBytes
}
