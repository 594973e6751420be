import { expect, test } from 'vitest'
import { relaidJson } from './json-layout.ts'

const LOSSLESS = '{"id":9007199254740993,"price":1.10,"big":1e400,"a":1,"a":2,"list":[],"text":"é\\n"}'

test('JSON is indented and made compact again without losing a digit or a name', () => {
  const indented = relaidJson(LOSSLESS)
  expect(indented).toContain('\n  "id": 9007199254740993,\n  "price": 1.10,\n  "big": 1e400,\n  "a": 1,\n  "a": 2,\n')
  expect(relaidJson(indented ?? '')).toBe(LOSSLESS)
})

test.each(['{"a":', '', '['.repeat(300) + ']'.repeat(300)])('%s is left as it is', (text) => {
  expect(relaidJson(text)).toBeNull()
})
