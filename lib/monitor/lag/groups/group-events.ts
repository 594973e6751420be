import { counted } from '#lib/format/number.ts'
import type { KnownGroup } from './known-group.ts'

export interface GroupEvent {
  readonly atMs: number
  readonly kind: 'rebalance' | 'members' | 'reset'
  readonly text: string
}

const KEPT_EVENTS = 50
const KEPT_GROUPS = 500

/** What happened to groups of late, as far as it was seen between one look and the next. */
export class GroupEvents {
  /** The group that something happened to last stands last. */
  readonly #events = new Map<string, GroupEvent[]>()

  /** Holds a round against the one before. */
  observe(before: ReadonlyMap<string, KnownGroup>, groups: readonly KnownGroup[], atMs: number): void {
    for (const group of groups) {
      const known = before.get(group.id)
      if (!known || known === group) continue
      if (isRebalancing(group.state) && !isRebalancing(known.state)) {
        this.add(group.id, { atMs, kind: 'rebalance', text: 'Began to rebalance.' })
      }
      const text = membersChanged(known, group)
      if (text) this.add(group.id, { atMs, kind: 'members', text })
    }
  }

  add(group: string, event: GroupEvent): void {
    const events = [...(this.#events.get(group) ?? []), event].slice(-KEPT_EVENTS)
    this.#events.delete(group)
    this.#events.set(group, events)
    const [oldest] = this.#events.keys()
    if (this.#events.size > KEPT_GROUPS && oldest !== undefined) this.#events.delete(oldest)
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

function membersChanged(before: KnownGroup, after: KnownGroup): string | null {
  const [were, are] = [before.description?.members, after.description?.members]
  if (!were || !are || before.describedAtMs === after.describedAtMs) return null
  const [known, now] = [new Set(were.map(({ id }) => id)), new Set(are.map(({ id }) => id))]
  const joined = are.filter(({ id }) => !known.has(id)).length
  const left = were.filter(({ id }) => !now.has(id)).length
  if (joined === 0 && left === 0) return null
  const changes = [joined > 0 && `${counted(joined, 'member')} joined`, left > 0 && `${counted(left, 'member')} left`]
  const rest = are.length === 0 ? 'nobody is there now' : `${are.length} in all`
  return `${changes.filter(Boolean).join(', ')}; ${rest}.`
}
