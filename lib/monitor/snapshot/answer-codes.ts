import { MalformedReply } from '#lib/bytes/reader.ts'
import { ConnectionFailure, findCause, isSilence } from '#lib/kafka/failure.ts'
import { explainKafkaError, KafkaError, kafkaErrorName, UNSUPPORTED_VERSION } from '#lib/kafka/protocol/error-codes.ts'
import { UnsupportedApi } from '#lib/kafka/protocol/unsupported-api.ts'
import type { Reason } from './reason.ts'

// What became of the question about one partition or topic, as it stands in a column: one of Kafka's codes, or one of
// ours, which are below all of Kafka's.

export const NOT_ASKED = -1_000
export const TIMED_OUT = -1_001
export const NOT_REACHED = -1_002
export const UNREADABLE = -1_003
export const FAILED_HERE = -1_004

const ourReasons = new Map<number, Reason>([
  [NOT_ASKED, { code: 'unknown', message: 'The partition has not been read yet.' }],
  [TIMED_OUT, { code: 'timeout', message: 'The leader did not respond in time.' }],
  [NOT_REACHED, { code: 'unreachable', message: 'The leader could not be reached.' }],
  [UNREADABLE, { code: 'unreadable', message: 'The leader sent a response that cannot be decoded.' }],
  [FAILED_HERE, { code: 'internal', message: 'The request failed; the log has the reason.' }],
])

/** The code for all that a question was about, when it failed as a whole. */
export function toAnswerCode(error: unknown): number {
  const refusal = findCause(error, KafkaError)
  if (refusal) return refusal.errorCode
  if (findCause(error, UnsupportedApi)) return UNSUPPORTED_VERSION
  if (isSilence(error)) return TIMED_OUT
  if (findCause(error, MalformedReply)) return UNREADABLE
  const { code } = findCause(error, ConnectionFailure) ?? {}
  if (code === undefined) return FAILED_HERE
  return code === 'not-kafka' ? UNREADABLE : NOT_REACHED
}

export function explainAnswer(code: number): Reason {
  return ourReasons.get(code) ?? { code: kafkaErrorName(code), message: explainKafkaError(code).message }
}
