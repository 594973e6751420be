import type { SnapshotPart } from '#lib/contract/snapshot-parts.ts'
import type { ConnectionSet } from '#lib/kafka/connection/connection-set.ts'
import { RecordProducer } from '#lib/kafka/produce/record-producer.ts'
import { type KnownGroups, shiftGroups } from '#lib/monitor/lag/groups/known-group.ts'
import type { ClusterGroups } from '#lib/monitor/poll/groups/cluster-groups.ts'
import { type Catalog, emptyCatalog } from '#lib/monitor/snapshot/catalog.ts'
import { type Intervals, USUAL_INTERVALS } from '#lib/monitor/snapshot/intervals.ts'
import type { RoundFailure } from '#lib/monitor/snapshot/round-failure.ts'
import type { Snapshot } from '#lib/monitor/snapshot/snapshot.ts'
import { type TierName, tierNames } from '#lib/monitor/snapshot/tier-ages.ts'
import { Attention } from './attention.ts'
import { changedParts } from './changed-parts.ts'
import { explainFailure } from './explain-failure.ts'
import { ClusterHistory } from './history/cluster-history.ts'
import { LastWrites } from './last-writes.ts'
import type { Described } from './metadata-watch.ts'
import { onceEach } from './once-each.ts'
import { SnapshotMaker } from './snapshot-maker.ts'
import type { Tier } from './tier.ts'
import { agesOf, makeTiers } from './tiers.ts'
import { waitUntilVisible } from './wait-until-visible.ts'
import { WallClock } from './wall-clock.ts'
import { WatchedTopics } from './watched-topics.ts'
import { makeWatches, type Watches } from './watches.ts'

const SMALL_CLUSTER_PARTITIONS = 2_000
/** Several tiers often end close together; they make one snapshot. */
const GATHER_MS = 100

/** For how long a page has been open does not depend on the time of day. */
const steadyNow = () => performance.now()

interface PollerOptions {
  readonly clock?: WallClock
  /** The number of the last snapshot that was made of this cluster; numbers only grow. */
  readonly lastNumber?: number
  readonly intervals?: Intervals | undefined
  readonly publish: (state: PollerState) => void
  /** Called with errors that are no failure of Kafka or the network, but defects of ours. */
  readonly onBug?: (error: unknown) => void
}

export interface PollerState {
  readonly snapshot: Snapshot | null
  /** Why the cluster was not described at the last attempt; null while all is well. */
  readonly failure: RoundFailure | null
  readonly changed: readonly SnapshotPart[]
}

/** Polls one cluster, each kind of request at its own pace, and makes snapshots of the replies. */
export class ClusterPoller {
  readonly connections: ConnectionSet
  readonly lastWrites: LastWrites
  readonly groups: ClusterGroups
  readonly producer: RecordProducer
  readonly history = new ClusterHistory()
  readonly #clock: WallClock
  readonly #attention: Attention
  readonly #publish: (state: PollerState) => void
  readonly #onBug: (error: unknown) => void
  readonly #watches: Watches
  readonly #tiers: Record<TierName, Tier>
  readonly #watchedTopics: WatchedTopics
  readonly #snapshots: SnapshotMaker
  #latest: PollerState = { snapshot: null, failure: null, changed: [] }
  /** By how much the clock was set in all. */
  #shiftedMs = 0
  #gathering: NodeJS.Timeout | undefined
  #isClosed = false

