import { NOT_ASKED } from '#lib/monitor/snapshot/answer-codes.ts'
import { UNKNOWN } from '#lib/monitor/snapshot/columns.ts'

/** The last known offsets of each partition, by slot. */
export interface KnownOffsets {
  starts: Float64Array
  ends: Float64Array
  lastStableOffsets: Float64Array
  lastWritesMs: Float64Array
  errors: Int32Array
  /** 1: a transaction was seen in it. */
  transactional: Int32Array
}

export function emptyOffsets(capacity: number): KnownOffsets {
  return {
    starts: new Float64Array(capacity).fill(UNKNOWN),
    ends: new Float64Array(capacity).fill(UNKNOWN),
    lastStableOffsets: new Float64Array(capacity).fill(UNKNOWN),
    lastWritesMs: new Float64Array(capacity).fill(UNKNOWN),
    errors: new Int32Array(capacity).fill(NOT_ASKED),
    transactional: new Int32Array(capacity),
  }
}

export function grow(ends: KnownOffsets, capacity: number): KnownOffsets {
  if (ends.ends.length >= capacity) return ends
  const grown = emptyOffsets(capacity)
  grown.starts.set(ends.starts)
  grown.ends.set(ends.ends)
  grown.lastStableOffsets.set(ends.lastStableOffsets)
  grown.lastWritesMs.set(ends.lastWritesMs)
  grown.errors.set(ends.errors)
  grown.transactional.set(ends.transactional)
  return grown
}

export function forget(ends: KnownOffsets, slot: number): void {
  for (const column of [ends.starts, ends.ends, ends.lastStableOffsets, ends.lastWritesMs]) column[slot] = UNKNOWN
  ends.errors[slot] = NOT_ASKED
  ends.transactional[slot] = 0
}
