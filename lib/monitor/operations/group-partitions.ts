import type { ListReply, Problem } from '#lib/contract/common.ts'
import type { GroupPartition, GroupPartitionListQuery, GroupPartitionSort } from '#lib/contract/groups.ts'
import type { GroupLag } from '#lib/monitor/lag/group-lag.ts'
import { whyNotAttributed } from '#lib/monitor/lag/groups/group-claims.ts'
import { COMMIT_TOO_LARGE } from '#lib/monitor/lag/groups/group-commits.ts'
import { membersAt } from '#lib/monitor/lag/groups/group-facts.ts'
import type { KnownGroup } from '#lib/monitor/lag/groups/known-group.ts'
import { describeLag, type PartitionLag } from '#lib/monitor/lag/lag.ts'
import { positionError } from '#lib/monitor/lag/lag-columns.ts'
import { lagProblems, NOTHING_LEFT, NOTHING_NEXT, paceProblems } from '#lib/monitor/lag/lag-problems.ts'
import type { Measured } from '#lib/monitor/lag/measured.ts'
import { timeLagMs } from '#lib/monitor/lag/time-lag.ts'
import { throughputOf, trendOf } from '#lib/monitor/lag/trend.ts'
import { NOT_ASKED } from '#lib/monitor/snapshot/answer-codes.ts'
import { known, UNKNOWN } from '#lib/monitor/snapshot/columns.ts'
import { groupTopicRows } from '#lib/monitor/snapshot/group-columns.ts'
import { listPage, wholeSource } from '#lib/monitor/snapshot/list-page.ts'
import type { MonitorState } from '#lib/monitor/snapshot/monitor-state.ts'

/** The committed offset, lag and rates of a group on each partition; known only in the worker. */
export function listGroupPartitions(
  state: MonitorState,
  lag: GroupLag,
  measured: Measured,
  group: number,
  query: GroupPartitionListQuery,
): ListReply<GroupPartition> {
  const items = describePositions(lag, measured, group)
  return listPage(state, query, () =>
    wholeSource<GroupPartition, GroupPartition, GroupPartitionSort>(items, {
      keyOf: (item, sort) => item[sort],
      nameOf: ({ topic, partition }) => `${topic}-${partition}`,
      passes: ({ topic, status }) =>
        (query.topic === undefined || topic === query.topic) && (query.status === undefined || status === query.status),
      describe: (item) => item,
      tiers: ['groups', 'offsets'],
    }),
  )
}

function describePositions(lag: GroupLag, measured: Measured, row: number): GroupPartition[] {
  const { groups, positions } = measured
  const group = groups[row]
  if (!group) return []
  const beside = besideCommits(group)
  const items: GroupPartition[] = []
  const [firstTopic, endTopic] = groupTopicRows(positions, row)
  for (let topic = firstTopic; topic < endTopic; topic++) {
    const name = positions.topicNames[topic] ?? ''
    const isListed = (positions.topicRows[topic] ?? -1) >= 0
    const [from, to] = [positions.firstOfTopics[topic] ?? 0, positions.firstOfTopics[topic + 1] ?? 0]
    for (let position = from; position < to; position++) {
      const id = positions.partitionIds[position] ?? 0
      items.push(describePosition(lag, measured, { group, position, topic: name, isListed, ...beside(name, id) }))
    }
  }
  return items
}

interface BesideCommit {
  readonly metadata: string | null
  readonly leaderEpoch: number | null
  readonly digits: string | null
}

/** What a group wrote beside its commits. */
function besideCommits({ commits }: KnownGroup): (topic: string, partition: number) => BesideCommit {
  const rows = new Map(
    commits.flatMap((topic) =>
      Array.from(topic.partitions, (partition, row) => [`${topic.topic}\n${partition}`, { topic, row }] as const),
    ),
  )
  return (name, partition) => {
    const found = rows.get(`${name}\n${partition}`)
    if (!found) return { metadata: null, leaderEpoch: null, digits: null }
    const epoch = found.topic.leaderEpochs[found.row] ?? -1
    const { metadataOf, digitsOf } = found.topic
    return { metadata: metadataOf(found.row), leaderEpoch: epoch < 0 ? null : epoch, digits: digitsOf(found.row) }
  }
}

interface Place extends BesideCommit {
  readonly group: KnownGroup
  readonly position: number
  readonly topic: string
  readonly isListed: boolean
}

