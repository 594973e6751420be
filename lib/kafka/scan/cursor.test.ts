import { crc32 } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { AppError } from '#lib/contract/errors.ts'
import { type CursorOwner, decodeCursor, encodeCursor, type Range } from './cursor.ts'

const owner: CursorOwner = {
  clusterId: 'cluster-1',
  topic: 'orders',
  topicId: 'AAAAAAAAAAAAAAAAAAAAAQ',
  direction: 'ascending',
  query: '{"contains":"x"}',
}
const range = fc.record({ low: fc.nat({ max: 2 ** 40 }), span: fc.nat({ max: 2 ** 40 }) })
const ranges = fc
  .uniqueArray(fc.tuple(fc.nat({ max: 1_000_000 }), range), { selector: ([id]) => id, maxLength: 30 })
  .map((drafts) => drafts.sort(([a], [b]) => a - b).map(([id, { low, span }]) => ({ id, low, high: low + span })))

describe('a cursor', () => {
  test('brings back what was left of every partition', () => {
    fc.assert(
      fc.property(ranges, (rest) => {
        expect(decodeCursor(owner, encodeCursor(owner, rest))).toEqual(rest)
      }),
    )
  })

  test('going down remembers where it stands, and leaves the start to what is there then', () => {
    const down = { ...owner, direction: 'descending' as const }
    const decoded = decodeCursor(down, encodeCursor(down, [{ id: 3, low: 100, high: 250 }]))
    expect(decoded).toEqual([{ id: 3, low: 0, high: 250 }])
  })

  test('of 1,000 partitions that got a million records each by chance has less than 4 KB', () => {
    const spread = (index: number) =>
      Math.round(1_000 * Math.sqrt(-2 * Math.log((index + 1) / 1_001)) * Math.cos(index))
    const rest: Range[] = Array.from({ length: 1_000 }, (_, id) => {
      const high = 1_000_000 + spread(id)
      return { id, low: high - 500_000 - spread((id * 7) % 1_000), high }
    })
    const cursor = encodeCursor(owner, rest)
    expect(cursor.length).toBeLessThan(4_096)
    expect(decodeCursor(owner, cursor)).toEqual(rest)
  })

  test('needs no escape in an address', () => {
    fc.assert(
      fc.property(ranges, (rest) => {
        expect(encodeCursor(owner, rest)).toMatch(/^[\w-]+$/)
      }),
    )
  })
})

describe('a cursor that belongs elsewhere', () => {
  const cursor = encodeCursor(owner, [{ id: 0, low: 5, high: 10 }])

  test.each([
    ['another cluster', { clusterId: 'cluster-2' }],
    ['another topic', { topic: 'payments' }],
    ['another query', { query: '{"contains":"y"}' }],
    ['the other direction', { direction: 'descending' as const }],
  ])('to %s is refused, with its field', (_what, other) => {
    const decode = () => decodeCursor({ ...owner, ...other }, cursor)
    expect(decode).toThrow(AppError)
    expect(decode).toThrow(/another query/)
  })

  test('to a topic that was made again is known as such', () => {
    expect(decodeCursor({ ...owner, topicId: 'AAAAAAAAAAAAAAAAAAAAAg' }, cursor)).toBe('gone')
  })

  test('or that is damaged is refused, wherever the damage is', () => {
    fc.assert(
      fc.property(fc.nat({ max: cursor.length - 1 }), fc.constantFrom('A', 'z', ''), (at, replacement) => {
        const damaged = cursor.slice(0, at) + replacement + cursor.slice(at + 1)
        fc.pre(Buffer.compare(Buffer.from(damaged, 'base64url'), Buffer.from(cursor, 'base64url')) !== 0)
        expect(() => decodeCursor(owner, damaged)).toThrow(/damaged|another/)
      }),
    )
    expect(() => decodeCursor(owner, 'x')).toThrow(/damaged/)
  })

  test.each([
    ['more partitions than there can be', Array.from({ length: 100_001 }, (_, id) => ({ id, low: 0, high: 1 }))],
    ['a partition twice', Array.from({ length: 3 }, () => ({ id: 7, low: 0, high: 1 }))],
  ])('or that was made by hand, with %s, is refused', (_what, ranges) => {
    expect(() => decodeCursor(owner, encodeCursor(owner, ranges))).toThrow(/damaged/)
  })

  test('or that was cut off, checksum and all, is refused', () => {
    const body = Buffer.from(cursor, 'base64url').subarray(4, -6)
    const checksum = Buffer.alloc(4)
    checksum.writeUInt32BE(crc32(body))
    const cut = Buffer.concat([checksum, body]).toString('base64url')
    expect(() => decodeCursor(owner, cut)).toThrow(expect.objectContaining({ code: 'invalid' }))
  })
})
