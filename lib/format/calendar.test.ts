import { expect, test } from 'vitest'
import { addDays, addMonths, weeksOf } from './calendar.ts'

test.each([
  ['2028-02-28', 1, '2028-02-29'],
  ['2026-02-28', 1, '2026-03-01'],
  ['2026-01-01', -1, '2025-12-31'],
])('%s and %d days is %s', (day, count, expected) => {
  expect(addDays(day, count)).toBe(expected)
})

test.each([
  ['2028-01-31', 1, '2028-02-29'],
  ['2026-03-31', -1, '2026-02-28'],
  ['2026-12-15', 1, '2027-01-15'],
])('%s and %d months is %s', (day, count, expected) => {
  expect(addMonths(day, count)).toBe(expected)
})

test('a month is whole weeks from Monday on', () => {
  const weeks = weeksOf('2028-02-10')
  expect(weeks[0]?.[0]).toBe('2028-01-31')
  expect(weeks.at(-1)?.[6]).toBe('2028-03-05')
  expect(weeks.flat()).toContain('2028-02-29')
  expect(weeksOf('2027-02-01')).toHaveLength(4)
})
