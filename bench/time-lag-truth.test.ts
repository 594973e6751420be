import { expect, test } from 'vitest'
import { TimeLagTruth } from './time-lag-truth.ts'

function secondsApart(records: number): TimeLagTruth {
  const truth = new TimeLagTruth()
  for (let offset = 0; offset < records; offset++) truth.write(offset * 1_000)
  return truth
}

test('the error is what was reported less the age of the first record that was not committed', () => {
  const truth = secondsApart(10)
  truth.commit({ sentAtMs: 4_000, heldAtMs: 4_010, offset: 4 })
  expect(truth.errorMs(2_500, 6_000)).toBe(500)
  expect(truth.errorMs(1_500, 6_000)).toBe(-500)
})

test('a commit counts from when it was acknowledged, and before the first there is nothing to compare', () => {
  const truth = secondsApart(10)
  truth.commit({ sentAtMs: 4_000, heldAtMs: 4_010, offset: 4 })
  truth.commit({ sentAtMs: 7_000, heldAtMs: 7_010, offset: 7 })
  expect(truth.errorMs(2_900, 6_900)).toBe(0)
  expect(truth.errorMs(1_000, 8_000)).toBe(0)
  expect(truth.errorMs(0, 3_000)).toBeNull()
})

test('while a commit is on its way, what was before and what comes after may be true', () => {
  const truth = secondsApart(10)
  truth.commit({ sentAtMs: 4_000, heldAtMs: 4_010, offset: 4 })
  truth.commit({ sentAtMs: 6_900, heldAtMs: 7_100, offset: 6 })
  expect(truth.errorMs(3_000, 7_000)).toBe(0)
  expect(truth.errorMs(1_000, 7_000)).toBe(0)
  expect(truth.errorMs(1_400, 7_000)).toBe(400)
})

test('a group that has committed all has no time lag', () => {
  const truth = secondsApart(3)
  truth.commit({ sentAtMs: 3_000, heldAtMs: 3_001, offset: 3 })
  expect(truth.errorMs(0, 60_000)).toBe(0)
  expect(truth.errorMs(200, 60_000)).toBe(200)
})
