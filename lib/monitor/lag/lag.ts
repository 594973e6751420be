import { type LagStatus, lagStatuses } from '#lib/contract/group-states.ts'
import { KAFKA_OK } from '#lib/kafka/protocol/error-codes.ts'
import { known, UNKNOWN } from '#lib/monitor/snapshot/columns.ts'

// All numbers of the hot path are plain, and not known where they are NaN: this runs for every commit of a cluster.

export const LAG_OK = lagStatuses.indexOf('ok')
export const NO_COMMIT = lagStatuses.indexOf('no-commit')
export const AHEAD_OF_END = lagStatuses.indexOf('ahead-of-end')
export const BEHIND_RETENTION = lagStatuses.indexOf('behind-retention')
export const LAG_UNKNOWN = lagStatuses.indexOf('unknown')

/** `error` is Kafka's code for why the commit or the end is not known, or not known any more. */
export function lagStatus(committed: number, startOffset: number, endOffset: number, error: number): number {
  if (error !== KAFKA_OK || Number.isNaN(endOffset)) return LAG_UNKNOWN
  if (!(committed >= 0)) return NO_COMMIT
  if (committed > endOffset) return AHEAD_OF_END
  // Where a start was taken after its end, nothing is left to read, but nothing is missed beyond the end either.
  return committed < startOffset && committed < endOffset ? BEHIND_RETENTION : LAG_OK
}

/** Offsets between the next record to read and the end, those included that retention has removed. */
export function lagOf(status: number, committed: number, endOffset: number): number {
  if (status === AHEAD_OF_END) return 0
  return status === LAG_OK || status === BEHIND_RETENTION ? endOffset - committed : UNKNOWN
}

/** What a group without a commit would read if it started at the first record. */
export function exposureOf(status: number, startOffset: number, endOffset: number): number {
  return status === NO_COMMIT ? Math.max(0, endOffset - startOffset) : UNKNOWN
}

/** How many offsets retention removed before the group had read them. */
export function expiredOf(status: number, committed: number, startOffset: number, endOffset: number): number {
  if (status === NO_COMMIT || status === LAG_UNKNOWN) return UNKNOWN
  return Math.max(0, Math.min(startOffset, endOffset) - committed)
}

/** The offset of the next record that can be read: retention may have removed those before. */
export function nextOffset(committed: number, startOffset: number): number {
  return startOffset > committed ? startOffset : committed
}

/** Of the lag, what an open transaction keeps from those who read only what is committed. */
export function heldBackOf(lag: number, endOffset: number, lastStableOffset: number): number {
  return Math.min(lag, Math.max(0, endOffset - lastStableOffset))
}

/** null: not known, or for `committed`, that there is none. */
export interface LagFacts {
  readonly committed: number | null
  readonly startOffset: number | null
  readonly endOffset: number | null
  readonly lastStableOffset: number | null
  readonly error: number
  /** A share group's lag in the broker's own words, which counts what is acknowledged out of order. */
  readonly reportedLag?: number | null
}

export interface PartitionLag {
  readonly status: LagStatus
  readonly lag: number | null
  readonly exposure: number | null
  readonly expired: number | null
  readonly heldBack: number | null
}

export function describeLag(facts: LagFacts): PartitionLag {
  const committed = facts.committed ?? UNKNOWN
  const startOffset = facts.startOffset ?? UNKNOWN
  const endOffset = facts.endOffset ?? UNKNOWN
  const computed = lagStatus(committed, startOffset, endOffset, facts.error)
  const reportedLag = facts.reportedLag ?? UNKNOWN
  const status = statusWithReported(computed, reportedLag)
  const lag = reportedLag >= 0 ? reportedLag : lagOf(computed, committed, endOffset)
  return {
    status: lagStatuses[status] ?? 'unknown',
    lag: known(lag),
    exposure: known(exposureOf(status, startOffset, endOffset)),
    expired: known(expiredOf(computed, committed, startOffset, endOffset)),
    heldBack: known(heldBackOf(lag, endOffset, facts.lastStableOffset ?? UNKNOWN)),
  }
}

/** Where the broker reports the lag itself, nothing is unknown about it. */
export function statusWithReported(status: number, reportedLag: number): number {
  return reportedLag >= 0 && (status === LAG_UNKNOWN || status === NO_COMMIT) ? LAG_OK : status
}
