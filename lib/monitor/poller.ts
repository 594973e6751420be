import type { SnapshotPart } from '#lib/contract/snapshot-parts.ts'
import { readQuorum } from '#lib/kafka/admin/cluster.ts'
import { readTopicConfigs } from '#lib/kafka/admin/configs.ts'
import { inferKafkaVersion } from '#lib/kafka/admin/kafka-version.ts'
import { readLogDirs } from '#lib/kafka/admin/log-dirs.ts'
import type { ConnectionSet } from '#lib/kafka/connection/connection-set.ts'
import { toAppError } from '#lib/kafka/failure.ts'
import type { Catalog } from './catalog.ts'
import { changedParts } from './changes.ts'
import { ConfigWatch } from './config-watch.ts'
import { LastWrites } from './last-writes.ts'
import { LivenessWatch } from './liveness.ts'
import { LogDirWatch } from './log-dir-watch.ts'
import { columnsFrom } from './made-from.ts'
import { type Described, MetadataWatch } from './metadata-watch.ts'
import { OffsetWatch } from './offset-watch.ts'
import type { LeadershipColumns, OffsetColumns, SizeColumns } from './partition-columns.ts'
import { QuorumWatch } from './quorum-watch.ts'
import type { RoundFailure } from './round-failure.ts'
import { buildSnapshot, type Snapshot } from './snapshot.ts'
import { Tier, type TierName } from './tier.ts'
import { buildTopics } from './topic-columns.ts'
import { LISTED_CONFIGS } from './topic-configs.ts'
import { untilSeen } from './until-seen.ts'

const LOOKED_AT_FOR_MS = 60_000
const SMALL_CLUSTER_PARTITIONS = 2_000
/** Several tiers often end close together; they make one snapshot. */
const GATHER_MS = 100

interface PollerOptions {
  readonly now?: () => number
  /** The number of the last snapshot that was made of this cluster; numbers only grow. */
  readonly lastNumber?: number
  readonly publish: (state: PollerState) => void
  /** Told of errors that are no failure of Kafka or the network, but ours. */
  readonly onBug?: (error: unknown) => void
}

export interface PollerState {
  readonly snapshot: Snapshot | null
  /** Why the cluster was not described at the last attempt; null while all is well. */
  readonly failure: RoundFailure | null
  readonly changed: readonly SnapshotPart[]
}

