import { AppError } from '#lib/contract/errors.ts'
import type { GroupType } from '#lib/contract/group-states.ts'
import type { Coordinators } from '#lib/kafka/admin/coordinators.ts'
import type { FanOut } from '#lib/kafka/admin/fan-out.ts'
import type { GroupOffsets } from '#lib/kafka/admin/group-offsets.ts'
import type { CoordinatedGroup, GroupDescription } from '#lib/kafka/admin/groups.ts'
import type { ShareGroupOffsets } from '#lib/kafka/protocol/describe-share-group-offsets.ts'
import type { ListedGroup } from '#lib/kafka/protocol/list-groups.ts'
import type { MetadataBroker } from '#lib/kafka/protocol/metadata.ts'
import { type KnownGroup, type KnownGroups, shiftGroups } from '#lib/monitor/lag/groups/known-group.ts'
import {
  fromListing,
  keepMissing,
  WITHOUT_MEMBERS,
  withCommits,
  withDescription,
  withProblems,
} from './group-updates.ts'

/** Up to here all groups are described each time. */
const FEW_GROUPS = 300
const DESCRIBED_FOR_MS = 45_000
/** How many are described again in a round only because it was long ago. */
const DESCRIBED_AGAIN = 1_000

/** Requests to the brokers; each broker and each group succeeds or fails by itself. */
export interface GroupRequests {
  readonly list: (brokers: readonly MetadataBroker[]) => Promise<FanOut<CoordinatedGroup>>
  readonly describe: (coordinators: Coordinators, groups: readonly ListedGroup[]) => Promise<FanOut<GroupDescription>>
  readonly commits: (coordinators: Coordinators, groups: readonly string[]) => Promise<FanOut<GroupOffsets>>
  readonly shareStarts: (coordinators: Coordinators, groups: readonly string[]) => Promise<FanOut<ShareGroupOffsets>>
}

/** Keeps what the brokers report of groups: which there are, their members, and their commits. */
export class GroupWatch {
  readonly #requests: GroupRequests
  readonly #now: () => number
  #known: KnownGroups = { requestedAtMs: null, groups: [] }
  /** By how much the clock was set since the round began. */
  #shiftedMs = 0

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

  /** The clock was set: what is known happened so much later by it. */
  shiftTimes(byMs: number): void {
    this.#shiftedMs += byMs
    this.#known = shiftGroups(this.#known, byMs)
  }

  /** One round; fails only when no broker lists its groups. */
  async refresh(brokers: readonly MetadataBroker[], watched: ReadonlySet<string>): Promise<void> {
    const requestedAtMs = this.#now()
    this.#shiftedMs = 0
    if (brokers.length === 0) throw new AppError('unavailable', 'No broker responds.')
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
    const known = { requestedAtMs, groups: inOrderOf(this.#known.groups, groups) }
    this.#known = this.#shiftedMs === 0 ? known : shiftGroups(known, this.#shiftedMs)
  }

  /**
   * Those that are described this time: new ones, those that changed or are watched, and some of the others. Of many
   * groups, one without members is only described when it had some: the listing has reported all there is.
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
      const isDescribed = known?.description || group.state === WITHOUT_MEMBERS
      if (!isDescribed || (known && known.state !== group.state) || watched.has(group.id)) due.push(group)
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
