import { MalformedReply } from '#lib/bytes/reader.ts'
import { visibleText } from '#lib/format/visible-text.ts'
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

/** Parts the outcomes of one request that concerned several things. What a reply does not name has not succeeded. */
export function toFanOut<Item extends Outcome>(names: readonly string[], outcomes: readonly Item[]): FanOut<Item> {
  const data: Item[] = []
  const failures: Failure[] = []
  const byName = new Map(outcomes.map((outcome) => [outcome.name, outcome]))
  for (const name of new Set(names)) {
    const outcome = byName.get(name)
    const error = outcome ? failureOf(outcome) : notNamed(name)
    if (error) failures.push({ scope: name, error })
    else if (outcome) data.push(outcome)
  }
  return { data, failures }
}

/** The outcome of a request that concerned one thing. */
export function requireOutcome<Item extends Outcome>(name: string, outcomes: readonly Item[]): Item {
  const outcome = outcomes.find((candidate) => candidate.name === name)
  const error = outcome ? failureOf(outcome) : notNamed(name)
  if (error || !outcome) throw error
  return outcome
}

function failureOf({ errorCode, errorMessage }: Outcome): KafkaError | null {
  return errorCode === KAFKA_OK ? null : new KafkaError(errorCode, errorMessage)
}

function notNamed(name: string): MalformedReply {
  return new MalformedReply(`there is no result for "${visibleText(name)}"`)
}

/** The same failure for all. */
export function failAll(scopes: Iterable<string>, reason: unknown): Failure[] {
  const error = reason instanceof Error ? reason : new Error(String(reason))
  return Array.from(scopes, (scope) => ({ scope, error }))
}
