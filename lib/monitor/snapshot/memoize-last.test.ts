import { expect, test, vi } from 'vitest'
import { memoizeLast } from './memoize-last.ts'

test('a value is made again only from other sources', () => {
  const make = vi.fn((a: object, b: number) => ({ a, b }))
  const value = memoizeLast(make)
  const [one, two] = [{}, {}]
  const first = value(one, 1)
  expect(value(one, 1)).toBe(first)
  expect(value(one, 2)).not.toBe(first)
  expect(value(two, 2)).toEqual({ a: two, b: 2 })
  expect(make).toHaveBeenCalledTimes(3)
})
