import { findCause, isSilence } from '#lib/kafka/failure.ts'
import { KafkaError, kafkaErrorCode, WILL_PASS } from '#lib/kafka/protocol/error-codes.ts'

export const UNKNOWN_TOPIC_ID = kafkaErrorCode('UNKNOWN_TOPIC_ID')
const INCONSISTENT_TOPIC_ID = kafkaErrorCode('INCONSISTENT_TOPIC_ID')
const MAX_RETRIES = 3
/** A broker that is silent takes its whole deadline each time. */
const MAX_SILENCES = 1
/** An election takes about as long as the first, and noticing that a broker is gone as long as all of them. */
const PAUSES_MS = [300, 1_200, 4_000]

/** Decides whether a partition whose fetch failed is requested again, and when. */
export class FetchRetries {
  readonly #pausesMs: readonly number[]
  readonly #failures = new Map<number, { count: number; silences: number }>()

  constructor(pausesMs: readonly number[] = PAUSES_MS) {
    this.#pausesMs = pausesMs
  }

  succeeded(partition: number): void {
    this.#failures.delete(partition)
  }

  /** How long to wait before the next request; null: there is none. */
  pauseAfter(partition: number, error: Error): number | null {
    const before = this.#failures.get(partition) ?? { count: 0, silences: 0 }
    const failures = { count: before.count + 1, silences: before.silences + (isSilence(error) ? 1 : 0) }
    this.#failures.set(partition, failures)
    const isWorthIt = failures.count <= MAX_RETRIES && failures.silences <= MAX_SILENCES && mayPass(error)
    return isWorthIt ? (this.#pausesMs[failures.count - 1] ?? 0) : null
  }
}

function mayPass(error: Error): boolean {
  const refusal = findCause(error, KafkaError)
  if (refusal === null) return true
  const { errorCode } = refusal
  return WILL_PASS.has(errorCode) || errorCode === UNKNOWN_TOPIC_ID || errorCode === INCONSISTENT_TOPIC_ID
}
