import { MalformedReply } from '#lib/bytes/reader.ts'
import { readOffsetsUnlessSame } from '#lib/kafka/admin/offsets.ts'
import type { ConnectionSet } from '#lib/kafka/connection/connection-set.ts'
import { type Address, toAppError } from '#lib/kafka/failure.ts'
import {
  BROKER_NOT_AVAILABLE,
  KAFKA_OK,
  KafkaError,
  LEADER_NOT_AVAILABLE,
  LEADERSHIP_MOVED,
} from '#lib/kafka/protocol/error-codes.ts'
import type { ListedTopic } from '#lib/kafka/protocol/list-offsets.ts'
import { NOT_ASKED, toAnswerCode } from '#lib/monitor/snapshot/answer-codes.ts'
import { type Catalog, emptyCatalog, partitionRows, rowsByName } from '#lib/monitor/snapshot/catalog.ts'
import { UNKNOWN } from '#lib/monitor/snapshot/columns.ts'
import { memoizeLast } from '#lib/monitor/snapshot/memoize-last.ts'
import { type OffsetColumns, unknownOffsets } from '#lib/monitor/snapshot/partition-columns.ts'
import { OffsetHistory } from './offset-history.ts'
import {
  allRows,
  countPartitions,
  type End,
  endRequests,
  partitionRowFinder,
  type Question,
  question,
  type RequestedTopic,
  rowsOf,
} from './offset-requests.ts'
import { emptyOffsets, forget, grow, type KnownOffsets } from './offset-slots.ts'

const MAX_ATTEMPTS = 3

/** What is needed to know whom to ask. */
export interface Leadership {
  readonly catalog: Catalog
  /** By partition row; -1: none. */
  readonly leaders: Int32Array
  readonly addresses: ReadonlyMap<number, Address>
}

/**
 * Keeps the first and last offsets of every partition. What is known outlives a round that fails and a topic list that
 * changes, as it is kept by slot, and a slot belongs to one partition of one topic for good.
 */
