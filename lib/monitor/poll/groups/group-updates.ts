import type { Problem } from '#lib/contract/common.ts'
import type { GroupOffsets } from '#lib/kafka/admin/group-offsets.ts'
import type { CoordinatedGroup, GroupDescription } from '#lib/kafka/admin/groups.ts'
import { findCause, toAppError } from '#lib/kafka/failure.ts'
import type { ShareGroupOffsets } from '#lib/kafka/protocol/describe-share-group-offsets.ts'
import { BROKER_NOT_AVAILABLE, KAFKA_OK, KafkaError, kafkaErrorName } from '#lib/kafka/protocol/error-codes.ts'
import type { MetadataBroker } from '#lib/kafka/protocol/metadata.ts'
import { claimsOf, sameClaims } from '#lib/monitor/lag/groups/group-claims.ts'
import { commitsOf, concernSame, shareStartsOf, type TopicCommits } from '#lib/monitor/lag/groups/group-commits.ts'
import type { MemberClaims } from '#lib/monitor/lag/groups/group-positions.ts'
import type { KnownGroup } from '#lib/monitor/lag/groups/known-group.ts'
import { NOT_ASKED } from '#lib/monitor/snapshot/answer-codes.ts'

// What a round makes of a known group. A group of which nothing has changed stays the same object.

export const WITHOUT_MEMBERS = 'Empty'
const NO_CLAIMS: readonly MemberClaims[] = []
const NO_COMMITS: readonly TopicCommits[] = []
const NO_PROBLEMS: readonly Problem[] = []

/** A group that is another type than before is another group, of which nothing is known. */
export function fromListing(listed: CoordinatedGroup, before: KnownGroup | undefined): KnownGroup {
  const type = listed.type ?? before?.type ?? 'classic'
  const known = before?.type === type ? before : undefined
  if (known && isListedAs(known, listed)) return known
  return {
    description: null,
    describedAtMs: 0,
    claims: NO_CLAIMS,
    commits: NO_COMMITS,
    reply: null,
    shape: NO_COMMITS,
    commitError: NOT_ASKED,
    emptySinceMs: null,
    ...known,
    problems: known?.problems ?? NO_PROBLEMS,
    id: listed.id,
    type,
    state: listed.state ?? known?.state ?? null,
    protocolType: listed.protocolType || known?.protocolType || '',
    coordinator: listed.coordinator,
    isMissing: false,
  }
}

/** Whether the listing brings nothing new: nearly always, and then the group stays the same object. */
function isListedAs(known: KnownGroup, { state, protocolType, coordinator }: CoordinatedGroup): boolean {
  return (
    !known.isMissing &&
    (state === null || state === known.state) &&
    (protocolType === '' || protocolType === known.protocolType) &&
    coordinator.id === known.coordinator.id &&
    coordinator.host === known.coordinator.host &&
    coordinator.port === known.coordinator.port
  )
}

export function withDescription(
  group: KnownGroup,
  description: GroupDescription | undefined,
  error: Error | undefined,
  nowMs: number,
): KnownGroup {
  if (!description) {
    // What it was when it had members is not what it is without.
    if (error && group.state === WITHOUT_MEMBERS) return { ...group, description: null, claims: NO_CLAIMS }
    return group
  }
  const claims = claimsOf(description.members ?? [])
  const isEmpty = description.members?.length === 0
  const hadMembers = (group.description?.members?.length ?? 0) > 0
  return {
    ...group,
    state: description.state ?? group.state,
    description,
    describedAtMs: nowMs,
    claims: sameClaims(claims, group.claims) ? group.claims : claims,
    emptySinceMs: isEmpty ? (group.emptySinceMs ?? (hadMembers ? nowMs : null)) : null,
  }
}

/** Commits that could not be read again stay, as what was known last, beside the reason. */
export function withCommits(
  group: KnownGroup,
  reply: GroupOffsets | ShareGroupOffsets | undefined,
  error: Error | undefined,
): KnownGroup {
  if (!reply) return { ...group, commitError: error ? errorCodeOf(error) : BROKER_NOT_AVAILABLE }
  if (reply === group.reply) return group.commitError === KAFKA_OK ? group : { ...group, commitError: KAFKA_OK }
  const commits = 'commits' in reply ? commitsOf(reply) : shareStartsOf(reply)
  const shape = concernSame(commits, group.shape) ? group.shape : commits
  return { ...group, commits, reply, shape, commitError: KAFKA_OK }
}

function errorCodeOf(error: Error): number {
  return findCause(error, KafkaError)?.errorCode ?? BROKER_NOT_AVAILABLE
}

export function withProblems(
  group: KnownGroup,
  notDescribed: Error | undefined,
  notRead: Error | undefined,
): KnownGroup {
  if (!notDescribed && !notRead && group.problems.length === 0) return group
  const problems = [
    ...(notDescribed ? [toProblem('memberCount', notDescribed)] : []),
    ...(notRead ? [toProblem('totalLag', notRead)] : []),
  ]
  return { ...group, problems: sameProblems(problems, group.problems) ? group.problems : problems }
}

function toProblem(field: string, error: Error): Problem {
  const refusal = findCause(error, KafkaError)
  const known = toAppError(error)
  const code = refusal ? kafkaErrorName(refusal.errorCode) : (known?.code ?? 'internal')
  return { field, code, message: known?.message ?? 'The request failed.' }
}

function sameProblems(a: readonly Problem[], b: readonly Problem[]): boolean {
  return (
    a.length === b.length &&
    a.every(({ field, message }, index) => field === b[index]?.field && message === b[index]?.message)
  )
}

/**
 * A group that no broker listed: it stays while its coordinator is silent, and otherwise for one round, as one whose
 * coordinator moves is listed by neither.
 */
export function keepMissing(
  group: KnownGroup,
  brokers: readonly MetadataBroker[],
  silent: ReadonlyMap<number, Error>,
): KnownGroup | null {
  const { id } = group.coordinator
  const reason = silent.get(id)
  const isAsked = brokers.some((broker) => broker.id === id)
  if (!reason && isAsked) return group.isMissing ? null : { ...group, isMissing: true }
  const why = reason ? (toAppError(reason)?.message ?? 'the request failed.') : 'it does not respond.'
  const message = `Broker ${id}, the coordinator of the group, does not list its groups: ${why}`
  const problems = [{ field: 'state', code: 'coordinator', message }]
  return {
    ...group,
    commitError: reason ? errorCodeOf(reason) : BROKER_NOT_AVAILABLE,
    problems: sameProblems(problems, group.problems) ? group.problems : problems,
  }
}
