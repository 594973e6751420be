import { inspect } from 'node:util'
import { describe, expect, test } from 'vitest'
import { MalformedReply } from '#lib/bytes/reader.ts'
import { AppError } from '#lib/contract/errors.ts'
import { ConnectionFailure, findCause, formatAddress, toAppError, toConnectionFailure } from './failure.ts'
import { KafkaError } from './protocol/error-codes.ts'
import { UnsupportedApi } from './protocol/unsupported-api.ts'

const address = { host: 'kafka-1', port: 9092 }
const withCode = (code: string) => Object.assign(new Error('as Node has it'), { code })

describe('why a connection failed', () => {
  test.each([
    [withCode('ECONNREFUSED'), 'refused'],
    [withCode('ENOTFOUND'), 'dns-not-found'],
    [withCode('EAI_AGAIN'), 'dns-not-found'],
    [withCode('ETIMEDOUT'), 'timeout'],
    [withCode('ECONNRESET'), 'closed'],
    [new MalformedReply('too short'), 'not-kafka'],
    [new Error('something else'), 'unreachable'],
  ])('%s is %s', (error, code) => {
    expect(toConnectionFailure(error, address).code).toBe(code)
    const wrapped = new Error('outer', { cause: new Error('inner', { cause: error }) })
    expect(toConnectionFailure(wrapped, address).code).toBe(code)
  })

  test('the sentence names the address', () => {
    expect(new ConnectionFailure('refused', address).message).toBe('Cannot reach kafka-1:9092: connection refused.')
    expect(formatAddress({ host: '::1', port: 9092 })).toBe('[::1]:9092')
  })
})

describe('what a failure means to the caller of the API', () => {
  test.each([
    [new KafkaError(29), 'forbidden'],
    [new KafkaError(3), 'not-found'],
    [new KafkaError(36), 'exists'],
    [new KafkaError(38), 'invalid'],
    [new KafkaError(7), 'timeout'],
    [new KafkaError(15), 'unavailable'],
    [new KafkaError(35), 'unsupported'],
    [new KafkaError(-1), 'internal'],
    [new KafkaError(12_345), 'internal'],
    [new UnsupportedApi('too old'), 'unsupported'],
    [new ConnectionFailure('refused', address), 'unreachable'],
    [new ConnectionFailure('timeout', address), 'timeout'],
    [new MalformedReply('too short'), 'unreachable'],
    [new AppError('busy', 'later'), 'busy'],
    [new AggregateError([new ConnectionFailure('refused', address)]), 'unreachable'],
  ])('%s is %s', (error, code) => {
    expect(toAppError(error)?.code).toBe(code)
  })

  test('what is not of Kafka stays unknown, and is not taken for its fault', () => {
    expect(toAppError(new TypeError('a bug'))).toBeNull()
    expect(toAppError('thrown text')).toBeNull()
  })

  test("the broker's own sentence wins over ours", () => {
    expect(toAppError(new KafkaError(17, 'Topic name is invalid: "a b"'))?.message).toBe('Topic name is invalid: "a b"')
  })
})

test('an error that is its own cause does not hang the search', () => {
  const error = new Error('round')
  error.cause = error
  expect(findCause(error, KafkaError)).toBeNull()
})

test('an AppError is known by its mark, also where it was made by another copy of this module', async () => {
  // A query makes another module of the same file, as another bundle of it would be.
  const another = '../contract/errors.ts?copy'
  const copy: typeof import('#lib/contract/errors.ts') = await import(another)
  const error = new copy.AppError('exists', 'There is one.')
  expect(copy.AppError).not.toBe(AppError)
  expect(toAppError(error)).toBe(error)
  expect(toAppError(new Error('of ours'))).toBeNull()
})

test('a failure knows the address, and nothing else of what it is told by', () => {
  const host = { host: 'bastion', port: 22, password: 'canary' }
  const failure = new ConnectionFailure('ssh-auth', host)
  expect(failure.address).toEqual({ host: 'bastion', port: 22 })
  expect(inspect(failure, { depth: null, showHidden: true })).not.toContain('canary')
})
