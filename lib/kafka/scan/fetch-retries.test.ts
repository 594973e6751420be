import { describe, expect, test } from 'vitest'
import { ConnectionFailure } from '#lib/kafka/failure.ts'
import { KafkaError, kafkaErrorCode } from '#lib/kafka/protocol/error-codes.ts'
import { FetchRetries } from './fetch-retries.ts'

const hungUp = new ConnectionFailure('closed', { host: 'kafka-1', port: 9092 })
const silent = new ConnectionFailure('timeout', { host: 'kafka-1', port: 9092 })
const refused = (name: Parameters<typeof kafkaErrorCode>[0]) => new KafkaError(kafkaErrorCode(name))

describe('a partition whose fetch failed', () => {
  test('is requested three more times, with longer pauses', () => {
    const retries = new FetchRetries()
    expect([1, 2, 3, 4].map(() => retries.pauseAfter(0, hungUp))).toEqual([300, 1_200, 4_000, null])
  })

  test('is counted by itself, and from the start after a success', () => {
    const retries = new FetchRetries()
    retries.pauseAfter(0, hungUp)
    expect(retries.pauseAfter(1, hungUp)).toBe(300)
    retries.succeeded(0)
    expect(retries.pauseAfter(0, hungUp)).toBe(300)
  })

  test('is requested only once more where the broker is silent', () => {
    const retries = new FetchRetries()
    expect([retries.pauseAfter(0, silent), retries.pauseAfter(0, silent)]).toEqual([300, null])
  })

  test.each([
    ['NOT_LEADER_OR_FOLLOWER', 300],
    ['UNKNOWN_TOPIC_ID', 300],
    ['INCONSISTENT_TOPIC_ID', 300],
    ['TOPIC_AUTHORIZATION_FAILED', null],
  ] as const)('with %s waits %s ms', (name, pauseMs) => {
    expect(new FetchRetries().pauseAfter(0, refused(name))).toBe(pauseMs)
  })
})
