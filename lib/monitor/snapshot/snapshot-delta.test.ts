import { expect, test } from 'vitest'
import { findings, stateOf } from '#lib/monitor/testing/snapshots.ts'
import { buildSnapshot } from './snapshot.ts'
import { fromDelta, toDelta } from './snapshot-delta.ts'

const told = findings()
const before = buildSnapshot(1, told)
const endOffsets = Float64Array.of(10, 20)
const after = buildSnapshot(2, { ...told, offsets: { ...before.offsets, endOffsets }, asOfMs: 5 })

/** As it comes out at the other thread: a copy of everything. */
const cross = <Value>(value: Value): Value => structuredClone(value)

test('the first snapshot crosses whole', () => {
  expect(fromDelta(cross(toDelta(before, null)), null)).toEqual(before)
})

test('of a later one, only columns that are others cross, and it arrives whole', () => {
  const delta = toDelta(after, before)
  expect(delta.catalog).toEqual({})
  expect(delta.offsets).toEqual({ endOffsets })
  expect(fromDelta(cross(delta), before)).toEqual(after)
})

test('what did not change stays the same object, so that nothing made from it is made again', () => {
  const arrived = fromDelta(cross(toDelta(after, before)), before)
  expect(arrived.catalog).toBe(before.catalog)
  expect(arrived.offsets.startOffsets).toBe(before.offsets.startOffsets)
})

test('a worker that was started again sends everything, whatever was there before', () => {
  const other = stateOf().snapshot
  if (!other) throw new Error('no snapshot')
  expect(fromDelta(cross(toDelta(other, null)), after)).toEqual(other)
})
