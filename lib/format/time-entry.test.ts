import { expect, test } from 'vitest'
import { formatTimeEntry, fromTimeEntry, readTimeEntry, toTimeEntry } from './time-entry.ts'
import { instantsOf, isTimeZone } from './time-zone.ts'

const now = Date.parse('2026-11-21T10:42:00.000Z')
const BERLIN = 'Europe/Berlin'

test.each([
  ['2026-11-21 14:30:05', 'utc', '2026-11-21T14:30:05.000Z'],
  ['2026-11-21T14:30', 'utc', '2026-11-21T14:30:00.000Z'],
  ['2026-11-21', BERLIN, '2026-11-20T23:00:00.000Z'],
  ['2026-11-21 14:30:05.25', 'Asia/Kathmandu', '2026-11-21T08:45:05.250Z'],
  ['2026-11-21 14:30:05 +02:00', 'utc', '2026-11-21T12:30:05.000Z'],
  ['2026-11-21T14:30:05Z', BERLIN, '2026-11-21T14:30:05.000Z'],
  ['9:05', BERLIN, '2026-11-21T08:05:00.000Z'],
  ['2028-02-29 12:00', 'utc', '2028-02-29T12:00:00.000Z'],
  ['15 min ago', BERLIN, '2026-11-21T10:27:00.000Z'],
  ['1 h 30 min ago', 'utc', '2026-11-21T09:12:00.000Z'],
  ['in 2 days', 'utc', '2026-11-23T10:42:00.000Z'],
  ['now', 'utc', '2026-11-21T10:42:00.000Z'],
  ['1795257720000', 'utc', '2026-11-21T10:42:00.000Z'],
])('%s in %s is %s', (text, zone, expected) => {
  const read = readTimeEntry(text, zone, now)
  expect('ms' in read && new Date(read.ms).toISOString()).toBe(expected)
})

test.each([
  ['', 'is not a valid time'],
  ['tomorrow', 'is not a valid time'],
  ['2026-02-29', '2026-02 has 28 days'],
  ['2026-13-01', 'no month 13'],
  ['2026-11-21 24:00', 'no time 24:00'],
  ['soon ago', 'is not a valid duration'],
])('%s is refused: %s', (text, problem) => {
  expect(readTimeEntry(text, 'utc', now)).toEqual({ problem: expect.stringContaining(problem) })
})

test('a time that the clocks skipped does not exist', () => {
  expect(instantsOf(Date.parse('2026-03-29T02:30:00Z'), BERLIN)).toEqual([])
  expect(readTimeEntry('2026-03-29 02:30', BERLIN, now)).toHaveProperty('problem')
  // Samoa had no 30th of December.
  expect(readTimeEntry('2011-12-30 12:00', 'Pacific/Apia', now)).toHaveProperty('problem')
})

test('of a time that comes twice the first is taken, and the second can be named', () => {
  const first = readTimeEntry('2026-10-25 02:30', BERLIN, now)
  expect(first).toEqual({ ms: Date.parse('2026-10-25T00:30:00Z'), note: expect.stringContaining('+01:00') })
  const second = Date.parse('2026-10-25T01:30:00Z')
  expect(formatTimeEntry(second, BERLIN)).toBe('2026-10-25 02:30:00 +01:00')
})

test('what a field shows is read as the same instant, all year and in every zone', () => {
  for (const zone of ['utc', 'local', BERLIN, 'America/St_Johns', 'Australia/Lord_Howe', 'Asia/Kathmandu']) {
    for (let ms = Date.UTC(2026, 0, 1); ms < Date.UTC(2027, 0, 1); ms += 7_777_777_777 / 99) {
      const at = Math.round(ms)
      expect(readTimeEntry(formatTimeEntry(at, zone), zone, now)).toMatchObject({ ms: at })
    }
  }
})

test.each([
  ['2026-11-21T10:00:05.000Z', '2026-11-21T10:00:05.000Z'],
  ['2026-11-21T10:00+02:00', '2026-11-21T08:00:00.000Z'],
  ['+012026-11-21T10:00:05.000Z', '+012026-11-21T10:00:05.000Z'],
])('%s in an address is the time %s', (text, expected) => {
  expect(toTimeEntry(text)).toBeTypeOf('number')
  expect(fromTimeEntry(toTimeEntry(text))).toBe(expected)
})

// Date.parse makes the 2nd of March of the first, and May of the second.
test.each(['2026-02-30 10:00', 'maybe 5', '15 min ago', 'now', ''])('“%s” in an address is no time', (text) => {
  expect(toTimeEntry(text)).toBe(text)
})

test('what is no time stays as it was typed', () => {
  expect(formatTimeEntry('tomorrow', 'utc')).toBe('tomorrow')
})

test.each([
  ['local', true],
  ['utc', true],
  [BERLIN, true],
  ['Europe/Nowhere', false],
  ['', false],
])('%s is a time zone: %s', (name, expected) => {
  expect(isTimeZone(name)).toBe(expected)
})
