import { Worker } from 'node:worker_threads'
import { AppError } from '#lib/contract/errors.ts'
import type { SnapshotPart } from '#lib/contract/snapshot-parts.ts'
import type { ClusterAccess } from '#lib/kafka/connection/access.ts'
import type { OperationInput, OperationName, OperationOutput } from '#lib/monitor/operations/operations.ts'
import type { Intervals } from '#lib/monitor/snapshot/intervals.ts'
import type { MonitorState } from '#lib/monitor/snapshot/monitor-state.ts'
import type { RoundFailure } from '#lib/monitor/snapshot/round-failure.ts'
import { fromDelta } from '#lib/monitor/snapshot/snapshot-delta.ts'
import { restarting, WorkerCalls } from './worker-calls.ts'
import type { FromWorker, ToWorker, WorkerStart } from './worker-messages.ts'

/** What is decoded is soon thrown away; a larger nursery would only keep more of it for longer. */
const YOUNG_GENERATION_MB = 32
const TELL_LOOK_EVERY_MS = 1_000
const FIRST_RESTART_MS = 500
const LATEST_RESTART_MS = 30_000
/** A worker that ends sooner is as sick as the one before, though it may have published something. */
const HEALTHY_AFTER_MS = 60_000

export interface MonitorEvent extends MonitorState {
  readonly changed: readonly SnapshotPart[]
}

interface MonitorOptions {
  readonly access: ClusterAccess
  /** Why there is nothing to watch: it is then never started. */
  readonly failure?: RoundFailure | undefined
  /** Since when, where that was so before it was read again. */
  readonly failedSinceMs?: number | null | undefined
  readonly intervals?: Intervals | undefined
  /** Explains a failure better than the worker can; null: nothing is wrong yet. */
  readonly diagnose?: ((failure: RoundFailure) => Promise<RoundFailure | null>) | undefined
  /** Hears of every state. */
  readonly onState?: ((state: MonitorState) => void) | undefined
  /** Called with errors that are no failure of Kafka or the network, but defects of ours. */
  readonly onBug?: ((error: unknown) => void) | undefined
}

/** One cluster on the main thread: the latest snapshot, and calls of operations in its worker. */
export class ClusterMonitor {
  #access: ClusterAccess
  readonly #intervals: Intervals | undefined
  readonly #diagnose: (failure: RoundFailure) => Promise<RoundFailure | null>
  readonly #onState: (state: MonitorState) => void
  readonly #onBug: (error: unknown) => void
  readonly #listeners = new Set<(event: MonitorEvent) => void>()
  readonly #calls = new WorkerCalls()
  #state: MonitorState
  #publishedAtMs = Date.now()
  /** Which cluster is watched, once that is known. Another in its place is not made use of unless that is confirmed. */
  #clusterId: string | null = null
  #lastNumber = 0
  /** Whether there is no access to start with. */
  #isUnusable: boolean
  #worker: Worker | null = null
  #received: Promise<void> = Promise.resolve()
  #firstRound = Promise.withResolvers<void>()
  #sentLookMs = 0
  #restarts = 0
  #startedAtMs = 0
  #restart: NodeJS.Timeout | undefined
  #isClosed = false

