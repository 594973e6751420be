import { KAFKA_OK, KafkaError } from '#lib/kafka/protocol/error-codes.ts'

/** The outcome of work on many items: what succeeded, and for the rest what failed and why. */
export interface FanOut<Item> {
  readonly data: readonly Item[]
  readonly failures: readonly Failure[]
}

export interface Failure {
  /** The topic, broker or group that failed. */
  readonly scope: string
  readonly error: Error
}

interface Outcome {
  readonly name: string
  readonly errorCode: number
  readonly errorMessage: string | null
}

/** Parts the outcomes of one request that concerned several things. */
export function toFanOut<Item extends Outcome>(outcomes: readonly Item[]): FanOut<Item> {
  return {
    data: outcomes.filter(({ errorCode }) => errorCode === KAFKA_OK),
    failures: outcomes
      .filter(({ errorCode }) => errorCode !== KAFKA_OK)
      .map(({ name, errorCode, errorMessage }) => ({ scope: name, error: new KafkaError(errorCode, errorMessage) })),
  }
}
