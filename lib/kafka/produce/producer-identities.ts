import type { ConnectionSet } from '#lib/kafka/connection/connection-set.ts'
import { findCause } from '#lib/kafka/failure.ts'
import { CLUSTER_AUTHORIZATION_FAILED, COORDINATOR_MOVED, KafkaError } from '#lib/kafka/protocol/error-codes.ts'
import { initProducerId, type ProducerIdentity } from '#lib/kafka/protocol/init-producer-id.ts'
import { UnsupportedApi } from '#lib/kafka/protocol/unsupported-api.ts'

const DEADLINE_MS = 10_000
const MAX_ATTEMPTS = 20
const PAUSE_MS = 250
/** Brokers forget a producer that has written nothing for a day. */
const KEPT_FOR_MS = 60 * 60 * 1_000
/** Sequences have 31 bits, and start at 0 again after the last. */
const SEQUENCES = 2 ** 31

/** An identity, and how much has been written under it: brokers drop what comes again, and refuse what leaves a gap. */
export class ProducerSession {
  readonly #identity: ProducerIdentity
  readonly startedAtMs: number
  readonly #written = new Map<string, number>()
  #isSpent = false

  constructor(identity: ProducerIdentity, startedAtMs: number) {
    this.#identity = identity
    this.startedAtMs = startedAtMs
  }

  get isSpent(): boolean {
    return this.#isSpent
  }

  next(partition: string): ProducerIdentity & { readonly baseSequence: number } {
    return { ...this.#identity, baseSequence: this.#written.get(partition) ?? 0 }
  }

  advance(partition: string, records: number): void {
    this.#written.set(partition, (this.next(partition).baseSequence + records) % SEQUENCES)
  }

  /** It is not known how much was written, so nobody may go on under this identity. */
  spend(): void {
    this.#isSpent = true
  }
}

/** Sessions that are free to be used again, each by one at a time. */
export class ProducerIdentities {
  readonly #connections: ConnectionSet
  readonly #now: () => number
  readonly #free: ProducerSession[] = []

  constructor(connections: ConnectionSet, now: () => number) {
    this.#connections = connections
    this.#now = now
  }

  /** null: this cluster gives none, or none to this account. */
  async take(): Promise<ProducerSession | null> {
    const kept = this.#free.pop()
    if (kept && this.#now() - kept.startedAtMs < KEPT_FOR_MS) return kept
    for (let attempt = 1; ; attempt++) {
      try {
        const identity = await this.#connections.sendToAny(initProducerId, undefined, DEADLINE_MS, 'changes')
        return new ProducerSession(identity, this.#now())
      } catch (error) {
        const errorCode = findCause(error, KafkaError)?.errorCode
        if (errorCode === CLUSTER_AUTHORIZATION_FAILED || findCause(error, UnsupportedApi)) return null
        // A broker that has just started has none to give yet, and asks the controller for a thousand.
        if (errorCode === undefined || !COORDINATOR_MOVED.has(errorCode) || attempt === MAX_ATTEMPTS) throw error
      }
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
    }
  }

  giveBack(session: ProducerSession | null): void {
    if (session && !session.isSpent) this.#free.push(session)
  }
}
