import type { GroupStatus } from '#lib/contract/group-states.ts'
import { formatDuration } from '#lib/format/duration.ts'
import { counted, formatNumber, formatRate } from '#lib/format/number.ts'
import { visibleText } from '#lib/format/visible-text.ts'
import { type GroupStanding, isOver, LAST_COMMIT_WITHIN_MS, statusAsFarAsKnown } from './group-status.ts'
import { joinsEveryMs } from './member-joins.ts'

/** A consumer that has read nothing for so long does not only pause between two commits. */
const READS_NOTHING_AFTER_MS = 20_000

/** What the sentence about it needs beside that. */
export interface GroupDetails extends Omit<GroupStanding, 'ownedStuckCount'> {
  /** Since when the lag has been growing; null: not known, or it is not. */
  readonly growingSinceMs: number | null
  /** By how much the lag grows or, negative, drains, and over which time that is so; null: not known, or neither. */
  readonly lagPerSecond: number | null
  readonly lagMovedOverMs: number | null
  /** When any commit was last seen to move that has moved again since. */
  readonly movedBeforeMs: number | null
  readonly partitionCount: number
  /** Partitions that it could read and has committed nothing on. */
  readonly withoutCommit: number
  /** Why a partition is unknown: the reason of one that is, as a sentence. */
  readonly unknownReason: string | null
  /** Since when it has been seen without members; null while it was never seen with any. */
  readonly emptySinceMs: number | null
  readonly isRebalancing: boolean
  readonly producePerSecond: number | null
  readonly consumePerSecond: number | null
  readonly etaMs: number | null
  /** Partitions whose commit has not moved for a minute although there was something to read. */
  readonly stuckCount: number
  /** The one of them that has been waiting longest. */
  readonly firstStuck: StuckPartition | null
  /** null: nowhere. */
  readonly beyondEnd: BeyondEnd | null
  /** Messages of the lag that expired before they were read. */
  readonly expired: number
  /** Messages behind an open transaction. */
  readonly heldBack: number
}

/** Where a group has committed farthest beyond the end. */
export interface BeyondEnd {
  readonly topic: string
  readonly partition: number
  readonly offsets: number
}

export interface StuckPartition {
  readonly topic: string
  readonly partition: number
  /** The next record to read there; null: not known. */
  readonly offset: number | null
  /** Who should be reading it. */
  readonly member: string | null
}

/** Why the status is what it is. Times stand in it as ISO 8601, for the screen to put into its own. */
export function explainStatus(status: GroupStatus, details: GroupDetails): string {
  const { totalLag, markerLag, beyondEnd } = details
  const isAllBeyondEnd = beyondEnd !== null && totalLag !== null && totalLag <= markerLag
  return [
    isAllBeyondEnd ? '' : mainSentence(status, details),
    expiredSentence(details),
    beyondEndSentence(details),
    stuckSentence(status, details),
    transactionSentence(status, details),
    details.isRebalancing && status !== 'stopped' ? 'The group is rebalancing.' : '',
    partialSentence(details),
  ]
    .filter(Boolean)
    .join(' ')
}

function mainSentence(status: GroupStatus, details: GroupDetails): string {
  switch (status) {
    case 'ok':
      return calmSentence(details)
    case 'catching-up':
      return `Lag draining${movement(details)}.${now(details)}`
    case 'falling-behind':
      return fallingBehind(details)
    case 'stalled':
      return stalledSentence(details)
    case 'stopped':
      return stoppedSentence(details)
    case 'unknown':
      return isCalmAsFarAsKnown(details) ? calmSentence(details) : unknownSentence(details)
    default:
      return status satisfies never
  }
}

function fallingBehind(details: GroupDetails): string {
  const { growingSinceMs } = details
  const since = growingSinceMs === null ? '' : ` since ${iso(growingSinceMs)},`
  const growing = `Lag growing${since}${movement(details)}`.replace(/,$/, '')
  return isSilent(details)
    ? `Nothing consumed since ${iso(details.movedMs)}. ${growing}.`
    : `${growing}.${now(details)}`
}

/** From the points that the trend is taken from, so that it cannot contradict it. */
function movement({ lagPerSecond, lagMovedOverMs }: GroupDetails): string {
  if (lagPerSecond === null || lagMovedOverMs === null) return ''
  return ` by ${perSecond(Math.abs(lagPerSecond))} over the last ${formatDuration(lagMovedOverMs)}`
}

function isSilent({ consumePerSecond, movedMs, nowMs }: GroupDetails): boolean {
  return consumePerSecond === 0 && movedMs !== null && nowMs - movedMs > READS_NOTHING_AFTER_MS
}

function calmSentence(details: GroupDetails): string {
  return details.totalLag === null || details.totalLag <= details.markerLag ? upToDate(details) : keepsUp(details)
}

/** What is unknown alone keeps the status from being ok; a stuck partition would have made it stalled. */
function isCalmAsFarAsKnown(details: GroupDetails): boolean {
  return statusAsFarAsKnown({ ...details, ownedStuckCount: 0 }) === 'ok'
}

function upToDate({ totalLag, memberCount, unknownCount, withoutCommit }: GroupDetails): string {
  if (unknownCount > 0) return 'Up to date, as far as known.'
  if (totalLag) return `Up to date: ${isLeft(totalLag)}, which consumers do not receive.`
  if (withoutCommit > 0) return 'Up to date on all partitions with a committed offset.'
  return memberCount === 0 ? 'Up to date; no active members.' : 'Up to date.'
}

function isLeft(markers: number): string {
  return markers === 1
    ? 'the remaining offset is a control record'
    : `the remaining ${formatNumber(markers)} offsets are control records`
}

