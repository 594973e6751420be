import { expect, test } from 'vitest'
import { celAnd, celBytes, celNumber, celPath, celString } from './cel-text.ts'

test.each<[(string | number)[], string | null]>([
  [['city'], 'value.city'],
  [['wind', 'gusts', 0], 'value.wind.gusts[0]'],
  [['a b', 'c"d', '\n'], 'value["a b"]["c\\"d"]["\\n"]'],
  // They are words of the language, and parse as such behind a dot.
  [['in', 'true', 'size'], 'value["in"]["true"].size'],
  [['0'], 'value["0"]'],
  [['\ud800'], null],
  [Array(25).fill('a'), null],
  [[], 'value'],
])('%j is written %s', (steps, expected) => {
  expect(celPath({ root: 'value', steps })).toBe(expected)
})

test.each([
  ['9007199254740993', '9007199254740993'],
  ['18446744073709551615', '18446744073709551615'],
  ['18446744073709551616', null],
  ['-9223372036854775808', '-9223372036854775808'],
  ['1.10', '1.10'],
  ['1e400', null],
  ['NaN', null],
  ['', null],
])('the number %s is written %s', (text, expected) => {
  expect(celNumber(text)).toBe(expected)
})

test('texts and bytes', () => {
  expect(celString('a "b"\\\n')).toBe('"a \\"b\\"\\\\\\n"')
  expect(celString('half \ud83c')).toBeNull()
  expect(celBytes(Uint8Array.of(0, 255))).toBe('b"\\x00\\xff"')
})

test.each([
  ['', 'key == "a"', 'key == "a"'],
  [' value.n > 1 ', 'key == "a"', 'value.n > 1 && key == "a"'],
  ['value.n > 1 || value.m > 1', 'key == "a"', '(value.n > 1 || value.m > 1) && key == "a"'],
  ['has(value.n) ? value.n > 1 : true', 'key == "a"', '(has(value.n) ? value.n > 1 : true) && key == "a"'],
  ['value.s == "a || b?"', 'key == "a"', 'value.s == "a || b?" && key == "a"'],
  // All behind it would be part of the remark.
  ['value.url == "http://x" // of mine', 'key == "a"', 'value.url == "http://x" && key == "a"'],
  ['key == "a"', 'key == "a"', 'key == "a"'],
  ['value.n > 1 && key == "a"', 'key == "a"', 'value.n > 1 && key == "a"'],
])('%s, and %s', (filter, condition, expected) => {
  expect(celAnd(filter, condition)).toBe(expected)
})
