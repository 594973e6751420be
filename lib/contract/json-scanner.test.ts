import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { propertyRuns } from '#e2e/full.ts'
import { JsonScanner, type JsonUnits, NOT_JSON, toJsonUnits } from './json-scanner.ts'

const MAX_DEPTH = 5

function scan(units: JsonUnits): JsonScanner | null {
  const scanner = new JsonScanner(MAX_DEPTH)
  scanner.start(units, units.length)
  return scanner.document(0) === NOT_JSON ? scanner : null
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

const damage = fc.constantFrom('"', '\\', '{', '}', '[', ']', ',', ':', '0', '-', '.', 'e', 'u', '\n', 'é', '')
const damaged = fc
  .tuple(fc.json({ maxDepth: 2 }), fc.array(fc.tuple(fc.nat(), damage), { maxLength: 2 }))
  .map(([json, damages]) =>
    damages.reduce((text, [at, by]) => {
      const cut = at % (text.length + 1)
      return text.slice(0, cut) + by + text.slice(cut + 1)
    }, json),
  )

test('it takes what JSON.parse takes, and nothing else, as bytes and as text', () => {
  fc.assert(
    fc.property(damaged, (text) => {
      expect(scan(toJsonUnits(text)) === null).toBe(isJson(text))
      expect(scan(new TextEncoder().encode(text)) === null).toBe(isJson(text))
    }),
    { numRuns: propertyRuns(300) },
  )
})

describe('what is wrong, and where', () => {
  test.each([
    ['', 'value', 0],
    ['[1,', 'value', 3],
    ['[1,]', 'unknown-value', 3],
    ['nullx', 'unknown-value', 0],
    ['{"a":1,}', 'name', 7],
    ['{"a" 1}', 'colon', 5],
    ['{"a":1 "b"', 'comma-or-brace', 7],
    ['[01]', 'comma-or-bracket', 2],
    ['"\\x"', 'escape', 1],
    ['"a\nb"', 'control-character', 2],
    [' "abc', 'unterminated', 1],
    ['[[[[[[]]]]]]', 'depth', 5],
    ['{} x', 'trailing', 3],
  ] as const)('%j: %s at %i', (text, faultReason, faultAt) => {
    expect(scan(toJsonUnits(text))).toMatchObject({ faultReason, faultAt })
  })
})
