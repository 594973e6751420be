import { expect, test } from 'vitest'
import { growColumn, Slots } from './slots.ts'

test('what stays keeps its slot, and one that is given back goes to another thing only later', () => {
  const places = new Slots()
  const [a, b] = places.assign(['a', 'b']).slots
  const next = places.assign(['c', 'b'])
  expect(next.slots[1]).toBe(b)
  expect(next.slots[0]).not.toBe(a)
  expect(next.released).toEqual([a])
  expect(places.assign(['d', 'b', 'c']).slots[0]).toBe(a)
})

test('there is room for all, and no two share a slot', () => {
  const places = new Slots()
  const { slots } = places.assign(Array.from({ length: 5_000 }, (_, index) => String(index)))
  expect(new Set(slots).size).toBe(5_000)
  expect(places.capacity).toBeGreaterThanOrEqual(5_000)
})

test('a column that grows keeps what is in it, and knows nothing of what is new', () => {
  expect([...growColumn(Float64Array.of(1, 2), 3)]).toEqual([1, 2, Number.NaN])
  const column = new Float64Array(3)
  expect(growColumn(column, 2)).toBe(column)
})
