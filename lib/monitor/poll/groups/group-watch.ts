import type { Problem } from '#lib/contract/common.ts'
import { AppError } from '#lib/contract/errors.ts'
import type { GroupType } from '#lib/contract/group-states.ts'
import type { Coordinators } from '#lib/kafka/admin/coordinators.ts'
import type { FanOut } from '#lib/kafka/admin/fan-out.ts'
import type { GroupOffsets } from '#lib/kafka/admin/group-offsets.ts'
import type { CoordinatedGroup, GroupDescription } from '#lib/kafka/admin/groups.ts'
import { findCause, toAppError } from '#lib/kafka/failure.ts'
import type { ShareGroupOffsets } from '#lib/kafka/protocol/describe-share-group-offsets.ts'
import { BROKER_NOT_AVAILABLE, KAFKA_OK, KafkaError, kafkaErrorName } from '#lib/kafka/protocol/error-codes.ts'
import type { ListedGroup } from '#lib/kafka/protocol/list-groups.ts'
import type { MetadataBroker } from '#lib/kafka/protocol/metadata.ts'
import { claimsOf, sameClaims } from '#lib/monitor/lag/groups/group-claims.ts'
import { commitsOf, concernSame, shareStartsOf, type TopicCommits } from '#lib/monitor/lag/groups/group-commits.ts'
import type { MemberClaims } from '#lib/monitor/lag/groups/group-positions.ts'
import type { KnownGroup, KnownGroups } from '#lib/monitor/lag/groups/known-group.ts'
import { NOT_ASKED } from '#lib/monitor/snapshot/answer-codes.ts'

/** Up to here all groups are described each time. */
const FEW_GROUPS = 300
const DESCRIBED_FOR_MS = 45_000
/** How many are described again in a round only because it was long ago. */
const DESCRIBED_AGAIN = 1_000
const WITHOUT_MEMBERS = 'Empty'

/** Requests to the brokers; each broker and each group succeeds or fails by itself. */
export interface GroupRequests {
  readonly list: (brokers: readonly MetadataBroker[]) => Promise<FanOut<CoordinatedGroup>>
  readonly describe: (coordinators: Coordinators, groups: readonly ListedGroup[]) => Promise<FanOut<GroupDescription>>
  readonly commits: (coordinators: Coordinators, groups: readonly string[]) => Promise<FanOut<GroupOffsets>>
  readonly shareStarts: (coordinators: Coordinators, groups: readonly string[]) => Promise<FanOut<ShareGroupOffsets>>
}

const NO_CLAIMS: readonly MemberClaims[] = []
const NO_COMMITS: readonly TopicCommits[] = []
const NO_PROBLEMS: readonly Problem[] = []

/** Keeps what the brokers report of groups: which there are, their members, and their commits. */
export class GroupWatch {
  readonly #requests: GroupRequests
  readonly #now: () => number
  #known: KnownGroups = { requestedAtMs: null, groups: [] }

  constructor(requests: GroupRequests, now: () => number) {
    this.#requests = requests
    this.#now = now
  }

  get known(): KnownGroups {
    return this.#known
  }

  find(id: string): KnownGroup | null {
    return this.#known.groups.find((group) => group.id === id) ?? null
  }

  /** A group that was deleted from here is gone at once, and not only after it was missed twice. */
  forget(id: string): void {
    this.#known = { ...this.#known, groups: this.#known.groups.filter((group) => group.id !== id) }
  }

