import { sumRates } from '#lib/monitor/lag/group-standing.ts'
import { bridgeGaps, sumLags } from '#lib/monitor/lag/lag-columns.ts'
import type { Measured } from '#lib/monitor/lag/measured.ts'
import type { Series } from '#lib/monitor/lag/trend.ts'
import { UNKNOWN } from '#lib/monitor/snapshot/columns.ts'
import { type GroupColumns, groupTopicRows } from '#lib/monitor/snapshot/group-columns.ts'
import { chooseGroups, type GroupPoint, GroupRings } from './group-rings.ts'
import { LagHistory } from './lag-history.ts'

/** Of one group, the topics of which every moment is kept. */
const MAX_TOPICS = 50

/** Every moment of late of the groups that are watched, with their topics and partitions, and of those with the highest lag. */
export class KeptMoments {
  readonly #groups = new GroupRings()
  readonly #topics = new GroupRings()
  readonly #partitions = new LagHistory()
  /** By the names of positions, where they stand in `#partitions`. */
  #places: ReadonlyMap<string, number> = new Map()

  /**
   * `partial`: groups whose total lacks a partition that was known before; drawn, it would look like a dip.
   * `lastLag`: what was last known of a position.
   */
  add(
    measured: Measured,
    columns: GroupColumns,
    watched: ReadonlySet<string>,
    partial: ArrayLike<number> | null,
    lastLag: (position: number) => number,
  ): void {
    const { totalLags, producedPerSecond, consumedPerSecond, memberCounts } = columns
    const watchedRows = [...watched].flatMap((id) => measured.rows.get(id) ?? [])
    for (const row of chooseGroups(totalLags, watchedRows)) {
      this.#groups.add(measured.groups[row]?.id ?? '', {
        atMs: measured.atMs,
        ...wholeOf(partial?.[row], {
          lag: totalLags[row] ?? UNKNOWN,
          producedPerSecond: producedPerSecond[row] ?? UNKNOWN,
          consumedPerSecond: consumedPerSecond[row] ?? UNKNOWN,
        }),
        memberCount: memberCounts[row] ?? UNKNOWN,
      })
    }
    for (const row of watchedRows) this.#addTopics(measured, columns, row, lastLag)
    this.#groups.trim()
    this.#topics.trim()
    this.#addPartitions(measured, watchedRows)
  }

  /** The clock was set: what is known happened so much later by it. */
  shiftTimes(byMs: number): void {
    for (const history of [this.#groups, this.#topics, this.#partitions]) history.shiftTimes(byMs)
  }

  /** A deleted group; one that is created again under its name has no history. */
  forget(group: string, topics: readonly string[]): void {
    this.#groups.forget(group)
    for (const topic of topics) this.#topics.forget(topicKey(group, topic))
  }

  /** Oldest first; empty where nothing is kept. */
  pointsOf(group: string, topic: string | null): GroupPoint[] {
    return topic === null ? this.#groups.points(group) : this.#topics.points(topicKey(group, topic))
  }

  /** The lag of late of one position, by its name. */
  partitionPoints(key: string): Series {
    return this.#partitions.points(this.#places.get(key) ?? -1)
  }

  #addTopics(measured: Measured, columns: GroupColumns, row: number, lastLag: (position: number) => number): void {
    const { atMs, groups, positions, lags, paces } = measured
    const [from, end] = groupTopicRows(positions, row)
    const to = Math.min(end, from + MAX_TOPICS)
    const firstRows = positions.firstOfTopics.subarray(from, to + 1)
    const { totalLags } = sumLags(lags, firstRows)
    const { partial } = bridgeGaps(lags, firstRows, lastLag)
    const produced = sumRates(paces.producedPerSecond, lags, firstRows)
    const consumed = sumRates(paces.consumedPerSecond, lags, firstRows)
    for (const [index, topic] of positions.topicNames.slice(from, to).entries()) {
      this.#topics.add(topicKey(groups[row]?.id ?? '', topic), {
        atMs,
        ...wholeOf(partial?.[index], {
          lag: totalLags[index] ?? UNKNOWN,
          producedPerSecond: produced[index] ?? UNKNOWN,
          consumedPerSecond: consumed[index] ?? UNKNOWN,
        }),
        memberCount: columns.attributed[row] ? (columns.topicMembers[from + index] ?? UNKNOWN) : UNKNOWN,
      })
    }
  }

  #addPartitions({ atMs, positions, lags, keyOf }: Measured, watchedRows: readonly number[]): void {
    const own = watchedRows.flatMap((row) =>
      range(positions.firstOfGroups[row] ?? 0, positions.firstOfGroups[row + 1] ?? 0),
    )
    if (own.length === 0 && this.#places.size === 0) return
    const ownKeys = own.map(keyOf)
    this.#partitions.follow(ownKeys)
    this.#places = new Map(ownKeys.map((key, place) => [key, place]))
    this.#partitions.add(
      atMs,
      own.map((position) => lags.lags[position] ?? UNKNOWN),
    )
  }
}

type Sums = Pick<GroupPoint, 'lag' | 'producedPerSecond' | 'consumedPerSecond'>

function wholeOf(isPartial: number | undefined, sums: Sums): Sums {
  return isPartial ? { lag: UNKNOWN, producedPerSecond: UNKNOWN, consumedPerSecond: UNKNOWN } : sums
}

function topicKey(group: string, topic: string): string {
  return `${topic}\n${group}`
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, index) => from + index)
}
