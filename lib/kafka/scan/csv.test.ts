import { expect, test } from 'vitest'
import { writeCsvLine } from './csv.ts'

test.each([
  ['plain', 'plain'],
  ['with, comma', '"with, comma"'],
  ['with "quotes"', '"with ""quotes"""'],
  ['two\nlines', '"two\nlines"'],
  [' kept ', '" kept "'],
  [null, ''],
  ['', '""'],
  [0, '0'],
  [-1.5, '-1.5'],
  [true, 'true'],
])('%j is written as %s', (cell, written) => {
  expect(writeCsvLine([cell])).toBe(`${written}\r\n`)
})

test.each([
  '=1+1',
  '=HYPERLINK("http://evil.example";"x")',
  '+cmd|calc',
  '-2+3+cmd',
  '@SUM(1)',
  '\tx',
  '\r=1',
  '\n=1',
  '＝1+1',
  '＋1+1',
  '－1+1',
  '＠SUM(1)',
  '-',
  '+',
  '-1,2345',
  '+E5',
  '-e5',
  '+,5',
  ' =1+1',
])('%j is no formula any more', (cell) => {
  expect(writeCsvLine([cell])).toMatch(/^"?'/)
})

test.each(['-1,234.50', '+5', '-0.5', '1e-7', '-.5', '-1,234,567'])('the number %s stays one', (cell) => {
  expect(writeCsvLine([cell]).replaceAll('"', '')).toBe(`${cell}\r\n`)
})

test.each([
  ['x;=1+1', "x;'=1+1"],
  ['a;"=1+1;', '"a;\'""=1+1;"'],
  ['a;""@x', '"a;\'""""@x"'],
  ['x; =1+1;-2', "x;' =1+1;-2"],
  ['two\n=1+1', `"two\n'=1+1"`],
  ['{"a";"b\r@SUM(1)"}', `"{""a"";""b\r'@SUM(1)""}"`],
])('%j is no formula where semicolons separate cells', (cell, written) => {
  expect(writeCsvLine(['a', cell])).toBe(`a,${written}\r\n`)
})

test('a line has its cells in order, and ends as the standard says', () => {
  expect(writeCsvLine(['a', null, '', 3])).toBe('a,,"",3\r\n')
})
