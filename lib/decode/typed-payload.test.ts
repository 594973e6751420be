import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { MessageFormat } from '#lib/contract/message-formats.ts'
import { readPayload } from './payload.ts'
import { toBytes } from './typed-payload.ts'

test.each<[MessageFormat, string, string]>([
  ['auto', 'ä', 'c3a4'],
  ['string', '', ''],
  ['json', '{"a": 1.0}', '7b2261223a20312e307d'],
  ['hex', 'DE ad\nbe ef', 'deadbeef'],
  ['hex', '0xff', 'ff'],
  ['base64', 'SGVs bG8=', '48656c6c6f'],
  ['base64', 'SGVsbG8', '48656c6c6f'],
  ['int8', '-128', '80'],
  ['int16', '258', '0102'],
  ['int32', ' 42 ', '0000002a'],
  ['int64', '-9223372036854775808', '8000000000000000'],
  ['int64', '+9007199254740993', '0020000000000001'],
  ['float', '0.1', '3dcccccd'],
  ['double', '-1e3', 'c08f400000000000'],
  ['uuid', '550e8400-E29B-41d4-a716-446655440000', '550e8400e29b41d4a716446655440000'],
])('%s %j are the bytes %s', (format, data, hex) => {
  expect(toBytes({ format, data }).toString('hex')).toBe(hex)
})

test.each<[MessageFormat, string, RegExp]>([
  ['string', '\ud800', /half a character/],
  ['json', '{a:1}', /This is not JSON/],
  ['json', '"\ud800"', /half a character/],
  ['hex', 'xy', /digits 0-9 and a-f/],
  ['hex', 'abc', /one is missing/],
  ['base64', 'a*b', /not base64/],
  ['int8', '128', /from -128 to 127; 128 does not fit/],
  ['int32', '1.5', /whole number from -2147483648 to 2147483647/],
  ['int64', '9223372036854775808', /does not fit/],
  ['double', '', /number such as/],
  ['float', 'many', /number such as/],
  ['uuid', '1234', /A UUID is written as/],
  ['offsets', '{}', /only Kafka writes it/],
])('%s %j is refused with a sentence', (format, data, message) => {
  expect(() => toBytes({ format, data }, 'key')).toThrow(
    expect.objectContaining({ code: 'invalid', message: expect.stringMatching(message), options: { field: 'key' } }),
  )
})

describe('numbers', () => {
  const context = { topic: 't', part: 'key', maxTextBytes: 100 } as const

  test.each([
    ['int64', fc.bigInt({ min: -(1n << 63n), max: (1n << 63n) - 1n }).map(String)],
    ['int32', fc.integer().map(String)],
    ['float', fc.float({ noNaN: true }).map((value) => (Object.is(value, -0) ? '-0' : String(value)))],
    ['double', fc.double({ noNaN: true }).map((value) => (Object.is(value, -0) ? '-0' : String(value)))],
  ] as const)('as %s are read back with the same value', (format, numbers) => {
    fc.assert(
      fc.property(numbers, (data) => {
        const { text } = readPayload(toBytes({ format, data }), format, context)
        const kept = format === 'float' ? Math.fround(Number(text)) : Number(text)
        expect(Object.is(kept, Number(data))).toBe(true)
        if (format !== 'float' && format !== 'double') expect(text).toBe(data)
      }),
    )
  })
})
