import { AppError } from '#lib/contract/errors.ts'
import { ConcurrencyLimit } from './concurrency-limit.ts'
import { SCANS_BYTES, shareMemory, WAITING_SCANS_BYTES } from './memory.ts'
import type { FromScanWorker, ScanRequest, ToScanWorker } from './scan-messages.ts'
import { ScanStream } from './scan-stream.ts'
import { type ScanThread, startScanThread } from './scan-thread.ts'

interface PoolLimits {
  readonly boundedScans: number
  /** Those of them that may be exports, whose readers may be slow, and take as long as they like. */
  readonly exports: number
  readonly exportsPerClient: number
  readonly liveTails: number
  readonly singleReads: number
  /** How many more may wait, and for how long. */
  readonly places: number
  readonly patienceMs: number
  /** A thread that is not needed ends after this; one stays, so that the next scan begins at once. */
  readonly idleMs: number
}

export const SCAN_LIMITS: PoolLimits = {
  boundedScans: 8,
  exports: 4,
  exportsPerClient: 3,
  liveTails: 100,
  singleReads: 16,
  places: 8,
  patienceMs: 3_000,
  idleMs: 60_000,
}
const SPARE_THREADS = 1
/** A thread that does not notice in this time that its reader has left is ended. */
const STOP_MS = 1_500

interface Thread {
  readonly scanThread: ScanThread
  readonly streams: Map<number, ScanStream>
  idleTimer: NodeJS.Timeout | undefined
}

/** The threads that scan, for all clusters: one for each bounded scan, and one for all that only wait most of the time. */
export class ScanPool {
  readonly #onBug: (error: unknown) => void
  readonly #start: typeof startScanThread
  readonly #idleMs: number
  readonly #bounded: ConcurrencyLimit
  readonly #exports: ConcurrencyLimit
  readonly #live: ConcurrencyLimit
  readonly #single: ConcurrencyLimit
  readonly #threads = new Set<Thread>()
  readonly #idle = new Set<Thread>()
  #shared: Thread | null = null
  #nextId = 1
  #isClosed = false

  constructor(onBug: (error: unknown) => void, limits: PoolLimits = SCAN_LIMITS, start = startScanThread) {
    const { boundedScans, exports, exportsPerClient, liveTails, singleReads, idleMs, ...queue } = limits
    this.#idleMs = idleMs
    this.#onBug = onBug
    this.#start = start
    this.#bounded = new ConcurrencyLimit({
      slots: boundedScans,
      ...queue,
      refusal: `${boundedScans} searches are running already. Wait for one to end, or stop one.`,
    })
    this.#exports = new ConcurrencyLimit({
      slots: exports,
      ...queue,
      refusal: `${exports} exports are running already. Wait for one to end, or stop one.`,
      perClient: {
        slots: exportsPerClient,
        refusal: `${exportsPerClient} exports to your address are running already. Wait for one to end, or stop one.`,
      },
    })
    this.#live = new ConcurrencyLimit({
      slots: liveTails,
      places: 0,
      patienceMs: 0,
      refusal: `${liveTails} live views are open already. Close one first.`,
    })
    this.#single = new ConcurrencyLimit({
      slots: singleReads,
      ...queue,
      refusal: 'Too many messages are requested at once.',
    })
  }

  /** Starts a thread ahead of the first scan. */
  warm(): void {
    if (this.#idle.size < SPARE_THREADS) this.#rest(this.#startThread())
  }

  /** Resolves once nothing is wrong with the request; rejects with what is. */
  async open(request: ScanRequest, signal: AbortSignal, client = ''): Promise<ScanStream> {
    const isLive = request.kind === 'stream' && request.query.from === 'live'
    const isShared = isLive || request.kind === 'message'
    const slots = isLive ? this.#live : isShared ? this.#single : this.#bounded
    const giveBack = request.kind === 'export' ? await this.#takeExport(signal, client) : await slots.take(signal)
    if (this.#isClosed || signal.aborted) {
      giveBack()
      throw new AppError('unavailable', 'The dashboard is stopping.')
    }
    const thread = isShared ? this.#sharedThread() : this.#ownThread()
    if (!isShared) this.#shareMemory()
    return this.#begin(thread, request, signal, () => {
      giveBack()
      if (isShared) return
      this.#shareMemory()
      this.#rest(thread)
    })
  }

  /** An export is a bounded scan too, but never all of them: whoever looks at a page finds room. */
  async #takeExport(signal: AbortSignal, client: string): Promise<() => void> {
    const giveExportBack = await this.#exports.take(signal, client)
    try {
      const giveScanBack = await this.#bounded.take(signal)
      return () => {
        giveScanBack()
        giveExportBack()
      }
    } catch (error) {
      giveExportBack()
      throw error
    }
  }

  close(): void {
    this.#isClosed = true
    this.endThreads()
  }

  /** Fails the streams of all threads; the next scan starts another thread. */
  endThreads(): void {
    for (const thread of [...this.#threads]) this.#end(thread)
  }

  async #begin(thread: Thread, request: ScanRequest, signal: AbortSignal, onEnd: () => void): Promise<ScanStream> {
    const id = this.#nextId++
    const tell = (message: ToScanWorker) => thread.scanThread.post(message)
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

  /** The one that rested last, so that those that are not needed go on resting until they end. */
  #ownThread(): Thread {
    const idle = [...this.#idle].at(-1)
    if (!idle) return this.#startThread()
    this.#idle.delete(idle)
    clearTimeout(idle.idleTimer)
    return idle
  }

  #sharedThread(): Thread {
    if (this.#shared === null) {
      this.#shared = this.#startThread()
      this.#shared.scanThread.post({ type: 'memory', bytes: WAITING_SCANS_BYTES })
    }
    return this.#shared
  }

  /** The more scans run, the less each may hold. */
  #shareMemory(): void {
    const bytes = shareMemory(SCANS_BYTES, this.#bounded.taken)
    for (const thread of this.#threads) if (thread !== this.#shared) thread.scanThread.post({ type: 'memory', bytes })
  }

  #startThread(): Thread {
    const scanThread = this.#start({
      onMessage: (message) => this.#receive(thread, message),
      onError: this.#onBug,
      onExit: () => this.#ended(thread),
    })
    const thread: Thread = { scanThread, streams: new Map(), idleTimer: undefined }
    this.#threads.add(thread)
    return thread
  }

  #receive(thread: Thread, message: FromScanWorker): void {
    if (message.type === 'bug') this.#onBug(message.error)
    else thread.streams.get(message.id)?.receive(message)
  }

  #rest(thread: Thread): void {
    if (!this.#threads.has(thread) || this.#isClosed) return
    this.#idle.add(thread)
    if (this.#idle.size <= SPARE_THREADS) return
    thread.idleTimer = setTimeout(() => this.#end(thread), this.#idleMs)
    thread.idleTimer.unref()
  }

  #end(thread: Thread): void {
    // What it still says before it is gone must not make it free for others.
    this.#threads.delete(thread)
    this.#idle.delete(thread)
    clearTimeout(thread.idleTimer)
    if (this.#shared === thread) this.#shared = null
    thread.scanThread.terminate()
  }

  /** Fails the streams that still read from it. */
  #ended(thread: Thread): void {
    this.#threads.delete(thread)
    this.#idle.delete(thread)
    if (this.#shared === thread) this.#shared = null
    for (const stream of [...thread.streams.values()]) stream.fail()
  }
}
