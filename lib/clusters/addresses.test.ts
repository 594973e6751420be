import { describe, expect, test } from 'vitest'
import { parseAddresses } from './addresses.ts'

test.each(['user:hunter2@a:9092', 'user:hunt,er2@a:9092', 'a:1,hunter2@b', 'sasl://user:hunter2@a:9092'])(
  'an address with a login (%j) is refused without being repeated',
  (text) => {
    expect(() => parseAddresses(text)).toThrow(/user and password belong below `sasl`/)
    expect(() => parseAddresses(text)).not.toThrow(/hunt|er2/)
  },
)

describe('broker addresses', () => {
  test.each([
    ['a:9092', [{ host: 'a', port: 9092 }]],
    ['a', [{ host: 'a', port: 9092 }]],
    [
      'a:1, b:65535',
      [
        { host: 'a', port: 1 },
        { host: 'b', port: 65_535 },
      ],
    ],
    ['[::1]:9093', [{ host: '::1', port: 9093 }]],
    ['[2001:db8::7]', [{ host: '2001:db8::7', port: 9092 }]],
  ])('%s', (text, expected) => {
    expect(parseAddresses(text)).toEqual(expected)
  })

  test.each(['', 'a:0', 'a:65536', 'a:b', '::1:9092', 'http://a:9092', 'a b:1', 'a:1,,b:1', '[x]:1'])(
    '%j is refused, and the sentence shows how to write one',
    (text) => {
      expect(() => parseAddresses(text)).toThrow(/write it as host:9092/)
    },
  )
})
