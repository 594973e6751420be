import { expect, test } from 'vitest'
import { splitForMiddle } from './middle.ts'

test.each([
  ['a short text stays whole', 'transactions', 'transactions', ''],
  ['of a long one the end is kept', 'warehouse.returns.europe.v1', 'warehouse.returns', '.europe.v1'],
  ['characters of two units stay whole', `${'a'.repeat(20)}${'😀'.repeat(11)}`, `${'a'.repeat(20)}😀`, '😀'.repeat(10)],
  ['nothing', '', '', ''],
])('%s', (_name, text, head, tail) => {
  expect(splitForMiddle(text)).toEqual({ head, tail })
})
