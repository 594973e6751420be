import type { StopReason } from '#lib/contract/messages.ts'
import { formatDuration } from '#lib/format/duration.ts'
import type { ConnectionSet } from '#lib/kafka/connection/connection-set.ts'
import { BatchFilter } from './batch-filter.ts'
import { type Budget, exceeded } from './budget.ts'
import { encodeCursor, type Range } from './cursor.ts'
import { planFetchSizes } from './fetch-sizes.ts'
import type { FetchedBatch } from './fetched-batch.ts'
import type { Match } from './match.ts'
import { planMemory } from './memory.ts'
import { pickLast } from './order.ts'
import { PartitionFetcher, type Reading } from './partition-fetcher.ts'
import { expired, expiredBelow, type Notice, truncated } from './plan.ts'
import { failureNotice, type PreparedScan } from './prepare.ts'
import { PartitionReading } from './reading.ts'
import { nextStep } from './step.ts'

export interface ScanOptions {
  readonly prepared: PreparedScan
  readonly connections: ConnectionSet
  /** How many rows are shown. */
  readonly limit: number
  readonly budget: Budget
  /** How many bytes it may hold; less once more scans run. */
  readonly memoryBytes: () => number
  readonly isLive: boolean
  readonly isCommittedOnly: boolean
  readonly showsControl: boolean
  /** Hands out no rows, but counts them. */
  readonly isCounting?: boolean
  readonly showsUnreadable: boolean
  readonly sink: ScanSink
  /** Before a partition that failed is tried again. */
  readonly pausesMs?: readonly number[] | undefined
}

/** Receives what a scan finds. */
export interface ScanSink {
  readonly row: (match: Match) => void
  readonly notice: (notice: Notice) => void
  /** Until the reader has room for more. */
  readonly room: () => Promise<void>
  readonly flush: () => void
}

export interface ScanOutcome {
  readonly reason: StopReason
  readonly budget?: 'records' | 'bytes' | 'time'
  readonly cursor: string | null
}

export interface ScanCounts {
  readonly scanned: number
  readonly matched: number
  readonly aborted: number
  readonly bytes: number
  readonly elapsedMs: number
}

/** How long the thread works before it lets other events in. */
const SLICE_MS = 8
/** How often a scan that waits checks its time budget. */
const CHECK_EVERY_MS = 250
/** A small compressed batch may hold a million records, and of each that is found an object is made. */
const MOST_FOUND_AT_ONCE = 20_000

/** One scan of a topic: fetches, filters and hands out records, until there is a reason to stop. */
export class Scan {
  readonly readings: readonly Reading[]
  readonly #options: ScanOptions
  readonly #fetcher: PartitionFetcher
  readonly #batchFilter: BatchFilter
  readonly #startedMs = performance.now()
  #matched = 0
  #isDeleted = false
  #isStopped = false
  #sliceEndMs = 0

