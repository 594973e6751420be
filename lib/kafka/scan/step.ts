import type { Span } from './fetch-sizes.ts'
import { type Direction, pickNext } from './order.ts'
import type { Found, PartitionReading } from './reading.ts'

/** What a scan does next. */
export type Step<Reading> =
  | { readonly type: 'row'; readonly reading: Reading }
  | { readonly type: 'batch'; readonly reading: Reading }
  /** Nothing can be said before this partition has sent more; null: before any has. */
  | { readonly type: 'wait'; readonly reading: Reading | null }
  | { readonly type: 'end' }

/**
 * The record that comes next may be in any partition, so none is shown before all others have been looked through up to
 * its time. A live tail waits for nobody.
 */
export function nextStep<Batch extends Span, Match extends Found, Reading extends PartitionReading<Batch, Match>>(
  direction: Direction,
  readings: readonly Reading[],
  isLive: boolean,
): Step<Reading> {
  const next = pickNext(direction, candidates<Batch, Match, Reading>(readings, isLive))
  if (!next) return isLive && readings.some(({ isOpen }) => isOpen) ? { type: 'wait', reading: null } : { type: 'end' }
  if (next.head) return { type: 'row', reading: next }
  return next.hasBatch ? { type: 'batch', reading: next } : { type: 'wait', reading: next }
}

function* candidates<Batch extends Span, Match extends Found, Reading extends PartitionReading<Batch, Match>>(
  readings: readonly Reading[],
  isLive: boolean,
): Iterable<Reading> {
  for (const reading of readings) {
    if (reading.isOpen && (!isLive || reading.head || reading.hasBatch)) yield reading
  }
}
