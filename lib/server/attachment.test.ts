import { expect, test } from 'vitest'
import { attachment } from './attachment.ts'

test.each([
  ['orders.csv', 'orders.csv'],
  ['orders.retry-0-12-value.bin', 'orders.retry-0-12-value.bin'],
  ['../../etc/passwd', '__.._etc_passwd'],
  ['..', '_'],
  ['a"b\r\nSet-Cookie: x', 'a_b_Set-Cookie_x'],
  ['ünïcode\u202e.csv', '_n_code_.csv'],
])('%j is kept as %s', (name, kept) => {
  expect(attachment(name)).toBe(`attachment; filename="${kept}"`)
})

test('a long name keeps its end, which says what it is', () => {
  expect(attachment(`${'x'.repeat(249)}.csv`)).toMatch(/x\.csv"$/)
  expect(attachment(`${'x'.repeat(249)}.csv`).length).toBeLessThan(200)
})
