import { type GroupEvent, GroupEvents } from '#lib/monitor/lag/groups/group-events.ts'
import { GroupLayouts, positionBlocks, topicAt } from '#lib/monitor/lag/groups/group-layouts.ts'
import type { PositionCatalog } from '#lib/monitor/lag/groups/group-positions.ts'
import { type KnownGroup, type KnownGroups, shiftGroup } from '#lib/monitor/lag/groups/known-group.ts'
import { CommitHistory } from '#lib/monitor/lag/history/commit-history.ts'
import { type CommitMove, movesAt } from '#lib/monitor/lag/history/group-moves.ts'
import type { GroupPoint } from '#lib/monitor/lag/history/group-rings.ts'
import { KeptMoments } from '#lib/monitor/lag/history/kept-moments.ts'
import { LagHistory } from '#lib/monitor/lag/history/lag-history.ts'
import type { Block } from '#lib/monitor/lag/history/slots.ts'
import { keepSame, UNKNOWN } from '#lib/monitor/snapshot/columns.ts'
import { emptyGroups, type GroupColumns, groupTopicRows } from '#lib/monitor/snapshot/group-columns.ts'
import { memoizeLast } from '#lib/monitor/snapshot/memoize-last.ts'
import { buildPaces, countInTopics, placeCommits, withoutMarkers } from './group-measure.ts'
import { readRates } from './group-rates.ts'
import { STUCK_AFTER_MS } from './group-status.ts'
import { summarizeGroups } from './group-summary.ts'
import { expiredLags, readableLags, waitColumns, waitingRecords } from './group-waits.ts'
import { nextOffset } from './lag.ts'
import { bridgeGaps, buildLags } from './lag-columns.ts'
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
    const expired = expiredLags(positions, commits, lags, offsets)
    const unread = withoutMarkers(positions, commits, lags, expired, offsets, (position, offset, end) =>
      this.#records.markersAt(keyOf(position), offset, end),
    )
    const readable = readableLags(unread, expired)
    this.#commits.add(requestedAtMs, commits.committed, unread)
    const rates = readRates(groups, positions.firstOfGroups, this.#commits)
    const waiting = { ...ends, positions, commits, readable, keyOf }
    const waitingRecordsMs = this.#waitingRecords(waiting)
    const paces = buildPaces(positions, readable, expired, { offsets, rates, waitingRecordsMs })
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
      expired,
      readable,
      keyOf,
      paces,
    }
    const lastLag = (position: number) => this.#commits.lastLag(position)
    const bridged = bridgeGaps(lags, positions.firstOfGroups, lastLag)
    this.#lags.add(requestedAtMs, bridged.totalLags, bridged.partial)
    const fresh = summarizeGroups(this.#measured, {
      commits: this.#commits,
      lags: this.#lags,
      joinsOf: (id) => this.#events.joinsOf(id, requestedAtMs),
      grewSinceMs: (id) => this.#columns.growingSinceMs[rowsBefore?.get(id) ?? -1] ?? UNKNOWN,
      counts: this.#counts(positions),
    })
    this.#columns = keepSame(fresh, this.#columns)
    this.#kept.add(this.#measured, this.#columns, watched, bridged.partial, lastLag)
  }

  /** Takes over what was learnt since the round of when records were written. */
  learnRecordTimes(): void {
    if (!this.#measured) return
    const waitingRecordsMs = this.#waitingRecords(this.#measured)
    this.#measured = { ...this.#measured, paces: { ...this.#measured.paces, waitingRecordsMs } }
    this.#columns = keepSame({ ...this.#columns, ...waitColumns(this.#measured) }, this.#columns)
  }

  /** The clock was set: what is known happened so much later by it. */
  shiftTimes(byMs: number): void {
    for (const history of [this.#commits, this.#lags, this.#kept, this.#events]) history.shiftTimes(byMs)
    for (const [group, atMs] of this.#backMs) this.#backMs.set(group, atMs + byMs)
    const [measured, later] = [this.#measured, (atMs: number) => atMs + byMs]
    if (!measured) return
    const groups = measured.groups.map((group) => shiftGroup(group, byMs))
    this.#measured = { ...measured, atMs: measured.atMs + byMs, groups }
    const { movedMs, growingSinceMs } = this.#columns
    this.#columns = { ...this.#columns, movedMs: movedMs.map(later), growingSinceMs: growingSinceMs.map(later) }
  }

  #waitingRecords(measured: Parameters<typeof waitingRecords>[0] & Pick<Measured, 'keyOf'>): Float64Array {
    return waitingRecords(
      measured,
      (position, offset) => this.#records.timeOf(measured.keyOf(position), offset)?.writtenAtMs ?? UNKNOWN,
    )
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

  /** Offsets of a group are about to be reset from here, which must not count as consumption. */
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

  timeOf(position: number): RecordTime | null {
    if (!this.#measured) return null
    const { commits, offsets, positions } = this.#measured
    const start = offsets.startOffsets[positions.partitionRows[position] ?? -1] ?? UNKNOWN
    return this.#records.timeOf(this.#keyOf(position), nextOffset(commits.committed[position] ?? UNKNOWN, start))
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
