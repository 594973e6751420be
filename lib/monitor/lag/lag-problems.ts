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
    const message = `More than one member claims this partition: ${members}. The previous owner may not have released it yet.`
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
    return {
      code: 'topic-gone',
      message: `There is no topic "${topic}" in this cluster; only the committed offset is left.`,
    }
  }
  if (listed === 'topic') {
    const message = `Topic "${topic}" has no partition ${partition} any more, or the account may not describe the topic.`
    return { code: 'partition-gone', message }
  }
  if (commitError === NOT_ASKED) return { code: 'unknown', message: 'The group has not been read yet.' }
  if (commitError !== KAFKA_OK) return refusal(commitError)
  if (offsetError === NOT_ASKED || (offsetError === KAFKA_OK && endOffset === null)) {
    return { code: 'unknown', message: 'The end offset of this partition is not known yet.' }
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
      const message = 'The group has no committed offset on this partition.'
      const problems = ['committed', 'lag'].map((field) => ({ field, code: 'no-commit', message }))
      if (exposure !== null) return problems
      const missing = 'The start offset of this partition is not known yet.'
      return [...problems, { field: 'exposure', code: 'unknown', message: missing }]
    }
    case 'ahead-of-end': {
      const ahead = counted((committed ?? 0) - (endOffset ?? 0), 'offset')
      const message = `The committed offset is ${ahead} beyond the end: the topic was truncated, or deleted and re-created.`
      return [{ field: 'lag', code: 'ahead-of-end', message }]
    }
    case 'behind-retention': {
      return [{ field: 'lag', code: 'behind-retention', message: describeExpired(expired ?? 0) }]
    }
    case 'ok':
      if (expired !== null) return []
      return [{ field: 'expired', code: 'unknown', message: 'The start offset of this partition is not known yet.' }]
    case 'unknown':
      return []
    default:
      return status satisfies never
  }
}

export function describeExpired(count: number): string {
  return `${counted(count, 'message')} expired before being read; they are included in the lag.`
}

/** Where all that the lag counts has expired. */
export const NOTHING_LEFT = {
  code: 'expired',
  message: 'All messages of the lag have expired; no message is left.',
}

/** Where the committed offset is beyond the end. */
export const NOTHING_NEXT = {
  code: 'ahead-of-end',
  message: 'The next message is not produced yet: the committed offset is beyond the end.',
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
  const withoutLag = `It needs \`${totalLagField}\`, which is unknown.`
  const missing: [field: string, isMissing: boolean, code: string, message: string][] = [
    ['trend', trend === null, 'unknown', lag === null ? withoutLag : 'Observed for less than a minute.'],
    ['consumePerSecond', consumePerSecond === null, 'unknown', 'Not enough samples yet.'],
    ['producePerSecond', producePerSecond === null, 'unknown', 'Not enough samples yet.'],
    ['timeLagMs', timeLagMs === null, 'unknown', lag === null ? withoutLag : OLDER],
    etaMs === null && lag !== null && consumePerSecond !== null && producePerSecond !== null
      ? ['etaMs', true, 'not-draining', 'The lag does not shrink.']
      : ['etaMs', etaMs === null, 'unknown', lag === null ? withoutLag : 'The rates are not known yet.'],
  ]
  return missing.flatMap(([field, isMissing, code, message]) =>
    isMissing && !said.some((problem) => problem.field === field) ? [{ field, code, message }] : [],
  )
}

const OLDER = 'The next message is older than the dashboard has been running; its timestamp has not been read yet.'
