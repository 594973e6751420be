import { expect, test } from 'vitest'
import { MalformedReply } from '#lib/bytes/reader.ts'
import { ConnectionFailure } from '#lib/kafka/failure.ts'
import { KafkaError } from '#lib/kafka/protocol/error-codes.ts'
import { UnsupportedApi } from '#lib/kafka/protocol/unsupported-api.ts'
import { explainAnswer, NOT_ASKED, toAnswerCode } from './answer-codes.ts'

const broker = { host: 'h', port: 1 }

test.each([
  ['a refusal', new KafkaError(29), 'TOPIC_AUTHORIZATION_FAILED'],
  ["a broker's own error, which is no question that was not asked", new KafkaError(-1), 'UNKNOWN_SERVER_ERROR'],
  ['a broker that is too old', new UnsupportedApi('too old'), 'UNSUPPORTED_VERSION'],
  ['silence', new ConnectionFailure('timeout', broker), 'timeout'],
  ['a broken connection', new AggregateError([new ConnectionFailure('closed', broker)]), 'unreachable'],
  ['a malformed reply', new MalformedReply('short'), 'unreadable'],
  ['something that is not Kafka', new ConnectionFailure('not-kafka', broker), 'unreadable'],
  ['a mistake of ours', new TypeError('x is not a function'), 'internal'],
])('%s is told apart', (_name, error, code) => {
  expect(toAnswerCode(error)).not.toBe(NOT_ASKED)
  expect(explainAnswer(toAnswerCode(error))).toMatchObject({ code, message: expect.stringMatching(/\.$/) })
})
