import type { NewRecord } from '#lib/contract/produce.ts'
import { MAX_PRODUCE_BYTES } from '#lib/contract/produce-limits.ts'
import type { FileLine } from './upload-lines.ts'

/** Small enough for progress that is seen to move, and for a stop that comes soon. */
const BATCH_RECORDS = 1_000
const BATCH_LENGTH = 1024 * 1024
/** For everything in a request but its records. */
const ENVELOPE_BYTES = 1024

/** A record and the line that it was read from. */
export interface BatchRecord {
  readonly line: FileLine
  readonly record: NewRecord
}

/** Records until there are enough for a request. Sizes are those of the request's own JSON. */
export class RecordBatch {
  #records: BatchRecord[] = []
  #length = 0

  get size(): number {
    return this.#records.length
  }

  /** Whether there is room for a record of this length. One record always fits into an empty batch. */
  hasRoomFor(length: number): boolean {
    return this.size === 0 || (this.size < BATCH_RECORDS && this.#length + length <= BATCH_LENGTH)
  }

  add(record: BatchRecord, length: number): void {
    this.#records.push(record)
    this.#length += length
  }

  take(): readonly BatchRecord[] {
    const taken = this.#records
    this.#records = []
    this.#length = 0
    return taken
  }
}

/** The length of a record in a request; null: no request can hold it. A character has at most three bytes. */
export function lengthInRequest(record: NewRecord): number | null {
  const json = JSON.stringify(record)
  const limit = MAX_PRODUCE_BYTES - ENVELOPE_BYTES
  const isShort = json.length * 3 <= limit
  return isShort || new TextEncoder().encode(json).length <= limit ? json.length : null
}
