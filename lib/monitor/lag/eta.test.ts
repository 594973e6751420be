import fc from 'fast-check'
import { expect, test } from 'vitest'
import { UNKNOWN } from '#lib/monitor/snapshot/columns.ts'
import { etaMs } from './eta.ts'

test.each([
  ['0 with nothing to read', 0, UNKNOWN, UNKNOWN, 0],
  ['by how much more is read than written', 1_000, 60, 110, 20_000],
  ['of a topic that nobody writes to any more', 1_000, 0, 50, 20_000],
  ['the next commit, for what is already on its way', 400, 100, 100, 4_000],
  ['none where as much is written as read', 10_000, 100, 100, UNKNOWN],
  ['none where more is written than read', 10_000, 100, 90, UNKNOWN],
  ['none where the lead is within what rates are off', 10_000, 99, 100, UNKNOWN],
  ['none where nothing is read', 10, 0, 0, UNKNOWN],
  ['none where it is not known what is read', 10, 5, UNKNOWN, UNKNOWN],
  ['none where it is not known what is written', 10_000, UNKNOWN, 50, UNKNOWN],
  ['none without a lag', UNKNOWN, 5, 50, UNKNOWN],
])('the time left is %s', (_name, lag, produced, consumed, expected) => {
  expect(etaMs(lag, produced, consumed)).toBe(expected)
})

test('the time left is never below 0, nor without an end', () => {
  const rate = fc.oneof(fc.constant(UNKNOWN), fc.constant(0), fc.double({ min: 1e-6, max: 1e7, noNaN: true }))
  fc.assert(
    fc.property(fc.oneof(fc.constant(UNKNOWN), fc.maxSafeNat()), rate, rate, (lag, produced, consumed) => {
      const eta = etaMs(lag, produced, consumed)
      expect(Number.isNaN(eta) || (eta >= 0 && Number.isFinite(eta))).toBe(true)
    }),
  )
})
