import { expect, test } from 'vitest'
import {
  type KeptFilter,
  parseFilters,
  recentFilters,
  savedFilters,
  withoutSaved,
  withRecent,
  withSaved,
} from './saved-filters-schema.ts'

const fill = (count: number, place: string) =>
  Array.from({ length: count }, (_, index) => index).reduce<KeptFilter[]>(
    (kept, index) => withRecent(kept, place, `offset == ${index}`),
    [],
  )

test('the newest filter is the first, none is there twice, and ten of a topic are kept', () => {
  const kept = fill(12, 'demo/weather')
  expect(recentFilters(kept, 'demo/weather')).toHaveLength(10)
  expect(recentFilters(kept, 'demo/weather')[0]).toBe('offset == 11')
  const again = withRecent(kept, 'demo/weather', 'offset == 5')
  expect(recentFilters(again, 'demo/weather').slice(0, 2)).toEqual(['offset == 5', 'offset == 11'])
  expect(recentFilters(again, 'demo/weather')).toHaveLength(10)
  expect(recentFilters(again, 'demo/orders')).toEqual([])
})

test('nothing empty is remembered, and nothing that is too long for an address', () => {
  expect(withRecent([], 'a/b', ' ')).toEqual([])
  expect(withRecent([], 'a/b', 'x'.repeat(2_001))).toEqual([])
})

test('a saved filter stays whatever is asked afterwards, and the later one of a name replaces the earlier', () => {
  const saved = withSaved(withSaved([], 'a/b', 'late', 'offset > 1'), 'a/b', 'bad', 'offset > 2')
  const used = Array.from({ length: 400 }, (_, index) => index).reduce(
    (kept, index) => withRecent(kept, `a/${index}`, 'offset > 3'),
    saved,
  )
  expect(used.length).toBeLessThanOrEqual(300)
  expect(recentFilters(used, 'a/399')).toEqual(['offset > 3'])
  expect(recentFilters(used, 'a/0')).toEqual([])
  expect(savedFilters(used, 'a/b')).toEqual([
    { name: 'bad', filter: 'offset > 2' },
    { name: 'late', filter: 'offset > 1' },
  ])
  const replaced = withSaved(used, 'a/b', 'late', 'offset > 9')
  expect(savedFilters(replaced, 'a/b')[1]).toEqual({ name: 'late', filter: 'offset > 9' })
  expect(savedFilters(withoutSaved(replaced, 'a/b', 'late'), 'a/b')).toHaveLength(1)
})

test.each([
  [null, []],
  ['{', []],
  ['{"a":1}', []],
  [
    '[{"place":"a/b","filter":"x"},{"place":1,"filter":"x"},null,{"place":"a/b","filter":"y","name":2}]',
    [{ place: 'a/b', filter: 'x' }],
  ],
])('stored as %s', (text, expected) => {
  expect(parseFilters(text)).toEqual(expected)
})
