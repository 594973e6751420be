import fc from 'fast-check'
import { expect, test } from 'vitest'
import { propertyRuns } from '#e2e/full.ts'
import { toBytes } from '#lib/decode/typed-payload.ts'
import { produceFormats } from './message-formats.ts'
import { readTypedBytes } from './typed-bytes.ts'

const hex = fc.uint8Array().map((bytes) => Buffer.from(bytes).toString('hex'))
const base64 = fc.uint8Array().map((bytes) => Buffer.from(bytes).toString('base64'))
const integer = fc.bigInt({ min: -(2n ** 64n), max: 2n ** 64n }).map(String)
const text = fc.string({ unit: 'grapheme' }).filter((made) => made.isWellFormed())

test('the form takes what the server takes, for the same bytes', () => {
  const data = fc.oneof(
    hex,
    base64,
    integer,
    text,
    fc.json(),
    fc.constantFrom('', ' 12 ', '+5', 'ab c', '0x12', '2147483648', 'YQ='),
  )
  fc.assert(
    fc.property(fc.constantFrom(...produceFormats), data, (format, typed) => {
      const read = readTypedBytes({ format, data: typed })
      if ('problem' in read) return
      expect(Buffer.from(read.bytes)).toEqual(toBytes({ format, data: typed }))
    }),
    { numRuns: propertyRuns(600) },
  )
})

test.each([
  ['string', 'a\ud800', 'The text has half a character in it, which UTF-8 cannot hold'],
  ['json', '{"a":}', 'Not JSON at line 1, column 6: this is no value; text stands in double quotes'],
  ['hex', '0g', 'Hex has the digits 0-9 and a-f alone'],
  ['hex', '012', 'Hex has two digits a byte, and one is missing'],
  ['base64', '*', 'Not base64: letters, digits, + and /, ended by = where bytes are missing'],
  ['int32', '2147483648', 'Too large: a whole number from -2147483648 to 2147483647'],
  ['int64', '1.5', 'A whole number from -9223372036854775808 to 9223372036854775807'],
] as const)('%s %s: %s', (format, data, problem) => {
  expect(readTypedBytes({ format, data })).toEqual({ problem })
})

test.each([
  ['string', 'é', [0xc3, 0xa9]],
  ['hex', '00 fF', [0, 255]],
  ['base64', 'AP8=', [0, 255]],
  ['int32', '-2', [255, 255, 255, 254]],
  ['int64', '+1', [0, 0, 0, 0, 0, 0, 0, 1]],
] as const)('%s %s is %j', (format, data, bytes) => {
  expect(readTypedBytes({ format, data })).toEqual({ bytes: Uint8Array.from(bytes) })
})
