import type { ConnectionSet } from '#lib/kafka/connection/connection-set.ts'
import { type Address, findCause, formatAddress, isSilence, toAppError } from '#lib/kafka/failure.ts'
import { KAFKA_OK, KafkaError, kafkaErrorCode, WILL_PASS } from '#lib/kafka/protocol/error-codes.ts'
import { type FetchPosition, fetchRecords, fetchRecordsById } from '#lib/kafka/protocol/fetch-records.ts'
import type { FetchedPartition } from '#lib/kafka/protocol/fetched-partition.ts'
import { type FetchedBatch, splitBatches } from './fetched-batch.ts'
import type { Match } from './match.ts'
import { type Direction, pickNext } from './order.ts'
import type { Ask } from './pace.ts'
import type { PartitionReading } from './reading.ts'
import { readOffset, readTopic, type TopicState } from './topic-state.ts'

export type Reading = PartitionReading<FetchedBatch, Match>

export interface FetchingOptions {
  readonly connections: ConnectionSet
  readonly topic: TopicState
  readonly direction: Direction
  readonly readings: readonly Reading[]
  /** Below it, it is known of every transaction whether it was given up. null: up to the end. */
  readonly stableEnds: ReadonlyMap<number, number> | null
  readonly isLive: boolean
  readonly bufferBytes: number
  readonly pausesMs?: readonly number[] | undefined
  /** Records that were still to come are gone. */
  readonly onExpired: (reading: Reading, count: number, next: number) => void
  readonly onFailed: (reading: Reading, error: Error) => void
  readonly onDeleted: () => void
}

interface Reply {
  readonly partitions: readonly FetchedPartition[]
  /** The broker keeps to a quota, and sends less than there is. */
  readonly isHeldBack: boolean
}

interface Asked {
  readonly reading: Reading
  readonly ask: Ask
}

const OFFSET_OUT_OF_RANGE = kafkaErrorCode('OFFSET_OUT_OF_RANGE')
const UNKNOWN_TOPIC_ID = kafkaErrorCode('UNKNOWN_TOPIC_ID')
const INCONSISTENT_TOPIC_ID = kafkaErrorCode('INCONSISTENT_TOPIC_ID')
const LIVE_WAIT_MS = 500
const SCAN_WAIT_MS = 100
const DEADLINE_MS = 8_000
const MAX_REPLY_BYTES = 8 * 1024 ** 2
/** Of a broker that did not get its reply across in time: the way to it may be a slow one. */
const SLOW_REPLY_BYTES = 256 * 1024
const MAX_RETRIES = 3
/** A broker that is silent takes its whole deadline each time. */
const MAX_SILENCES = 1
/** An election takes about as long as the first, and noticing that a broker is gone as long as all of them. */
const PAUSES_MS = [300, 1_200, 4_000]

/** Asks the leader of each partition for what its reading wants next, one request per broker at a time. */
export class Fetching {
  bytes = 0
  throttledMs = 0
  /** What went wrong that is no failure of Kafka, but ours. */
  bug: unknown = null
  readonly #options: FetchingOptions
  #topic: TopicState
  readonly #busy = new Set<string>()
  readonly #slow = new Set<string>()
  readonly #failures = new Map<number, { count: number; silences: number }>()
  /** Nothing more comes of `committed` for these, though the end is not reached. */
  readonly #unmarked = new Set<number>()
  /** What these sent last was nothing. */
  readonly #empty = new Set<number>()
  #refreshing: Promise<void> | null = null
  #wake: () => void = () => {}
  #isClosed = false

  constructor(options: FetchingOptions) {
    this.#options = options
    this.#topic = options.topic
  }

  /** Asks for what is wanted, as far as there is room for it. */
  pump(): void {
    const { readings, bufferBytes } = this.#options
    const buffered = readings.reduce((sum, { bufferedBytes }) => sum + bufferedBytes, 0)
    const first = buffered < bufferBytes / 2 ? null : pickNext(this.#options.direction, readings.filter(isOpen))
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

  /** Until something has come, or a while has passed. */
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

  /** With `committed` a broker tells what was given up, and sends all of it; beyond what is stable it sends nothing. */
  #isolationOf(reading: Reading): Isolation {
    const stableEnd = this.#options.stableEnds?.get(reading.id)
    if (stableEnd === undefined) return 'committed'
    return reading.nextOffset < stableEnd && !this.#unmarked.has(reading.id) ? 'committed' : 'uncommitted'
  }

  async #fetch(key: string, leader: Address, isolation: Isolation, readings: Reading[]): Promise<void> {
    const { direction, isLive } = this.#options
    // A broker stops where the reply is full, so that what is waited for must stand first.
    const asked = readings
      .sort((a, b) => (direction === 'ascending' ? a.order - b.order : b.order - a.order) || a.id - b.id)
      .map((reading) => ({ reading, ask: reading.ask() }))
    for (const { reading } of asked) reading.isAsked = true
    this.#busy.add(key)
    try {
      const reply = await this.#send(leader, isolation, asked, isLive ? LIVE_WAIT_MS : SCAN_WAIT_MS)
      this.#busy.delete(key)
      await this.#take(reply, asked, isolation)
    } catch (error) {
      this.#busy.delete(key)
      if (isSilence(error)) this.#slow.add(formatAddress(leader))
      if (toAppError(error)) this.#retry(readings, error)
      else this.bug = error
    }
    this.#wake()
  }

