import { counted } from '#lib/format/number.ts'
import { visibleText } from '#lib/format/visible-text.ts'
import type { BrokerFacts } from '#lib/monitor/snapshot/broker-facts.ts'
import { type Catalog, rowsByName } from '#lib/monitor/snapshot/catalog.ts'
import type { KeptEvent } from '#lib/monitor/snapshot/kept-event.ts'
import { countLeaderDown, countLeaderless, countUnderReplicated } from '#lib/monitor/snapshot/partition-counts.ts'
import type { Snapshot } from '#lib/monitor/snapshot/snapshot.ts'
import { GroupAlarms } from './group-alarms.ts'

/** More topics that come or go at once are counted, not named. */
const MAX_NAMED = 3

/** What happened to a cluster, as far as it was seen between one snapshot and the next: nothing at the first one. */
export class ClusterEvents {
  readonly #groups = new GroupAlarms()
  readonly #online = new Map<number, boolean>()
  readonly #offline = new Episode()
  readonly #underReplicated = new Episode()
  #catalog: Catalog | null = null
  #hasQuorum: boolean | null = null
  #controllerId: number | null = null

  observe(snapshot: Snapshot, atMs: number): KeptEvent[] {
    return [
      ...this.#brokerEvents(snapshot.brokers, atMs),
      ...this.#quorumEvents(snapshot, atMs),
      ...this.#partitionEvents(snapshot, atMs),
      ...this.#topicEvents(snapshot.catalog, atMs),
      ...(snapshot.groupsAtMs === null ? [] : this.#groups.observe(snapshot.groups, atMs)),
    ]
  }

  /** The clock was set: what is known happened so much later by it. */
  shiftTimes(byMs: number): void {
    this.#groups.shiftTimes(byMs)
  }

  #brokerEvents(brokers: readonly BrokerFacts[], atMs: number): KeptEvent[] {
    return brokers.flatMap(({ id, liveness: { online, downSinceMs } }) => {
      if (online === null) return []
      const before = this.#online.get(id)
      this.#online.set(id, online)
      if (before === undefined || before === online) return []
      const subject = { kind: 'broker', id: String(id) } as const
      return online
        ? [{ atMs, kind: 'broker-back', text: `Broker ${id} is up again.`, subject }]
        : [{ atMs: downSinceMs ?? atMs, kind: 'broker-down', text: `Broker ${id} went down.`, subject }]
    })
  }

  #quorumEvents({ quorum, quorumLostAtMs, controllerId }: Snapshot, atMs: number): KeptEvent[] {
    const events: KeptEvent[] = []
    const hadQuorum = this.#hasQuorum
    if (quorumLostAtMs !== null) this.#hasQuorum = false
    else if (quorum !== null) this.#hasQuorum = true
    if (hadQuorum === true && this.#hasQuorum === false) {
      events.push({ atMs: quorumLostAtMs ?? atMs, kind: 'quorum-lost', text: 'The controller quorum was lost.' })
    }
    if (hadQuorum === false && this.#hasQuorum === true) {
      events.push({ atMs, kind: 'quorum-back', text: 'The controller quorum is back.' })
    }
    if (controllerId === null) return events
    if (this.#controllerId !== null && this.#controllerId !== controllerId) {
      const subject = { kind: 'broker', id: String(controllerId) } as const
      events.push({ atMs, kind: 'controller', text: `Broker ${controllerId} became the controller.`, subject })
    }
    this.#controllerId = controllerId
    return events
  }

  #partitionEvents(snapshot: Snapshot, atMs: number): KeptEvent[] {
    const events: KeptEvent[] = []
    // Which partitions are led by a broker that is down is not known before every broker has been asked.
    if (snapshot.brokers.every(({ liveness }) => liveness.online !== null)) {
      const offline = countLeaderless(snapshot) + countLeaderDown(snapshot)
      const change = this.#offline.observe(offline)
      const are = counted(offline, 'partition is', 'partitions are')
      if (change === 'worse') events.push({ atMs, kind: 'partitions-offline', text: `${are} offline.` })
      if (change === 'over') events.push({ atMs, kind: 'partitions-back', text: 'No partition is offline any more.' })
    }
    const underReplicated = countUnderReplicated(snapshot)
    const change = this.#underReplicated.observe(underReplicated)
    const are = counted(underReplicated, 'partition is', 'partitions are')
    if (change === 'worse') events.push({ atMs, kind: 'replicas-missing', text: `${are} under-replicated.` })
    if (change === 'over') events.push({ atMs, kind: 'replicas-back', text: 'All replicas are in sync again.' })
    return events
  }

  #topicEvents(catalog: Catalog, atMs: number): KeptEvent[] {
    const before = this.#catalog
    this.#catalog = catalog
    return before === null || before === catalog ? [] : topicChanges(before, catalog, atMs)
  }
}

/** A number that should be 0: it gets worse each time it exceeds what was last said, and is over at 0. */
export class Episode {
  #worst: number | null = null

  observe(count: number): 'worse' | 'over' | null {
    const before = this.#worst
    this.#worst = count === 0 ? 0 : Math.max(before ?? 0, count)
    if (before === null) return null
    if (count > before) return 'worse'
    return count === 0 && before > 0 ? 'over' : null
  }
}

export function topicChanges(before: Catalog, after: Catalog, atMs: number): KeptEvent[] {
  const deleted = before.names.filter((name) => !rowsByName(after).has(name))
  const created = after.names.filter((name) => !rowsByName(before).has(name))
  const recreated = after.names.filter((name, row) => {
    const [own, other] = [after.topicIds[row], before.topicIds[rowsByName(before).get(name) ?? -1]]
    return own && other && own !== other
  })
  const eventsOf = (names: readonly string[], kind: string, what: string): KeptEvent[] => {
    if (names.length > MAX_NAMED) return [{ atMs, kind, text: `${names.length} topics were ${what}.` }]
    return names.map((name) => {
      const text = `Topic ${visibleText(name)} was ${what}.`
      // A topic that is gone has no page.
      return kind === 'topic-deleted'
        ? { atMs, kind, text }
        : { atMs, kind, text, subject: { kind: 'topic', id: name } }
    })
  }
  return [
    ...eventsOf(deleted, 'topic-deleted', 'deleted'),
    ...eventsOf(recreated, 'topic-recreated', 'deleted and re-created'),
    ...eventsOf(created, 'topic-created', 'created'),
  ]
}