  constructor(connections: ConnectionSet, options: PollerOptions) {
    const { clock = new WallClock(), lastNumber = 0, intervals = USUAL_INTERVALS, publish, onBug = () => {} } = options
    const { now } = clock
    this.#clock = clock
    this.connections = connections
    this.lastWrites = new LastWrites(connections, now)
    this.producer = new RecordProducer(connections, now)
    this.#publish = publish
    this.#onBug = onceEach(onBug)
    const explain = (error: unknown) => explainFailure(error, this.#onBug)
    this.#attention = new Attention(steadyNow, () => this.#wake())
    const onBrokersChanged = () => this.#brokersChanged()
    this.#watches = makeWatches(connections, { now, explain, onBrokersChanged, onBug: this.#onBug })
    this.groups = this.#watches.groups
    this.#watchedTopics = new WatchedTopics({
      now: steadyNow,
      onFresh: (topics) => this.#refreshLastStableOffsets(topics),
    })
    this.#snapshots = new SnapshotMaker(this.#watches, lastNumber)
    this.#tiers = makeTiers({
      now: () => this.#timeOfDay(),
      intervals,
      isWatched: () => this.#attention.isWatched,
      explain,
      onEnd: () => this.#gather(),
      run: {
        metadata: () => this.#refreshMetadata(),
        groups: () => this.#ifDescribed(() => this.#refreshGroups()),
        offsets: () => this.#ifDescribed(() => this.#refreshOffsets()),
        configs: () => this.#ifDescribed(({ catalog }) => this.#watches.configs.refreshAll(catalog)),
        logDirs: () =>
          this.#ifDescribed(() => this.#watches.logDirs.refresh(this.#watches.metadata.reachableBrokers())),
      },
    })
  }

  start(): void {
    void this.#tiers.metadata.refresh()
  }

  /** A page was read: for a while the snapshot is kept fresh. */
  look(): void {
    this.#attention.noteRead()
  }

  /** How many follow the events. */
  setWatchers(count: number): void {
    this.#attention.setWatchers(count)
  }

  /** A page of this topic was read: for a while its last stable offsets are requested, too. */
  watchTopic(name: string): void {
    this.#watchedTopics.watch(name)
  }

  /** A page of this group was read: for a while every round describes it, and every moment of it is kept. */
  watchGroup(id: string): void {
    if (this.groups.watch(id)) void this.#tiers.groups.refresh()
    for (const topic of this.groups.topicsOf(id)) this.watchTopic(topic)
  }

  /** A list of groups was read: for a while the time lags of those with the most lag are sampled in every round. */
  watchLists(): void {
    this.groups.watchLists()
    this.#sampleTimes()
  }

  /** Reads when the next records of a group were written, and publishes it: its page and its partitions say the same. */
  async readNextRecords(id: string): Promise<void> {
    if (await this.groups.readNextRecords(id)) this.#gather()
  }

  /** Begins a round now, as something has just been changed, and publishes at once what it brought. */
  async refresh(...tiers: readonly TierName[]): Promise<void> {
    for (const tier of tiers) await this.#tiers[tier].refresh()
    if (this.#gathering) this.#make()
  }

  /** Asks now, also where a login was refused; resolves when the cluster was described or that failed. */
  async reconnect(): Promise<void> {
    this.connections.retry()
    await this.refresh('metadata')
    for (const name of tierNames) if (name !== 'metadata') void this.#tiers[name].refresh()
  }

  /** Asks now for the settings of some topics. */
  async refreshConfigs(topics: readonly string[]): Promise<void> {
    if (topics.length === 0) return
    await this.#watches.configs.refreshSome(topics)
    this.#gather()
  }

  /** Asks for topics until what was changed is seen. */
  refreshUntil(isVisible: (catalog: Catalog) => boolean): Promise<void> {
    return waitUntilVisible(async () => {
      await this.refresh('metadata')
      const { described } = this.#watches.metadata
      return this.#isClosed || (described !== null && isVisible(described.catalog))
    })
  }

  get state(): PollerState {
    return this.#latest
  }

  get catalog(): Catalog {
    return this.#watches.metadata.described?.catalog ?? emptyCatalog
  }

  written(topic: string | null): { atMs: number; perSecond: number }[] {
    return this.#watches.offsets.known.written(topic)
  }

  close(): void {
    this.#isClosed = true
    clearTimeout(this.#gathering)
    for (const tier of Object.values(this.#tiers)) tier.close()
    this.#watchedTopics.close()
    this.#watches.liveness.close()
    this.connections.close()
  }

  /** Where the clock was set, all that is known moves along with it: rates stay true, and so do ages. */
  #timeOfDay(): number {
    const byMs = this.#clock.follow()
    if (byMs !== 0) {
      this.#shiftedMs += byMs
      this.#watches.offsets.shiftTimes(byMs)
      this.groups.shiftTimes(byMs)
      this.history.shiftTimes(byMs)
    }
    return this.#clock.now()
  }

  #wake(): void {
    for (const tier of Object.values(this.#tiers)) tier.wake()
  }

  async #refreshMetadata(): Promise<boolean> {
    const { isFirst, hasOtherTopics } = await this.#watches.metadata.refresh()
    if (hasOtherTopics) this.#topicsChanged(isFirst)
    return true
  }

  /** Until metadata has arrived, no broker is known to send other requests to. */
  async #ifDescribed(ask: (described: Described) => Promise<void>): Promise<boolean> {
    const { described } = this.#watches.metadata
    if (!described) return false
    await ask(described)
    return true
  }

  #topicsChanged(isFirst: boolean): void {
    void this.#tiers.offsets.refresh()
    if (isFirst) void this.#tiers.groups.refresh()
    if (isFirst) void this.#tiers.configs.refresh()
    else void this.#refreshNewConfigs()
    // Where asking costs next to nothing, a new topic's size is not waited for.
    const isSmall = (this.#watches.metadata.described?.catalog.partitionIds.length ?? 0) < SMALL_CLUSTER_PARTITIONS
    if (isFirst || isSmall) void this.#tiers.logDirs.refresh()
  }

  /** The lag is measured by ends that are asked after the commits. */
  async #refreshGroups(): Promise<void> {
    await this.groups.refresh(this.#watches.metadata.reachableBrokers())
    void this.#tiers.offsets.refresh()
  }

  async #refreshOffsets(): Promise<void> {
    const { known } = this.groups
    const shiftedMs = this.#shiftedMs
    try {
      await this.#watches.offsets.refresh(
        () => this.#leadership(),
        new Set([...this.#watchedTopics.current(), ...this.groups.stillTopics()]),
        () => this.#tiers.metadata.refresh(),
      )
    } finally {
      // Ends from before the commits would make groups that read look ahead of them; the next round follows at once.
      if (this.#watches.offsets.isWhole) this.#measureLag(known, this.#shiftedMs - shiftedMs)
    }
    if (this.#attention.isWatched) this.#findTransactions().catch(this.#onBug)
  }

  async #findTransactions(): Promise<void> {
    const { offsets, transactions } = this.#watches
    const leadership = this.#leadership()
    const found = await transactions.refresh(leadership, (row) => offsets.known.isTransactional(row))
    offsets.known.noteTransactional(leadership.catalog, found)
    if (found.length > 0) this.#gather()
  }

  /** `setByMs`: by how much the clock was set since the groups are known. */
  #measureLag(known: KnownGroups, setByMs: number): void {
    const { catalog } = this
    const offsets = this.#snapshots.offsetsOf(catalog)
    const writtenAtMs = (row: number, offset: number) => this.#watches.offsets.known.writtenAtMs(row, offset)
    this.groups.measure(setByMs === 0 ? known : shiftGroups(known, setByMs), { catalog, offsets, writtenAtMs })
    this.#sampleTimes()
  }

  #sampleTimes(): void {
    this.groups.sampleTimes().then((hasRead) => hasRead && this.#gather(), this.#onBug)
  }

  #refreshLastStableOffsets(topics: ReadonlySet<string>): void {
    if (this.#isClosed || !this.#watches.metadata.described) return
    this.#watches.offsets.refreshLastStableOffsets(this.#leadership(), topics).then(() => this.#gather(), this.#onBug)
  }

  #leadership() {
    if (!this.#watches.metadata.described) throw new Error('offsets were asked before there was anything to ask')
    const { catalog, leadership } = this.#watches.metadata.described
    return { catalog, leaders: leadership.leaders, addresses: this.#watches.metadata.reachableBrokers() }
  }

  /** Of new topics; if that fails, the next round brings them. */
  async #refreshNewConfigs(): Promise<void> {
    if (!this.#watches.metadata.described) return
    const topics = this.#watches.configs.unknownTopics(this.#watches.metadata.described.catalog)
    await this.refreshConfigs(topics).catch(() => {})
  }

  /** A broker came or went, or the quorum did: said at once, and the rest is asked again. */
  #brokersChanged(): void {
    if (this.#isClosed || !this.#latest.snapshot) return
    this.#make()
    void this.#tiers.metadata.refresh()
  }

  #gather(): void {
    if (this.#isClosed) return
    if (!this.#latest.snapshot) this.#make()
    else this.#gathering ??= setTimeout(() => this.#make(), GATHER_MS)
  }

  #make(): void {
    clearTimeout(this.#gathering)
    this.#gathering = undefined
    const { described } = this.#watches.metadata
    const snapshot = described && this.#snapshots.make(described, agesOf(this.#tiers), this.connections)
    if (snapshot) this.history.observe(snapshot, this.#clock.now())
    const failure = this.#tiers.metadata.age.failure
    const changed = changedParts(this.#latest, { snapshot, failure })
    this.#latest = { snapshot, failure, changed }
    this.#publish(this.#latest)
  }
}
