import { expect, test } from 'vitest'
import { findTerms, glossaryTerms } from './glossary.ts'

test('every term is explained in one sentence that says what it is and what it means', () => {
  for (const { term, text } of glossaryTerms) {
    expect(text, term).toMatch(/^(?:An? |The ).*[;,] .*\.$/)
    expect(text.match(/[.!?](?: |$)/g), term).toHaveLength(1)
  }
})

test('the terms are sorted, and each is there once', () => {
  const terms = glossaryTerms.map(({ term }) => term)
  expect(terms).toEqual([...new Set(terms)].sort((a, b) => a.localeCompare(b)))
})

test.each([
  ['lag', ['Lag', 'Time lag']],
  ['LAG', ['Lag', 'Time lag']],
  ['high watermark', ['End offset (high watermark)']],
  ['in-sync isr', ['In-sync replicas (ISR)']],
])('searching %j finds first the terms that are called so', (search, first) => {
  expect(
    findTerms(search)
      .slice(0, first.length)
      .map(({ term }) => term),
  ).toEqual(first)
})

test('a search that fits nothing finds nothing, an empty one everything', () => {
  expect(findTerms('no such thing')).toEqual([])
  expect(findTerms(' ')).toEqual(glossaryTerms)
})
