import type { Problem } from '#lib/contract/common.ts'
import type { SummedField } from '#lib/contract/topic-sums.ts'
import { counted } from '#lib/format/number.ts'
import { explainKafkaError, KAFKA_OK, kafkaErrorName } from '#lib/kafka/protocol/error-codes.ts'
import { countUnknownOn, groupFactsOf } from '#lib/monitor/queries/groups/group-topic-rows.ts'
import { explainAnswer, NOT_ASKED } from '#lib/monitor/snapshot/answer-codes.ts'
import { partitionRows } from '#lib/monitor/snapshot/catalog.ts'
import { known } from '#lib/monitor/snapshot/columns.ts'
import { COMPACTS } from '#lib/monitor/snapshot/config-columns.ts'
import { memoizeLast } from '#lib/monitor/snapshot/memoize-last.ts'
import { replicaRows } from '#lib/monitor/snapshot/partition-columns.ts'
import type { Reason } from '#lib/monitor/snapshot/reason.ts'
import {
  doubtAbout,
  OFFSETS_NOT_ASKED,
  SIZES_NOT_REPORTED,
  TOO_FEW_SAMPLES,
  whyMissing,
} from '#lib/monitor/snapshot/reasons.ts'
import type { Snapshot } from '#lib/monitor/snapshot/snapshot.ts'

/** Why facts of a topic are missing or doubtful. */
export function topicProblems(snapshot: Snapshot, row: number): Problem[] {
  const { catalog } = snapshot
  const errorCode = catalog.errorCodes[row] ?? KAFKA_OK
  if (errorCode !== KAFKA_OK) {
    return [{ field: null, code: kafkaErrorName(errorCode), message: explainKafkaError(errorCode).message }]
  }
  const oldCluster = { code: 'unsupported', message: 'This cluster is too old for topic IDs.' }
  return [
    ...about(['topicId'], catalog.topicIds[row] === null ? oldCluster : null),
    ...offsetProblems(snapshot, row),
    ...groupProblems(snapshot, row),
    ...about(['sizeBytes', 'replicaBytes'], whySizesAreDoubtful(snapshot, row)),
    ...about(['cleanupPolicy', 'retentionMs', 'minInsyncReplicas'], whyConfigsAreMissing(snapshot, row)),
  ]
}

function about(fields: readonly string[], reason: Reason | null): Problem[] {
  return reason ? fields.map((field) => ({ field, ...reason })) : []
}

/** Why a figure of a topic that can be summed is unknown or uncertain; null: it is neither. */
export function whyDoubtful(snapshot: Snapshot, row: number, field: SummedField): Reason | null {
  const errorCode = snapshot.catalog.errorCodes[row] ?? KAFKA_OK
  if (errorCode !== KAFKA_OK) {
    return { code: kafkaErrorName(errorCode), message: explainKafkaError(errorCode).message }
  }
  switch (field) {
    case 'messages':
      return whyOffsetsAreDoubtful(snapshot, row) ?? whyMessagesAreFewer(snapshot, row)
    case 'producePerSecond':
      return whyOffsetsAreDoubtful(snapshot, row) ?? whyRateIsUnknown(snapshot, row)
    case 'sizeBytes':
    case 'replicaBytes':
      return whySizesAreDoubtful(snapshot, row)
    case 'partitionCount':
    case 'underReplicated':
    case 'leaderless':
    case 'leaderDown':
    case 'belowMinIsr':
      return null
    default:
      return field satisfies never
  }
}

const NO_GROUP = { code: 'none', message: 'No group consumes this topic.' }
const NO_LAG = { code: 'unknown', message: "No group's position on this topic is known." }

function groupProblems(snapshot: Snapshot, row: number): Problem[] {
  const { groupCount, maxLag } = groupFactsOf(snapshot, snapshot.catalog.names[row] ?? '')
  if (groupCount === null) {
    const reason = snapshot.tiers.groups.failure ?? { code: 'unknown', message: 'The groups have not been read yet.' }
    const { code, message } = reason
    return about(['groupCount', 'maxLag', 'furthestBehind'], { code, message })
  }
  if (maxLag === null) return about(['maxLag', 'furthestBehind'], groupCount === 0 ? NO_GROUP : NO_LAG)
  const unknown = countUnknownOn(snapshot, snapshot.catalog.names[row] ?? '')
  const message = `${counted(unknown, 'group has', 'groups have')} partitions with unknown lag on this topic; the highest lag may be higher.`
  return about(['maxLag', 'furthestBehind'], unknown === 0 ? null : { code: 'partial', message })
}

