import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { UNKNOWN } from '#lib/monitor/snapshot/columns.ts'
import { timeLagMs, writtenAtMs } from './time-lag.ts'

const moments = (points: readonly (readonly [atMs: number, end: number])[]) =>
  points.map(([atMs, end]) => ({ atMs, ends: [end] }))

/** Ten a second from 100 on. */
const steady = [
  [0, 100],
  [10_000, 200],
  [20_000, 300],
] as const

describe('a record was written', () => {
  test.each([
    ['between the moments at which the log ended before and behind it', steady, 149, UNKNOWN, 5_000],
    ['at the moment at which the log had just got it', steady, 199, UNKNOWN, 10_000],
    ['at the start of what is known, where it is the first since', steady, 100, UNKNOWN, 100],
    ['nobody knows when, where it was there before', steady, 99, UNKNOWN, UNKNOWN],
    ['since the newest moment, where the log did not have it then', steady, 300, UNKNOWN, 20_000],
    ['nobody knows when, without any moment', [], 5, UNKNOWN, UNKNOWN],
    [
      'before a long silence, however far apart the moments of it lie',
      [
        [0, 100],
        [600_000, 110],
        [6_000_000, 110],
      ],
      109,
      50_000,
      50_000,
    ],
    [
      'by the moments, where the last write was of something later',
      [
        [0, 100],
        [10_000, 110],
        [20_000, 120],
      ],
      109,
      20_000,
      10_000,
    ],
    [
      'across a moment that brought no answer',
      [
        [0, 100],
        [10_000, UNKNOWN],
        [20_000, 200],
      ],
      149,
      UNKNOWN,
      10_000,
    ],
    [
      'after the log was cut, by what is in it now',
      [
        [0, 1_000],
        [10_000, 50],
        [20_000, 150],
      ],
      99,
      UNKNOWN,
      15_000,
    ],
  ] as [string, (typeof steady)[number][], number, number, number][])(
    '%s',
    (_name, points, offset, lastWriteMs, atMs) => {
      expect(writtenAtMs(moments(points), 0, offset, lastWriteMs)).toBe(atMs)
    },
  )

  test('never outside what is known, nor before one that stands before it', () => {
    const step = fc.record({ afterMs: fc.integer({ min: 1, max: 100_000 }), more: fc.nat(1_000) })
    fc.assert(
      fc.property(fc.array(step, { minLength: 1 }), fc.nat(5_000), (steps, offset) => {
        let atMs = 0
        let end = 100
        const points = steps.map(({ afterMs, more }) => {
          atMs += afterMs
          end += more
          return [atMs, end] as const
        })
        const [at, next] = [offset, offset + 1].map((of) => writtenAtMs(moments(points), 0, of, UNKNOWN))
        if (at === undefined || next === undefined || Number.isNaN(at)) return
        expect(at).toBeGreaterThanOrEqual(points[0]?.[0] ?? 0)
        expect(at).toBeLessThanOrEqual(atMs)
        expect(next).toBeGreaterThanOrEqual(at)
      }),
    )
  })
})

describe('the time lag', () => {
  test.each([
    ['is 0 with nothing to read, whatever is known of times', 0, UNKNOWN, 0],
    ['is how long the next record has been there', 5, 40_000, 60_000],
    ['goes on growing while nobody writes', 5, -900_000, 1_000_000],
    ['is not known where its record is older than what is known', 5, UNKNOWN, UNKNOWN],
    ['is not known without a lag', UNKNOWN, 40_000, UNKNOWN],
    ['is not 0 where something waits, even if it was written only now', 5, 100_050, 1],
  ])('%s', (_name, lag, atMs, expected) => {
    expect(timeLagMs(lag, atMs, 100_000)).toBe(expected)
  })
})