function keepsUp(details: GroupDetails): string {
  if (isSilent(details)) return `Nothing consumed since ${iso(details.movedMs)} · ${lagOf(details)}.`
  return `Lag steady over the last minutes.${now(details)}`
}

/** What the last seconds say is a sentence of its own: the trend is that of minutes, and may just be turning. */
function now({ consumePerSecond, producePerSecond, etaMs }: GroupDetails): string {
  if (consumePerSecond === null || producePerSecond === null) return ''
  const eta = etaMs === null ? '' : ` · ETA about ${formatDuration(etaMs)}`
  return ` Now consuming ${perSecond(consumePerSecond)}, producing ${perSecond(producePerSecond)}${eta}.`
}

/** Whole from ten on: a tenth of it would be more exact than it is. */
function perSecond(rate: number): string {
  return `${rate < 9.95 ? formatRate(rate) : formatNumber(Math.round(rate))}/s`
}

/** Where only some partitions stand still, the sentence about those says all. */
function stalledSentence(details: GroupDetails): string {
  const { nowMs, movedMs, memberCount, joins } = details
  if (!isOver(movedMs, nowMs)) return `Some partitions make no progress · ${lagOf(details)}.`
  const everyMs = joinsEveryMs(joins, nowMs)
  const active = memberCount === 1 ? '1 member is' : `${formatNumber(memberCount ?? 0)} members are`
  const though = everyMs === null && memberCount !== null ? `, though ${active} active` : ''
  const still = `No committed offset has moved since ${iso(movedMs)}${though} · ${lagOf(details)}.`
  return everyMs === null ? still : `${still} Members keep rejoining: one joins about every ${formatDuration(everyMs)}.`
}

function lagOf({ totalLag }: GroupDetails): string {
  return `lag ${formatNumber(totalLag ?? 0)}`
}

/** What can still be read, apart from what is lost. */
function expiredSentence({ expired, totalLag, markerLag }: GroupDetails): string {
  if (expired === 0 || totalLag === null) return ''
  const left = totalLag - markerLag - expired
  if (left <= 0) return 'All of the lag expired before being read; no message is left.'
  return `${formatNumber(expired)} of the lag expired before being read; ${formatNumber(left)} can still be consumed.`
}

function stoppedSentence(details: GroupDetails): string {
  const { emptySinceMs } = details
  const since = emptySinceMs === null ? '' : ` since ${iso(emptySinceMs)}`
  const left = `No active members${since} · ${lagOf(details)}.`
  return isCommitting(details) ? `${left} Committed offsets still move: a client commits without being a member.` : left
}

/** A commit that is moved by hand moves once; one of a consumer, again and again. */
function isCommitting({ emptySinceMs, movedMs, movedBeforeMs, nowMs }: GroupDetails): boolean {
  if (movedMs === null || movedBeforeMs === null || isOver(movedMs, nowMs)) return false
  return emptySinceMs === null || movedBeforeMs > emptySinceMs + LAST_COMMIT_WITHIN_MS
}

function unknownSentence(details: GroupDetails): string {
  const { partitionCount, unknownCount, unknownReason, totalLag } = details
  if (totalLag !== null) return 'Observed for less than a minute.'
  if (partitionCount === 0) return 'No committed offsets and no assignment, so there is no lag.'
  if (unknownCount < partitionCount) return 'No committed offsets yet, so the lag is unknown.'
  return unknownReason ?? 'No partition of the group has been read yet.'
}

export function beyondEndSentence({ beyondEndCount, beyondEnd }: Pick<GroupDetails, 'beyondEndCount' | 'beyondEnd'>) {
  if (beyondEnd === null) return ''
  const { topic, partition, offsets } = beyondEnd
  const by = `${counted(offsets, 'offset')} beyond the end`
  const one = `partition ${partition} of ${topic}`
  const where = beyondEndCount === 1 ? one : `${counted(beyondEndCount, 'partition')}, farthest on ${one}`
  return `The committed offset is ${by} on ${where}: the topic was truncated, or deleted and re-created. The group consumes nothing there until its offsets are reset or the end offset passes them.`
}

function stuckSentence(status: GroupStatus, details: GroupDetails): string {
  const { stuckCount, partitionCount, firstStuck } = details
  if (stuckCount === 0 || !firstStuck || status === 'stopped' || status === 'unknown') return ''
  if (status === 'stalled' && stuckCount === partitionCount && partitionCount > 1) return ''
  const { topic, partition, offset, member } = firstStuck
  const at = offset === null ? '' : ` at offset ${formatNumber(offset)}`
  const owner = member === null ? (details.isRebalancing ? '' : ', unassigned') : `, member ${visibleText(member)}`
  const place = `partition ${partition} of ${topic}${at}${owner}`
  const share = `${formatNumber(stuckCount)} of ${counted(partitionCount, 'partition')}`
  return stuckCount === 1 ? `${share} is stuck: ${place}.` : `${share} are stuck, the longest ${place}.`
}

function transactionSentence(status: GroupStatus, { heldBack, totalLag }: GroupDetails): string {
  if (heldBack === 0 || !totalLag || status === 'stopped') return ''
  return `An open transaction holds back consumers with read_committed: ${counted(heldBack, 'message')} beyond the last stable offset.`
}

function partialSentence({ unknownCount, partitionCount, totalLag }: GroupDetails): string {
  if (unknownCount === 0 || totalLag === null) return ''
  return `The lag of ${formatNumber(unknownCount)} of ${counted(partitionCount, 'partition')} is unknown.`
}

function iso(timeMs: number | null): string {
  return timeMs === null ? 'the start' : new Date(timeMs).toISOString()
}
