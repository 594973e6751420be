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

test('in blocks, each number keeps its slot for as long as its block has it', () => {
  const places = new Slots()
  const block = (key: string, ...ids: number[]) => ({ key, ids: Int32Array.from(ids) })
  const first = places.assignBlocks([block('a', 0, 1), block('b', 0)])
  expect(new Set(first.slots).size).toBe(3)
  const [a0, a1, b0] = first.slots
  const grown = places.assignBlocks([block('b', 0), block('c', 0), block('a', 0, 1, 2)])
  expect([grown.slots[0], grown.slots[2], grown.slots[3]]).toEqual([b0, a0, a1])
  expect(new Set(grown.slots).size).toBe(5)
  expect(grown.released).toEqual([])
  const shrunk = places.assignBlocks([block('a', 1)])
  expect([...shrunk.slots]).toEqual([a1])
  expect(shrunk.released.toSorted()).toEqual(
    [grown.slots[0], grown.slots[1], grown.slots[2], grown.slots[4]].toSorted(),
  )
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
