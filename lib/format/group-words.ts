import type { Problem } from '#lib/contract/common.ts'
import type { GroupStatus, GroupType, LagStatus, LagTrend } from '#lib/contract/group-states.ts'
import { formatDuration } from './duration.ts'
import { counted, formatNumber } from './number.ts'
import { visibleText } from './visible-text.ts'

interface Word {
  readonly tone: 'ok' | 'warn' | 'bad' | 'note' | 'neutral'
  readonly word: string
}

export const statusWords: Record<GroupStatus, Word> = {
  ok: { tone: 'ok', word: 'healthy' },
  'catching-up': { tone: 'warn', word: 'catching up' },
  'falling-behind': { tone: 'bad', word: 'falling behind' },
  stalled: { tone: 'bad', word: 'stalled' },
  stopped: { tone: 'bad', word: 'stopped' },
  unknown: { tone: 'neutral', word: 'unknown' },
}

/** The statuses that need attention, the worst first. */
export const unhealthyStatuses = ['stopped', 'stalled', 'falling-behind'] as const

/** "2 groups are stopped", or after another such part "2 are stopped". */
export function describeUnhealthyGroups(
  status: (typeof unhealthyStatuses)[number],
  count: number,
  isFirst: boolean,
): string {
  const groups = isFirst ? counted(count, 'group') : formatNumber(count)
  return `${groups} ${count === 1 ? 'is' : 'are'} ${statusWords[status].word}`
}

export const typeWords: Record<GroupType, string> = {
  classic: 'classic',
  consumer: 'consumer (KIP-848)',
  share: 'share group',
  streams: 'streams group',
}

export const typeExplanations: Record<GroupType, string> = {
  classic:
    'A consumer group with the classic protocol: one member, the leader, computes the assignment of partitions for all.',
  consumer:
    'A consumer group with the consumer protocol (KIP-848): the group coordinator assigns the partitions, and members move to the new assignment one by one.',
  share:
    'A share group (KIP-932): several members consume the same partitions, and each message is acknowledged individually.',
  streams: 'A streams group (KIP-1071): a Kafka Streams application whose tasks the group coordinator assigns.',
}

export const trendWords: Record<LagTrend, { readonly sign: string; readonly word: string }> = {
  growing: { sign: '↗', word: 'growing' },
  steady: { sign: '→', word: 'steady' },
  draining: { sign: '↘', word: 'draining' },
}

const stateTones: Readonly<Record<string, Word['tone']>> = {
  stable: 'ok',
  empty: 'neutral',
  dead: 'neutral',
}

/** Every other state is a transition from one assignment to the next. */
export function stateTone(state: string): Word['tone'] {
  return stateTones[state.toLowerCase()] ?? 'warn'
}

/** "ok" describes the committed offset only: the lag may still be large. */
export const lagStatusWords: Record<LagStatus, string> = {
  ok: 'in range',
  'no-commit': 'no committed offset',
  'ahead-of-end': 'beyond the end',
  'behind-retention': 'expired before being read',
  unknown: 'unknown',
}

export const lagStatusExplanations: Record<LagStatus, string> = {
  ok: 'The committed offset lies between the start offset and the end offset: the next message to consume is still there.',
  'no-commit': 'The group has not committed an offset for this partition.',
  'ahead-of-end':
    'The committed offset lies beyond the end offset: the topic was truncated, or deleted and re-created.',
  'behind-retention': 'Retention removed messages before the group had consumed them.',
  unknown: 'The committed offset or the offsets of the partition are not known.',
}

interface PartitionLag {
  readonly status: LagStatus
  readonly lag: number | null
  readonly expired: number | null
}

/** The state of a group's committed offset on one partition, in a few words. */
export function describeLagStatus({ status, lag, expired }: PartitionLag): Word {
  switch (status) {
    case 'ok':
      return lag === 0 ? { tone: 'ok', word: 'up to date' } : { tone: 'neutral', word: lagStatusWords.ok }
    case 'no-commit':
      return { tone: 'note', word: lagStatusWords[status] }
    case 'ahead-of-end':
      return { tone: 'bad', word: lagStatusWords[status] }
    case 'behind-retention':
      return {
        tone: 'bad',
        word: expired === null ? lagStatusWords[status] : `${formatNumber(expired)} expired before being read`,
      }
    case 'unknown':
      return { tone: 'neutral', word: lagStatusWords[status] }
    default:
      return status satisfies never
  }
}

const lowerBoundCodes: ReadonlySet<string> = new Set(['partial', 'expired'])

/** Why a fact that is known may be more than is said, such as where one partition is unknown; null: it is as said. */
export function whyAtLeast(problems: readonly Problem[], field: string): string | null {
  return problems.find((problem) => problem.field === field && lowerBoundCodes.has(problem.code))?.message ?? null
}

/** A group id may be empty or blank, which would be invisible. */
export function groupName(id: string): string {
  return id === '' ? '(no name)' : visibleText(id)
}

/** "about 23 min": what is calculated from rates is not exact to the second. */
export function formatEta(ms: number): string {
  if (ms === 0) return 'up to date'
  return formatDuration(ms < MINUTE_MS ? ms : Math.round(ms / roundTo(ms)) * roundTo(ms)).replace(/ 00? \w+$/, '')
}

const MINUTE_MS = 60_000

function roundTo(ms: number): number {
  return ms < 10 * MINUTE_MS ? 10_000 : ms < 60 * MINUTE_MS ? MINUTE_MS : 5 * MINUTE_MS
}

/** Why the offsets of a group cannot be reset, or null. */
export function whyNoReset(type: GroupType): string | null {
  switch (type) {
    case 'share':
      return 'A share group has no single committed offset per partition: the broker tracks the delivery state of each message'
    case 'streams':
      return 'The offsets of a streams group belong together with the state of its application; reset both with kafka-streams-application-reset.sh'
    case 'classic':
    case 'consumer':
      return null
    default:
      return type satisfies never
  }
}
