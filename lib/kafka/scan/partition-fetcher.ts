import type { ConnectionSet } from '#lib/kafka/connection/connection-set.ts'
import { type Address, formatAddress, isSilence, toAppError } from '#lib/kafka/failure.ts'
import { KAFKA_OK, KafkaError, kafkaErrorCode } from '#lib/kafka/protocol/error-codes.ts'
import { type FetchPosition, fetchRecords, fetchRecordsById } from '#lib/kafka/protocol/fetch-records.ts'
import type { FetchedPartition } from '#lib/kafka/protocol/fetched-partition.ts'
import { FetchRetries, UNKNOWN_TOPIC_ID } from './fetch-retries.ts'
import type { FetchRange } from './fetch-sizes.ts'
import { type FetchedBatch, splitBatches } from './fetched-batch.ts'
import type { Match } from './match.ts'
import type { ScanMemory } from './memory.ts'
import { type Direction, pickNext } from './order.ts'
import type { PartitionReading } from './reading.ts'
import { readOffset, readTopic, type TopicState } from './topic-state.ts'

export type Reading = PartitionReading<FetchedBatch, Match>

export interface FetcherOptions {
  readonly connections: ConnectionSet
  readonly topic: TopicState
  readonly direction: Direction
  readonly readings: readonly Reading[]
  /** Last stable offsets: below them every transaction is either committed or aborted. null: all is read uncommitted. */
  readonly stableEnds: ReadonlyMap<number, number> | null
  readonly isLive: boolean
  readonly memory: () => ScanMemory
  readonly pausesMs?: readonly number[] | undefined
  /** Records were deleted before they were read. */
  readonly onExpired: (reading: Reading, count: number, next: number) => void
  /** So many offsets at its end are gone, where it ends now. */
  readonly onTruncated: (reading: Reading, count: number, end: number) => void
  readonly onFailed: (reading: Reading, error: Error) => void
  readonly onDeleted: () => void
}

interface Reply {
  readonly partitions: readonly FetchedPartition[]
  /** A quota applies, so the broker may send less than there is. */
  readonly isHeldBack: boolean
}

interface Requested {
  readonly reading: Reading
  readonly range: FetchRange
}

const OFFSET_OUT_OF_RANGE = kafkaErrorCode('OFFSET_OUT_OF_RANGE')
const LIVE_WAIT_MS = 500
const SCAN_WAIT_MS = 100
const DEADLINE_MS = 8_000
/** After a reply was not in time: the connection to that broker may be slow. */
const SLOW_REPLY_BYTES = 256 * 1024
/** Fetches from the leader of each partition what its reading wants next, one request per broker at a time. */
export class PartitionFetcher {
  bytes = 0
  throttledMs = 0
  /** An error that is not Kafka's, but a bug. */
  bug: unknown = null
  readonly #options: FetcherOptions
  #topic: TopicState
  readonly #busy = new Set<string>()
  readonly #slow = new Set<string>()
  readonly #retries: FetchRetries
  /** Partitions of which read_committed brings no more, though their end is not reached. */
  readonly #unmarked = new Set<number>()
  /** Partitions whose last reply was empty. */
  readonly #empty = new Set<number>()
  #refreshing: Promise<void> | null = null
  #wake: () => void = () => {}
  #isClosed = false

  constructor(options: FetcherOptions) {
    this.#options = options
    this.#topic = options.topic
    this.#retries = new FetchRetries(options.pausesMs)
  }

