import { type GroupEvent, GroupEvents } from '#lib/monitor/lag/groups/group-events.ts'
import { factsOf, joinColumns, stuckOf } from '#lib/monitor/lag/groups/group-facts.ts'
import { GroupLayouts, positionBlocks, topicAt } from '#lib/monitor/lag/groups/group-layouts.ts'
import type { PositionCatalog } from '#lib/monitor/lag/groups/group-positions.ts'
import type { KnownGroup, KnownGroups } from '#lib/monitor/lag/groups/known-group.ts'
import { CommitHistory } from '#lib/monitor/lag/history/commit-history.ts'
import { type CommitMove, movesAt } from '#lib/monitor/lag/history/group-moves.ts'
import type { GroupPoint } from '#lib/monitor/lag/history/group-rings.ts'
import { KeptMoments } from '#lib/monitor/lag/history/kept-moments.ts'
import { LagHistory } from '#lib/monitor/lag/history/lag-history.ts'
import type { Block } from '#lib/monitor/lag/history/slots.ts'
import { keepSame, UNKNOWN } from '#lib/monitor/snapshot/columns.ts'
import { emptyGroups, type GroupColumns, groupTopicRows } from '#lib/monitor/snapshot/group-columns.ts'
import { memoizeLast } from '#lib/monitor/snapshot/memoize-last.ts'
import { findBeyondEnd } from './beyond-end.ts'
import { assessGroups } from './group-assessment.ts'
import {
  buildPaces,
  countInTopics,
  earliestOf,
  firstErrors,
  placeCommits,
  sumHeldBack,
  sumMarkers,
  withoutMarkers,
} from './group-measure.ts'
import { drainTimes, readRates } from './group-rates.ts'
import { buildStandings, sumRates } from './group-standing.ts'
import { STUCK_AFTER_MS } from './group-status.ts'
import { buildLags, sumLags } from './lag-columns.ts'
import type { Measured, PartitionEnds } from './measured.ts'
import type { RecordTime, RecordTimeLookup } from './record-time.ts'

/** Calculates the lag of every group from what the brokers reported, and keeps its history. */
export class GroupLag {
  readonly #records: RecordTimeLookup
  readonly #layouts = new GroupLayouts()
  readonly #commits = new CommitHistory()
  readonly #lags = new LagHistory()
  readonly #kept = new KeptMoments()
  readonly #events = new GroupEvents()
  readonly #counts = memoizeLast(countInTopics)
  /** By group, when members last came after it had none for a while. */
  readonly #backMs = new Map<string, number>()
  #topics: readonly Block[] = []
  #measured: Measured | null = null
  #columns: GroupColumns = emptyGroups()

  constructor(records: RecordTimeLookup) {
    this.#records = records
  }

  get columns(): GroupColumns {
    return this.#columns
  }

  get measured(): Measured | null {
    return this.#measured
  }

