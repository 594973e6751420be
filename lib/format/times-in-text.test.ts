import { expect, test } from 'vitest'
import { formatTime } from './time.ts'
import { formatTimesIn } from './times-in-text.ts'

test('times in a sentence are converted to the zone, and nothing else changes', () => {
  const [at, later] = ['2026-11-21T10:02:11.000Z', '2026-11-21T10:40:00Z']
  const nowMs = Date.parse(later)
  expect(formatTimesIn(`No members since ${at}; 1,204 wait until ${later}.`, nowMs, 'utc')).toBe(
    `No members since ${formatTime(at, nowMs, 'utc')}; 1,204 wait until ${formatTime(later, nowMs, 'utc')}.`,
  )
  expect(formatTimesIn('Partition 5 of orders-2026-11-21.', nowMs, 'utc')).toBe('Partition 5 of orders-2026-11-21.')
  expect(formatTimesIn('2026-99-99T99:99:99Z', nowMs, 'utc')).toBe('2026-99-99T99:99:99Z')
})
