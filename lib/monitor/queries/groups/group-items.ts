import type { Problem } from '#lib/contract/common.ts'
import { groupTypes, lagTrends } from '#lib/contract/group-states.ts'
import type { GroupItem, GroupTopicItem } from '#lib/contract/groups.ts'
import { counted } from '#lib/format/number.ts'
import { KAFKA_OK, UNKNOWN_TOPIC_OR_PARTITION } from '#lib/kafka/protocol/error-codes.ts'
import {
  type BeyondEnd,
  beyondEndSentence,
  explainStatus,
  type StuckPartition,
} from '#lib/monitor/lag/group-sentences.ts'
import { isRebalancing } from '#lib/monitor/lag/groups/group-events.ts'
import { describeExpired, NOTHING_LEFT, NOTHING_NEXT, paceProblems } from '#lib/monitor/lag/lag-problems.ts'
import { timeLagMs } from '#lib/monitor/lag/time-lag.ts'
import { explainAnswer, NOT_ASKED } from '#lib/monitor/snapshot/answer-codes.ts'
import { known, UNKNOWN } from '#lib/monitor/snapshot/columns.ts'
import {
  type GroupColumns,
  groupTopicRows,
  joinsAt,
  lagPointsOf,
  statusAt,
} from '#lib/monitor/snapshot/group-columns.ts'
import type { Snapshot } from '#lib/monitor/snapshot/snapshot.ts'
import { highestLagOf } from './highest-lag.ts'

/** A group as lists show it, of the row that it has in the snapshot. */
export function describeGroup(snapshot: Snapshot, row: number): GroupItem {
  const { groups } = snapshot
  const [firstTopic, endOfTopics] = groupTopicRows(groups, row)
  const totalLag = known(groups.totalLags[row])
  const memberCount = known(groups.memberCounts[row])
  const pace = {
    trend: lagTrends[groups.trends[row] ?? -1] ?? null,
    consumePerSecond: known(groups.consumedPerSecond[row]),
    producePerSecond: known(groups.producedPerSecond[row]),
    timeLagMs: groupTimeLagOf(snapshot, row),
    etaMs: groupEtaOf(snapshot, row),
  }
  const points = lagPointsOf(groups, row)
  const stuckAt = stuckPartitionOf(snapshot, row)
  const highestLagAt = highestLagOf(snapshot, row)
  const item = {
    id: groups.ids[row] ?? '',
    type: groupTypes[groups.types[row] ?? 0] ?? 'classic',
    state: groups.states[row] ?? null,
    protocolType: groups.protocolTypes[row] || null,
    assignor: groups.assignors[row] ?? null,
    coordinator: groups.coordinators[row] ?? null,
    memberCount,
    topicCount: endOfTopics - firstTopic,
    totalLag,
    maxPartitionLag: known(groups.maxPartitionLags[row]),
    partial: (groups.unknown[row] ?? 0) > 0,
    ...(groups.expired[row] && { expired: groups.expired[row] }),
    ...pace,
    ...(points.length > 1 && { lagPoints: points.map(({ lag }) => lag) }),
    status: statusAt(groups, row),
    statusReason: statusReasonOf(snapshot, row),
    ...(stuckAt && { stuckAt: { topic: stuckAt.topic, partition: stuckAt.partition, offset: stuckAt.offset } }),
    ...(highestLagAt && { highestLagAt }),
  }
  const problems = [
    ...(groups.problems[row] ?? []),
    ...lagProblems(snapshot, row, totalLag),
    ...ageProblems(snapshot, row, pace.timeLagMs),
    ...etaProblems(snapshot, row),
  ]
  return {
    ...item,
    problems: [...withReasons(item, problems), ...paceProblems({ lag: totalLag, ...pace }, 'totalLag', problems)],
  }
}

/** 0 where nothing waits; the age of the record that waits longest, as of when the groups were asked. */
export function timeLagOf({ groupsAtMs }: Snapshot, lag: number | null, waitingRecordMs = Number.NaN): number | null {
  return known(timeLagMs(lag ?? UNKNOWN, waitingRecordMs, groupsAtMs ?? UNKNOWN))
}

/** At least: see `ageProblems`. 0 where nothing waits anywhere, not even what was removed or is not written yet. */
export function groupTimeLagOf({ groups, groupsAtMs }: Snapshot, row: number): number | null {
  const { unread, isBeyondEnd, mayWait } = waitOf(groups, row)
  if (isBeyondEnd || mayWait) return null
  return known(timeLagMs(unread, groups.waitingRecordsMs[row] ?? UNKNOWN, groupsAtMs ?? UNKNOWN))
}

export function groupEtaOf({ groups }: Snapshot, row: number): number | null {
  const { unread, isBeyondEnd, mayWait } = waitOf(groups, row)
  if (isBeyondEnd || mayWait) return null
  return unread === 0 ? 0 : known(groups.etasMs[row])
}

