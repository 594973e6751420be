import type { Problem } from '#lib/contract/common.ts'
import type { LagTrend } from '#lib/contract/group-states.ts'
import { counted } from '#lib/format/number.ts'
import { visibleText } from '#lib/format/visible-text.ts'
import { KAFKA_OK } from '#lib/kafka/protocol/error-codes.ts'
import { explainAnswer, NOT_ASKED } from '#lib/monitor/snapshot/answer-codes.ts'
import type { PartitionLag } from './lag.ts'

export interface LagContext {
  readonly topic: string
  readonly partition: number
  /** Whether the cluster lists the topic, and of it the partition. */
  readonly listed: 'both' | 'topic' | 'neither'
  readonly committed: number | null
  readonly endOffset: number | null
  readonly commitError: number
  readonly offsetError: number
  /** The members that say that the partition is theirs. */
  readonly memberIds: readonly string[]
}

/** Why facts of a group's partition are missing, and what is odd about those that are not. */
export function lagProblems(lag: PartitionLag, context: LagContext): Problem[] {
  const problems = [...unknownProblems(lag, context), ...oddities(lag, context)]
  if (context.memberIds.length > 1) {
    const members = context.memberIds.map(visibleText).join(' and ')
    const message = `More than one member claims this partition: ${members}. The old owner may not have let go yet.`
    problems.push({ field: 'memberId', code: 'claimed-twice', message })
  }
  return problems
}

function unknownProblems({ status, lag }: PartitionLag, context: LagContext): Problem[] {
  if (status !== 'unknown') return []
  const { code, message } = whyUnknown(context)
  const fields = ['lag', ...(context.committed === null ? ['committed'] : []), ...missingEnd(context)]
  return lag === null ? fields.map((field) => ({ field, code, message })) : []
}

function missingEnd({ endOffset }: LagContext): string[] {
  return endOffset === null ? ['endOffset'] : []
}

function whyUnknown({ topic, partition, listed, commitError, offsetError, endOffset }: LagContext) {
  if (listed === 'neither') {
    return { code: 'topic-gone', message: `There is no topic "${topic}" in this cluster; what was committed remains.` }
  }
  if (listed === 'topic') {
    const message = `Topic "${topic}" has no partition ${partition} any more, or its partitions may not be seen.`
    return { code: 'partition-gone', message }
  }
  if (commitError === NOT_ASKED) return { code: 'unknown', message: 'The group has not been asked yet.' }
  if (commitError !== KAFKA_OK) return refusal(commitError)
  if (offsetError === NOT_ASKED || (offsetError === KAFKA_OK && endOffset === null)) {
    return { code: 'unknown', message: 'The end of this partition is not known yet.' }
  }
  return refusal(offsetError)
}

function refusal(error: number) {
  const { code, message } = explainAnswer(error)
  return { code, message }
}

function oddities({ status, expired, exposure }: PartitionLag, { committed, endOffset }: LagContext): Problem[] {
  switch (status) {
    case 'no-commit': {
      const message = 'The group has not committed anything for this partition.'
      const problems = ['committed', 'lag'].map((field) => ({ field, code: 'no-commit', message }))
      if (exposure !== null) return problems
      const missing = 'Where this partition begins is not known yet.'
      return [...problems, { field: 'exposure', code: 'unknown', message: missing }]
    }
    case 'ahead-of-end': {
      const ahead = counted((committed ?? 0) - (endOffset ?? 0), 'offset')
      const message = `The commit is ${ahead} beyond the end: the log was cut, or the topic deleted and created again.`
      return [{ field: 'lag', code: 'ahead-of-end', message }]
    }
    case 'behind-retention': {
      return [{ field: 'lag', code: 'behind-retention', message: describeExpired(expired ?? 0) }]
    }
    case 'ok':
      if (expired !== null) return []
      return [{ field: 'expired', code: 'unknown', message: 'Where this partition begins is not known yet.' }]
    case 'unknown':
      return []
    default:
      return status satisfies never
  }
}

export function describeExpired(count: number): string {
  return `${counted(count, 'message')} expired before the group had read them; they count in the lag.`
}

/** Where all that the lag counts has expired. */
export const NOTHING_LEFT = {
  code: 'expired',
  message: 'The messages that the lag counts are deleted: nothing is left to read.',
}

/** Where the committed offset is beyond the end. */
export const NOTHING_NEXT = {
  code: 'ahead-of-end',
  message: 'The next message is not written yet: the committed offset is beyond the end.',
}

/** null: not known. */
export interface PaceFacts {
  readonly lag: number | null
  readonly trend: LagTrend | null
  readonly consumePerSecond: number | null
  readonly producePerSecond: number | null
  readonly timeLagMs: number | null
  readonly etaMs: number | null
}

/**
 * Why rates, trend, time lag or ETA of a group or one of its partitions are missing, unless `said` tells it already;
 * lagProblems says why the lag is.
 */
export function paceProblems(
  facts: PaceFacts,
  totalLagField: 'lag' | 'totalLag',
  said: readonly Problem[] = [],
): Problem[] {
  const { lag, trend, consumePerSecond, producePerSecond, timeLagMs, etaMs } = facts
  const withoutLag = `It needs \`${totalLagField}\`, which is not known.`
  const missing: [field: string, isMissing: boolean, code: string, message: string][] = [
    ['trend', trend === null, 'unknown', lag === null ? withoutLag : 'Watched for less than a minute.'],
    ['consumePerSecond', consumePerSecond === null, 'unknown', 'A rate needs two commits that move.'],
    ['producePerSecond', producePerSecond === null, 'unknown', 'A rate needs two looks a moment apart.'],
    ['timeLagMs', timeLagMs === null, 'unknown', lag === null ? withoutLag : OLDER],
    etaMs === null && lag !== null && consumePerSecond !== null && producePerSecond !== null
      ? ['etaMs', true, 'not-draining', 'It does not get less.']
      : ['etaMs', etaMs === null, 'unknown', lag === null ? withoutLag : 'It needs both rates.'],
  ]
  return missing.flatMap(([field, isMissing, code, message]) =>
    isMissing && !said.some((problem) => problem.field === field) ? [{ field, code, message }] : [],
  )
}

const OLDER = 'The next message was there before the dashboard began to watch; its own time is not known yet.'
