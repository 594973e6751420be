import { hasTransactions } from '#lib/kafka/admin/producers.ts'
import type { Address } from '#lib/kafka/failure.ts'
import { toAppError } from '#lib/kafka/failure.ts'
import type { DescribeProducersInput, ProducersOfTopic } from '#lib/kafka/protocol/describe-producers.ts'
import { explainKafkaError } from '#lib/kafka/protocol/error-codes.ts'
import { RefusedTopics } from '#lib/monitor/poll/refused-topics.ts'
import { partitionRowFinder, question } from './offset-requests.ts'
import type { Leadership } from './offset-watch.ts'

const ASKED_AT_ONCE = 1_000
/** Between the beginnings of two passes over all partitions. */
const PASS_EVERY_MS = 30_000

export interface TransactionWatchOptions {
  readonly read: (leader: Address, input: DescribeProducersInput) => Promise<readonly ProducersOfTopic[]>
  readonly now: () => number
  /** Called with errors that are no failure of Kafka or the network, but defects of ours. */
  readonly onBug: (error: unknown) => void
}

/**
 * Finds the partitions into which transactions are written, so that they hold fewer messages than offsets. Leaders are
 * asked for their producers, a part of all partitions at a time: that costs them no read of the log, and unlike the last
 * stable offset it also tells of transactions that have ended. Transactions of long ago are known to no one but the log.
 */
export class TransactionWatch {
  readonly #options: TransactionWatchOptions
  readonly #refused: RefusedTopics
  #nextRow = 0
  #passAtMs = Number.NEGATIVE_INFINITY
  #isAsking = false

  constructor(options: TransactionWatchOptions) {
    this.#options = options
    this.#refused = new RefusedTopics(options.now)
  }

  /** Goes on with the pass that is under way. Returns the rows of the leadership's catalog that were found. */
  async refresh(leadership: Leadership, isKnown: (row: number) => boolean): Promise<number[]> {
    const count = leadership.catalog.partitionIds.length
    const now = this.#options.now()
    if (this.#isAsking || count === 0) return []
    if (this.#nextRow >= count) this.#nextRow = 0
    if (this.#nextRow === 0) {
      if (now - this.#passAtMs < PASS_EVERY_MS) return []
      this.#passAtMs = now
    }
    const rows: number[] = []
    for (; this.#nextRow < count && rows.length < ASKED_AT_ONCE; this.#nextRow++) {
      if (!isKnown(this.#nextRow)) rows.push(this.#nextRow)
    }
    this.#isAsking = true
    return this.#ask(leadership, rows).finally(() => {
      this.#isAsking = false
    })
  }

  async #ask({ catalog, leaders, addresses }: Leadership, rows: readonly number[]): Promise<number[]> {
    const { byLeader } = question(catalog, leaders, rows)
    const asked = [...byLeader].map(async ([leader, requested]) => {
      const address = addresses.get(leader)
      const topics = requested.filter(({ name }) => !this.#refused.has(name))
      if (!address || topics.length === 0) return []
      const input = { topics: topics.map(({ name, ids }) => ({ name, partitions: ids })) }
      return this.#options.read(address, input).catch((error) => {
        // Brokers before Kafka 2.8 do not tell, and who does not answer is asked again.
        if (!toAppError(error)) this.#options.onBug(error)
        return []
      })
    })
    const found: number[] = []
    for (const { name, partitions } of (await Promise.all(asked)).flat()) {
      const rowOf = partitionRowFinder(catalog, name)
      if (partitions.some(({ errorCode }) => explainKafkaError(errorCode).code === 'forbidden')) this.#refused.add(name)
      found.push(...partitions.filter(hasTransactions).flatMap(({ id }) => rowOf(id) ?? []))
    }
    return found
  }
}