  /** Requests what the readings want, as far as there is room for it: the one place that decides when to fetch. */
  fetchWanted(): void {
    const { readings } = this.#options
    const { bufferBytes } = this.#options.memory()
    const buffered = readings.reduce((sum, { bufferedBytes }) => sum + bufferedBytes, 0)
    const first =
      buffered < bufferBytes / 2
        ? null
        : pickNext(
            this.#options.direction,
            readings.filter(({ isOpen }) => isOpen),
          )
    const wanted = new Map<string, { leader: Address; isolation: Isolation; readings: Reading[] }>()
    for (const reading of readings) {
      if (!reading.wantsMore || (buffered >= bufferBytes / 2 && reading !== first)) continue
      const leader = this.#topic.leaders.get(reading.id) ?? null
      if (leader === null) {
        this.#retry([reading], new KafkaError(kafkaErrorCode('LEADER_NOT_AVAILABLE')))
        continue
      }
      const isolation = this.#isolationOf(reading)
      const key = `${formatAddress(leader)} ${isolation}`
      if (this.#busy.has(key)) continue
      const request = wanted.get(key) ?? { leader, isolation, readings: [] }
      request.readings.push(reading)
      wanted.set(key, request)
    }
    for (const [key, { leader, isolation, readings: own }] of wanted) void this.#fetch(key, leader, isolation, own)
  }

  /** Until a reply has come, or the time is up. */
  async wait(mostMs: number): Promise<void> {
    if (this.#isClosed) return
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, mostMs)
      this.#wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }

  close(): void {
    this.#isClosed = true
    this.#wake()
  }

  /** With read_committed a broker lists aborted transactions, and sends nothing beyond the last stable offset. */
  #isolationOf(reading: Reading): Isolation {
    const stableEnd = this.#options.stableEnds?.get(reading.id)
    if (stableEnd === undefined) return 'committed'
    return reading.nextOffset < stableEnd && !this.#unmarked.has(reading.id) ? 'committed' : 'uncommitted'
  }

  async #fetch(key: string, leader: Address, isolation: Isolation, readings: Reading[]): Promise<void> {
    const { direction, isLive } = this.#options
    // A broker fills its reply in the order of the request, so the partition that is waited for comes first.
    const requested = readings
      .sort((a, b) => (direction === 'ascending' ? a.order - b.order : b.order - a.order) || a.id - b.id)
      .map((reading) => ({ reading, range: reading.startRequest() }))
    this.#busy.add(key)
    try {
      const reply = await this.#send(leader, isolation, requested, isLive ? LIVE_WAIT_MS : SCAN_WAIT_MS)
      this.#busy.delete(key)
      await this.#take(reply, requested, isolation)
    } catch (error) {
      this.#busy.delete(key)
      if (isSilence(error)) this.#slow.add(formatAddress(leader))
      if (toAppError(error)) this.#retry(readings, error)
      else this.bug = error
    }
    this.#wake()
  }

