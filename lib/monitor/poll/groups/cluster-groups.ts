import { type ReportedOffsets, readGroupOffsets, readShareGroupOffsets } from '#lib/kafka/admin/group-offsets.ts'
import { describeGroups, type ListedBefore, listGroups } from '#lib/kafka/admin/groups.ts'
import { readBatchHeaders } from '#lib/kafka/admin/records.ts'
import type { ConnectionSet } from '#lib/kafka/connection/connection-set.ts'
import type { Address } from '#lib/kafka/failure.ts'
import { GroupLag } from '#lib/monitor/lag/group-lag.ts'
import type { KnownGroup, KnownGroups } from '#lib/monitor/lag/groups/known-group.ts'
import type { PartitionEnds } from '#lib/monitor/lag/measured.ts'
import { SMALL_LAG } from '#lib/monitor/lag/record-time.ts'
import { UNKNOWN } from '#lib/monitor/snapshot/columns.ts'
import { type GroupColumns, groupTopicRows } from '#lib/monitor/snapshot/group-columns.ts'
import { type GroupRequests, GroupWatch } from './group-watch.ts'
import { nextRecords } from './next-records.ts'
import { type NextRecord, type ReadHeaders, RecordTimes } from './record-times.ts'
import { sampledRecords } from './sampled-records.ts'
import { stillTopics } from './still-topics.ts'

const WATCHED_FOR_MS = 60_000
/** Partitions whose next batch is asked for in one go. */
const READ_AT_ONCE = 8
const STILL_FOR_MS = 10_000
/** Of one group, the topics whose last stable offsets are requested because it is watched. */
const MAX_TOPICS = 50