  constructor({
    access,
    failure,
    failedSinceMs,
    intervals,
    diagnose = async (failed) => failed,
    onState = () => {},
    onBug = () => {},
  }: MonitorOptions) {
    this.#access = access
    this.#intervals = intervals
    this.#isUnusable = failure !== undefined
    this.#state = {
      snapshot: null,
      failure: failure ?? null,
      failedSinceMs: failure ? (failedSinceMs ?? Date.now()) : null,
    }
    this.#diagnose = diagnose
    this.#onState = onState
    this.#onBug = onBug
  }

  start(): void {
    const start: WorkerStart = {
      access: this.#access,
      clusterId: this.#clusterId,
      intervals: this.#intervals,
      lastNumber: this.#lastNumber,
    }
    const worker = new Worker(new URL('./worker.ts', import.meta.url), {
      workerData: start,
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_GENERATION_MB },
    })
    worker.on('message', (message: FromWorker) => this.#worker === worker && this.#receive(message))
    worker.on('error', (error) => this.#onBug(error))
    worker.on('exit', () => this.#ended(worker))
    this.#worker = worker
    // A call that waits for the first round of the worker before now waits for that of this one.
    const { resolve } = this.#firstRound
    this.#firstRound = Promise.withResolvers()
    void this.#firstRound.promise.then(resolve)
    this.#startedAtMs = Date.now()
    if (this.#listeners.size > 0) this.#send({ type: 'watchers', count: this.#listeners.size })
  }

  get state(): MonitorState {
    return this.#state
  }

  /** When the state last changed. */
  get publishedAtMs(): number {
    return this.#publishedAtMs
  }

  get clusterId(): string | null {
    return this.#clusterId
  }

  /** A page was read: for a while the snapshot is kept fresh. */
  look(): void {
    const now = Date.now()
    if (now - this.#sentLookMs < TELL_LOOK_EVERY_MS) return
    this.#sentLookMs = now
    this.#send({ type: 'look' })
  }

  /** A page of this topic was read: for a while its last stable offsets are requested, too. */
  watchTopic(name: string): void {
    this.#send({ type: 'watch-topic', name })
  }

  /** Follows the events until the function that is returned is called. */
  follow(listener: (event: MonitorEvent) => void): () => void {
    this.#listeners.add(listener)
    this.#send({ type: 'watchers', count: this.#listeners.size })
    return () => {
      if (this.#listeners.delete(listener)) this.#send({ type: 'watchers', count: this.#listeners.size })
    }
  }

  /** Runs an operation in the worker, over its connections to the cluster. */
  call<Name extends OperationName>(operation: Name, input: OperationInput<Name>): Promise<OperationOutput<Name>> {
    // The worker replies to a call with what its operation returns.
    return this.#request((id) => ({ type: 'call', id, operation, input })) as Promise<OperationOutput<Name>>
  }

  /**
   * Begins a round now, also where a login was refused, or connects again if the cluster is now reached in another way.
   * Resolves when it has answered or failed to; what is known stays until then.
   */
  reconnect(access?: ClusterAccess): Promise<void> {
    if (this.#isClosed || (this.#isUnusable && !access)) return Promise.resolve()
    if (this.#worker && !access) return this.#request((id) => ({ type: 'reconnect', id })).then(() => this.#received)
    this.#access = access ?? this.#access
    if (access) this.#clusterId = null
    this.#isUnusable = false
    clearTimeout(this.#restart)
    const before = this.#worker
    this.#worker = null
    void before?.terminate()
    this.#calls.rejectAll()
    this.start()
    return this.#firstRound.promise
  }

  /** Starts over with the cluster that is there now: what is known of the one before does not hold for it. */
  acceptCluster(): Promise<void> {
    if (this.#isClosed || this.#isUnusable) return Promise.resolve()
    this.#set({ snapshot: null, failure: null, failedSinceMs: null })
    return this.reconnect(this.#access)
  }

  close(): void {
    this.#isClosed = true
    this.#firstRound.resolve()
    clearTimeout(this.#restart)
    this.#listeners.clear()
    void this.#worker?.terminate()
  }

  async #request(messageOf: (id: number) => ToWorker): Promise<unknown> {
    if (!this.#worker) throw restarting()
    return this.#calls.make((id) => this.#send(messageOf(id)))
  }

  #send(message: ToWorker): void {
    this.#worker?.postMessage(message)
  }

  #receive(message: FromWorker): void {
    switch (message.type) {
      case 'state':
        // In the order in which they came, also where one has to be asked about first.
        this.#received = this.#received
          .then(() => this.#take(message))
          .catch(this.#onBug)
          .finally(this.#firstRound.resolve)
        break
      case 'reply':
        this.#calls.settle(message.id)?.resolve(message.value)
        break
      case 'refusal': {
        const { code, message: text, hint, field } = message.error
        this.#calls
          .settle(message.id)
          ?.reject(new AppError(code, text, { ...(hint && { hint }), ...(field && { field }) }))
        break
      }
      case 'bug':
        this.#onBug(message.error)
        break
      default:
        message satisfies never
    }
  }

  async #take({ snapshot, failure, changed }: FromWorker & { type: 'state' }): Promise<void> {
    const explained = failure && (await this.#diagnose(failure))
    const before = this.#state.snapshot
    if (snapshot) {
      this.#clusterId = snapshot.clusterId
      this.#lastNumber = snapshot.number
    }
    this.#publish({ snapshot: snapshot ? fromDelta(snapshot, before) : before, failure: explained }, changed)
  }

  #publish({ snapshot, failure }: Omit<MonitorState, 'failedSinceMs'>, changed: readonly SnapshotPart[]): void {
    if (this.#isClosed) return
    const failedSinceMs = failure ? (this.#state.failedSinceMs ?? Date.now()) : null
    this.#set({ snapshot, failure, failedSinceMs })
    this.#onState(this.#state)
    for (const listener of this.#listeners) listener({ ...this.#state, changed })
  }

  #set(state: MonitorState): void {
    this.#state = state
    this.#publishedAtMs = Date.now()
  }

  /** What is known stays on the screens, with its age, until another worker knows more. */
  #ended(worker: Worker): void {
    if (this.#worker !== worker) return
    this.#worker = null
    this.#calls.rejectAll()
    this.#firstRound.resolve()
    if (this.#isClosed) return
    const message = 'The worker for this cluster stopped and is being restarted.'
    this.#publish({ ...this.#state, failure: { code: 'internal', message } }, ['cluster'])
    if (Date.now() - this.#startedAtMs >= HEALTHY_AFTER_MS) this.#restarts = 0
    const waitMs = Math.min(LATEST_RESTART_MS, FIRST_RESTART_MS * 2 ** this.#restarts++)
    this.#restart = setTimeout(() => this.start(), waitMs)
  }
}
