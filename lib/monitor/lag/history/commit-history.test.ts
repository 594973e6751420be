import { describe, expect, test } from 'vitest'
import { UNKNOWN } from '#lib/monitor/snapshot/columns.ts'
import { CommitHistory, groupTopicKey } from './commit-history.ts'

const key = groupTopicKey('g', 'id', 'a')
const blockOf = (...ids: number[]) => ({ key, ids: Int32Array.from(ids) })

interface Habits {
  readonly perSecond: number
  readonly everyMs: number
  readonly untilMs?: number
}

/** A consumer that reads evenly and commits now and then, looked at every two seconds. */
function watch({ perSecond, everyMs, untilMs = Number.POSITIVE_INFINITY }: Habits, forMs: number) {
  const history = new CommitHistory()
  history.follow([blockOf(0)])
  for (let atMs = 0; atMs <= forMs; atMs += 2_000) {
    const committedAtMs = Math.floor(Math.min(atMs, untilMs) / everyMs) * everyMs
    history.add(atMs, [1_000 + (committedAtMs * perSecond) / 1_000], [50])
  }
  return history
}

/** A history of one position that stood here at these moments. */
function historyOf(points: readonly (readonly [atMs: number, committed: number, lag: number])[]) {
  const history = new CommitHistory()
  history.follow([blockOf(0)])
  for (const [atMs, committed, lag] of points) history.add(atMs, [committed], [lag])
  return history
}

describe('what is consumed per second', () => {
  test.each([
    ['by one that commits every five seconds', { perSecond: 100, everyMs: 5_000 }, 100],
    ['by one that commits every minute', { perSecond: 100, everyMs: 60_000 }, 100],
    ['by one that commits all the time', { perSecond: 100, everyMs: 1 }, 100],
    ['by one that reads little', { perSecond: 0.2, everyMs: 5_000 }, 0.2],
  ])('%s is what it reads', (_name, habits, expected) => {
    const rate = watch(habits, 300_000).rate(0)
    expect(rate / expected).toBeGreaterThan(0.85)
    expect(rate / expected).toBeLessThan(1.15)
  })

  test('does not sink in the pause between two commits', () => {
    const [before, after] = [60_000, 64_000].map((ms) => watch({ perSecond: 100, everyMs: 10_000 }, ms).rate(0))
    expect(after).toBe(before)
  })

  test('comes with how far a commit goes, once two were seen', () => {
    expect(watch({ perSecond: 100, everyMs: 10_000 }, 64_000).step(0)).toBe(1_000)
    expect(watch({ perSecond: 100, everyMs: 10_000 }, 8_000).step(0)).toBe(UNKNOWN)
  })

  test('sinks to nothing once the commits stop', () => {
    const stopped = { perSecond: 100, everyMs: 5_000, untilMs: 60_000 }
    const rates = [60_000, 90_000, 180_000].map((ms) => watch(stopped, ms).rate(0))
    expect(rates[1]).toBeLessThan((rates[0] ?? 0) / 2)
    expect(rates[2]).toBeLessThan(1)
  })

  test.each([
    ['unknown at first', [[0, 5, 9]], UNKNOWN],
    [
      'unknown after the first move, of which we missed the beginning',
      [
        [0, 5, 9],
        [2_000, 505, 9],
      ],
      UNKNOWN,
    ],
    [
      'nothing where nothing moved for a minute',
      [
        [0, 5, 9],
        [60_000, 5, 9],
      ],
      0,
    ],
    [
      'unknown after a reset to before',
      [
        [0, 5, 9],
        [2_000, 505, 9],
        [4_000, 1_005, 9],
        [6_000, 5, 9],
      ],
      UNKNOWN,
    ],
    [
      'what it was where a commit is not known for a moment',
      [
        [0, 5, 9],
        [2_000, 205, 9],
        [4_000, 405, 9],
        [6_000, UNKNOWN, 9],
      ],
      100,
    ],
  ] as [string, [number, number, number][], number][])('is %s', (_name, points, expected) => {
    expect(historyOf(points).rate(0)).toBe(expected)
  })
})

