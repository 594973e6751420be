import { Worker } from 'node:worker_threads'
import { AppError } from '#lib/contract/errors.ts'
import type { FromScanWorker, ScanRequest, ToScanWorker } from './scan-messages.ts'
import { ScanStream } from './scan-stream.ts'
import { Slots } from './slots.ts'

const BOUNDED_SCANS = 8
const WAITING_SCANS = 8
const PATIENCE_MS = 3_000
const LIVE_TAILS = 100
const SINGLE_READS = 16
/** A thread that is not needed ends after this; one stays, so that the next scan begins at once. */
const IDLE_MS = 60_000
const SPARE_THREADS = 1
const YOUNG_GENERATION_MB = 32
const OLD_GENERATION_MB = 512
/** A thread that does not notice in this time that its reader has left is ended. */
const STOP_MS = 1_500

interface Thread {
  readonly worker: Worker
  readonly streams: Map<number, ScanStream>
  idleTimer: NodeJS.Timeout | undefined
}

/** The threads that scan, for all clusters: one for each bounded scan, and one for all that only wait most of the time. */
export class ScanPool {
  readonly #onBug: (error: unknown) => void
  readonly #bounded = new Slots({
    slots: BOUNDED_SCANS,
    places: WAITING_SCANS,
    patienceMs: PATIENCE_MS,
    refusal: `${BOUNDED_SCANS} scans run already. Wait for one to end, or stop one.`,
  })
  readonly #live = new Slots({
    slots: LIVE_TAILS,
    places: 0,
    patienceMs: 0,
    refusal: `${LIVE_TAILS} live tails are open already. Close one first.`,
  })
  readonly #single = new Slots({
    slots: SINGLE_READS,
    places: WAITING_SCANS,
    patienceMs: PATIENCE_MS,
    refusal: 'Too many records are asked for at once.',
  })
  readonly #idle = new Set<Thread>()
  #shared: Thread | null = null
  #nextId = 1
  #isClosed = false

  constructor(onBug: (error: unknown) => void) {
    this.#onBug = onBug
  }

  /** Starts a thread ahead of the first scan. */
  warm(): void {
    if (this.#idle.size < SPARE_THREADS) this.#rest(this.#startThread())
  }

  /** Resolves once nothing is wrong with the request; rejects with what is. */
  async open(request: ScanRequest, signal: AbortSignal): Promise<ScanStream> {
    const isLive = request.kind === 'stream' && request.query.from === 'live'
    const isShared = isLive || request.kind === 'message'
    const slots = isLive ? this.#live : isShared ? this.#single : this.#bounded
    const giveBack = await slots.take(signal)
    if (this.#isClosed || signal.aborted) {
      giveBack()
      throw new AppError('unavailable', 'The dashboard is stopping.')
    }
    const thread = isShared ? this.#sharedThread() : this.#ownThread()
    return this.#begin(thread, request, signal, () => {
      giveBack()
      if (!isShared) this.#rest(thread)
    })
  }

  close(): void {
    this.#isClosed = true
    for (const thread of this.#idle) this.#end(thread)
    if (this.#shared) this.#end(this.#shared)
  }

  async #begin(thread: Thread, request: ScanRequest, signal: AbortSignal, onEnd: () => void): Promise<ScanStream> {
    const id = this.#nextId++
    const tell = (message: ToScanWorker) => thread.worker.postMessage(message)
    let lateTimer: NodeJS.Timeout | undefined
    const stream = new ScanStream({
      onTaken: (bytes) => tell({ type: 'credit', id, bytes }),
      onLeft: () => {
        tell({ type: 'stop', id })
        // Others read from the thread that is shared.
        if (thread !== this.#shared) lateTimer = setTimeout(() => this.#end(thread), STOP_MS)
      },
      onEnd: () => {
        clearTimeout(lateTimer)
        thread.streams.delete(id)
        signal.removeEventListener('abort', leave)
        onEnd()
      },
    })
    const leave = () => stream.leave()
    signal.addEventListener('abort', leave)
    thread.streams.set(id, stream)
    tell({ type: 'start', id, request })
    await stream.ready
    return stream
  }

  #ownThread(): Thread {
    const [idle] = this.#idle
    if (!idle) return this.#startThread()
    this.#idle.delete(idle)
    clearTimeout(idle.idleTimer)
    return idle
  }

  #sharedThread(): Thread {
    this.#shared ??= this.#startThread()
    return this.#shared
  }

  #startThread(): Thread {
    const worker = new Worker(new URL('./scan-worker.ts', import.meta.url), {
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_GENERATION_MB, maxOldGenerationSizeMb: OLD_GENERATION_MB },
    })
    const thread: Thread = { worker, streams: new Map(), idleTimer: undefined }
    worker.unref()
    worker.on('message', (message: FromScanWorker) => this.#receive(thread, message))
    worker.on('error', this.#onBug)
    worker.on('exit', () => this.#ended(thread))
    return thread
  }

  #receive(thread: Thread, message: FromScanWorker): void {
    if (message.type === 'bug') this.#onBug(message.error)
    else thread.streams.get(message.id)?.receive(message)
  }

  #rest(thread: Thread): void {
    if (thread.worker.threadId < 0 || this.#isClosed) return
    this.#idle.add(thread)
    if (this.#idle.size <= SPARE_THREADS) return
    thread.idleTimer = setTimeout(() => this.#end(thread), IDLE_MS)
    thread.idleTimer.unref()
  }

  #end(thread: Thread): void {
    this.#idle.delete(thread)
    clearTimeout(thread.idleTimer)
    if (this.#shared === thread) this.#shared = null
    void thread.worker.terminate()
  }

  /** Whoever still reads from it is told. */
  #ended(thread: Thread): void {
    this.#idle.delete(thread)
    if (this.#shared === thread) this.#shared = null
    for (const stream of [...thread.streams.values()]) stream.fail()
  }
}