/** How long the oldest message has waited, only where no other may have waited longer. */
export function certainTimeLagOf(snapshot: Snapshot, row: number): number | null {
  const { unknown, unknownAges, expiredAges } = snapshot.groups
  const uncertain = (unknown[row] ?? 0) + (unknownAges[row] ?? 0) + (expiredAges[row] ?? 0)
  return uncertain > 0 ? null : groupTimeLagOf(snapshot, row)
}

/** `mayWait`: nothing waits where that is known, and there are partitions of which nothing is. */
function waitOf({ totalLags, markerLags, beyondEnd, unknown }: GroupColumns, row: number) {
  const unread = (totalLags[row] ?? UNKNOWN) - (markerLags[row] ?? 0)
  const isBeyondEnd = unread === 0 && (beyondEnd[row] ?? 0) > 0
  return { unread, isBeyondEnd, mayWait: unread === 0 && !isBeyondEnd && (unknown[row] ?? 0) > 0 }
}

/** Why the time lag may be more than is said, or is not known although messages wait. */
function ageProblems({ groups }: Snapshot, row: number, timeLagMs: number | null): Problem[] {
  const [unknown, expired] = [groups.unknownAges[row] ?? 0, groups.expiredAges[row] ?? 0]
  // Of a group of which nothing is known, the lag says why.
  const silent = Number.isNaN(groups.totalLags[row]) ? 0 : (groups.unknown[row] ?? 0)
  if (timeLagMs === 0 || unknown + expired + silent === 0) return []
  const on = (count: number) => `on ${counted(count, 'partition')}`
  const reasons = [
    ...(silent > 0 ? [`${on(silent)} the lag is not known`] : []),
    ...(expired > 0 ? [`${on(expired)} the message at the committed offset is deleted`] : []),
    ...(unknown > 0 ? [`${on(unknown)} the timestamp of the next message is not known yet`] : []),
  ].join(', and ')
  const code = unknown + silent === 0 ? 'expired' : timeLagMs === null ? 'unknown' : 'partial'
  return [{ field: 'timeLagMs', code, message: `${timeLagMs === null ? 'Unknown' : 'At least'}: ${reasons}.` }]
}

function etaProblems({ groups }: Snapshot, row: number): Problem[] {
  const { unread, isBeyondEnd, mayWait } = waitOf(groups, row)
  if (mayWait) return [{ field: 'etaMs', code: 'unknown', message: 'The lag of some partitions is not known.' }]
  if (isBeyondEnd) return ['timeLagMs', 'etaMs'].map((field) => ({ field, ...NOTHING_NEXT }))
  const isLost = unread > 0 && unread === (groups.expired[row] ?? 0)
  return isLost ? [{ field: 'etaMs', ...NOTHING_LEFT }] : []
}

function etaOf(lag: number | null, etaMs: number | undefined): number | null {
  return lag === 0 ? 0 : known(etaMs)
}

/** A topic of a group, of the rows that they have in the snapshot. */
export function describeGroupTopic(snapshot: Snapshot, row: number, topicRow: number): GroupTopicItem {
  const { groups } = snapshot
  const lag = known(groups.topicLags[topicRow])
  // Nothing waits where that is known, and there are partitions of which nothing is.
  const mayWait = lag === 0 && (groups.topicUnknown[topicRow] ?? 0) > 0
  return {
    topic: groups.topicNames[topicRow] ?? '',
    partitionCount: groups.topicPartitions[topicRow] ?? 0,
    lag,
    timeLagMs: mayWait ? null : timeLagOf(snapshot, lag, groups.topicWaitingRecordsMs[topicRow]),
    etaMs: mayWait ? null : etaOf(lag, groups.topicEtasMs[topicRow]),
    memberCount: groups.attributed[row] ? (groups.topicMembers[topicRow] ?? null) : null,
  }
}

function describeBeyondEnd(snapshot: Snapshot, row: number): string {
  const beyondEndCount = snapshot.groups.beyondEnd[row] ?? 0
  return beyondEndSentence({ beyondEndCount, beyondEnd: beyondEndOf(snapshot, row) })
}

function beyondEndOf({ groups }: Snapshot, row: number): BeyondEnd | null {
  const topic = groups.beyondEndTopics[row] ?? -1
  if (topic < 0) return null
  return {
    topic: groups.topicNames[topic] ?? '',
    partition: groups.beyondEndPartitions[row] ?? 0,
    offsets: groups.beyondEndBy[row] ?? 0,
  }
}

function stuckPartitionOf({ groups }: Snapshot, row: number): StuckPartition | null {
  const topic = groups.stuckTopics[row] ?? -1
  if (topic < 0) return null
  return {
    topic: groups.topicNames[topic] ?? '',
    partition: groups.stuckPartitions[row] ?? 0,
    offset: known(groups.stuckOffsets[row]),
    member: groups.stuckMembers[row] ?? null,
  }
}

