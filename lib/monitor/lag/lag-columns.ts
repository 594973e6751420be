import { KAFKA_OK, UNKNOWN_TOPIC_OR_PARTITION } from '#lib/kafka/protocol/error-codes.ts'
import type { PositionCatalog } from '#lib/monitor/lag/groups/group-positions.ts'
import { NOT_ASKED } from '#lib/monitor/snapshot/answer-codes.ts'
import { type ColumnsOf, floats, ints, intsFrom, makeColumns, UNKNOWN } from '#lib/monitor/snapshot/columns.ts'
import type { OffsetColumns } from '#lib/monitor/snapshot/partition-columns.ts'
import { LAG_UNKNOWN, lagOf, lagStatus, NO_COMMIT, statusWithReported } from './lag.ts'

/** What each group has committed on each of its partitions: one row per position. */
const commitTable = {
  /** The offset of the next record to read, of share groups the share-partition start offset. Unknown: there is none. */
  committed: floats,
  /** Kafka's code for why the commit is not known. */
  commitErrors: intsFrom(NOT_ASKED),
  /** The lag that the broker itself reports, which only some do, and only for share groups. */
  reportedLags: floats,
}
export type CommitColumns = ColumnsOf<typeof commitTable>

/** How far each group is behind on each of its partitions: one row per position. */
const lagTable = {
  /** Places in `lagStatuses`. */
  statuses: ints,
  lags: floats,
}
export type LagColumns = ColumnsOf<typeof lagTable>

/** Sums of what is known: one row per group, or one per topic of a group. */
const totalsTable = {
  totalLags: floats,
  maxPartitionLags: floats,
  /** Partitions of which nothing is known; with any, a total is partial. */
  unknown: ints,
  withoutCommit: ints,
}
export type LagTotals = ColumnsOf<typeof totalsTable>

export function noCommits(positionCount: number): CommitColumns {
  return makeColumns(commitTable, positionCount)
}

/** Commits must have been asked before the offsets, or a group that reads fast would seem to be ahead of the end. */
export function buildLags(
  { partitionRows }: Pick<PositionCatalog, 'partitionRows'>,
  { committed, commitErrors, reportedLags }: CommitColumns,
  offsets: Pick<OffsetColumns, 'startOffsets' | 'endOffsets' | 'offsetErrors'>,
): LagColumns {
  const count = partitionRows.length
  const columns = makeColumns(lagTable, count)
  for (let position = 0; position < count; position++) {
    const row = partitionRows[position] ?? -1
    const commit = committed[position] ?? UNKNOWN
    const end = offsets.endOffsets[row] ?? UNKNOWN
    const reported = reportedLags[position] ?? UNKNOWN
    const error = positionError(row, commitErrors[position] ?? NOT_ASKED, offsets.offsetErrors[row] ?? NOT_ASKED)
    const status = lagStatus(commit, offsets.startOffsets[row] ?? UNKNOWN, end, error)
    columns.statuses[position] = statusWithReported(status, reported)
    columns.lags[position] = reported >= 0 ? reported : lagOf(status, commit, end)
  }
  return columns
}

/**
 * Why a lag is not known: the partition does not exist, else the error of its commit, else that of its end offset. An end
 * offset older than a failed request is not used: beside a newer commit, the lag would be too low.
 */
export function positionError(partitionRow: number, commitError: number, offsetError: number): number {
  if (partitionRow < 0) return UNKNOWN_TOPIC_OR_PARTITION
  return commitError === KAFKA_OK ? offsetError : commitError
}

/**
 * Totals to compare over time: a partition of which nothing is known now counts with what was known last. Without it the
 * total would seem to fall while a broker is down. `partial`: which totals have such parts; null: none.
 */
export function bridgeGaps(
  { statuses, lags }: LagColumns,
  firstRows: ArrayLike<number>,
  lastLag: (position: number) => number,
): { readonly totalLags: Float64Array; readonly partial: Uint8Array | null } {
  const count = Math.max(0, firstRows.length - 1)
  const totalLags = new Float64Array(count).fill(UNKNOWN)
  let partial: Uint8Array | null = null
  for (let index = 0; index < count; index++) {
    let total = UNKNOWN
    for (let position = firstRows[index] ?? 0; position < (firstRows[index + 1] ?? 0); position++) {
      const isUnknown = statuses[position] === LAG_UNKNOWN
      const lag = isUnknown ? lastLag(position) : (lags[position] ?? UNKNOWN)
      if (Number.isNaN(lag)) continue
      total = Number.isNaN(total) ? lag : total + lag
      if (!isUnknown) continue
      partial ??= new Uint8Array(count)
      partial[index] = 1
    }
    totalLags[index] = total
  }
  return { totalLags, partial }
}

/** `firstRows`: the position at which each begins, and behind the last the number of all positions. */
export function sumLags({ statuses, lags }: LagColumns, firstRows: ArrayLike<number>): LagTotals {
  const count = Math.max(0, firstRows.length - 1)
  const totals = makeColumns(totalsTable, count)
  for (let index = 0; index < count; index++) {
    let total = UNKNOWN
    let max = UNKNOWN
    let unknown = 0
    let withoutCommit = 0
    for (let position = firstRows[index] ?? 0; position < (firstRows[index + 1] ?? 0); position++) {
      const lag = lags[position] ?? UNKNOWN
      if (statuses[position] === LAG_UNKNOWN) unknown++
      else if (statuses[position] === NO_COMMIT) withoutCommit++
      if (Number.isNaN(lag)) continue
      total = Number.isNaN(total) ? lag : total + lag
      max = Number.isNaN(max) ? lag : Math.max(max, lag)
    }
    totals.totalLags[index] = total
    totals.maxPartitionLags[index] = max
    totals.unknown[index] = unknown
    totals.withoutCommit[index] = withoutCommit
  }
  return totals
}
