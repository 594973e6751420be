import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { BitReader, BitWriter } from './bits.ts'

const offset = fc.oneof(fc.nat(), fc.integer({ min: 0, max: 2 ** 51 }))

function written(values: readonly number[]): Buffer {
  const writer = new BitWriter()
  writer.column(values)
  return writer.finish()
}

describe('a column of numbers', () => {
  test('is read back as it was written, however far apart they are', () => {
    fc.assert(
      fc.property(fc.array(offset, { maxLength: 40 }), (values) => {
        expect(new BitReader(written(values)).column(values.length)).toEqual(values)
      }),
    )
  })

  test.each([
    ['equal ones take one bit each', Array.from({ length: 1_000 }, () => 123_456_789), 140],
    ['one that is far off does not make the others longer', [...Array.from({ length: 999 }, () => 40), 2 ** 45], 150],
  ])('%s', (_what, values, mostBytes) => {
    expect(written(values).length).toBeLessThanOrEqual(mostBytes)
  })

  test('that is cut off is an error, not a zero', () => {
    expect(() => new BitReader(written([1, 2, 3]).subarray(0, 6)).column(3)).toThrow(RangeError)
  })
})
