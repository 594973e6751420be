import type { Problem } from '#lib/contract/common.ts'
import { type GroupStatus, groupStatuses } from '#lib/contract/group-states.ts'
import { UNKNOWN } from './columns.ts'

/**
 * What is known of every group, as it crosses to the thread that answers. Moments and not ages, so that a group to which
 * nothing happens stays the same. Partitions stay behind: they are asked for when somebody looks at one group.
 */
export interface GroupColumns {
  /** Sorted; a group's place in this list is its row in every column of groups. */
  readonly ids: readonly string[]
  /** Places in `groupTypes`. */
  readonly types: Int32Array
  readonly states: readonly (string | null)[]
  readonly protocolTypes: readonly string[]
  readonly assignors: readonly (string | null)[]
  readonly coordinators: Int32Array
  readonly memberCounts: Float64Array
  /** 1: it is known which partitions the members have. */
  readonly attributed: Int32Array
  readonly emptySinceMs: Float64Array
  /** What the brokers refused to tell; null: nothing. */
  readonly problems: readonly (readonly Problem[] | null)[]
  readonly partitionCounts: Int32Array
  readonly totalLags: Float64Array
  readonly maxPartitionLags: Float64Array
  /** Partitions of which nothing is known, and Kafka's code for why, of one of them. */
  readonly unknown: Int32Array
  readonly unknownErrors: Int32Array
  readonly withoutCommit: Int32Array
  /** Of the lag, what is transaction markers, and what an open transaction holds back. */
  readonly markerLags: Float64Array
  readonly heldBack: Float64Array
  /** Places in `lagTrends`; -1: not known. */
  readonly trends: Int32Array
  readonly consumedPerSecond: Float64Array
  readonly producedPerSecond: Float64Array
  /** When the record was written that has been waiting longest. */
  readonly waitingRecordsMs: Float64Array
  readonly etasMs: Float64Array
  /** Places in `groupStatuses`. */
  readonly statuses: Int32Array
  readonly watchedSinceMs: Float64Array
  readonly waitingSinceMs: Float64Array
  readonly movedMs: Float64Array
  readonly movedBeforeMs: Float64Array
  readonly growingSinceMs: Float64Array
  /** Partitions that wait for a minute or more, and of these the first: its row of topics, its number, its member. */
  readonly stuck: Int32Array
  readonly stuckTopics: Int32Array
  readonly stuckPartitions: Int32Array
  readonly stuckMembers: readonly (string | null)[]
  /** The row of each group's first topic, and behind the last group the number of all rows of topics. */
  readonly firstTopics: Int32Array
  /** By topic of a group. */
  readonly topicNames: readonly string[]
  readonly topicPartitions: Int32Array
  readonly topicMembers: Int32Array
  readonly topicUnknown: Int32Array
  readonly topicLags: Float64Array
  readonly topicWaitingRecordsMs: Float64Array
  readonly topicEtasMs: Float64Array
  /** The total lag of late, oldest first: at each moment, by the slots of groups. */
  readonly lagSlots: Int32Array
  readonly lagMoments: readonly LagMoment[]
}

export interface LagMoment {
  readonly atMs: number
  readonly lags: Float64Array
}

/** The columns of groups of which only the ids are known. */
export function emptyGroups(): GroupColumns {
  const floats = () => new Float64Array(0)
  const ints = () => new Int32Array(0)
  return {
    ids: [],
    types: ints(),
    states: [],
    protocolTypes: [],
    assignors: [],
    coordinators: ints(),
    memberCounts: floats(),
    attributed: ints(),
    emptySinceMs: floats(),
    problems: [],
    partitionCounts: ints(),
    totalLags: floats(),
    maxPartitionLags: floats(),
    unknown: ints(),
    unknownErrors: ints(),
    withoutCommit: ints(),
    markerLags: floats(),
    heldBack: floats(),
    trends: ints(),
    consumedPerSecond: floats(),
    producedPerSecond: floats(),
    waitingRecordsMs: floats(),
    etasMs: floats(),
    statuses: ints(),
    watchedSinceMs: floats(),
    waitingSinceMs: floats(),
    movedMs: floats(),
    movedBeforeMs: floats(),
    growingSinceMs: floats(),
    stuck: ints(),
    stuckTopics: ints(),
    stuckPartitions: ints(),
    stuckMembers: [],
    firstTopics: new Int32Array(1),
    topicNames: [],
    topicPartitions: ints(),
    topicMembers: ints(),
    topicUnknown: ints(),
    topicLags: floats(),
    topicWaitingRecordsMs: floats(),
    topicEtasMs: floats(),
    lagSlots: ints(),
    lagMoments: [],
  }
}

/** The total lag of a group of late, oldest first, without the moments at which it was not known. */
export function lagPointsOf({ lagSlots, lagMoments }: GroupColumns, group: number): { atMs: number; lag: number }[] {
  const slot = lagSlots[group] ?? -1
  return lagMoments.flatMap(({ atMs, lags }) => {
    const lag = lags[slot] ?? UNKNOWN
    return Number.isNaN(lag) ? [] : { atMs, lag }
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
