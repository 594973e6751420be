import { snappyCompress } from '@platformatic/wasm-utils/bundled'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { propertyRuns } from '#e2e/full.ts'
import { UnreadableBatch } from './batch-fault.ts'
import { compress } from './compress.ts'
import { decompress, MAX_BATCH_BYTES } from './decompress.ts'

const codecs = ['gzip', 'snappy', 'lz4', 'zstd'] as const
const MEBIBYTE = 1024 * 1024

/** Parts that repeat and parts that do not, across the sizes at which codecs begin a new block. */
const content = fc
  .array(fc.tuple(fc.uint8Array({ minLength: 1, maxLength: 50 }), fc.integer({ min: 1, max: 2_000 })), {
    minLength: 1,
    maxLength: 6,
  })
  .map((parts) => Buffer.concat(parts.flatMap(([bytes, times]) => Array.from({ length: times }, () => bytes))))

const packers: [string, (typeof codecs)[number], (bytes: Buffer) => Buffer][] = [
  ...codecs.map((codec): [string, (typeof codecs)[number], (bytes: Buffer) => Buffer] => [
    codec,
    codec,
    (bytes) => compress(codec, bytes),
  ]),
  ['raw snappy', 'snappy', (bytes) => snappyCompress(bytes)],
]

describe.each(packers)('%s', (_name, codec, pack) => {
  test('what was compressed comes back', () => {
    fc.assert(
      fc.property(content, (bytes) => {
        expect(decompress(codec, pack(bytes)).equals(bytes)).toBe(true)
      }),
      { numRuns: propertyRuns(30) },
    )
  })

  test('bytes of chance are returned or refused, and never more than was allowed', () => {
    fc.assert(
      fc.property(
        content,
        fc.array(fc.tuple(fc.nat(), fc.nat({ max: 255 })), { maxLength: 5 }),
        fc.nat(),
        (bytes, changes, cut) => {
          const packed = Buffer.from(pack(bytes))
          for (const [at, byte] of changes) packed[at % packed.length] = byte
          expectRefusedOrWithin(100_000, () =>
            decompress(codec, packed.subarray(0, 1 + (cut % packed.length)), 100_000),
          )
          expectRefusedOrWithin(100_000, () => decompress(codec, packed, 100_000))
        },
      ),
      { numRuns: propertyRuns(30) },
    )
  })

  test('the limit is exact', () => {
    const bytes = Buffer.alloc(100_000, 'abc')
    expect(decompress(codec, pack(bytes), bytes.length)).toHaveLength(bytes.length)
    expect(faultOf(() => decompress(codec, pack(bytes), bytes.length - 1))).toBe('too-large')
  })

  test('a bomb is refused, and takes no more memory than the limit', () => {
    const bomb = pack(Buffer.alloc(64 * MEBIBYTE))
    const before = process.memoryUsage().rss
    for (let round = 0; round < 3; round++) expect(faultOf(() => decompress(codec, bomb))).toBe('too-large')
    expect(process.memoryUsage().rss - before).toBeLessThan(4 * MAX_BATCH_BYTES)
  })

  test('what ends too early is refused', () => {
    const packed = pack(Buffer.from('some text, and some text again'))
    expect(faultOf(() => decompress(codec, packed.subarray(0, -3)))).toBe('compression')
  })
})

test('an unknown codec is refused', () => {
  expect(faultOf(() => decompress('unknown', Buffer.alloc(10)))).toBe('codec')
})

test('no bytes are no stream of any codec but none', () => {
  expect(decompress('none', Buffer.alloc(0))).toHaveLength(0)
  for (const codec of codecs) expect(faultOf(() => decompress(codec, Buffer.alloc(0)))).toBe('compression')
})

function expectRefusedOrWithin(limitBytes: number, read: () => Buffer): void {
  try {
    expect(read().length).toBeLessThanOrEqual(limitBytes)
  } catch (error) {
    if (!(error instanceof UnreadableBatch)) throw error
  }
}

function faultOf(read: () => Buffer): string | null {
  try {
    read()
    return null
  } catch (error) {
    if (error instanceof UnreadableBatch) return error.code
    throw error
  }
}