/** Asks one cluster again and again, each kind of question at its own pace, and makes snapshots of what it learns. */
export class ClusterPoller {
  readonly connections: ConnectionSet
  readonly lastWrites: LastWrites
  readonly #now: () => number
  readonly #publish: (state: PollerState) => void
  readonly #onBug: (error: unknown) => void
  readonly #liveness: LivenessWatch
  readonly #quorum: QuorumWatch
  readonly #metadata: MetadataWatch
  readonly #offsets: OffsetWatch
  readonly #logDirs: LogDirWatch
  readonly #configs: ConfigWatch
  readonly #tiers: Record<TierName, Tier>
  readonly #watchedTopics = new Map<string, number>()
  readonly #offsetColumns = columnsFrom((catalog: Catalog, _version: number) => this.#offsets.columns(catalog))
  readonly #sizeColumns = columnsFrom((catalog: Catalog, leadership: LeadershipColumns, _askedAtMs: number | null) =>
    this.#logDirs.sizes(catalog, leadership),
  )
  readonly #configColumns = columnsFrom((catalog: Catalog, _known: unknown) => this.#configs.columns(catalog))
  readonly #topicColumns = columnsFrom(
    (catalog: Catalog, leadership: LeadershipColumns, offsets: OffsetColumns, sizes: SizeColumns) =>
      buildTopics(catalog, { leadership, offsets, sizes }),
  )
  #number: number
  #latest: PollerState = { snapshot: null, failure: null, changed: [] }
  #watchers = 0
  #lookedAtMs: number
  #gathering: NodeJS.Timeout | undefined
  #isClosed = false

  constructor(connections: ConnectionSet, options: PollerOptions) {
    const { now = Date.now, lastNumber = 0, publish, onBug = () => {} } = options
    this.connections = connections
    this.lastWrites = new LastWrites(connections, now)
    this.#now = now
    this.#number = lastNumber
    this.#publish = publish
    this.#onBug = onBug
    // Begins as if somebody looked: whoever has just started the dashboard is about to.
    this.#lookedAtMs = now()
    this.#liveness = new LivenessWatch(connections, now, () => this.#brokersChanged())
    this.#quorum = new QuorumWatch(
      () => readQuorum(connections),
      now,
      () => this.#brokersChanged(),
      onBug,
    )
    this.#metadata = new MetadataWatch({ connections, liveness: this.#liveness, quorum: this.#quorum, now })
    this.#offsets = new OffsetWatch(connections, now)
    this.#logDirs = new LogDirWatch((broker) => readLogDirs(connections, broker), now)
    this.#configs = new ConfigWatch((topics) => readTopicConfigs(connections, topics, LISTED_CONFIGS), now)
    this.#tiers = {
      metadata: this.#tier(
        (tookMs) => clamp(10 * tookMs, 2_000, 5_000),
        () => this.#askMetadata(),
      ),
      offsets: this.#tier(
        (tookMs) => clamp(3 * tookMs, 2_000, 5_000),
        () => this.#askOffsets(),
      ),
      configs: this.#tier(
        (tookMs) => clamp(100 * tookMs, 20_000, 60_000),
        () => this.#askConfigs(),
      ),
      logDirs: this.#tier(
        (tookMs) => clamp(100 * tookMs, 10_000, 60_000),
        () => this.#askLogDirs(),
      ),
    }
  }

  start(): void {
    void this.#tiers.metadata.refresh()
  }

  /** Somebody reads: for a while the snapshot is kept fresh. */
  look(): void {
    const wasIdle = !this.#isLookedAt()
    this.#lookedAtMs = this.#now()
    if (wasIdle) this.#wake()
  }

  /** How many follow the events. */
  setWatchers(count: number): void {
    const wasIdle = !this.#isLookedAt()
    if (count < this.#watchers) this.#lookedAtMs = this.#now()
    this.#watchers = count
    if (wasIdle && count > 0) this.#wake()
  }

  /** Somebody reads this topic: for a while its last stable offsets are asked, too. */
  watchTopic(name: string): void {
    const isNew = !this.#isWatched(name)
    this.#watchedTopics.set(name, this.#now())
    if (isNew && this.#metadata.described) void this.#tiers.offsets.refresh()
  }

  /** Asks now, as something has just been changed, and tells at once what that brought. */
  async refresh(...tiers: readonly TierName[]): Promise<void> {
    for (const tier of tiers) await this.#tiers[tier].refresh()
    if (this.#gathering) this.#make()
  }

  /** Asks now for the settings of some topics. */
  async refreshConfigs(topics: readonly string[]): Promise<void> {
    if (topics.length === 0) return
    await this.#configs.askSome(topics)
    this.#gather()
  }

  /** Asks for topics until what was changed is seen. */
  refreshUntil(isSeen: (catalog: Catalog) => boolean): Promise<void> {
    return untilSeen(async () => {
      await this.refresh('metadata')
      const { described } = this.#metadata
      return this.#isClosed || (described !== null && isSeen(described.catalog))
    })
  }

  written(topic: string | null): { atMs: number; perSecond: number }[] {
    return this.#offsets.written(topic)
  }

  close(): void {
    this.#isClosed = true
    clearTimeout(this.#gathering)
    for (const tier of Object.values(this.#tiers)) tier.close()
    this.#liveness.close()
    this.connections.close()
  }

  #tier(pauseMs: (tookMs: number) => number, run: () => Promise<void>): Tier {
    return new Tier({
      now: this.#now,
      isLookedAt: () => this.#isLookedAt(),
      pauseMs,
      run,
      explain: (error) => this.#explain(error),
      onEnd: () => this.#gather(),
    })
  }

  #wake(): void {
    for (const tier of Object.values(this.#tiers)) tier.wake()
  }

  #isLookedAt(): boolean {
    return this.#watchers > 0 || this.#now() - this.#lookedAtMs < LOOKED_AT_FOR_MS
  }

  #isWatched(topic: string): boolean {
    return this.#now() - (this.#watchedTopics.get(topic) ?? Number.NEGATIVE_INFINITY) < LOOKED_AT_FOR_MS
  }

  async #askMetadata(): Promise<void> {
    const { isFirst, hasOtherTopics } = await this.#metadata.ask()
    if (hasOtherTopics) this.#topicsChanged(isFirst)
  }

  #topicsChanged(isFirst: boolean): void {
    void this.#tiers.offsets.refresh()
    if (isFirst) void this.#tiers.configs.refresh()
    else void this.#askNewConfigs()
    // Where asking costs next to nothing, a new topic's size is not waited for.
    const isSmall = (this.#metadata.described?.catalog.partitionIds.length ?? 0) < SMALL_CLUSTER_PARTITIONS
    if (isFirst || isSmall) void this.#tiers.logDirs.refresh()
  }

  async #askOffsets(): Promise<void> {
    if (!this.#metadata.described) return
    for (const name of this.#watchedTopics.keys()) if (!this.#isWatched(name)) this.#watchedTopics.delete(name)
    await this.#offsets.ask(
      () => this.#leadership(),
      new Set(this.#watchedTopics.keys()),
      () => this.#tiers.metadata.refresh(),
    )
  }

  #leadership() {
    if (!this.#metadata.described) throw new Error('offsets were asked before there was anything to ask')
    const { catalog, leadership } = this.#metadata.described
    return { catalog, leaders: leadership.leaders, addresses: this.#metadata.reachableBrokers() }
  }

  async #askConfigs(): Promise<void> {
    if (this.#metadata.described) await this.#configs.askAll(this.#metadata.described.catalog)
  }

  /** Of topics that have just come; where that fails, the next round tells. */
  async #askNewConfigs(): Promise<void> {
    if (!this.#metadata.described) return
    const topics = this.#configs.unknownTopics(this.#metadata.described.catalog)
    await this.refreshConfigs(topics).catch(() => {})
  }

  async #askLogDirs(): Promise<void> {
    if (this.#metadata.described) await this.#logDirs.ask(this.#metadata.reachableBrokers())
  }

  #explain(error: unknown): RoundFailure {
    const failure = toAppError(error)
    if (failure) {
      const { code, message, options } = failure
      return { code, message, ...(options.hint && { hint: options.hint }) }
    }
    this.#onBug(error)
    return { code: 'internal', message: 'Asking the cluster failed for a reason that is in the log.' }
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
    const snapshot = this.#metadata.described && this.#buildSnapshot(this.#metadata.described)
    const failure = this.#tiers.metadata.age.failure
    const changed = changedParts(this.#latest, { snapshot, failure })
    this.#latest = { snapshot, failure, changed }
    this.#publish(this.#latest)
  }

  #buildSnapshot({ catalog, leadership, controllerId, brokers, registered, asOfMs }: Described): Snapshot {
    const { metadata, offsets, configs, logDirs } = this.#tiers
    this.#number++
    return buildSnapshot(this.#number, {
      catalog,
      leadership,
      metadata: { controllerId, brokers },
      registered,
      asOfMs,
      tiers: { metadata: metadata.age, offsets: offsets.age, configs: configs.age, logDirs: logDirs.age },
      offsets: this.#offsetColumns(catalog, this.#offsets.version),
      sizes: this.#sizeColumns(catalog, leadership, logDirs.age.asOfMs),
      disks: this.#logDirs.disks,
      configs: this.#configColumns(catalog, this.#configs.known),
      buildTopics: this.#topicColumns,
      quorum: this.#quorum.findings,
      kafkaVersion: inferKafkaVersion(this.#liveness.versions()),
      livenessOf: (id) => this.#liveness.of(id),
    })
  }
}

function clamp(value: number, min: number, max: number): number {
  return Math.min(max, Math.max(min, value))
}
