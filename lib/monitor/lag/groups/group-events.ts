import { counted } from '#lib/format/number.ts'
import type { MemberJoins } from '#lib/monitor/snapshot/group-columns.ts'
import type { KeptEvent } from '#lib/monitor/snapshot/kept-event.ts'
import type { KnownGroup } from './known-group.ts'

export interface GroupEvent extends KeptEvent {
  readonly kind: 'rebalance' | 'members' | 'reset'
}

const KEPT_EVENTS = 50
const KEPT_JOINS = 30
/** Long enough that a member which is started again every five minutes at most counts as coming and going. */
const JOINS_FOR_MS = 900_000
const KEPT_GROUPS = 500

/** What happened to groups of late, as far as it was seen between one look and the next. */
export class GroupEvents {
  /** The group that something happened to last stands last. */
  readonly #events = new Map<string, GroupEvent[]>()
  /** By group, when members were seen to have joined, oldest first. */
  readonly #joins = new Map<string, readonly number[]>()

  /** Holds a round against the one before. */
  observe(before: ReadonlyMap<string, KnownGroup>, groups: readonly KnownGroup[], atMs: number): void {
    for (const group of groups) {
      const known = before.get(group.id)
      if (!known || known === group) continue
      if (isRebalancing(group.state) && !isRebalancing(known.state)) {
        this.add(group.id, { atMs, kind: 'rebalance', text: 'Rebalance started.' })
      }
      const change = membersChanged(known, group)
      if (!change) continue
      this.add(group.id, { atMs, kind: 'members', text: describeChange(change) })
      if (change.joined > 0) this.#addJoin(group.id, atMs)
    }
  }

  add(group: string, event: GroupEvent): void {
    const events = [...(this.#events.get(group) ?? []), event].slice(-KEPT_EVENTS)
    this.#events.delete(group)
    this.#events.set(group, events)
    const [oldest] = this.#events.keys()
    if (this.#events.size > KEPT_GROUPS && oldest !== undefined) this.#events.delete(oldest)
  }

  /** Nothing for a group that none joined of late. */
  joinsOf(group: string, nowMs: number): MemberJoins | null {
    const times = this.#joins.get(group)?.filter((atMs) => nowMs - atMs < JOINS_FOR_MS) ?? []
    const [firstMs, lastMs] = [times[0], times.at(-1)]
    return firstMs === undefined || lastMs === undefined ? null : { count: times.length, firstMs, lastMs }
  }

  /** The clock was set: what is known happened so much later by it. */
  shiftTimes(byMs: number): void {
    for (const [group, events] of this.#events)
      this.#events.set(
        group,
        events.map((event) => ({ ...event, atMs: event.atMs + byMs })),
      )
    for (const [group, times] of this.#joins)
      this.#joins.set(
        group,
        times.map((atMs) => atMs + byMs),
      )
  }

  #addJoin(group: string, atMs: number): void {
    const times = [...(this.#joins.get(group) ?? []), atMs].slice(-KEPT_JOINS)
    this.#joins.delete(group)
    this.#joins.set(group, times)
    const [oldest] = this.#joins.keys()
    if (this.#joins.size > KEPT_GROUPS && oldest !== undefined) this.#joins.delete(oldest)
  }

  /** Oldest first. */
  of(group: string): readonly GroupEvent[] {
    return this.#events.get(group) ?? []
  }
}

export function isRebalancing(state: string | null): boolean {
  return state !== null && REBALANCING.has(state)
}

/** In the words of all three protocols. */
const REBALANCING = new Set(['PreparingRebalance', 'CompletingRebalance', 'Assigning', 'Reconciling'])

interface MembersChange {
  readonly joined: number
  readonly left: number
  readonly now: number
}

function membersChanged(before: KnownGroup, after: KnownGroup): MembersChange | null {
  const [were, are] = [before.description?.members, after.description?.members]
  if (!were || !are || before.describedAtMs === after.describedAtMs) return null
  const [known, now] = [new Set(were.map(({ id }) => id)), new Set(are.map(({ id }) => id))]
  const joined = are.filter(({ id }) => !known.has(id)).length
  const left = were.filter(({ id }) => !now.has(id)).length
  return joined === 0 && left === 0 ? null : { joined, left, now: are.length }
}

function describeChange({ joined, left, now }: MembersChange): string {
  const changes = [joined > 0 && `${counted(joined, 'member')} joined`, left > 0 && `${counted(left, 'member')} left`]
  const rest = now === 0 ? 'no members left' : `${now} in total`
  return `${changes.filter(Boolean).join(', ')}; ${rest}.`
}