describe('what is consumed per second follows what was seen', () => {
  const rateAfter = (points: readonly (readonly [number, number, number])[]) => historyOf(points).rate(0)

  test('within seconds, also after a time of reading slowly', () => {
    const slow = Array.from({ length: 20 }, (_, index) => [index * 5_000, index * 5, 1_000] as const)
    const fast = [1, 2, 3].map((index) => [95_000 + index * 5_000, 95 + index * 500, 500] as const)
    expect(rateAfter([...slow, ...fast])).toBe(100)
  })

  test('after a time with nothing to read, in which nothing was read', () => {
    const points = [
      [0, 5, 0],
      [5_000, 6, 0],
      [600_000, 6, 0],
      [605_000, 1_556, 0],
    ] as const
    expect(rateAfter(points)).toBeCloseTo(1_550 / 15, 5)
  })

  test('after a time of reading others, in which nothing was read here', () => {
    const points = [
      [0, 0, 900],
      [5_000, 100, 900],
      [10_000, 200, 900],
      [100_000, 500, 900],
    ] as const
    expect(rateAfter(points)).toBe(20)
    expect(rateAfter([...points, [190_000, 950, 900]])).toBe(5)
  })

  test('calmly where looks and commits every five seconds do not have one rhythm', () => {
    for (const everyMs of [1_900, 2_000, 4_300, 4_900, 5_100, 5_700]) {
      const history = historyOf([])
      for (let atMs = 0; atMs < 300_000; atMs += everyMs) {
        history.add(atMs, [Math.floor(atMs / 5_000) * 500], [50])
        if (atMs < 30_000) continue
        expect(history.rate(0)).toBeGreaterThan(65)
        expect(history.rate(0)).toBeLessThan(140)
      }
    }
  })

  test('down to nothing, once two commits did not come', () => {
    const points = [0, 1, 2, 3, 4].map((index) => [index * 5_000, index * 500, 50] as const)
    expect(rateAfter([...points, [30_000, 2_000, 50]])).toBe(100)
    expect(rateAfter([...points, [35_000, 2_000, 50]])).toBe(50)
    expect(rateAfter([...points, [40_000, 2_000, 50]])).toBe(0)
  })
})

describe('where others read from now on', () => {
  const stopped = [
    [0, 5, 9],
    [5_000, 105, 9],
    [10_000, 205, 9],
    [600_000, 205, 5_000],
  ] as const

  test('nobody has been waiting for longer than they have been there', () => {
    const history = historyOf(stopped)
    history.restartWait(0, 1, 600_000)
    expect(history.waitingSinceMs(0)).toBe(600_000)
    expect(history.movedMs(0)).toBe(10_000)
  })

  test('they are as fast as they read, and their patience is their own', () => {
    const history = historyOf(stopped)
    history.restartWait(0, 1, 600_000)
    history.restartRates(0, 1, 600_000)
    history.add(605_000, [475], [4_000])
    expect(history.rate(0)).toBe(54)
    expect(history.patienceMs(0)).toBe(10_000)
  })

  test('who reads on meanwhile keeps the pace', () => {
    const history = historyOf(stopped.slice(0, 3))
    history.restartRates(0, 1, 12_000)
    expect(history.rate(0)).toBe(20)
  })
})

test('a position that is read in turn with others has the patience of the whole turn', () => {
  const history = historyOf([[0, 0, 1_000]])
  let committed = 0
  for (let turn = 1; turn <= 4; turn++) {
    for (const visitMs of [0, 3_000, 6_000]) {
      committed += 50
      history.add(turn * 100_000 + visitMs, [committed], [1_000])
    }
  }
  expect(history.patienceMs(0)).toBeGreaterThan(94_000)
  expect(history.rate(0)).toBeGreaterThan(0)
  expect(history.isMoving(0)).toBe(true)
  history.add(430_000, [committed], [1_000])
  expect(history.rate(0)).toBe(0)
  expect(history.isMoving(0)).toBe(false)
})

