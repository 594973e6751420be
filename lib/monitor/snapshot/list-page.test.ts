import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { sortRows } from './list-page.ts'

const sortBy = (keys: readonly (number | string | null)[], order: 'asc' | 'desc', before?: readonly number[]) =>
  sortRows(keys.length, (_sort: 'key', row) => keys[row] ?? null, { sort: 'key', order }, before)

describe('rows in an order', () => {
  test.each([
    ['asc', [3, 0, 4, 1, 2]],
    ['desc', [0, 4, 3, 1, 2]],
  ] as const)('%s: what is not known comes last, and equals stay as they are', (order, rows) => {
    expect(sortBy([7, null, null, 3, 7], order)).toEqual(rows)
  })

  test('are the same from wherever the sorting begins', () => {
    const keys = fc.array(fc.option(fc.oneof(fc.integer({ max: 9, min: 0 }), fc.constant(Number.MAX_SAFE_INTEGER))))
    fc.assert(
      fc.property(keys, keys, fc.constantFrom('asc', 'desc'), (earlier, now, order) => {
        expect(sortBy(now, order, sortBy(earlier, order))).toEqual(sortBy(now, order))
      }),
    )
  })

  test('those of fewer rows are no start for more', () => {
    expect(sortBy([2, 1, 0], 'asc', [1, 0])).toEqual([2, 1, 0])
  })
})
