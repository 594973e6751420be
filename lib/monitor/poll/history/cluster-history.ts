import type { Catalog } from '#lib/monitor/snapshot/catalog.ts'
import type { Snapshot } from '#lib/monitor/snapshot/snapshot.ts'
import { sumOf } from '#lib/monitor/snapshot/topic-columns.ts'
import { ClusterEvents } from './cluster-events.ts'
import { ClusterPoints, clusterPoint } from './cluster-points.ts'
import { EventLog } from './event-log.ts'

/** What memory holds of a cluster as a whole, from when its worker was started. */
export class ClusterHistory {
  readonly #events = new ClusterEvents()
  readonly #log = new EventLog()
  readonly #points = new ClusterPoints()
  #catalog: Catalog | null = null
  #fewestUnanswered = 0

  get points() {
    return this.#points.all
  }

  get events() {
    return this.#log.all
  }

  observe(snapshot: Snapshot, atMs: number): void {
    this.#log.add(this.#events.observe(snapshot, atMs))
    this.#points.add(clusterPoint(snapshot, this.#isRateWhole(snapshot), atMs))
  }

  /** The clock was set: what is known happened so much later by it. */
  shiftTimes(byMs: number): void {
    for (const kept of [this.#events, this.#log, this.#points]) kept.shiftTimes(byMs)
  }

  /** Partitions that never answered, such as those of a forbidden topic, are missing from every rate and make no dip. */
  #isRateWhole({ catalog, topics }: Snapshot): boolean {
    const unanswered = sumOf(topics.unanswered) ?? 0
    this.#fewestUnanswered = catalog === this.#catalog ? Math.min(this.#fewestUnanswered, unanswered) : unanswered
    this.#catalog = catalog
    return unanswered <= this.#fewestUnanswered
  }
}