  async #send(
    leader: Address,
    isolation: Isolation,
    requested: readonly Requested[],
    maxWaitMs: number,
  ): Promise<Reply> {
    const connection = this.#options.connections.to(leader, 'bulk')
    const partitions: FetchPosition[] = requested.map(({ reading, range }) => ({ id: reading.id, ...range }))
    const { replyBytes } = this.#options.memory()
    const maxBytes = this.#slow.has(formatAddress(leader)) ? Math.min(SLOW_REPLY_BYTES, replyBytes) : replyBytes
    const input = { maxWaitMs, minBytes: 1, maxBytes, isolation }
    const deadlineMs = maxWaitMs + DEADLINE_MS
    const { topicId, name } = this.#topic
    const newest = (await connection.versions()).apis.get(fetchRecords.key)?.max ?? 0
    const { throttleMs, topics } =
      topicId !== null && newest >= fetchRecordsById.versions.min
        ? await connection.send(fetchRecordsById, { ...input, topics: [{ topicId, partitions }] }, deadlineMs)
        : await connection.send(fetchRecords, { ...input, topics: [{ name, partitions }] }, deadlineMs)
    this.throttledMs += throttleMs
    return { isHeldBack: throttleMs > 0, partitions: topics.flatMap((topic) => topic.partitions) }
  }

  async #take({ partitions, isHeldBack }: Reply, requested: readonly Requested[], isolation: Isolation): Promise<void> {
    if (this.#isClosed) return
    const replies = new Map(partitions.map((partition) => [partition.id, partition]))
    const replyBytes = partitions.reduce((sum, { records }) => sum + records.length, 0)
    this.bytes += replyBytes
    for (const { reading, range } of requested) {
      const reply = replies.get(reading.id)
      const errorCode = reply?.errorCode ?? UNKNOWN_TOPIC_ID
      if (!reply || errorCode !== KAFKA_OK) {
        if (errorCode === OFFSET_OUT_OF_RANGE) await this.#findRange(reading)
        else this.#retry([reading], new KafkaError(errorCode))
        continue
      }
      this.#retries.succeeded(reading.id)
      const batches = splitBatches(reply.records, reply.abortedTransactions, range.offset)
      // Behind others a partition may be empty because the reply was full, and with a quota for no reason at all.
      const mayBeEmpty = !isHeldBack && (replyBytes === 0 || reading === requested[0]?.reading)
      const isEmpty = reply.records.length === 0 && mayBeEmpty && !this.#options.isLive
      const isUnstable = isolation === 'committed' && this.#options.stableEnds !== null
      // What follows is beyond the last stable offset, and is read uncommitted.
      if (isEmpty && isUnstable) this.#unmarked.add(reading.id)
      // A first empty reply may also mean that remote storage was too slow.
      const isEnd = isEmpty && !isUnstable && this.#empty.has(reading.id)
      if (isEmpty) this.#empty.add(reading.id)
      else this.#empty.delete(reading.id)
      if (isEnd && reply.highWatermark !== null) this.#cutOff(reading, reply.highWatermark)
      reading.receive({ batches, isEnd })
    }
  }

  /** Retention, DeleteRecords or another leader removed records while they were being read. */
  async #findRange(reading: Reading): Promise<void> {
    try {
      const { connections } = this.#options
      const [start, end] = await Promise.all([
        readOffset(connections, this.#topic.name, reading.id, 'start'),
        readOffset(connections, this.#topic.name, reading.id, 'end'),
      ])
      const before = reading.nextOffset
      const lost = reading.raiseStart(start)
      if (!this.#options.isLive) this.#cutOff(reading, end)
      if (!reading.isRead && reading.nextOffset === before) throw new KafkaError(OFFSET_OUT_OF_RANGE)
      reading.endRequest()
      if (lost > 0) this.#options.onExpired(reading, lost, start)
    } catch (error) {
      this.#retry([reading], error)
    }
  }

  #cutOff(reading: Reading, end: number): void {
    const count = reading.lowerEnd(end)
    if (count > 0) this.#options.onTruncated(reading, count, end)
  }

  #retry(readings: readonly Reading[], thrown: unknown): void {
    if (this.#isClosed) return
    const error = thrown instanceof Error ? thrown : new Error(String(thrown))
    const again: Reading[] = []
    let pauseMs = 0
    for (const reading of readings) {
      const ownPauseMs = this.#retries.pauseAfter(reading.id, error)
      if (ownPauseMs === null) {
        reading.fail(error)
        this.#options.onFailed(reading, error)
        continue
      }
      reading.postponeRequest()
      pauseMs = Math.max(pauseMs, ownPauseMs)
      again.push(reading)
    }
    if (again.length === 0) return
    setTimeout(async () => {
      await this.#refresh()
      for (const reading of again) reading.endRequest()
      this.#wake()
    }, pauseMs)
  }

  /** Reads the leaders, and whether the topic is still the same one. Fails silently: the next fetch will show it. */
  #refresh(): Promise<void> {
    this.#refreshing ??= this.#readAgain().finally(() => {
      this.#refreshing = null
    })
    return this.#refreshing
  }

  async #readAgain(): Promise<void> {
    if (this.#isClosed) return
    const found = await readTopic(this.#options.connections, this.#topic.name).catch(() => null)
    if (found === null || this.#isClosed) return
    if (found === 'none' || found.topicId !== this.#topic.topicId) this.#options.onDeleted()
    else this.#topic = found
  }
}

type Isolation = 'committed' | 'uncommitted'
