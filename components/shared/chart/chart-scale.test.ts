import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { hasPeaks, makeScale, scaleKinds } from './chart-scale.ts'

const ordinary = Array.from({ length: 40 }, (_, index) => 90 + (index % 10))

describe('a peak', () => {
  test.each([
    ['one value far above all others', [...ordinary, 5_000], true],
    ['values that differ little', ordinary, false],
    ['a few that are somewhat higher', [...ordinary, 200, 300], false],
    ['what there is between zeros', [...Array(40).fill(0), 7], false],
    ['half of all values', [...ordinary, ...ordinary.map((value) => value * 100)], false],
    ['nothing', [], false],
  ])('%s: %s', (_name, values, expected) => {
    expect(hasPeaks(values)).toBe(expected)
  })
})

test('a clipped scale ends with the ordinary values', () => {
  const scale = makeScale([...ordinary, 5_000], 'clipped', 1)
  expect(scale.ticks).toEqual([0, 50, 100])
  expect(scale.share(50)).toBe(0.5)
  expect(scale.share(5_000)).toBe(1)
  expect([scale.isCut(99), scale.isCut(5_000)]).toEqual([false, true])
})

test.each([
  [[3], [0, 10]],
  [[250], [0, 10, 100, 1_000]],
  [[5_000_000], [0, 10, 10_000, 10_000_000]],
])('a logarithmic scale of %j has the ticks %j', (values, ticks) => {
  expect(makeScale(values, 'log', 1).ticks).toEqual(ticks)
})

test('on every scale more is never lower, and zero is at the bottom', () => {
  const value = fc.double({ min: 1e-6, max: 1e15, noNaN: true })
  fc.assert(
    fc.property(
      fc.array(value, { minLength: 1 }),
      value,
      value,
      fc.constantFrom(...scaleKinds),
      (values, a, b, kind) => {
        const scale = makeScale(values, kind, 0)
        expect(scale.share(0)).toBe(0)
        expect(scale.share(Math.max(a, b))).toBeGreaterThanOrEqual(scale.share(Math.min(a, b)))
        if (kind !== 'clipped') expect(values.some(scale.isCut)).toBe(false)
      },
    ),
  )
})
