import { describe, expect, test } from 'vitest'
import { formatDuration } from './duration.ts'
import { counted, formatCompact } from './number.ts'
import { formatExactTime, formatTime } from './time.ts'

test.each([
  [-5, '0.0 s'],
  [420, '0.4 s'],
  [9_940, '9.9 s'],
  [38_000, '38 s'],
  [435_000, '7 min 15 s'],
  [61_000, '1 min 01 s'],
  [4_320_000, '1 h 12 min'],
  [273_600_000, '3 d 4 h'],
])('%i ms is %s', (ms, text) => {
  expect(formatDuration(ms)).toBe(text)
})

test.each([
  [0, '0'],
  [99_999, '99,999'],
  [824_123, '824.1K'],
  [1_284_000, '1.3M'],
])('%i is %s', (value, text) => {
  expect(formatCompact(value)).toBe(text)
})

test.each([
  [1, 'entry', 'entries', '1 entry'],
  [0, 'entry', 'entries', '0 entries'],
  [1_204, 'topic', undefined, '1,204 topics'],
])('%i %s', (count, one, many, text) => {
  expect(counted(count, one, many)).toBe(text)
})

describe('a moment', () => {
  const at = Date.UTC(2026, 10, 21, 10, 39, 12)
  test('of today is a clock time, an older one has its date', () => {
    expect(formatTime(at, at + 60_000, 'utc')).toBe('10:39:12')
    expect(formatTime(at, at + 3 * 86_400_000, 'Europe/Berlin')).toBe('2026-11-21 11:39:12')
  })

  test('is exact on hover', () => {
    expect(formatExactTime(at, at + 60_000, 'utc')).toBe('2026-11-21 10:39:12.000 UTC (1 min 00 s ago)')
  })
})
