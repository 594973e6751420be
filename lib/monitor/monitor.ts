import type { ErrorCode } from '#lib/contract/errors.ts'
import type { SnapshotPart } from '#lib/contract/snapshot-parts.ts'
import { readMetadata, readQuorum, readRegisteredBrokers } from '#lib/kafka/admin/cluster.ts'
import { inferKafkaVersion } from '#lib/kafka/admin/kafka-version.ts'
import type { ConnectionSet } from '#lib/kafka/connection/connection-set.ts'
import { toAppError } from '#lib/kafka/failure.ts'
import type { RegisteredBroker } from '#lib/kafka/protocol/describe-cluster.ts'
import type { Metadata } from '#lib/kafka/protocol/metadata.ts'
import { changedParts } from './changes.ts'
import { LivenessWatch } from './liveness.ts'
import { nextRoundInMs } from './pace.ts'
import { QuorumWatch } from './quorum-watch.ts'
import { buildSnapshot, type Snapshot } from './snapshot.ts'

const LOOKED_AT_FOR_MS = 60_000

export interface MonitorState {
  readonly snapshot: Snapshot | null
  /** Why the last round brought nothing; null while all is well. */
  readonly failure: RoundFailure | null
}

/** Plain data: Next compiles routes apart from what starts the monitors, so a class of here is another one there. */
export interface RoundFailure {
  readonly code: ErrorCode
  readonly message: string
  readonly hint?: string
}

interface MonitorOptions {
  readonly now?: () => number
  /** Says what a failed round means, where somebody knows better; null: nothing is wrong yet. */
  readonly diagnose?: ((error: unknown) => Promise<unknown>) | undefined
  /** Told of errors that are no failure of Kafka or the network, but ours. */
  readonly onBug?: ((error: unknown) => void) | undefined
}

export interface MonitorEvent extends MonitorState {
  readonly changed: readonly SnapshotPart[]
}

/** Asks one cluster again and again, however many people look, and keeps the latest snapshot for all of them. */
export class ClusterMonitor {
  readonly #connections: ConnectionSet
  readonly #now: () => number
  readonly #diagnose: (error: unknown) => Promise<unknown>
  readonly #onBug: (error: unknown) => void
  readonly #liveness: LivenessWatch
  readonly #quorum: QuorumWatch
  readonly #listeners = new Set<(event: MonitorEvent) => void>()
  #state: MonitorState = { snapshot: null, failure: null }
  #metadata: Metadata | null = null
  #registered: readonly RegisteredBroker[] | null = null
  #asOfMs = 0
  #failedRounds = 0
  #lookedAtMs = 0
  #round: Promise<void> | null = null
  #timer: NodeJS.Timeout | undefined
  #isClosed = false

