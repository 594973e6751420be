import type { ClusterPoint } from '#lib/monitor/snapshot/cluster-point.ts'
import { UNKNOWN } from '#lib/monitor/snapshot/columns.ts'
import type { GroupColumns } from '#lib/monitor/snapshot/group-columns.ts'
import { countUnderReplicated } from '#lib/monitor/snapshot/partition-counts.ts'
import type { Snapshot } from '#lib/monitor/snapshot/snapshot.ts'
import { sumOf } from '#lib/monitor/snapshot/topic-columns.ts'

const KEPT_POINTS = 400
/** A quarter of an hour is drawn from these, and read again with every snapshot. */
const APART_MS = 10_000
/** At first closer together, so that there is soon something to draw. */
const FIRST_POINTS = 12
const FIRST_APART_MS = 2_000

/** A moment, and whatever took its place since: the last point is always the newest. */
export class ClusterPoints {
  #points: ClusterPoint[] = []

  /** Oldest first. */
  get all(): readonly ClusterPoint[] {
    return this.#points
  }

  add(point: ClusterPoint): void {
    const before = this.#points.at(-2)
    const apartMs = this.#points.length < FIRST_POINTS ? FIRST_APART_MS : APART_MS
    if (before && point.atMs - before.atMs < apartMs) this.#points.pop()
    this.#points.push(point)
    if (this.#points.length > KEPT_POINTS) this.#points.shift()
  }

  /** The clock was set: what is known happened so much later by it. */
  shiftTimes(byMs: number): void {
    this.#points = this.#points.map((point) => ({ ...point, atMs: point.atMs + byMs }))
  }
}

/** `isRateWhole`: false while partitions are left out of it that were in it before. */
export function clusterPoint(snapshot: Snapshot, isRateWhole: boolean, atMs: number): ClusterPoint {
  const { topics, tiers, groups, groupsAtMs } = snapshot
  const areOffsetsKnown = tiers.offsets.failure === null
  const areGroupsKnown = areOffsetsKnown && groupsAtMs !== null && tiers.groups.failure === null && !isPartial(groups)
  const hasGroups = groups.ids.length > 0
  return {
    atMs,
    lag: areGroupsKnown ? (hasGroups ? (sumOf(groups.totalLags) ?? UNKNOWN) : 0) : UNKNOWN,
    producedPerSecond: areOffsetsKnown && isRateWhole ? (sumOf(topics.producePerSecond) ?? UNKNOWN) : UNKNOWN,
    consumedPerSecond: areGroupsKnown ? (hasGroups ? (sumOf(groups.consumedPerSecond) ?? UNKNOWN) : 0) : UNKNOWN,
    underReplicated: countUnderReplicated(snapshot),
  }
}

/** Whether a group counts with less than was known of it before, so that the total has a dip that never was. */
function isPartial({ lagMoments }: Pick<GroupColumns, 'lagMoments'>): boolean {
  return lagMoments.at(-1)?.partial?.some((isPart) => isPart > 0) ?? false
}
