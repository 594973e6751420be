import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { lagTrends } from '#lib/contract/group-states.ts'
import { UNKNOWN } from '#lib/monitor/snapshot/columns.ts'
import { fasterOf, growingSinceMs, type Series, trendOf } from './trend.ts'

const seriesOf = (values: readonly number[], everyMs = 4_000): Series => ({
  times: values.map((_, index) => index * everyMs),
  values,
  count: values.length,
})

/** What two minutes look like, seen every so often. */
const seen = (lagAt: (seconds: number) => number, everyS = 4) =>
  seriesOf(
    Array.from({ length: 30 }, (_, index) => Math.max(0, Math.round(lagAt(index * everyS)))),
    everyS * 1_000,
  )

/** The lag of a consumer that keeps up and commits every five seconds. */
const autoCommit =
  (perSecond: number, commitS = 5) =>
  (seconds: number) =>
    perSecond * (seconds % commitS)

/** Reproducible: between -1 and 1. */
const noise = (seed: number) => ((Math.sin(seed * 12.9898) * 43_758.5453) % 1) * 0.999

const slow = { perSecond: 1, step: UNKNOWN }

describe('the trend', () => {
  test.each([
    ['of a consumer that keeps up and commits every five seconds', seen(autoCommit(100)), 100, 'steady'],
    ['the same, seen every two seconds and a bit', seen(autoCommit(100), 2.1), 100, 'steady'],
    ['the same, where looks and commits have nearly one rhythm', seen(autoCommit(100), 5.1), 100, 'steady'],
    ['the same, the other way round', seen(autoCommit(100), 4.9), 100, 'steady'],
    ['the same, with lots to read', seen((s) => 50_000 + autoCommit(1_000)(s)), 1_000, 'steady'],
    ['of a slow drain', seen((s) => 100_000 - 100 * s + autoCommit(400)(s)), 500, 'draining'],
    ['of a drain under noise', seen((s) => 100_000 - 200 * s + 2_000 * noise(s)), 500, 'draining'],
    ['of a consumer that stopped', seen((s) => 100 * s), 100, 'growing'],
    ['of one that stopped, of a topic with a message every ten seconds', seen((s) => s / 10), 0.1, 'growing'],
    ['of one that stopped with very much to read', seen((s) => 9_000_000 + s), 1, 'growing'],
    ['of one that reads a fifth less than arrives', seen((s) => 20 * s + autoCommit(80)(s)), 100, 'growing'],
    ['of one that stopped a minute ago', seen((s) => (s < 60 ? autoCommit(100)(s) : 100 * (s - 60))), 100, 'growing'],
    ['of one that has drained all', seen((s) => 6_000 - 100 * s), 100, 'draining'],
    ['of bursts that are read at once', seen((s) => Math.max(0, 3_000 - 400 * (s % 30))), 100, 'steady'],
    ['of bursts, seen while nothing comes', seen((s) => Math.max(0, 3_000 - 400 * (s % 30))), 0, 'steady'],
    ['of one burst just now', seriesOf([...new Array(29).fill(0), 5_000]), 500, 'steady'],
    ['of nothing happening', seen(() => 0), 0, 'steady'],
    ['of a group that stopped, of a topic nobody writes to', seen(() => 1_204), 0, 'steady'],
    ['of a message more or less', seen((s) => 10 + (s > 50 ? 1 : 0)), 0, 'steady'],
    [
      'of irregular bursts, seen while nothing comes',
      seen((s) => Math.max(0, 3_000 * (1 + noise(Math.floor(s / 25))) - 250 * (s % 25))),
      0,
      'steady',
    ],
    ['of noise', seen((s) => 10_000 + 500 * noise(s)), 1_000, 'steady'],
    ['of growth where no rate is known', seen((s) => 1_000 + 10 * s), UNKNOWN, 'growing'],
    ['of a little growth where no rate is known', seen((s) => 1_000 + 0.3 * s), UNKNOWN, 'steady'],
  ] as const)('%s', (_name, series, perSecond, expected) => {
    expect(trendOf(series, { perSecond, step: UNKNOWN })).toBe(expected)
  })

  test.each([
    ['nothing', seriesOf([])],
    ['one point', seriesOf([5])],
    ['two points, however far apart', seriesOf([0, 100], 600_000)],
    ['less than a minute', seriesOf([0, 100, 200, 300], 19_999)],
  ])('is not known from %s', (_name, series) => {
    expect(trendOf(series, slow)).toBeNull()
  })

  test.each([5, 10, 20, 30])(
    'a consumer that keeps up and commits every %d seconds is steady however one looks',
    (commitS) => {
      const throughput = { perSecond: 100, step: 100 * commitS }
      const moment = fc.record({
        everyS: fc.double({ min: 4, max: 6, noNaN: true }),
        phase: fc.double({ min: 0, max: commitS, noNaN: true }),
      })
      fc.assert(
        fc.property(moment, ({ everyS, phase }) => {
          expect(
            trendOf(
              seen((s) => autoCommit(100, commitS)(s + phase), everyS),
              throughput,
            ),
          ).toBe('steady')
        }),
      )
    },
  )

  test('one that falls behind shows although each of its partitions is committed seldom, one after the other', () => {
    const series = seen((s) => 376 + 1.6 * s + autoCommit(9, 9)(s))
    expect(trendOf(series, { perSecond: 9, step: 81 })).toBe('growing')
  })

  test('a consumer that stopped shows however seldom it committed before', () => {
    expect(
      trendOf(
        seen((s) => 100 * s),
        { perSecond: 100, step: 360_000 },
      ),
    ).toBe('growing')
  })

  describe('after a turn-around', () => {
    /** 20 a second arrive all the time; nobody reads for 90 s, then 54 a second are read. */
    const afterStop = (drainingS: number) => (s: number) => {
      const since = s - (116 - drainingS)
      return 400 + (since < 0 ? 20 * (s + 1) : 20 * (116 - drainingS) - 34 * since) + autoCommit(54)(s)
    }
    const restarted = { perSecond: 54, step: 270, leadPerSecond: 34 }

    test.each([28, 37, 45, 60, 80])('a drain shows %d seconds after a stop', (drainingS) => {
      expect(trendOf(seen(afterStop(drainingS)), restarted)).toBe('draining')
    })

    test('a drain does not show before it has brought more than a commit', () => {
      expect(trendOf(seen(afterStop(4)), restarted)).toBe('growing')
    })

    test.each([28, 40, 60])('growth shows %d seconds after a drain', (growingS) => {
      const lagAt = (s: number) => {
        const since = s - (116 - growingS)
        return since < 0 ? 9_000 - 34 * s : 9_000 - 34 * (116 - growingS) + 20 * since
      }
      expect(trendOf(seen(lagAt), { perSecond: 20, step: 270, leadPerSecond: -20 })).toBe('growing')
    })

    test.each([
      ['where the rates say the opposite', afterStop(37), { ...restarted, leadPerSecond: -34 }, 'growing'],
      ['where the rates do not differ clearly', afterStop(37), { ...restarted, leadPerSecond: 5 }, 'growing'],
      ['where the rates are not known', afterStop(37), { ...restarted, leadPerSecond: UNKNOWN }, 'growing'],
      [
        'where a burst was read at once',
        (s: number) => Math.max(0, 3_000 - 400 * (s % 30)),
        { perSecond: 100, step: UNKNOWN, leadPerSecond: 100 },
        'steady',
      ],
    ] as const)('the newest part does not count %s', (_name, lagAt, throughput, expected) => {
      expect(trendOf(seen(lagAt), throughput)).toBe(expected)
    })

    test('what is turned upside down, lag and rates, gives the opposite', () => {
      const opposite = { growing: 'draining', steady: 'steady', draining: 'growing' } as const
      const values = fc.array(fc.nat(10_000), { minLength: 16, maxLength: 30 })
      const rate = fc.integer({ min: 1, max: 1_000 })
      fc.assert(
        fc.property(values, rate, fc.integer({ min: -1_000, max: 1_000 }), (lags, perSecond, leadPerSecond) => {
          const throughput = { perSecond, step: UNKNOWN, leadPerSecond }
          const there = trendOf(seriesOf(lags.map((lag) => lag + 1)), throughput)
          const upsideDown = seriesOf(lags.map((lag) => 10_001 - lag))
          const back = trendOf(upsideDown, { ...throughput, leadPerSecond: -leadPerSecond })
          expect(back).toBe(opposite[there ?? 'steady'])
        }),
      )
    })
  })

  test('is known from a minute on', () => {
    expect(trendOf(seriesOf([0, 100, 200, 300], 20_000), slow)).toBe('growing')
  })

  test('is one of three whatever the lag did, and the other one where that is turned around', () => {
    const values = fc.array(fc.nat(1_000_000), { minLength: 16, maxLength: 30 })
    fc.assert(
      fc.property(values, fc.double({ min: 0, max: 10_000, noNaN: true }), (lags, perSecond) => {
        const there = trendOf(seriesOf(lags), { perSecond, step: UNKNOWN })
        const back = trendOf(seriesOf(lags.toReversed()), { perSecond, step: UNKNOWN })
        expect(lagTrends).toContain(there)
        if (there === 'growing') expect(back).not.toBe('growing')
        if (there === 'draining') expect(back).not.toBe('draining')
      }),
    )
  })
})

test.each([
  ['since it was least, the last time', [9, 2, 2, 5, 8], 8_000],
  ['for longer than is known', [1, 2, 5], UNKNOWN],
  ['of which nothing is known', [], UNKNOWN],
])('the lag has been growing %s', (_name, values, expected) => {
  expect(growingSinceMs(seriesOf(values))).toBe(expected)
})

describe('who has read everything', () => {
  const jumped = [...Array.from({ length: 29 }, (_, index) => index * 400)]
  const fast = { perSecond: 100, step: UNKNOWN }

  test.each([
    ['does not fall behind, however much the lag grew before', 0, 0, 'steady'],
    ['but for markers does not either', 3, 3, 'steady'],
    ['but for markers and a message does', 4, 3, 'growing'],
  ])('%s', (_name, left, markers, expected) => {
    expect(trendOf(seriesOf([...jumped, left]), fast, markers)).toBe(expected)
  })
})

test.each([
  [1, 2, 2],
  [Number.NaN, 2, 2],
  [1, Number.NaN, 1],
  [Number.NaN, Number.NaN, Number.NaN],
])('of %d and %d the faster that is known is %d', (a, b, faster) => {
  expect(fasterOf(a, b)).toBe(faster)
})
