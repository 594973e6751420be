import fc from 'fast-check'
import { expect, test } from 'vitest'
import { propertyRuns } from '#e2e/full.ts'
import { readJson, writeJson } from './lossless-json.ts'

/** The text after parsing and writing it. */
function again(text: string): string | null {
  const node = readJson(text)
  return node && writeJson(node)
}

test.each([
  ['an integer beyond 2^53', '9007199254740993'],
  ['a decimal with its zeros', '{"price":1.10}'],
  ['a number that no double can hold', '[1e400,-0,0.1e-7]'],
  ['a name that stands twice', '{"a":1,"a":2}'],
  ['a name that objects have by themselves', '{"__proto__":{"constructor":null}}'],
  ['nothing in it', '[{},[],""]'],
  ['a lone surrogate', '"\\ud800"'],
])('%s stays as it was written', (_name, text) => {
  expect(again(text)).toBe(text)
})

test('space between the signs is left out', () => {
  expect(again(' { "a" :\n[ 1 , true ]\t} ')).toBe('{"a":[1,true]}')
})

test.each([
  ['nothing', ''],
  ['a comma too many', '[1,]'],
  ['no comma', '[1 2]'],
  ['something behind it', '{} {}'],
  ['a leading zero', '01'],
  ['a sign in front', '+1'],
  ['a raw line break in a string', '"a\nb"'],
  ['a broken escape', '"\\u12"'],
  ['no end', '{"a":'],
  ['a word that is none', 'nul'],
])('%s is no JSON', (_name, text) => {
  expect(readJson(text)).toBeNull()
})

test('what is nested too deep to be shown is not read, and does not overflow the stack', () => {
  expect(readJson('['.repeat(100_000))).toBeNull()
  expect(readJson(`${'['.repeat(200)}${']'.repeat(200)}`)).not.toBeNull()
})

test('everything that JSON.stringify writes is read as JSON.parse reads it', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = JSON.stringify(value)
      expect(again(text)).toBe(text)
    }),
  )
})

test('what JSON.parse refuses is refused, and the other way round', () => {
  const signs = fc.constantFrom('{', '}', '[', ']', ',', ':', '"', '1', '-', '.', 'e', ' ', '\\', 'true', 'null')
  fc.assert(
    fc.property(fc.array(signs, { maxLength: 12 }), (parts) => {
      const text = parts.join('')
      let isJson = true
      try {
        JSON.parse(text)
      } catch {
        isJson = false
      }
      expect(readJson(text) !== null).toBe(isJson)
    }),
    { numRuns: propertyRuns(1_000) },
  )
})

test('over several lines, as people write it', () => {
  const node = readJson('{"a":[1,{}],"b":"x"}')
  expect(node && writeJson(node, '  ')).toBe('{\n  "a": [\n    1,\n    {}\n  ],\n  "b": "x"\n}')
})
