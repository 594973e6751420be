import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { nameMatcher } from './name-matcher.ts'

test.each([
  [undefined, 'anything', true],
  ['', 'anything', true],
  ['MOVIE', 'movielog1', true],
  ['log', 'movielog1', true],
  ['x', 'movielog1', false],
  ['movie*', 'movielog1', true],
  ['movie', 'my-movie', true],
  ['movie*', 'my-movielog1', false],
  ['*log?', 'movielog1', true],
  ['*log?', 'movielog12', false],
  ['*', '', true],
  ['?', '', false],
  ['a*b*c', 'aXbYbZc', true],
  ['orders.*', 'orders.dlq', true],
  ['orders.*', 'ordersXdlq', false],
])('%j on %j is %s', (query, name, expected) => {
  expect(nameMatcher(query)(name)).toBe(expected)
})

describe('globs', () => {
  const letters = fc.string({ unit: fc.constantFrom('a', 'b', '.', '+') })
  const glob = fc.string({ unit: fc.constantFrom('a', 'b', '.', '+', '*', '?') }).filter((text) => /[*?]/.test(text))

  test('match exactly what the regular expression of the same meaning matches', () => {
    fc.assert(
      fc.property(glob, letters, (pattern, name) => {
        const source = pattern.replace(/[.+]/g, '\\$&').replaceAll('*', '.*').replaceAll('?', '.')
        expect(nameMatcher(pattern)(name)).toBe(new RegExp(`^${source}$`, 's').test(name))
      }),
      { numRuns: 2_000 },
    )
  })

  test('made to explode a backtracking matcher end at once', () => {
    expect(nameMatcher(`${'*a'.repeat(250)}*b`)('a'.repeat(249))).toBe(false)
  })
})