/** The groups of one cluster: what the brokers report of them, and their lag. */
export class ClusterGroups {
  readonly #now: () => number
  readonly #watch: GroupWatch
  readonly #records: RecordTimes
  readonly #lag: GroupLag
  readonly #limits = {
    limit: READ_AT_ONCE,
    isKnown: (record: NextRecord) => this.#records.isKnown(record),
  }
  #isFindingMarkers = false
  /** By group, the look that is under way: however many read about it, its batches are asked for once. */
  readonly #reads = new Map<string, Promise<boolean>>()
  readonly #watchedAtMs = new Map<string, number>()
  #listedAtMs = Number.NEGATIVE_INFINITY
  #isSampling = false

  constructor(requests: Requests, now: () => number) {
    this.#now = now
    this.#watch = new GroupWatch(requests, now)
    this.#records = new RecordTimes(requests.headers, now)
    this.#lag = new GroupLag(this.#records)
  }

  get known(): KnownGroups {
    return this.#watch.known
  }

  find(id: string): KnownGroup | null {
    return this.#watch.find(id)
  }

  /** A group that was deleted from here. */
  forget(id: string): void {
    this.#watch.forget(id)
  }

  get lag(): GroupLag {
    return this.#lag
  }

  get columns(): GroupColumns {
    return this.#lag.columns
  }

  /** The clock was set: what is known happened so much later by it. */
  shiftTimes(byMs: number): void {
    this.#watch.shiftTimes(byMs)
    this.#lag.shiftTimes(byMs)
    for (const [id, atMs] of this.#watchedAtMs) this.#watchedAtMs.set(id, atMs + byMs)
    this.#listedAtMs += byMs
  }

  /** A page of the group was read; returns whether it was not watched before. */
  watch(id: string): boolean {
    const isNew = !this.#watched().has(id)
    this.#watchedAtMs.set(id, this.#now())
    return isNew
  }

  /** A list of groups was read: for a while, time lags are sampled. */
  watchLists(): void {
    this.#listedAtMs = this.#now()
  }

  topicsOf(id: string): string[] {
    const measured = this.#lag.measured
    const row = measured?.rows.get(id)
    if (!measured || row === undefined) return []
    const { topicNames, topicRows } = measured.positions
    const [from, to] = groupTopicRows(measured.positions, row)
    const names = topicNames.slice(from, to)
    return names.filter((_, index) => (topicRows[from + index] ?? -1) >= 0).slice(0, MAX_TOPICS)
  }

  /** Topics whose last stable offsets may tell why a group makes no progress. */
  stillTopics(): ReadonlySet<string> {
    const { measured } = this.#lag
    return measured ? stillTopics(measured, (position) => this.#lag.waitingSinceMs(position)) : new Set()
  }

  async refresh(brokers: ReadonlyMap<number, Address>): Promise<void> {
    const addresses = [...brokers].map(([id, { host, port }]) => ({ id, host, port, rack: null }))
    await this.#watch.refresh(addresses, this.#watched())
  }

  /** `known` must have been requested before the end offsets were. */
  measure(known: KnownGroups, ends: PartitionEnds): void {
    this.#lag.measure(known, ends, this.#watched())
    void this.#findMarkers()
  }

  /**
   * Where the dashboard does not know since when the next records of a group wait, their batches are asked; resolves
   * with whether any had to be.
   */
  readNextRecords(id: string): Promise<boolean> {
    const underWay = this.#reads.get(id)
    if (underWay) return underWay
    const look = this.#readNextRecords(id).finally(() => this.#reads.delete(id))
    this.#reads.set(id, look)
    return look
  }

  async #readNextRecords(id: string): Promise<boolean> {
    const measured = this.#lag.measured
    const row = measured?.rows.get(id)
    if (!measured || row === undefined) return false
    const { positions, paces } = measured
    const isUnknown = (position: number) => Number.isNaN(paces.waitingRecordsMs[position] ?? UNKNOWN)
    const [from, to] = [positions.firstOfGroups[row] ?? 0, positions.firstOfGroups[row + 1] ?? 0]
    const records = nextRecords(measured, { from, to, ...this.#limits, isWanted: isUnknown })
    if (records.length === 0) return false
    await this.#records.look(records)
    this.#lag.learnRecordTimes()
    return true
  }

  /**
   * While lists are looked at, reads the next record of a few groups whose time lag is not certain, and no more before
   * those have answered; resolves with whether anything was read.
   */
  async sampleTimes(): Promise<boolean> {
    const measured = this.#lag.measured
    const areListsRead = this.#now() - this.#listedAtMs < WATCHED_FOR_MS
    if (!measured || this.#isSampling || !areListsRead) return false
    const records = sampledRecords(measured, this.#lag.columns, this.#limits.isKnown)
    if (records.length === 0) return false
    this.#isSampling = true
    await this.#records.look(records).finally(() => {
      this.#isSampling = false
    })
    this.#lag.learnRecordTimes()
    return true
  }

  /** A few of the small lags that do not move: what is left there may be nothing that anybody reads. */
  async #findMarkers(): Promise<void> {
    const measured = this.#lag.measured
    if (this.#isFindingMarkers || !measured) return
    const { readable, atMs, positions } = measured
    const isStill = (position: number) =>
      (readable[position] ?? UNKNOWN) <= SMALL_LAG && atMs - this.#lag.waitingSinceMs(position) >= STILL_FOR_MS
    const to = positions.partitionIds.length
    const records = nextRecords(measured, { from: 0, to, ...this.#limits, isWanted: isStill })
    if (records.length === 0) return
    this.#isFindingMarkers = true
    await this.#records.look(records).finally(() => {
      this.#isFindingMarkers = false
    })
  }

  #watched(): ReadonlySet<string> {
    const now = this.#now()
    for (const [id, atMs] of this.#watchedAtMs) if (now - atMs >= WATCHED_FOR_MS) this.#watchedAtMs.delete(id)
    return new Set(this.#watchedAtMs.keys())
  }
}

interface Requests extends GroupRequests {
  readonly headers: ReadHeaders
}

/** Requests to the brokers over these connections. */
export function groupRequests(connections: ConnectionSet): Requests {
  const listedBefore: ListedBefore = new Map()
  const offsetsBefore: ReportedOffsets = new Map()
  return {
    headers: (topic, positions) => readBatchHeaders(connections, topic, positions),
    list: (brokers) => listGroups(connections, brokers, listedBefore),
    describe: (coordinators, groups) => describeGroups(connections, coordinators, groups),
    commits: (coordinators, groups) => readGroupOffsets(connections, coordinators, groups, offsetsBefore),
    shareStarts: (coordinators, groups) => readShareGroupOffsets(connections, coordinators, groups),
  }
}