  /** One round; fails only when no broker lists its groups. */
  async refresh(brokers: readonly MetadataBroker[], watched: ReadonlySet<string>): Promise<void> {
    const requestedAtMs = this.#now()
    if (brokers.length === 0) throw new AppError('unavailable', 'No broker answers.')
    const listed = await this.#requests.list(brokers)
    const silent = new Map(listed.failures.map(({ scope, error }) => [Number(scope), error]))
    if (silent.size >= brokers.length && listed.data.length === 0) throw listed.failures[0]?.error

    const before = new Map(this.#known.groups.map((group) => [group.id, group]))
    const asked = listed.data.map((group) => fromListing(group, before.get(group.id)))
    const coordinators = new Map(asked.map(({ id, coordinator }) => [id, coordinator]))
    const [commits, starts, descriptions] = await Promise.all([
      this.#requests.commits(
        coordinators,
        idsOf(asked, (type) => type !== 'share'),
      ),
      this.#requests.shareStarts(
        coordinators,
        idsOf(asked, (type) => type === 'share'),
      ),
      this.#requests.describe(coordinators, this.#due(asked, before, watched)),
    ])
    const read = new Map([...commits.data, ...starts.data].map((offsets) => [offsets.id, offsets]))
    const described = new Map(descriptions.data.map((description) => [description.id, description]))
    const failures = {
      commits: byScope([...commits.failures, ...starts.failures]),
      descriptions: byScope(descriptions.failures),
    }
    const groups = asked.map((group) => {
      const { id } = group
      const [notDescribed, notRead] = [failures.descriptions.get(id), failures.commits.get(id)]
      const withMembers = withDescription(group, described.get(id), notDescribed, requestedAtMs)
      return withProblems(withCommits(withMembers, read.get(id), notRead), notDescribed, notRead)
    })
    for (const group of groups) before.delete(group.id)
    for (const group of before.values()) {
      const left = keepMissing(group, brokers, silent)
      if (left) groups.push(left)
    }
    this.#known = { requestedAtMs, groups: inOrderOf(this.#known.groups, groups) }
  }

  /**
   * Those that are described this time: new ones, those that changed or are looked at, and some of the others. Of many
   * groups, one without members is only described when it had some: the listing has reply all there is.
   */
  #due(
    asked: readonly KnownGroup[],
    before: ReadonlyMap<string, KnownGroup>,
    watched: ReadonlySet<string>,
  ): ListedGroup[] {
    if (asked.length <= FEW_GROUPS) return asked.map(toListed)
    const now = this.#now()
    const due: KnownGroup[] = []
    const old: KnownGroup[] = []
    for (const group of asked) {
      const known = before.get(group.id)
      const isTold = known?.description || group.state === WITHOUT_MEMBERS
      if (!isTold || (known && known.state !== group.state) || watched.has(group.id)) due.push(group)
      else if (group.state !== WITHOUT_MEMBERS && now - group.describedAtMs > DESCRIBED_FOR_MS) old.push(group)
    }
    old.sort((a, b) => a.describedAtMs - b.describedAtMs)
    return [...due, ...old.slice(0, DESCRIBED_AGAIN)].map(toListed)
  }
}

/** By id. Brokers list in an order of their own, and nearly always the same groups as before. */
function inOrderOf(before: readonly KnownGroup[], groups: readonly KnownGroup[]): KnownGroup[] {
  if (before.length === groups.length) {
    const byId = new Map(groups.map((group) => [group.id, group]))
    const ordered = before.flatMap(({ id }) => byId.get(id) ?? [])
    if (ordered.length === groups.length) return ordered
  }
  return groups.toSorted((a, b) => (a.id < b.id ? -1 : 1))
}

function idsOf(groups: readonly KnownGroup[], isWanted: (type: GroupType) => boolean): string[] {
  return groups.flatMap(({ id, type }) => (isWanted(type) ? id : []))
}

function toListed({ id, type, state, protocolType }: KnownGroup): ListedGroup {
  return { id, type, state, protocolType }
}

function byScope(failures: FanOut<unknown>['failures']): ReadonlyMap<string, Error> {
  return new Map(failures.map(({ scope, error }) => [scope, error]))
}

/** A group that is another type than before is another group, of which nothing is known. */
function fromListing(listed: CoordinatedGroup, before: KnownGroup | undefined): KnownGroup {
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

function withDescription(
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
function withCommits(
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

function withProblems(group: KnownGroup, notDescribed: Error | undefined, notRead: Error | undefined): KnownGroup {
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
  return { field, code, message: known?.message ?? 'It could not be asked.' }
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
function keepMissing(
  group: KnownGroup,
  brokers: readonly MetadataBroker[],
  silent: ReadonlyMap<number, Error>,
): KnownGroup | null {
  const { id } = group.coordinator
  const reason = silent.get(id)
  const isAsked = brokers.some((broker) => broker.id === id)
  if (!reason && isAsked) return group.isMissing ? null : { ...group, isMissing: true }
  const why = reason ? (toAppError(reason)?.message ?? 'it could not be asked.') : 'it does not answer.'
  const message = `Broker ${id}, which looks after the group, does not list its groups: ${why}`
  const problems = [{ field: 'state', code: 'coordinator', message }]
  return {
    ...group,
    commitError: reason ? errorCodeOf(reason) : BROKER_NOT_AVAILABLE,
    problems: sameProblems(problems, group.problems) ? group.problems : problems,
  }
}
