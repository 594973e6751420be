import { expect, test } from 'vitest'
import { isLoopback } from './loopback.ts'

test.each([
  ['localhost', true],
  ['LOCALHOST:9092', true],
  ['127.0.0.1', true],
  ['127.1.2.3:9092', true],
  ['127.1', true],
  ['::1', true],
  ['[::1]:9092', true],
  ['::2', false],
  ['::1:9092', false],
  ['10.127.0.1', false],
  ['127.kafka.example', false],
  ['localhost.example:9092', false],
])('%s is loopback: %s', (hostOrAddress, expected) => {
  expect(isLoopback(hostOrAddress)).toBe(expected)
})
