import { describe, expect, test } from 'vitest'
import { ConnectionFailure } from '#lib/kafka/failure.ts'
import { KafkaError } from '#lib/kafka/protocol/error-codes.ts'
import { toLoginRequestError, toRequestFailure } from './kafkajs-transport.ts'

const address = { host: 'kafka-1', port: 9092 }
const wrap = (error: Error) => new Error('outer', { cause: new Error('inner', { cause: error }) })

describe('what a request failed by', () => {
  test.each([
    ['KafkaJSRequestTimeoutError', 'timeout'],
    ['KafkaJSConnectionClosedError', 'closed'],
  ])('%s is a ConnectionFailure: %s', (name, code) => {
    const error = Object.assign(new Error('by kafkajs'), { name })
    for (const thrown of [error, wrap(error)]) {
      const failure = toRequestFailure(thrown, address)
      expect(failure).toBeInstanceOf(ConnectionFailure)
      expect(failure).toMatchObject({ code, address, cause: thrown })
    }
  })

  test('every other stays as it is', () => {
    const error = new Error('something else')
    expect(toRequestFailure(error, address)).toBe(error)
  })
})

describe('what a login failed by', () => {
  test('a code of the protocol, without the words of the broker', () => {
    const error = Object.assign(new Error('fake-canary, says the broker'), { code: 58 })
    const found = toLoginRequestError(wrap(error))
    expect(found).toBeInstanceOf(KafkaError)
    expect(found).toMatchObject({ errorCode: 58 })
    expect(found).not.toHaveProperty('cause')
    expect(String(found)).not.toContain('canary')
  })

  test.each([[Object.assign(new Error('hung up'), { code: 'ECONNRESET' })], [null]])('%s stays as it is', (error) => {
    expect(toLoginRequestError(error)).toBe(error)
  })
})