export class OffsetWatch {
  readonly #connections: ConnectionSet
  readonly #now: () => number
  readonly #onBug: (error: unknown) => void
  readonly #history = new OffsetHistory()
  /** The question about everything is the same until topics or leaders are others. */
  readonly #requestForAll = memoizeLast((catalog: Catalog, leaders: Int32Array) =>
    question(catalog, leaders, allRows(catalog)),
  )
  #known: KnownOffsets = emptyOffsets(this.#history.capacity)
  #catalog: Catalog = emptyCatalog
  #version = 0
  /** By how much the clock was set since the round began. */
  #shiftedMs = 0
  #isWhole = false
  #slots: Int32Array = new Int32Array(0)

  constructor(connections: ConnectionSet, now: () => number, onBug: (error: unknown) => void = () => {}) {
    this.#connections = connections
    this.#now = now
    this.#onBug = onBug
  }

  /** One round: both ends of everything, and the last stable offset of the topics that are looked at. */
  async refresh(
    leadership: () => Leadership,
    watchedTopics: ReadonlySet<string>,
    refreshLeadership: () => Promise<void>,
  ) {
    const requestedAtMs = this.#now()
    this.#shiftedMs = 0
    let isWhole = true
    this.#isWhole = false
    for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
      if (attempt > 1) await refreshLeadership()
      const current = leadership()
      this.#follow(current.catalog)
      const { catalog, leaders } = current
      const asked =
        attempt === 1 ? this.#requestForAll(catalog, leaders) : question(catalog, leaders, this.#movedRows())
      const answers = await this.#requestOnce(current, asked, watchedTopics)
      isWhole &&= catalog === this.#catalog
      this.#isWhole = isWhole
      // Those whose leaders have moved are few: if they cannot be asked again, all others have still been answered.
      if (attempt === 1) failWithoutAnswer(answers, catalog)
      if (this.#movedRows().length === 0) break
    }
    // Topics that changed meanwhile made the answers useless; the old ends once more would look as if nothing was written.
    if (isWhole) this.#history.add(requestedAtMs + this.#shiftedMs, this.#answeredEnds())
    this.#version++
  }

  /** The clock was set: what is known happened so much later by it. */
  shiftTimes(byMs: number): void {
    this.#history.shiftTimes(byMs)
    this.#known.lastWritesMs = this.#known.lastWritesMs.map((atMs) => atMs + byMs)
    this.#shiftedMs += byMs
    this.#version++
  }

  /** Asks only for the last stable offsets of a few topics, so that who begins to look need not wait for a round. */
  async refreshLastStableOffsets(
    { catalog, leaders, addresses }: Leadership,
    topics: ReadonlySet<string>,
  ): Promise<void> {
    this.#follow(catalog)
    const { byLeader, replies } = question(catalog, leaders, rowsOf(catalog, topics))
    // A failure is left to the next round, which requests them again.
    const round: Round = { catalog, replies, errors: new Int32Array(this.#history.capacity).fill(NOT_ASKED) }
    const questions = [...byLeader].map(async ([leader, asked]) => {
      const address = addresses.get(leader)
      if (address) await this.#requestEnd(round, address, asked, 'stables')
    })
    await Promise.allSettled(questions)
    this.#version++
  }

  /** Whether what is known is of the last round, also where that failed: not where topics changed in the middle of it. */
  get isWhole(): boolean {
    return this.#isWhole
  }

  /** Grows with every answer, so that columns are only made of what is new. */
  get version(): number {
    return this.#version
  }

  /** What is known, by the rows of this catalog. */
  columns(catalog: Catalog): OffsetColumns {
    this.#follow(catalog)
    const columns = unknownOffsets(catalog.partitionIds.length)
    for (let row = 0; row < this.#slots.length; row++) {
      const slot = this.#slots[row] ?? 0
      columns.startOffsets[row] = this.#known.starts[slot] ?? UNKNOWN
      columns.endOffsets[row] = this.#known.ends[slot] ?? UNKNOWN
      // Asked at another moment, it may be further than the end that is shown; below that one, none is open either.
      columns.lastStableOffsets[row] = Math.min(
        this.#known.stables[slot] ?? UNKNOWN,
        columns.endOffsets[row] ?? UNKNOWN,
      )
      columns.lastWritesMs[row] = this.#known.lastWritesMs[slot] ?? UNKNOWN
      columns.offsetErrors[row] = this.#known.errors[slot] ?? NOT_ASKED
      columns.transactional[row] = this.#known.transactional[slot] ?? 0
      columns.producedPerSecond[row] = this.#history.rate(slot)
    }
    return columns
  }

  isTransactional(row: number): boolean {
    return this.#known.transactional[this.#slots[row] ?? -1] === 1
  }

  /** Transactions were seen in these partitions: that stays so for as long as their topics live. */
  noteTransactional(catalog: Catalog, rows: readonly number[]): void {
    if (rows.length === 0 || catalog !== this.#catalog) return
    for (const row of rows) this.#known.transactional[this.#slots[row] ?? -1] = 1
    this.#version++
  }

  /** When the record at an offset was written, by the row of its partition in the catalog that was followed last. */
  writtenAtMs(row: number, offset: number): number {
    const slot = this.#slots[row] ?? -1
    return this.#history.writtenAtMs(slot, offset, this.#known.lastWritesMs[slot] ?? UNKNOWN)
  }

  /** What was written per second, of one topic or of all, at the moments that are kept. */
  written(topic: string | null): { atMs: number; perSecond: number }[] {
    if (topic === null) return this.#history.writtenPerSecond(this.#slots)
    const row = rowsByName(this.#catalog).get(topic)
    if (row === undefined) return []
    const [from, to] = partitionRows(this.#catalog, row)
    return this.#history.writtenPerSecond(this.#slots.subarray(from, to))
  }

  #follow(catalog: Catalog): void {
    if (catalog === this.#catalog) return
    const before = new Set(this.#slots)
    this.#catalog = catalog
    this.#slots = this.#history.assign(catalog)
    this.#known = grow(this.#known, this.#history.capacity)
    for (const slot of this.#slots) before.delete(slot)
    // Slots that were given back will belong to other partitions.
    for (const slot of before) forget(this.#known, slot)
  }

  async #requestOnce({ catalog, addresses }: Leadership, asked: Question, watched: ReadonlySet<string>) {
    const { byLeader, leaderless, replies } = asked
    const round: Round = { catalog, replies, errors: new Int32Array(this.#history.capacity).fill(NOT_ASKED) }
    for (const row of leaderless) this.#note(round, row, LEADER_NOT_AVAILABLE)
    this.#forgetLastStableOffsets(catalog, watched)
    const questions = [...byLeader].flatMap(([leader, topics]) => {
      const address = addresses.get(leader)
      if (!address) {
        this.#noteAll(round, topics, BROKER_NOT_AVAILABLE)
        return []
      }
      const looked = topics.filter(({ name }) => watched.has(name))
      return [
        // In this order on one connection, so that a start is never taken after its end.
        this.#requestEnd(round, address, topics, 'starts'),
        this.#requestEnd(round, address, topics, 'ends'),
        ...(looked.length > 0 ? [this.#requestEnd(round, address, looked, 'stables')] : []),
      ]
    })
    const answers = await Promise.allSettled(questions)
    this.#commit(round)
    return answers
  }

  /** Requested only while the topic is watched; an old one beside a new end offset would seem to be an open transaction. */
  #forgetLastStableOffsets(catalog: Catalog, watched: ReadonlySet<string>): void {
    for (const [topic, name] of catalog.names.entries()) {
      if (watched.has(name)) continue
      const [from, to] = partitionRows(catalog, topic)
      for (let row = from; row < to; row++) this.#known.stables[this.#slots[row] ?? 0] = UNKNOWN
    }
  }

  async #requestEnd(round: Round, leader: Address, topics: readonly RequestedTopic[], which: End): Promise<void> {
    const { timestampMs, isolation } = endRequests[which]
    const input = {
      isolation,
      topics: topics.map(({ name, ids }) => ({ name, partitions: ids.map((id) => ({ id, timestampMs })) })),
    }
    const key = `${leader.host} ${leader.port} ${which}`
    const before = which === 'stables' ? null : (round.replies.get(key) ?? null)
    try {
      const reply = await readOffsetsUnlessSame(this.#connections, leader, input, before)
      // Only a reply without an error is kept, so the same again says that all is well.
      if (reply === null) this.#noteAll(round, topics, KAFKA_OK)
      else if (this.#take(round, reply.output, which)) round.replies.set(key, reply.bytes)
      else round.replies.delete(key)
      if (reply && countPartitions(reply.output) < countPartitions(input.topics)) {
        round.replies.delete(key)
        throw new MalformedReply('it leaves out partitions that were asked for')
      }
    } catch (error) {
      if (!toAppError(error)) this.#onBug(error)
      this.#noteAll(round, topics, toAnswerCode(error))
      throw error
    }
  }

  /** Says whether every partition was answered without an error. */
  #take(round: Round, topics: readonly ListedTopic[], which: End): boolean {
    if (round.catalog !== this.#catalog) return false
    let isFlawless = true
    for (const { name, partitions } of topics) {
      const rowOf = partitionRowFinder(round.catalog, name)
      for (const { id, errorCode, offset } of partitions) {
        const row = rowOf(id)
        const slot = row === null ? undefined : this.#slots[row]
        if (row === null || slot === undefined) continue
        this.#note(round, row, errorCode)
        if (errorCode !== KAFKA_OK) isFlawless = false
        if (errorCode !== KAFKA_OK || offset === null) continue
        // Below the end only where a transaction is open.
        if (which === 'stables' && offset < (this.#known.ends[slot] ?? UNKNOWN)) this.#known.transactional[slot] = 1
        if (which === 'ends' && (this.#known.ends[slot] ?? UNKNOWN) < offset)
          this.#known.lastWritesMs[slot] = this.#now()
        this.#known[which][slot] = offset
      }
    }
    return isFlawless
  }

  #noteAll(round: Round, topics: readonly RequestedTopic[], errorCode: number): void {
    for (const { name, ids } of topics) {
      const rowOf = partitionRowFinder(round.catalog, name)
      for (const id of ids) this.#note(round, rowOf(id), errorCode)
    }
  }

  /** Of several questions about a partition, a failure counts more than a success. */
  #note({ catalog, errors }: Round, row: number | null, errorCode: number): void {
    const slot = catalog === this.#catalog && row !== null ? this.#slots[row] : undefined
    if (slot === undefined) return
    if (errorCode !== KAFKA_OK || errors[slot] === NOT_ASKED) errors[slot] = errorCode
  }

  #commit({ catalog, errors }: Round): void {
    this.#version++
    if (catalog !== this.#catalog) return
    for (const slot of this.#slots) {
      const error = errors[slot] ?? NOT_ASKED
      if (error !== NOT_ASKED) this.#known.errors[slot] = error
    }
  }

  /** Partitions whose leader refused; those that have none are no reason to ask again at once. */
  #movedRows(): number[] {
    return allRows(this.#catalog).filter((row) => {
      const error = this.#known.errors[this.#slots[row] ?? 0] ?? KAFKA_OK
      return error !== LEADER_NOT_AVAILABLE && LEADERSHIP_MOVED.has(error)
    })
  }

  /** The end offsets as of this round. Without a leader nothing is produced either, so there the last one still holds. */
  #answeredEnds(): Float64Array {
    const { ends, errors } = this.#known
    return ends.map((end, slot) => (errors[slot] === KAFKA_OK || errors[slot] === LEADER_NOT_AVAILABLE ? end : UNKNOWN))
  }
}

/** A round without a leader to send a request to, or without any reply, has brought nothing. */
function failWithoutAnswer(answers: readonly PromiseSettledResult<void>[], { partitionIds }: Catalog): void {
  const failed = answers.filter((answer) => answer.status === 'rejected')
  if (failed[0] && failed.length === answers.length) throw failed[0].reason
  if (answers.length === 0 && partitionIds.length > 0) {
    throw new KafkaError(BROKER_NOT_AVAILABLE, 'No partition leader is available.')
  }
}

/** One asking: what it was about, and what became of it, by slot. */
interface Round {
  readonly catalog: Catalog
  readonly replies: Map<string, Buffer>
  readonly errors: Int32Array
}
