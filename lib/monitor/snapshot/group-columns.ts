import type { Problem } from '#lib/contract/common.ts'
import { type GroupStatus, groupStatuses } from '#lib/contract/group-states.ts'
import { type ColumnsOf, firstRows, floats, ints, list, makeColumns, UNKNOWN } from './columns.ts'

export interface LagMoment {
  readonly atMs: number
  readonly lags: Float64Array
  /** 1: some partitions count with what was known of them earlier; null: nowhere. */
  readonly partial: Uint8Array | null
}

/**
 * What is known of every group, as it crosses to the main thread. Moments and not ages, so that a group to which nothing
 * happens stays the same. Partitions stay in the worker, and are read when a group's page is open.
 */
const groupTable = {
  /** Sorted; a group's place in this list is its row in every column of groups. */
  ids: list<string>(),
  /** Places in `groupTypes`. */
  types: ints,
  states: list<string | null>(),
  protocolTypes: list<string>(),
  assignors: list<string | null>(),
  coordinators: ints,
  memberCounts: floats,
  /** 1: it is known which partitions the members have. */
  attributed: ints,
  emptySinceMs: floats,
  /** The moments of late at which members were seen to have joined: how many, the first and the last. */
  joins: ints,
  firstJoinsMs: floats,
  lastJoinsMs: floats,
  /** What the brokers refused to tell; null: nothing. */
  problems: list<readonly Problem[] | null>(),
  partitionCounts: ints,
  totalLags: floats,
  maxPartitionLags: floats,
  /** Partitions of which nothing is known, and Kafka's code for why, of one of them. */
  unknown: ints,
  unknownErrors: ints,
  withoutCommit: ints,
  /** Partitions with a commit beyond the end, and of these the farthest: its topic's row, its number, by how much. */
  beyondEnd: ints,
  beyondEndTopics: ints,
  beyondEndPartitions: ints,
  beyondEndBy: floats,
  /** The partition with the highest lag: its topic's row, its number, and what is committed there; -1: none has any. */
  highestTopics: ints,
  highestPartitions: ints,
  highestCommitted: floats,
  /** Of the lag, what is transaction markers, and what an open transaction holds back. */
  markerLags: floats,
  heldBack: floats,
  /** Of the lag, what expired before it was read. */
  expired: floats,
  /** Places in `lagTrends`; -1: not known. */
  trends: ints,
  /** By how much the lag grows or, negative, drains, and over which time of late; unknown where it does neither. */
  lagPerSecond: floats,
  lagMovedOverMs: floats,
  consumedPerSecond: floats,
  producedPerSecond: floats,
  /** When the record was written that has been waiting longest, of those of which that is known. */
  waitingRecordsMs: floats,
  /** Partitions of which it is not known, and those whose next record expired, so that it may have waited longer. */
  unknownAges: ints,
  expiredAges: ints,
  etasMs: floats,
  /** Places in `groupStatuses`. */
  statuses: ints,
  watchedSinceMs: floats,
  waitingSinceMs: floats,
  movedMs: floats,
  movedBeforeMs: floats,
  growingSinceMs: floats,
  /** Partitions that wait for a minute or more, and of these the first: its topic's row, number, next offset, member. */
  stuck: ints,
  stuckTopics: ints,
  stuckPartitions: ints,
  stuckOffsets: floats,
  stuckMembers: list<string | null>(),
  /** The row of each group's first topic, and behind the last group the number of all rows of topics. */
  firstTopics: firstRows,
  /** By topic of a group. */
  topicNames: list<string>(),
  topicPartitions: ints,
  topicMembers: ints,
  topicUnknown: ints,
  topicLags: floats,
  topicWaitingRecordsMs: floats,
  topicEtasMs: floats,
  /** The total lag of late, oldest first: at each moment, by the slots of groups. */
  lagSlots: ints,
  lagMoments: list<LagMoment>(),
}
export type GroupColumns = ColumnsOf<typeof groupTable>

export type JoinColumns = Pick<GroupColumns, 'joins' | 'firstJoinsMs' | 'lastJoinsMs'>

/** The moments of late at which members were seen to have joined a group. */
export interface MemberJoins {
  readonly count: number
  readonly firstMs: number
  readonly lastMs: number
}

export function emptyGroups(): GroupColumns {
  return makeColumns(groupTable, 0)
}

export function joinsAt({ joins, firstJoinsMs, lastJoinsMs }: JoinColumns, row: number): MemberJoins | null {
  const count = joins[row] ?? 0
  return count === 0 ? null : { count, firstMs: firstJoinsMs[row] ?? UNKNOWN, lastMs: lastJoinsMs[row] ?? UNKNOWN }
}

/** The total lag of a group of late, oldest first, without the moments at which not all of it was known. */
export function lagPointsOf({ lagSlots, lagMoments }: GroupColumns, group: number): { atMs: number; lag: number }[] {
  const slot = lagSlots[group] ?? -1
  return lagMoments.flatMap(({ atMs, lags, partial }) => {
    const lag = lags[slot] ?? UNKNOWN
    return Number.isNaN(lag) || partial?.[slot] ? [] : { atMs, lag }
  })
}

export function statusAt({ statuses }: GroupColumns, row: number): GroupStatus {
  return groupStatuses[statuses[row] ?? -1] ?? 'unknown'
}

/** The rows of a group's topics: from the first up to, and without, the second. */
export function groupTopicRows(
  { firstTopics }: Pick<GroupColumns, 'firstTopics'>,
  group: number,
): [from: number, to: number] {
  return [firstTopics[group] ?? 0, firstTopics[group + 1] ?? 0]
}