/** The status in a sentence. Made only for what is shown. */
export function statusReasonOf(snapshot: Snapshot, row: number): string {
  const { groups, groupsAtMs } = snapshot
  const status = statusAt(groups, row)
  return explainStatus(status, {
    nowMs: groupsAtMs ?? 0,
    totalLag: known(groups.totalLags[row]),
    markerLag: groups.markerLags[row] ?? 0,
    beyondEndCount: groups.beyondEnd[row] ?? 0,
    beyondEnd: beyondEndOf(snapshot, row),
    memberCount: known(groups.memberCounts[row]),
    joins: joinsAt(groups, row),
    trend: lagTrends[groups.trends[row] ?? -1] ?? null,
    watchedSinceMs: known(groups.watchedSinceMs[row]),
    waitingSinceMs: known(groups.waitingSinceMs[row]),
    movedMs: known(groups.movedMs[row]),
    movedBeforeMs: known(groups.movedBeforeMs[row]),
    growingSinceMs: known(groups.growingSinceMs[row]),
    lagPerSecond: known(groups.lagPerSecond[row]),
    lagMovedOverMs: known(groups.lagMovedOverMs[row]),
    partitionCount: groups.partitionCounts[row] ?? 0,
    unknownCount: groups.unknown[row] ?? 0,
    withoutCommit: groups.withoutCommit[row] ?? 0,
    unknownReason: whyUnknown(groups.unknownErrors[row] ?? KAFKA_OK),
    emptySinceMs: known(groups.emptySinceMs[row]),
    isRebalancing: isRebalancing(groups.states[row] ?? null),
    producePerSecond: known(groups.producedPerSecond[row]),
    consumePerSecond: known(groups.consumedPerSecond[row]),
    etaMs: known(groups.etasMs[row]),
    stuckCount: groups.stuck[row] ?? 0,
    firstStuck: stuckPartitionOf(snapshot, row),
    expired: groups.expired[row] ?? 0,
    heldBack: groups.heldBack[row] ?? 0,
  })
}

function whyUnknown(errorCode: number): string | null {
  if (errorCode === KAFKA_OK || errorCode === NOT_ASKED) return null
  if (errorCode === UNKNOWN_TOPIC_OR_PARTITION)
    return 'Its committed offsets are of topics or partitions that no longer exist.'
  return explainAnswer(errorCode).message
}

function lagProblems(snapshot: Snapshot, row: number, totalLag: number | null): Problem[] {
  const { groups } = snapshot
  const unknown = groups.unknown[row] ?? 0
  const partitions = groups.partitionCounts[row] ?? 0
  const reason = whyUnknown(groups.unknownErrors[row] ?? KAFKA_OK)
  const about = (code: string, message: string) =>
    ['totalLag', 'maxPartitionLag'].map((field) => ({ field, code, message }))
  if (totalLag !== null) {
    const left = `${unknown} of ${counted(partitions, 'partition')} not included.${reason ? ` ${reason}` : ''}`
    const expired = groups.expired[row] ?? 0
    const isBeyond = (groups.beyondEnd[row] ?? 0) > 0
    return [
      ...(expired > 0 ? [{ field: 'totalLag', code: 'behind-retention', message: describeExpired(expired) }] : []),
      ...(isBeyond ? [{ field: 'totalLag', code: 'ahead-of-end', message: describeBeyondEnd(snapshot, row) }] : []),
      ...(unknown > 0 ? [{ field: 'totalLag', code: 'partial', message: left }] : []),
    ]
  }
  if (partitions === 0) return about('no-commit', 'The group has no committed offsets and no assignment.')
  if (unknown === 0) return about('no-commit', 'The group has no committed offsets yet.')
  return about('unknown', reason ?? 'No partition of the group has been read yet.')
}

const reasons: readonly (readonly [field: keyof GroupItem, code: string, message: string])[] = [
  ['state', 'unsupported', 'Brokers before Kafka 2.6 do not list the state, and the group has not been described yet.'],
  ['protocolType', 'none', 'No member ever joined the group.'],
  ['assignor', 'none', 'The members have not agreed on an assignor yet, or the group type has none.'],
  ['coordinator', 'unknown', 'Not known yet.'],
  ['memberCount', 'unknown', 'The members have not been read yet, or are not reported by this group type.'],
]

/** No fact is missing without a reason. */
function withReasons(item: Partial<GroupItem>, problems: readonly Problem[]): Problem[] {
  const missing = reasons.filter(
    ([field]) => item[field] === null && !problems.some((problem) => problem.field === field),
  )
  return [...problems, ...missing.map(([field, code, message]) => ({ field, code, message }))]
}
