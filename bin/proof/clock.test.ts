import { describe, expect, test } from 'vitest'
import { clockVariables, testClocks } from './clock.mjs'

const DAY_MS = 24 * 60 * 60_000

describe('the clocks of the full proof', () => {
  test.each([
    ['2026-11-30T00:00:00Z', '2028-02-29T12:00:00.000Z'],
    ['2028-02-29T13:00:00Z', '2032-02-29T12:00:00.000Z'],
    // A century without a leap day.
    ['2096-03-01T00:00:00Z', '2104-02-29T12:00:00.000Z'],
  ])('from %s on, the next 29 February is that of %s', (now, leapDay) => {
    const clock = testClocks(Date.parse(now)).find(({ name }) => name === 'on 29 February')
    expect(new Date(clock?.nowMs ?? 0).toISOString()).toBe(leapDay)
  })

  test('are all ahead, as an offset without a sign would be an absolute time', () => {
    for (const { nowMs } of testClocks()) expect(clockVariables(nowMs).FAKETIME).toMatch(/^\+\d+$/)
  })
})

// A stage sets these for the whole run; a library that cannot be preloaded only prints a warning.
const { HIGHWATER_TEST_CLOCK: clock, TZ: zone } = process.env

test.runIf(clock)('the clock of this run is that of its stage', () => {
  expect(Math.abs(Date.now() - Date.parse(clock ?? ''))).toBeLessThan(DAY_MS)
})

test.runIf(zone)('the time zone of this run is that of its stage', () => {
  expect(Intl.DateTimeFormat().resolvedOptions().timeZone).toBe(zone)
})
