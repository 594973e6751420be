import fc from 'fast-check'
import { expect, test } from 'vitest'
import { propertyRuns } from '#e2e/full.ts'
import { findJsonFault } from './json-fault.ts'

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

test('it finds a fault exactly where the engine finds one, too', () => {
  const damaged = fc.tuple(
    fc.json(),
    fc.nat(),
    fc.nat(3),
    fc.constantFrom('', '"', ',', '{', ']', '\\', '\n', '0', 'e', '\t', 'u12'),
  )
  fc.assert(
    fc.property(fc.oneof(fc.json(), fc.string(), damaged), (made) => {
      const text = typeof made === 'string' ? made : damage(...made)
      expect(findJsonFault(text) === null, text).toBe(isJson(text))
    }),
    { numRuns: propertyRuns(500) },
  )
})

function damage(json: string, at: number, remove: number, insert: string): string {
  const from = at % (json.length + 1)
  return json.slice(0, from) + insert + json.slice(from + remove)
}

test.each([
  ['escapes', '\\n'],
  ['letters', 'x'],
  ['both', 'x\\u0000'],
])('a string of megabytes of %s is read', (_name, piece) => {
  // One expression for both ran out of stack at 8 MB, and not yet at 4 MB.
  const text = `"${piece.repeat(8_000_000 / piece.length)}`
  expect(findJsonFault(`${text}"`)).toBeNull()
  expect(findJsonFault(`"${piece}`)?.message).toBe('this text has no end')
})

test.each([
  ['', 1, 1, 'a value is missing'],
  ['{"a": 1,\n "b" 2}', 2, 6, 'a colon is missing'],
  ['{"a": 1\n "b": 2}', 2, 2, 'a comma or } is missing'],
  ["{'a': 1}", 1, 2, 'a name in double quotes is missing'],
  ['[1, 2,\n]', 2, 1, 'this is no value; text stands in double quotes'],
  ['{"a": "b}', 1, 7, 'this text has no end'],
  ['"a\nb"', 1, 3, 'a line ends within text; write \\n for it'],
  ['"\\x"', 1, 2, 'this escape is not known'],
  ['{} {}', 1, 4, 'there is text after the end'],
  ['['.repeat(1_001), 1, 1_001, 'it is nested too deep'],
])('%j: line %i, column %i, %s', (text, line, column, message) => {
  expect(findJsonFault(text)).toEqual({ line, column, message })
})