function describePosition(lagModel: GroupLag, measured: Measured, place: Place): GroupPartition {
  const { positions, commits, offsets, paces, atMs } = measured
  const { group, position, topic, isListed, metadata, leaderEpoch, digits } = place
  const row = positions.partitionRows[position] ?? -1
  const commitError = commits.commitErrors[position] ?? NOT_ASKED
  const offsetError = offsets.offsetErrors[row] ?? NOT_ASKED
  const reportedLag = known(commits.reportedLags[position])
  const facts = {
    committed: known(commits.committed[position]),
    startOffset: known(offsets.startOffsets[row]),
    endOffset: known(offsets.endOffsets[row]),
    lastStableOffset: known(offsets.lastStableOffsets[row]),
  }
  const lag = describeLag({ ...facts, error: positionError(row, commitError, offsetError), reportedLag })
  const members = membersAt(group, positions, position)
  const [member] = members
  const consumePerSecond = known(paces.consumedPerSecond[position])
  const producePerSecond = known(paces.producedPerSecond[position])
  const fromHistory = paces.waitingRecordsMs[position] ?? UNKNOWN
  const looked = lagModel.timeOf(position)
  const writtenAtMs = Number.isNaN(fromHistory) ? (looked?.writtenAtMs ?? UNKNOWN) : fromHistory
  const isBeyondEnd = lag.status === 'ahead-of-end'
  const unread = measured.unread[position] ?? UNKNOWN
  const timeLag = isBeyondEnd ? null : known(timeLagMs(unread, writtenAtMs, atMs))
  const trend = trendOf(
    lagModel.partitionPoints(position),
    throughputOf(consumePerSecond ?? UNKNOWN, producePerSecond ?? UNKNOWN, lagModel.stepOf(position)),
    (lag.lag ?? 0) - (measured.unread[position] ?? 0),
  )
  const etaMs = isBeyondEnd ? null : known(paces.etasMs[position])
  const pace = { trend, consumePerSecond, producePerSecond, timeLagMs: timeLag, etaMs }
  const partition = positions.partitionIds[position] ?? 0
  const item = {
    topic,
    partition,
    ...facts,
    committed: digits ?? facts.committed,
    lag: lag.lag,
    exposure: lag.exposure,
    ...(group.type === 'share' && { estimated: reportedLag === null }),
    status: lag.status,
    expired: lag.expired,
    memberId: member?.id ?? null,
    clientId: member?.clientId ?? null,
    host: member?.clientHost ?? null,
    metadata,
    leaderEpoch,
    ...pace,
    timeLagIs: timeLag === null ? null : looked?.writtenAtMs === writtenAtMs ? looked.is : ('estimated' as const),
  }
  const problems = lagProblems(lag, {
    topic,
    partition,
    listed: row >= 0 ? 'both' : isListed ? 'topic' : 'neither',
    committed: facts.committed,
    endOffset: facts.endOffset,
    commitError,
    offsetError,
    memberIds: members.map(({ id }) => id),
  })
    .filter(({ field }) => digits === null || field !== 'committed')
    .map((problem) => (commitError === COMMIT_TOO_LARGE ? { ...problem, ...TOO_LARGE } : problem))
  const nextProblems = whyNextIsDoubtful(lag, measured.readable[position] ?? UNKNOWN, timeLag)
  const reasoned = [
    ...problems,
    ...nextProblems,
    ...paceProblems({ lag: lag.lag, ...pace }, 'lag', nextProblems),
    ...(member ? [] : ownerProblems(group)),
  ]
  return { ...item, problems: withReasons(item, reasoned) }
}

/** A partition without a member is no gap in what is known; not knowing its member is one. */
function ownerProblems(group: KnownGroup): Problem[] {
  const reason = whyNotAttributed(group)
  return reason ? ['memberId', 'clientId', 'host'].map((field) => ({ field, ...reason })) : []
}

/** What the message at the committed offset would have told, where that does not exist any more, or not yet. */
function whyNextIsDoubtful({ status, expired }: PartitionLag, readable: number, timeLag: number | null): Problem[] {
  if (status === 'ahead-of-end') return ['timeLagMs', 'etaMs'].map((field) => ({ field, ...NOTHING_NEXT }))
  if (!expired) return []
  if (readable === 0) return ['timeLagMs', 'etaMs'].map((field) => ({ field, ...NOTHING_LEFT }))
  const deleted = 'the message at the committed offset is deleted'
  const message =
    timeLag === null
      ? `Unknown: ${deleted}.`
      : `At least: ${deleted}; this is the age of the oldest message that is left.`
  return [{ field: 'timeLagMs', code: 'expired', message }]
}

const TOO_LARGE = {
  code: 'unsupported',
  message: 'The committed offset is beyond 2^53, where no partition has records.',
}

const reasons: readonly (readonly [field: keyof GroupPartition, code: string, message: string])[] = [
  ['committed', 'no-commit', 'The group has no committed offset on this partition.'],
  ['startOffset', 'unknown', 'Not known yet.'],
  ['endOffset', 'unknown', 'Not known yet.'],
  ['lastStableOffset', 'unknown', 'Not known yet: it is read while the page of the group is open.'],
  ['expired', 'unknown', 'The committed offset or the start offset is unknown.'],
]

/** No fact is missing without a reason. */
function withReasons(item: Partial<GroupPartition>, problems: readonly Problem[]): Problem[] {
  const missing = reasons.filter(
    ([field]) => item[field] === null && !problems.some((problem) => problem.field === field),
  )
  return [...problems, ...missing.map(([field, code, message]) => ({ field, code, message }))]
}
