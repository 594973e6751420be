import { expect, test, vi } from 'vitest'
import { formatRecordTime, formatWholeTime } from './record-time.ts'

const now = Date.parse('2026-11-21T10:42:00.000Z')
const absolute = { zone: 'utc', style: 'absolute' } as const

test.each([
  ['2026-11-21T10:41:52.007Z', '10:41:52.007'],
  ['2026-11-20T23:59:59.999Z', '2026-11-20 23:59:59.999'],
  ['2026-11-22T00:00:00.000Z', '2026-11-22 00:00:00.000'],
  ['1970-01-01T00:00:00.000Z', '1970-01-01 00:00:00.000'],
])('%s is shown as %s', (time, expected) => {
  expect(formatRecordTime(Date.parse(time), now, absolute)).toBe(expected)
})

test.each([
  [-435_000, '7 min 15 s ago'],
  [60_000, 'in 1 min 00 s'],
])('relative to now, %d ms are %s', (shift, expected) => {
  expect(formatRecordTime(now + shift, now, { zone: 'local', style: 'relative' })).toBe(expected)
})

test('a whole time names its zone', () => {
  expect(formatWholeTime(now, 'utc')).toBe('2026-11-21 10:42:00.000 UTC')
  expect(formatWholeTime(now, 'Asia/Kathmandu')).toBe('2026-11-21 16:27:00.000 +05:45')
  expect(formatWholeTime(now, 'local')).toMatch(/^2026-11-2\d \d\d:\d2:00\.000 [+-]\d\d:\d\d$/)
})

test('the first and last moments that a calendar holds are shown in every zone', () => {
  // East of Greenwich the largest time cannot be represented, which broke the page of such a record.
  vi.stubEnv('TZ', 'Asia/Tokyo')
  expect(formatWholeTime(8.64e15, 'local')).toMatch(/^\+275760-09-13 .* \+09:00$/)
  vi.stubEnv('TZ', 'America/Los_Angeles')
  expect(formatWholeTime(-8.64e15, 'local')).toMatch(/^-271821-04-20 /)
  vi.unstubAllEnvs()
})