  constructor(options: ScanOptions) {
    const { prepared, connections, limit, isLive, sink, pausesMs } = options
    const { isCommittedOnly, showsControl, showsUnreadable, isCounting = false } = options
    const { direction } = prepared.owner
    const { ranges } = prepared.plan
    const memory = () => planMemory(options.memoryBytes())
    const sizes = planFetchSizes(ranges.length, limit, () => memory().aheadBytes)
    this.#options = options
    this.readings = ranges.map(
      ({ id, low, high }) =>
        new PartitionReading<FetchedBatch, Match>({ id, low, high: isLive ? Infinity : high, direction, sizes }),
    )
    this.#batchFilter = new BatchFilter({
      direction,
      filter: prepared.filter,
      isCommittedOnly,
      showsControl,
      showsUnreadable,
      isCounting,
    })
    this.#fetcher = new PartitionFetcher({
      connections,
      topic: prepared.topic,
      direction,
      readings: this.readings,
      stableEnds: isCommittedOnly ? null : prepared.stableEnds,
      isLive,
      memory,
      pausesMs,
      onExpired: ({ id }, count, next) =>
        sink.notice(direction === 'ascending' ? expired(id, count, next) : expiredBelow(id, count, next)),
      onTruncated: ({ id }, count, end) => sink.notice(truncated(id, count, end)),
      onFailed: ({ id }, error) => sink.notice(failureNotice(id, error)),
      onDeleted: () => {
        this.#isDeleted = true
        this.#fetcher.close()
      },
    })
  }

  get counts(): ScanCounts {
    return {
      scanned: this.#batchFilter.scanned,
      matched: this.#batchFilter.counted.values().reduce((sum, count) => sum + count, this.#matched),
      aborted: this.#batchFilter.aborted,
      bytes: this.#fetcher.bytes,
      elapsedMs: Math.round(performance.now() - this.#startedMs),
    }
  }

  /** How many records of a partition match; null: they are not counted. */
  countedIn(partition: number): number | null {
    return this.#options.isCounting ? (this.#batchFilter.counted.get(partition) ?? 0) : null
  }

  /** Goes on behind the rows that were handed out so far. null: nothing is left, or it has no end. */
  get cursor(): string | null {
    const { prepared, isLive } = this.#options
    if (isLive) return null
    const rest: Range[] = [...prepared.failed, ...this.readings.map((reading) => reading.rest)]
    const left = rest.filter(({ low, high }) => low < high).sort((a, b) => a.id - b.id)
    return left.length === 0 ? null : encodeCursor(prepared.owner, left)
  }

  stop(): void {
    this.#isStopped = true
    this.#fetcher.close()
  }

  /** null: it was stopped from outside. */
  async run(): Promise<ScanOutcome | null> {
    const { prepared, sink } = this.#options
    if (prepared.isGone) return this.#deleted()
    if (prepared.plan.isExpired) return { reason: 'expired', cursor: this.cursor }
    for (;;) {
      if (this.#isStopped) return null
      const outcome = await this.#step()
      if (outcome) {
        this.#reportUnreadable()
        this.#reportThrottled()
        this.#fetcher.close()
        return outcome
      }
      await sink.room()
      await this.#yieldToEvents()
    }
  }

  async #step(): Promise<ScanOutcome | null> {
    const { prepared, isLive, limit, sink } = this.#options
    if (this.#fetcher.bug !== null) throw this.#fetcher.bug
    if (this.#isDeleted) return this.#deleted()
    if (this.#matched >= limit) return { reason: 'limit', cursor: this.cursor }
    const budget = exceeded(this.#options.budget, this.counts)
    if (budget) return { reason: 'budget', budget, cursor: this.cursor }
    const step = nextStep<FetchedBatch, Match, Reading>(prepared.owner.direction, this.readings, isLive)
    switch (step.type) {
      case 'row': {
        const match = step.reading.take()
        this.#matched++
        if (match) sink.row(match)
        return null
      }
      case 'batch':
        this.#filterBatch(step.reading)
        break
      case 'wait':
        for (const needed of step.reading ? [step.reading] : this.readings) needed.need()
        break
      case 'end':
        return this.#ended()
      default:
        return step satisfies never
    }
    // Rows that are handed out change nothing about what is wanted.
    this.#fetcher.fetchWanted()
    if (step.type === 'wait') await this.#waitForReply()
    return null
  }

  #filterBatch(reading: Reading): void {
    const batch = reading.takeBatch()
    if (!batch) return
    const most = Math.min(this.#options.limit - this.#matched, MOST_FOUND_AT_ONCE)
    reading.addFiltered(batch, this.#batchFilter.filter(batch, reading, most))
    this.#makeRoom(reading)
  }

  /** Drops what was read of the partition that is due last; it is fetched again when it is due. */
  #makeRoom(current: Reading): void {
    const { direction } = this.#options.prepared.owner
    const mostBytes = this.#options.memoryBytes()
    let buffered = this.readings.reduce((sum, { bufferedBytes }) => sum + bufferedBytes, 0)
    while (buffered > mostBytes) {
      const candidates = this.readings.filter((reading) => reading !== current && reading.head && !reading.isRequested)
      const last = pickLast(direction, candidates)
      if (!last) return
      buffered -= last.bufferedBytes
      last.forget()
    }
  }

  async #waitForReply(): Promise<void> {
    const { sink, budget } = this.#options
    sink.flush()
    await this.#fetcher.wait(Math.max(1, Math.min(CHECK_EVERY_MS, budget.timeMs - this.counts.elapsedMs)))
    this.#sliceEndMs = performance.now() + SLICE_MS
  }

  /** Lets replies and messages in. */
  async #yieldToEvents(): Promise<void> {
    const now = performance.now()
    if (now < this.#sliceEndMs) return
    await new Promise((resolve) => setImmediate(resolve))
    this.#sliceEndMs = performance.now() + SLICE_MS
  }

  #ended(): ScanOutcome {
    const hasFailed = this.#options.prepared.failures.size > 0 || this.readings.some(({ failure }) => failure !== null)
    return { reason: hasFailed ? 'error' : 'end', cursor: this.cursor }
  }

  #deleted(): ScanOutcome {
    const message = 'The topic was deleted, or deleted and re-created, during the search.'
    this.#options.sink.notice({ code: 'deleted', message })
    return { reason: 'deleted', cursor: null }
  }

  /** A filter finds nothing in a batch that cannot be read, and does not keep that to itself. */
  #reportUnreadable(): void {
    const { unreadable, unreadableCount } = this.#batchFilter
    for (const { partition, offset, message } of unreadable) {
      const text = `The batch at offset ${offset} of partition ${partition} could not be searched: ${message}`
      this.#options.sink.notice({ partition, code: 'unreadable', message: text })
    }
    const more = unreadableCount - unreadable.length
    if (more > 0)
      this.#options.sink.notice({ code: 'unreadable', message: `${more} more batches could not be searched.` })
    for (const { message } of this.#options.prepared.filter?.faults() ?? []) {
      this.#options.sink.notice({ code: 'filter', message })
    }
  }

  #reportThrottled(): void {
    const { throttledMs } = this.#fetcher
    if (throttledMs === 0) return
    const message = `A quota delayed the responses of brokers by ${formatDuration(throttledMs)}.`
    this.#options.sink.notice({ code: 'throttled', message })
  }
}