test('a long pause does not excuse for ever', () => {
  const history = historyOf([
    [0, 0, 9],
    [300_000, 1, 9],
  ])
  expect(history.patienceMs(0)).toBe(600_000)
  for (let atMs = 305_000; atMs < 3_000_000; atMs += 5_000) history.add(atMs, [atMs / 1_000], [9])
  expect(history.patienceMs(0)).toBeLessThan(20_000)
})

describe('a commit that is moved by hand', () => {
  const read = [
    [0, 5, 9],
    [5_000, 105, 9],
    [10_000, 205, 9],
  ] as const

  test('from here is no movement, neither on nor back', () => {
    const history = historyOf(read)
    for (const [atMs, offset] of [
      [60_000, 900],
      [90_000, 205],
    ] as const) {
      history.expect(0, offset)
      history.add(atMs, [offset], [9])
      expect(history.movedMs(0)).toBe(10_000)
      expect(history.movedBeforeMs(0)).toBe(UNKNOWN)
      expect(history.step(0)).toBe(UNKNOWN)
    }
  })

  test('from here counts once: who reads on from there moves', () => {
    const history = historyOf(read)
    history.expect(0, 900)
    for (const [atMs, offset] of [
      [60_000, 900],
      [65_000, 950],
      [70_000, 1_000],
    ] as const)
      history.add(atMs, [offset], [9])
    expect([history.movedMs(0), history.movedBeforeMs(0), history.rate(0)]).toEqual([70_000, 65_000, 10])
  })

  test('back by anybody is no movement', () => {
    const history = historyOf([...read, [60_000, 5, 200]])
    expect(history.movedMs(0)).toBe(10_000)
    expect(history.movedBeforeMs(0)).toBe(UNKNOWN)
  })
})

describe('a commit that does not move', () => {
  test('waits since it was first seen, or last moved, with something to read', () => {
    const points = [
      [0, 5, 9],
      [2_000, 6, 9],
      [30_000, 6, 20],
    ] as const
    expect(historyOf(points.slice(0, 1)).waitingSinceMs(0)).toBe(0)
    expect(historyOf(points).waitingSinceMs(0)).toBe(2_000)
    expect(historyOf(points).movedMs(0)).toBe(2_000)
  })

  test('does not wait while there is nothing to read, so that a burst after a silence makes nobody stuck', () => {
    const points = [
      [0, 5, 0],
      [600_000, 5, 0],
      [602_000, 5, 900],
    ] as const
    expect(historyOf(points).waitingSinceMs(0)).toBe(600_000)
  })

  test('without a commit nothing waits', () => {
    expect(historyOf([[0, UNKNOWN, UNKNOWN]]).waitingSinceMs(0)).toBe(UNKNOWN)
  })
})

test('positions keep what is known of them while others come and go; one that comes again has no history', () => {
  const history = historyOf([
    [0, 5, 9],
    [2_000, 205, 9],
    [4_000, 405, 9],
  ])
  history.follow([blockOf(1, 0)])
  expect(history.rate(1)).toBe(100)
  expect(history.rate(0)).toBe(UNKNOWN)
  history.follow([blockOf(1)])
  history.follow([blockOf(1, 0)])
  expect(history.rate(1)).toBe(UNKNOWN)
  expect(history.waitingSinceMs(1)).toBe(UNKNOWN)
})

test('there may be very many positions', () => {
  const history = new CommitHistory()
  const ids = Array.from({ length: 5_000 }, (_, id) => id)
  history.follow([blockOf(...ids)])
  for (const atMs of [0, 2_000, 4_000])
    history.add(
      atMs,
      ids.map((id) => id * atMs),
      new Float64Array(5_000).fill(1),
    )
  expect(history.rate(4_999)).toBe(4_999_000)
})