  /** Takes the groups of a round, once. */
  measure({ requestedAtMs, groups }: KnownGroups, ends: PartitionEnds, watched: ReadonlySet<string>): void {
    if (requestedAtMs === null || requestedAtMs === this.#measured?.atMs) return
    const { catalog, offsets } = ends
    const layout = this.#layouts.follow(groups, catalog)
    const { positions } = layout
    const before = this.#measured?.positions === positions ? this.#measured : null
    if (!before) {
      this.#topics = positionBlocks(positions, catalog, groups)
      this.#commits.follow(this.#topics)
      this.#resume(groups, positions, this.#measured)
    }
    const keyOf = keysOf(positions, this.#topics)
    const commits = placeCommits(groups, layout, before)
    const lags = buildLags(positions, commits, offsets)
    const unread = withoutMarkers(positions, commits, lags, offsets, (position, committed, end) =>
      this.#records.markersAt(keyOf(position), committed, end),
    )
    this.#commits.add(requestedAtMs, commits.committed, unread)
    const rates = readRates(groups, positions.firstOfGroups, this.#commits)
    const paces = buildPaces(positions, commits, lags, {
      ...ends,
      rateOf: (position) => rates[position] ?? UNKNOWN,
      timeOf: (position, committed) => this.#records.timeOf(keyOf(position), committed)?.writtenAtMs ?? UNKNOWN,
    })
    if (before) this.#events.observe(...changedGroups(before.groups, groups), requestedAtMs)
    else this.#follow(groups, requestedAtMs)
    const rowsBefore = this.#measured?.rows
    const rows = before?.rows ?? new Map(groups.map(({ id }, row) => [id, row]))
    this.#measured = {
      ...ends,
      atMs: requestedAtMs,
      groups,
      rows,
      positions,
      commits,
      lags,
      unread,
      keyOf,
      paces,
    }
    this.#columns = keepSame(this.#sumUp(this.#measured, rowsBefore), this.#columns)
    this.#kept.add(this.#measured, this.#columns, watched)
  }

  /** Every moment that is kept of a group, or of it on one topic. */
  pointsOf(group: string, topic: string | null = null): GroupPoint[] {
    return this.#kept.pointsOf(group, topic)
  }

  eventsOf(group: string): readonly GroupEvent[] {
    return this.#events.of(group)
  }

  addEvent(group: string, event: GroupEvent): void {
    this.#events.add(group, event)
  }

  /** The lag of late of one position of a group that is watched; empty for others. */
  partitionPoints(position: number) {
    return this.#kept.partitionPoints(this.#keyOf(position))
  }

  /** How far the last commit of a position went. */
  stepOf(position: number): number {
    return this.#commits.step(position)
  }

  /** Commits of a group are about to be moved from here, which is no reading. */
  expect(group: string, moves: readonly CommitMove[]): void {
    if (!this.#measured) return
    for (const [position, offset] of movesAt(this.#measured, group, moves)) this.#commits.expect(position, offset)
  }

  /** Of groups whose members or their partitions are others than before. */
  #resume(groups: readonly KnownGroup[], { firstOfGroups }: PositionCatalog, before: Measured | null): void {
    if (!before) return
    for (const [row, group] of groups.entries()) {
      const known = before.groups[before.rows.get(group.id) ?? -1]
      if (!known || known.claims === group.claims) continue
      const [from, to] = [firstOfGroups[row] ?? 0, firstOfGroups[row + 1] ?? 0]
      this.#commits.restartRates(from, to, before.atMs)
      if (this.#isBackInWork(known, group, before)) this.#commits.restartWait(from, to, before.atMs)
    }
  }

  /**
   * Members that come to a group that had none for a while begin to wait only then, but just once: who comes again
   * without having committed makes no progress. A rebalance among members restarts nothing.
   */
  #isBackInWork(known: KnownGroup, group: KnownGroup, { atMs, rows }: Measured): boolean {
    const hasCome = known.description?.members?.length === 0 && (group.description?.members?.length ?? 0) > 0
    if (!hasCome || atMs - (known.emptySinceMs ?? Number.NEGATIVE_INFINITY) < STUCK_AFTER_MS) return false
    const movedMs = this.#columns.movedMs[rows.get(group.id) ?? -1] ?? UNKNOWN
    if (movedMs <= (this.#backMs.get(group.id) ?? Number.NEGATIVE_INFINITY)) return false
    this.#backMs.set(group.id, atMs)
    return true
  }

  #keyOf(position: number): string {
    return this.#measured?.keyOf(position) ?? ''
  }

  /** Where the groups may be others than before. */
  #follow(groups: readonly KnownGroup[], atMs: number): void {
    const before = this.#measured
    const known = new Map(before?.groups.map((group) => [group.id, group]))
    this.#events.observe(known, groups, atMs)
    for (const { id } of groups) known.delete(id)
    for (const id of known.keys()) {
      this.#kept.forget(id, before ? topicsOf(before, id) : [])
      this.#backMs.delete(id)
    }
    if (!before || known.size > 0 || groups.length !== before.groups.length)
      this.#lags.follow(groups.map(({ id }) => id))
  }

  #sumUp(measured: Measured, rowsBefore?: ReadonlyMap<string, number>): GroupColumns {
    const { atMs, groups, positions, commits, lags, unread, paces, offsets } = measured
    const { firstOfGroups, firstOfTopics, firstTopics, topicNames } = positions
    const totals = sumLags(lags, firstOfGroups)
    const topics = sumLags(lags, firstOfTopics)
    const consumedPerSecond = sumRates(paces.consumedPerSecond, lags, firstOfGroups)
    const producedPerSecond = sumRates(paces.producedPerSecond, lags, firstOfGroups)
    const isOwned = (position: number) =>
      (positions.firstClaims[position + 1] ?? 0) > (positions.firstClaims[position] ?? 0)
    const standings = buildStandings({ lags: unread }, firstOfGroups, this.#commits, atMs, isOwned)
    this.#lags.add(atMs, totals.totalLags)
    const markerLags = sumMarkers(lags, unread, firstOfGroups)
    const joins = joinColumns(groups, (id) => this.#events.joinsOf(id, atMs))
    const beyondEnd = findBeyondEnd(positions, commits, lags, offsets)
    const rates = { consumedPerSecond, producedPerSecond }
    const sums = { ...totals, ...factsOf(groups), ...joins, ...beyondEnd, ...rates, markerLags }
    const ofTopics = {
      ...topics,
      consumedPerSecond: sumRates(paces.consumedPerSecond, lags, firstOfTopics),
      producedPerSecond: sumRates(paces.producedPerSecond, lags, firstOfTopics),
    }
    const grewSinceMs = (row: number) =>
      this.#columns.growingSinceMs[rowsBefore?.get(groups[row]?.id ?? '') ?? -1] ?? UNKNOWN
    const isMoving = (position: number) => this.#commits.isMoving(position)
    return {
      ...sums,
      ...assessGroups(atMs, sums, standings, this.#lags, grewSinceMs),
      partitionCounts: firstOfGroups.slice(1).map((end, row) => end - (firstOfGroups[row] ?? 0)),
      unknownErrors: firstErrors(positions, commits, lags, offsets),
      heldBack: sumHeldBack(positions, lags, offsets),
      waitingRecordsMs: earliestOf(paces.waitingRecordsMs, lags, firstOfGroups),
      etasMs: drainTimes(sums, paces.etasMs, lags, firstOfGroups, isMoving),
      waitingSinceMs: standings.waitingSinceMs,
      movedMs: standings.movedMs,
      movedBeforeMs: standings.movedBeforeMs,
      ...stuckOf(groups, positions, standings, commits),
      firstTopics,
      topicNames,
      ...this.#counts(positions),
      topicUnknown: topics.unknown,
      topicLags: topics.totalLags,
      topicWaitingRecordsMs: earliestOf(paces.waitingRecordsMs, lags, firstOfTopics),
      topicEtasMs: drainTimes(ofTopics, paces.etasMs, lags, firstOfTopics, isMoving),
      lagSlots: this.#lags.slots,
      lagMoments: this.#lags.moments,
    }
  }

  timeOf(position: number): RecordTime | null {
    const committed = this.#measured?.commits.committed[position] ?? UNKNOWN
    return this.#records.timeOf(this.#keyOf(position), committed)
  }

  waitingSinceMs(position: number): number {
    return this.#commits.waitingSinceMs(position)
  }
}

/** A name for every position, made when it is asked for: there are very many, and few are ever asked about. */
function keysOf(positions: PositionCatalog, topics: readonly Block[]): (position: number) => string {
  return (position) => `${topics[topicAt(positions, position)]?.key}\n${positions.partitionIds[position]}`
}

/** Of two lists of the same groups in the same order, what has changed. */
function changedGroups(
  before: readonly KnownGroup[],
  groups: readonly KnownGroup[],
): [before: ReadonlyMap<string, KnownGroup>, after: readonly KnownGroup[]] {
  const were = before.filter((group, row) => group !== groups[row])
  return [new Map(were.map((group) => [group.id, group])), groups.filter((group, row) => group !== before[row])]
}

function topicsOf({ rows, positions }: Measured, group: string): readonly string[] {
  const row = rows.get(group)
  return row === undefined ? [] : positions.topicNames.slice(...groupTopicRows(positions, row))
}