function offsetProblems(snapshot: Snapshot, row: number): Problem[] {
  const { topics } = snapshot
  const isWriteKnown = known(topics.lastWritesMs[row]) !== null
  const unanswered = whyOffsetsAreDoubtful(snapshot, row)
  if (unanswered) return about(['messages', 'producePerSecond', ...(isWriteKnown ? [] : ['lastWriteAt'])], unanswered)
  return [
    ...about(['messages'], whyMessagesAreFewer(snapshot, row)),
    ...about(['producePerSecond'], whyRateIsUnknown(snapshot, row)),
    ...about(['lastWriteAt'], isWriteKnown ? null : NOT_WRITTEN_SINCE),
  ]
}

function whyMessagesAreFewer(snapshot: Snapshot, row: number): Reason | null {
  const { messages, transactional } = snapshot.topics
  return whyFewer(snapshot, row, known(messages[row]), (transactional[row] ?? 0) > 0)
}

function whyRateIsUnknown({ topics }: Snapshot, row: number): Reason | null {
  return known(topics.producePerSecond[row]) === null ? TOO_FEW_SAMPLES : null
}

/**
 * Why a topic, or a partition of it, has fewer messages than offsets; null: nothing is known that takes any away, or
 * there are no offsets.
 */
export function whyFewer(
  { configs }: Snapshot,
  topicRow: number,
  offsets: number | null,
  isTransactional: boolean,
): Reason | null {
  if (!offsets) return null
  const why: string[] = []
  if (configs.configErrors[topicRow] !== KAFKA_OK) why.push('compaction may have removed some of the messages')
  else if ((configs.policies[topicRow] ?? 0) & COMPACTS) why.push('compaction has removed some of the messages')
  if (isTransactional) why.push('some of the offsets are control records of transactions')
  if (why.length === 0) return null
  return { code: 'at-most', message: `At most: this is end offset minus start offset, and ${why.join('; ')}.` }
}

const NOT_WRITTEN_SINCE: Reason = {
  code: 'unknown',
  message: 'No message was produced since the dashboard was started.',
}

function whyOffsetsAreDoubtful({ catalog, topics, tiers }: Snapshot, row: number): Reason | null {
  const unanswered = topics.unanswered[row] ?? 0
  if (unanswered === 0) return null
  const [from, to] = partitionRows(catalog, row)
  const partial = `${unanswered} of ${counted(to - from, 'partition')} could not be read; their last known values are included.`
  return whyMissing(tiers.offsets, { notYet: OFFSETS_NOT_ASKED, partial })
}

function whySizesAreDoubtful({ catalog, leadership, topics, brokers, tiers }: Snapshot, row: number): Reason | null {
  const doubts = doubtsAbout(brokers, tiers)
  if (doubts.length > 0) {
    const [from, to] = partitionRows(catalog, row)
    const [[first], [end]] = [replicaRows(leadership, from), replicaRows(leadership, to)]
    const keepers = leadership.replicaBrokers.subarray(first, end)
    const own = doubts.find(({ id }) => keepers.includes(id))
    if (own) return own.doubt
  }
  const partial = 'Not every broker has reported its replicas of this topic.'
  return topics.unsized[row] ? whyMissing(tiers.logDirs, { notYet: SIZES_NOT_REPORTED, partial }) : null
}

/** The brokers whose sizes are uncertain: the same for all topics of a snapshot. */
const doubtsAbout = memoizeLast((brokers: Snapshot['brokers'], tiers: Snapshot['tiers']) =>
  brokers.flatMap((broker) => {
    const doubt = doubtAbout(broker, tiers.logDirs)
    return doubt ? { id: broker.id, doubt } : []
  }),
)

function whyConfigsAreMissing({ configs, tiers }: Snapshot, row: number): Reason | null {
  const answer = configs.configErrors[row] ?? NOT_ASKED
  if (answer === KAFKA_OK) return null
  if (answer !== NOT_ASKED) return explainAnswer(answer)
  const { failure } = tiers.configs
  // A topic that has just come is asked about by itself, so the age of the round says nothing of it.
  if (!failure) return { code: 'unknown', message: 'The configuration has not been read yet.' }
  return { code: failure.code, message: failure.message }
}