  constructor(connections: ConnectionSet, options: MonitorOptions = {}) {
    const { now = Date.now, diagnose = async (error) => error, onBug = () => {} } = options
    this.#connections = connections
    this.#now = now
    this.#diagnose = diagnose
    this.#onBug = onBug
    this.#liveness = new LivenessWatch(connections, now, () => this.#republish())
    this.#quorum = new QuorumWatch(
      () => readQuorum(connections),
      now,
      () => this.#republish(),
      onBug,
    )
  }

  /** Begins as if somebody looked: whoever has just started the dashboard is about to. */
  start(): void {
    this.#lookedAtMs = this.#now()
    this.refresh()
  }

  get state(): MonitorState {
    return this.#state
  }

  /** Somebody reads: for a while the snapshot is kept fresh. */
  look(): void {
    const wasIdle = !this.#isLookedAt()
    this.#lookedAtMs = this.#now()
    if (wasIdle) this.refresh()
  }

  /** Somebody follows the events, for as long as they do not call the function that is returned. */
  follow(listener: (event: MonitorEvent) => void): () => void {
    const wasIdle = !this.#isLookedAt()
    this.#listeners.add(listener)
    if (wasIdle) this.refresh()
    return () => {
      if (this.#listeners.delete(listener)) this.#lookedAtMs = this.#now()
    }
  }

  /** Starts a round now, unless one is under way. */
  refresh(): void {
    if (this.#isClosed || this.#round) return
    clearTimeout(this.#timer)
    this.#round = this.#runRound().finally(() => {
      this.#round = null
      if (!this.#isClosed) this.#timer = setTimeout(() => this.refresh(), this.#pauseMs())
    })
  }

  close(): void {
    this.#isClosed = true
    clearTimeout(this.#timer)
    this.#listeners.clear()
    this.#liveness.close()
    this.#connections.close()
  }

  #pauseMs(): number {
    return nextRoundInMs({
      isLookedAt: this.#isLookedAt(),
      isStarting: this.#metadata === null && this.#failedRounds === 0,
      failedRounds: this.#failedRounds,
      random: Math.random(),
    })
  }

  #isLookedAt(): boolean {
    return this.#listeners.size > 0 || this.#now() - this.#lookedAtMs < LOOKED_AT_FOR_MS
  }

  async #runRound(): Promise<void> {
    const isFirst = this.#metadata === null
    const probes = this.#liveness.probeAll()
    try {
      const [metadata, registered] = await Promise.all([
        readMetadata(this.#connections),
        readRegisteredBrokers(this.#connections).catch(() => this.#registered),
      ])
      this.#take(metadata, registered)
      this.#quorum.ask()
      await Promise.all([this.#liveness.probeUnknown(), isFirst && this.#quorum.firstAnswer()])
      this.#failedRounds = 0
      this.#publish(null)
    } catch (error) {
      await probes
      const cause = await this.#diagnose(error)
      this.#failedRounds = cause === null ? 0 : this.#failedRounds + 1
      this.#publish(cause === null ? null : this.#explain(cause))
    }
  }

  #explain(error: unknown): RoundFailure {
    const known = toAppError(error)
    if (known)
      return { code: known.code, message: known.message, ...(known.options.hint && { hint: known.options.hint }) }
    this.#onBug(error)
    return { code: 'internal', message: 'Asking the cluster failed for a reason that is in the log.' }
  }

  #take(answered: Metadata, registered: readonly RegisteredBroker[] | null): void {
    const metadata = withForgottenBrokers(answered, this.#metadata)
    this.#metadata = metadata
    this.#registered = registered
    this.#asOfMs = this.#now()
    const brokers = new Map([...(registered ?? []), ...metadata.brokers].map((broker) => [broker.id, broker]))
    this.#liveness.watch([...brokers.values()])
    this.#connections.learn([...brokers.values()])
  }

  /** Something changed between two rounds: a broker came or went, the quorum did. The next round tells the rest. */
  #republish(): void {
    if (this.#isClosed || !this.#state.snapshot) return
    this.#publish(this.#state.failure)
    this.refresh()
  }

  #publish(failure: RoundFailure | null): void {
    if (this.#isClosed) return
    const before = this.#state
    const snapshot = this.#metadata ? this.#buildSnapshot(this.#metadata) : null
    this.#state = { snapshot, failure }
    const event = { snapshot, failure, changed: changedParts(before, this.#state) }
    for (const listener of this.#listeners) listener(event)
  }

  #buildSnapshot(metadata: Metadata): Snapshot {
    return buildSnapshot((this.#state.snapshot?.number ?? 0) + 1, {
      metadata,
      registered: this.#registered,
      quorum: this.#quorum.findings,
      kafkaVersion: inferKafkaVersion(this.#liveness.versions()),
      asOfMs: this.#asOfMs,
      livenessOf: (id) => this.#liveness.of(id),
    })
  }
}

/** Brokers before 4.0 leave out those that are down. What was known of one stays while partitions still name it. */
function withForgottenBrokers(metadata: Metadata, before: Metadata | null): Metadata {
  const listed = new Set(metadata.brokers.map(({ id }) => id))
  const named = new Set(metadata.topics.flatMap(({ partitions }) => partitions.flatMap(({ replicas }) => replicas)))
  const forgotten = before?.brokers.filter(({ id }) => !listed.has(id) && named.has(id)) ?? []
  return forgotten.length === 0 ? metadata : { ...metadata, brokers: [...metadata.brokers, ...forgotten] }
}
