import { MalformedReply } from '#lib/bytes/reader.ts'
import { readOffsetsUnlessSame } from '#lib/kafka/admin/offsets.ts'
import type { ConnectionSet } from '#lib/kafka/connection/connection-set.ts'
import { type Address, toAppError } from '#lib/kafka/failure.ts'
import { BROKER_NOT_AVAILABLE, KAFKA_OK, KafkaError, LEADER_NOT_AVAILABLE } from '#lib/kafka/protocol/error-codes.ts'
import { toAnswerCode } from '#lib/monitor/snapshot/answer-codes.ts'
import type { Catalog } from '#lib/monitor/snapshot/catalog.ts'
import { memoizeLast } from '#lib/monitor/snapshot/memoize-last.ts'
import {
  allRows,
  countPartitions,
  type End,
  endRequests,
  type Question,
  question,
  type RequestedTopic,
  rowsOf,
} from './offset-requests.ts'
import { type OffsetRound, PartitionOffsets } from './partition-offsets.ts'

const MAX_ATTEMPTS = 3

/** What is needed to know whom to ask. */
export interface Leadership {
  readonly catalog: Catalog
  /** By partition row; -1: none. */
  readonly leaders: Int32Array
  readonly addresses: ReadonlyMap<number, Address>
}

/** Requests the first and last offsets of every partition from their leaders, round by round. */
export class OffsetWatch {
  readonly #connections: ConnectionSet
  readonly #now: () => number
  readonly #onBug: (error: unknown) => void
  readonly known: PartitionOffsets
  /** The question about everything is the same until topics or leaders are others. */
  readonly #requestForAll = memoizeLast((catalog: Catalog, leaders: Int32Array) =>
    question(catalog, leaders, allRows(catalog)),
  )
  /** By how much the clock was set since the round began. */
  #shiftedMs = 0
  #isWhole = false

  constructor(connections: ConnectionSet, now: () => number, onBug: (error: unknown) => void = () => {}) {
    this.#connections = connections
    this.#now = now
    this.known = new PartitionOffsets(now)
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
      this.known.follow(current.catalog)
      const { catalog, leaders } = current
      const asked =
        attempt === 1 ? this.#requestForAll(catalog, leaders) : question(catalog, leaders, this.known.movedRows())
      const answers = await this.#requestOnce(current, asked, watchedTopics)
      isWhole &&= catalog === this.known.catalog
      this.#isWhole = isWhole
      // Those whose leaders have moved are few: if they cannot be asked again, all others have still been answered.
      if (attempt === 1) failWithoutAnswer(answers, catalog)
      if (this.known.movedRows().length === 0) break
    }
    // Topics that changed meanwhile made the answers useless; the old ends once more would look as if nothing was written.
    if (isWhole) this.known.addMoment(requestedAtMs + this.#shiftedMs)
  }

  /** The clock was set: what is known happened so much later by it. */
  shiftTimes(byMs: number): void {
    this.known.shiftTimes(byMs)
    this.#shiftedMs += byMs
  }

  /** Asks only for the last stable offsets of a few topics, so that who begins to look need not wait for a round. */
  async refreshLastStableOffsets(
    { catalog, leaders, addresses }: Leadership,
    topics: ReadonlySet<string>,
  ): Promise<void> {
    this.known.follow(catalog)
    const { byLeader, replies } = question(catalog, leaders, rowsOf(catalog, topics))
    // A failure is left to the next round, which requests them again.
    const round: Round = { ...this.known.beginRound(catalog), replies }
    const questions = [...byLeader].map(async ([leader, asked]) => {
      const address = addresses.get(leader)
      if (address) await this.#requestEnd(round, address, asked, 'lastStableOffsets')
    })
    await Promise.allSettled(questions)
  }

  /** Whether what is known is of the last round, also where that failed: not where topics changed in the middle of it. */
  get isWhole(): boolean {
    return this.#isWhole
  }

  async #requestOnce({ catalog, addresses }: Leadership, asked: Question, watched: ReadonlySet<string>) {
    const { byLeader, leaderless, replies } = asked
    const round: Round = { ...this.known.beginRound(catalog), replies }
    for (const row of leaderless) this.known.note(round, row, LEADER_NOT_AVAILABLE)
    this.known.forgetLastStableOffsets(catalog, watched)
    const questions = [...byLeader].flatMap(([leader, topics]) => {
      const address = addresses.get(leader)
      if (!address) {
        this.known.noteAll(round, topics, BROKER_NOT_AVAILABLE)
        return []
      }
      const looked = topics.filter(({ name }) => watched.has(name))
      return [
        // In this order on one connection, so that a start is never taken after its end.
        this.#requestEnd(round, address, topics, 'starts'),
        this.#requestEnd(round, address, topics, 'ends'),
        ...(looked.length > 0 ? [this.#requestEnd(round, address, looked, 'lastStableOffsets')] : []),
      ]
    })
    const answers = await Promise.allSettled(questions)
    this.known.commit(round)
    return answers
  }

  async #requestEnd(round: Round, leader: Address, topics: readonly RequestedTopic[], which: End): Promise<void> {
    const { timestampMs, isolation } = endRequests[which]
    const input = {
      isolation,
      topics: topics.map(({ name, ids }) => ({ name, partitions: ids.map((id) => ({ id, timestampMs })) })),
    }
    const key = `${leader.host} ${leader.port} ${which}`
    const before = which === 'lastStableOffsets' ? null : (round.replies.get(key) ?? null)
    try {
      const reply = await readOffsetsUnlessSame(this.#connections, leader, input, before)
      // Only a reply without an error is kept, so the same again says that all is well.
      if (reply === null) this.known.noteAll(round, topics, KAFKA_OK)
      else if (this.known.take(round, reply.output, which)) round.replies.set(key, reply.bytes)
      else round.replies.delete(key)
      if (reply && countPartitions(reply.output) < countPartitions(input.topics)) {
        round.replies.delete(key)
        throw new MalformedReply('it leaves out partitions that were asked for')
      }
    } catch (error) {
      if (!toAppError(error)) this.#onBug(error)
      this.known.noteAll(round, topics, toAnswerCode(error))
      throw error
    }
  }
}

interface Round extends OffsetRound {
  /** By leader and end: the same bytes again need not be read again. */
  readonly replies: Map<string, Buffer>
}

/** A round without a leader to send a request to, or without any reply, has brought nothing. */
function failWithoutAnswer(answers: readonly PromiseSettledResult<void>[], { partitionIds }: Catalog): void {
  const failed = answers.filter((answer) => answer.status === 'rejected')
  if (failed[0] && failed.length === answers.length) throw failed[0].reason
  if (answers.length === 0 && partitionIds.length > 0) {
    throw new KafkaError(BROKER_NOT_AVAILABLE, 'No partition leader is available.')
  }
}
