import fc from 'fast-check'
import { expect, test } from 'vitest'
import { crc32c } from './crc32c.ts'

test.each([
  ['', 0],
  ['123456789', 0xe306_9283],
  ['The quick brown fox jumps over the lazy dog', 0x2262_0404],
])('the checksum of "%s" is the published one', (text, sum) => {
  expect(crc32c(Buffer.from(text))).toBe(sum)
})

test('sixteen bytes at a time or one, and wherever they lie in memory, it is the same', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), fc.nat({ max: 20 }), (bytes, skipped) => {
      const moved = Buffer.concat([Buffer.alloc(skipped), bytes]).subarray(skipped)
      expect(crc32c(moved)).toBe(byBits(bytes))
    }),
  )
})

function byBits(bytes: Uint8Array): number {
  let sum = -1
  for (const byte of bytes) {
    sum ^= byte
    for (let bit = 0; bit < 8; bit++) sum = sum & 1 ? (sum >>> 1) ^ 0x82f6_3b78 : sum >>> 1
  }
  return ~sum >>> 0
}