  async #send(leader: Address, isolation: Isolation, asked: readonly Asked[], maxWaitMs: number): Promise<Reply> {
    const connection = this.#options.connections.to(leader, 'bulk')
    const partitions: FetchPosition[] = asked.map(({ reading, ask }) => ({ id: reading.id, ...ask }))
    const maxBytes = this.#slow.has(formatAddress(leader)) ? SLOW_REPLY_BYTES : MAX_REPLY_BYTES
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

  async #take({ partitions, isHeldBack }: Reply, asked: readonly Asked[], isolation: Isolation): Promise<void> {
    if (this.#isClosed) return
    const replies = new Map(partitions.map((partition) => [partition.id, partition]))
    const replyBytes = partitions.reduce((sum, { records }) => sum + records.length, 0)
    this.bytes += replyBytes
    for (const { reading, ask } of asked) {
      const reply = replies.get(reading.id)
      const errorCode = reply?.errorCode ?? UNKNOWN_TOPIC_ID
      if (!reply || errorCode !== KAFKA_OK) {
        if (errorCode === OFFSET_OUT_OF_RANGE) await this.#findRange(reading)
        else this.#retry([reading], new KafkaError(errorCode))
        continue
      }
      reading.isAsked = false
      this.#failures.delete(reading.id)
      const batches = splitBatches(reply.records, reply.abortedTransactions, ask.offset)
      // Behind others a partition may be empty only because the reply was full, and with a quota for no reason at all.
      const mayBeEmpty = !isHeldBack && (replyBytes === 0 || reading === asked[0]?.reading)
      const isEmpty = reply.records.length === 0 && mayBeEmpty && !this.#options.isLive
      const isUnstable = isolation === 'committed' && this.#options.stableEnds !== null
      // What lies behind is not stable; it may be there all the same.
      if (isEmpty && isUnstable) this.#unmarked.add(reading.id)
      // Once it may also be that old records were not brought from remote storage in time.
      const isEnd = isEmpty && !isUnstable && this.#empty.has(reading.id)
      if (isEmpty) this.#empty.add(reading.id)
      else this.#empty.delete(reading.id)
      reading.receive({ batches, isEnd })
    }
  }

  /** Retention, or somebody who deletes records, was faster than we are. */
  async #findRange(reading: Reading): Promise<void> {
    try {
      const { connections } = this.#options
      const [start, end] = await Promise.all([
        readOffset(connections, this.#topic.name, reading.id, 'start'),
        readOffset(connections, this.#topic.name, reading.id, 'end'),
      ])
      const before = reading.nextOffset
      const lost = reading.raiseStart(start)
      if (!this.#options.isLive) reading.lowerEnd(end)
      if (!reading.isRead && reading.nextOffset === before) throw new KafkaError(OFFSET_OUT_OF_RANGE)
      reading.isAsked = false
      if (lost > 0) this.#options.onExpired(reading, lost, start)
    } catch (error) {
      this.#retry([reading], error)
    }
  }

  #retry(readings: readonly Reading[], thrown: unknown): void {
    if (this.#isClosed) return
    const error = thrown instanceof Error ? thrown : new Error(String(thrown))
    const again = readings.filter((reading) => {
      reading.isAsked = true
      if (this.#mayTryAgain(reading, error)) return true
      reading.failure = error
      this.#options.onFailed(reading, error)
      return false
    })
    if (again.length === 0) return
    const { pausesMs = PAUSES_MS } = this.#options
    const pauseMs = pausesMs[(this.#failures.get(again[0]?.id ?? 0)?.count ?? 1) - 1] ?? 0
    setTimeout(async () => {
      await this.#refresh()
      for (const reading of again) reading.isAsked = false
      this.#wake()
    }, pauseMs)
  }

  #mayTryAgain(reading: Reading, error: Error): boolean {
    const refusal = findCause(error, KafkaError)
    const mayPass = refusal === null || WILL_PASS.has(refusal.errorCode) || isTopicGone(refusal.errorCode)
    const before = this.#failures.get(reading.id) ?? { count: 0, silences: 0 }
    const failures = { count: before.count + 1, silences: before.silences + (isSilence(error) ? 1 : 0) }
    this.#failures.set(reading.id, failures)
    return mayPass && failures.count <= MAX_RETRIES && failures.silences <= MAX_SILENCES
  }

  /** Who leads now, and whether it is still the topic that we began with. Fails silently: asking again will tell. */
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

function isTopicGone(errorCode: number): boolean {
  return errorCode === UNKNOWN_TOPIC_ID || errorCode === INCONSISTENT_TOPIC_ID
}

function isOpen({ failure, isExhausted }: Reading): boolean {
  return failure === null && !isExhausted
}
