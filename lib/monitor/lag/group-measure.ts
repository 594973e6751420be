import { KAFKA_OK } from '#lib/kafka/protocol/error-codes.ts'
import type { GroupLayout } from '#lib/monitor/lag/groups/group-layouts.ts'
import type { PositionCatalog } from '#lib/monitor/lag/groups/group-positions.ts'
import type { KnownGroup } from '#lib/monitor/lag/groups/known-group.ts'
import { NOT_ASKED } from '#lib/monitor/snapshot/answer-codes.ts'
import { type ColumnsOf, floats, makeColumns, UNKNOWN } from '#lib/monitor/snapshot/columns.ts'
import type { OffsetColumns } from '#lib/monitor/snapshot/partition-columns.ts'
import { etaMs } from './eta.ts'
import { heldBackOf, LAG_UNKNOWN, nextOffset } from './lag.ts'
import { type CommitColumns, type LagColumns, noCommits, positionError } from './lag-columns.ts'
import { SMALL_LAG } from './record-time.ts'

/** What is known of every position of every group beside its lag. */
const paceTable = {
  consumedPerSecond: floats,
  producedPerSecond: floats,
  /** When the next record to read was written; unknown where there is none. */
  waitingRecordsMs: floats,
  etasMs: floats,
}
export type PaceColumns = ColumnsOf<typeof paceTable>

/** The commits of groups as they were placed before. */
interface PlacedCommits {
  readonly groups: readonly KnownGroup[]
  readonly commits: CommitColumns
}

/**
 * The commits that the coordinators reported, by position. `before` is of the same positions:
 * of groups that are the same as then, nothing has to be placed again.
 */
export function placeCommits(
  groups: readonly KnownGroup[],
  { positions, places }: GroupLayout,
  before: PlacedCommits | null = null,
): CommitColumns {
  const columns = before ? copyCommits(before.commits) : noCommits(positions.partitionIds.length)
  for (const [row, group] of groups.entries()) {
    if (group === before?.groups[row]) continue
    const first = positions.firstOfGroups[row] ?? 0
    const end = positions.firstOfGroups[row + 1] ?? first
    columns.commitErrors.fill(group.commitError, first, end)
    columns.committed.fill(UNKNOWN, first, end)
    columns.reportedLags.fill(UNKNOWN, first, end)
    const own = places[row]
    let commit = 0
    for (const { partitions, committed, errors, reportedLags } of group.commits) {
      for (let index = 0; index < partitions.length; index++) {
        const place = own?.[commit++] ?? -1
        if (place < 0) continue
        columns.committed[first + place] = committed[index] ?? UNKNOWN
        if (reportedLags) columns.reportedLags[first + place] = reportedLags[index] ?? UNKNOWN
        if (group.commitError === KAFKA_OK) columns.commitErrors[first + place] = errors[index] ?? KAFKA_OK
      }
    }
  }
  return columns
}

function copyCommits({ committed, commitErrors, reportedLags }: CommitColumns): CommitColumns {
  return { committed: committed.slice(), commitErrors: commitErrors.slice(), reportedLags: reportedLags.slice() }
}

interface PaceSources {
  readonly rates: ArrayLike<number>
  readonly offsets: Pick<OffsetColumns, 'producedPerSecond'>
  readonly waitingRecordsMs: Float64Array
}

/** Where all that is left has expired, no reading ever brings it to an end. */
export function buildPaces(
  { partitionRows }: Pick<PositionCatalog, 'partitionRows'>,
  readable: Float64Array,
  expired: Float64Array | null,
  { rates, offsets, waitingRecordsMs }: PaceSources,
): PaceColumns {
  const count = partitionRows.length
  const columns = { ...makeColumns(paceTable, count), waitingRecordsMs }
  for (let position = 0; position < count; position++) {
    const lag = readable[position] ?? UNKNOWN
    const isLost = lag === 0 && (expired?.[position] ?? 0) > 0
    const consumed = rates[position] ?? UNKNOWN
    const produced = offsets.producedPerSecond[partitionRows[position] ?? -1] ?? UNKNOWN
    columns.consumedPerSecond[position] = consumed
    columns.producedPerSecond[position] = produced
    columns.etasMs[position] = Number.isNaN(lag) || isLost ? UNKNOWN : etaMs(lag, produced, consumed)
  }
  return columns
}

/** The lags without what is transaction markers: the same column where there are none, as nearly always. */
export function withoutMarkers(
  { partitionRows }: Pick<PositionCatalog, 'partitionRows'>,
  { committed }: CommitColumns,
  { lags }: LagColumns,
  expired: Float64Array | null,
  { startOffsets, endOffsets }: Pick<OffsetColumns, 'startOffsets' | 'endOffsets'>,
  markersAt: (position: number, offset: number, endOffset: number) => number,
): Float64Array {
  let unread = lags
  for (let position = 0; position < lags.length; position++) {
    const lag = lags[position] ?? UNKNOWN
    const left = lag - (expired?.[position] ?? 0)
    if (!(left > 0 && left <= SMALL_LAG)) continue
    const row = partitionRows[position] ?? -1
    const next = nextOffset(committed[position] ?? UNKNOWN, startOffsets[row] ?? UNKNOWN)
    const markers = markersAt(position, next, endOffsets[row] ?? UNKNOWN)
    if (markers === 0) continue
    if (unread === lags) unread = lags.slice()
    unread[position] = lag - markers
  }
  return unread
}

/** By group, how much of what it has not read an open transaction holds back, as far as its topics are watched. */
export function sumHeldBack(
  { partitionRows, firstOfGroups }: PositionCatalog,
  { lags }: LagColumns,
  { endOffsets, lastStableOffsets }: OffsetColumns,
): Float64Array {
  const isKnown = lastStableOffsets.some((offset) => !Number.isNaN(offset))
  if (!isKnown) return new Float64Array(firstOfGroups.length - 1)
  return sumByGroup(firstOfGroups, (position) => {
    const row = partitionRows[position] ?? -1
    return heldBackOf(lags[position] ?? UNKNOWN, endOffsets[row] ?? UNKNOWN, lastStableOffsets[row] ?? UNKNOWN)
  })
}

/** By group, how much of its lag is transaction markers. */
export function sumMarkers({ lags }: LagColumns, unread: Float64Array, firstRows: ArrayLike<number>): Float64Array {
  if (unread === lags) return new Float64Array(Math.max(0, firstRows.length - 1))
  return sumByGroup(firstRows, (position) => (lags[position] ?? UNKNOWN) - (unread[position] ?? UNKNOWN))
}

/** What is known of a number, added up by group. */
export function sumByGroup(firstRows: ArrayLike<number>, numberAt: (position: number) => number): Float64Array {
  const count = Math.max(0, firstRows.length - 1)
  const sums = new Float64Array(count)
  for (let group = 0; group < count; group++) {
    let sum = 0
    for (let position = firstRows[group] ?? 0; position < (firstRows[group + 1] ?? 0); position++) {
      const value = numberAt(position)
      if (!Number.isNaN(value)) sum += value
    }
    sums[group] = sum
  }
  return sums
}

/** By group, Kafka's code for why the first of its unknown partitions is unknown. */
export function firstErrors(
  { partitionRows, firstOfGroups }: PositionCatalog,
  { commitErrors }: CommitColumns,
  { statuses }: LagColumns,
  { offsetErrors }: OffsetColumns,
): Int32Array {
  const errors = new Int32Array(firstOfGroups.length - 1)
  for (let group = 0; group < errors.length; group++) {
    for (let position = firstOfGroups[group] ?? 0; position < (firstOfGroups[group + 1] ?? 0); position++) {
      if (statuses[position] !== LAG_UNKNOWN) continue
      const row = partitionRows[position] ?? -1
      errors[group] = positionError(row, commitErrors[position] ?? NOT_ASKED, offsetErrors[row] ?? NOT_ASKED)
      break
    }
  }
  return errors
}

/** By topic of a group, how many partitions and how many members it has there. */
export function countInTopics({ firstOfTopics, firstClaims, claimMembers }: PositionCatalog): {
  readonly topicPartitions: Int32Array
  readonly topicMembers: Int32Array
} {
  const count = Math.max(0, firstOfTopics.length - 1)
  const topicPartitions = new Int32Array(count)
  const topicMembers = new Int32Array(count)
  const members = new Set<number>()
  for (let topic = 0; topic < count; topic++) {
    const [from, to] = [firstOfTopics[topic] ?? 0, firstOfTopics[topic + 1] ?? 0]
    topicPartitions[topic] = to - from
    members.clear()
    for (let claim = firstClaims[from] ?? 0; claim < (firstClaims[to] ?? 0); claim++)
      members.add(claimMembers[claim] ?? -1)
    topicMembers[topic] = members.size
  }
  return { topicPartitions, topicMembers }
}
