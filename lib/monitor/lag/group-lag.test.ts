import { describe, expect, test } from 'vitest'
import type { KnownGroup } from '#lib/monitor/lag/groups/known-group.ts'
import { describeGroup } from '#lib/monitor/queries/groups/group-items.ts'
import { buildCatalog, sortTopics } from '#lib/monitor/snapshot/catalog.ts'
import { knownGroup, LagWorld } from '#lib/monitor/testing/groups.ts'
import { metadataOf, partition, stateOf, topic } from '#lib/monitor/testing/snapshots.ts'

const metadata = metadataOf([topic('orders', [partition(0), partition(1), partition(2)])])
const catalog = buildCatalog(sortTopics(metadata.topics), null, 0)
const START_MS = Date.UTC(2026, 10, 21, 10)
const at = (seconds: number) => START_MS + seconds * 1_000
const ENDS = [1_000, 1_000, 1_000]

const withMember = (committed: readonly number[]) => {
  const told = knownGroup({ id: 'g', members: ['m'], committed: { orders: committed } })
  return { ...told, claims: CLAIMS }
}
const CLAIMS = knownGroup({ id: 'g', members: ['m'], committed: { orders: [0, 0, 0] } }).claims
const NO_CLAIMS: KnownGroup['claims'] = []
const without = (committed: readonly number[], sinceS: number | null) => ({
  ...knownGroup({ id: 'g', committed: { orders: committed } }),
  claims: NO_CLAIMS,
  emptySinceMs: sinceS === null ? null : at(sinceS),
})

class Story {
  readonly made = new LagWorld(catalog)
  #shape: KnownGroup['shape'] | null = null
  #nowMs = START_MS
  #setByMs = 0

  tell(seconds: number, group: KnownGroup, ends: readonly number[] = ENDS) {
    this.#shape ??= group.shape
    this.#nowMs = at(seconds) + this.#setByMs
    this.made.at(this.#nowMs, [{ ...group, shape: this.#shape }], { orders: ends })
  }

  /** From now on, what happens does so by another clock. */
  setClock(byMs: number) {
    this.made.lag.shiftTimes(byMs)
    this.#setByMs += byMs
  }

  get item() {
    const state = stateOf({ metadata, groups: this.made.lag.columns, groupsAtMs: this.#nowMs })
    if (!state.snapshot) throw new Error('there is no snapshot')
    return describeGroup(state.snapshot, 0)
  }
}

/** Reads 20 a second of each partition for a minute, and is then gone for ten. */
function stoppedStory() {
  const story = new Story()
  for (let second = 0; second <= 60; second += 5) story.tell(second, withMember([second * 5, second * 5, second * 5]))
  for (let second = 65; second <= 660; second += 35) story.tell(second, without([300, 300, 300], 65))
  return story
}

describe('a group whose members come back after ten minutes', () => {
  test('is neither stuck nor stalled before it has been there for a minute', () => {
    const story = stoppedStory()
    expect(story.item.status).toBe('stopped')
    for (let second = 665; second < 715; second += 5)
      story.tell(second, withMember([300, 300, 300 + (second - 660) * 2]))
    expect(story.item.status).not.toBe('stalled')
    expect(story.item.statusReason).not.toContain('stuck')
    for (let second = 715; second <= 740; second += 5)
      story.tell(second, withMember([300, 300, 300 + (second - 660) * 2]))
    expect(story.item.statusReason).toContain('2 of 3 partitions are stuck')
  })

  test('that commit nothing is stalled a minute after', () => {
    const story = stoppedStory()
    story.tell(665, withMember([300, 300, 300]))
    expect(story.item.status).not.toBe('stalled')
    story.tell(730, withMember([300, 300, 300]))
    expect(story.item.status).toBe('stalled')
  })
})

describe('a group that makes no progress, whatever its members do', () => {
  /** One member under another name each time it is started again, with the same partitions. */
  const startedAgain = (times: number, committed: readonly number[], seconds: number) => ({
    ...knownGroup({ id: 'g', members: [`m-${times}`], committed: { orders: committed } }),
    claims: [...CLAIMS],
    describedAtMs: at(seconds),
  })
  const standing = [300, 300, 300]

  /** Reads until second 60, and crashes from then on every 20 s before it has committed anything. */
  function crashingStory(untilS: number, gapS: number) {
    const story = new Story()
    for (let second = 0; second <= 60; second += 5) story.tell(second, withMember([second * 5, second * 5, second * 5]))
    for (let second = 65; second <= untilS; second += 5) {
      const times = Math.floor(second / 20)
      const isGone = second % 20 < gapS
      const seen = isGone ? without(standing, second - (second % 20)) : startedAgain(times, standing, second)
      story.tell(second, isGone ? { ...seen, claims: [], describedAtMs: at(second) } : seen)
    }
    return story
  }

  test.each([
    ['replace each other', 0],
    ['leave the group empty between two of them', 10],
  ])('is stalled after a minute where members that crash %s, and says how often they join', (_name, gapS) => {
    expect(crashingStory(115, gapS).item.status).not.toBe('stalled')
    for (const untilS of [120, 125, 130, 1_860]) {
      const { status, statusReason } = crashingStory(untilS, gapS).item
      expect(status).toBe('stalled')
      expect(statusReason).toContain(`No committed offset has moved since ${new Date(at(60)).toISOString()}`)
      expect(statusReason).toMatch(/Members keep rejoining: one joins about every (1[89]|20) s\.$/)
    }
  })

  test('has one minute to begin when it comes back, and not another one each time', () => {
    const story = stoppedStory()
    const statuses: string[] = []
    for (let second = 665; second <= 2_500; second += 5) {
      const isThere = second % 300 < 20
      const gone = { ...without(standing, second - (second % 300) + 20), describedAtMs: at(second) }
      story.tell(second, isThere ? startedAgain(second, standing, second) : { ...gone, claims: [] })
      if (isThere && second > 1_000) statuses.push(story.item.status)
    }
    expect(new Set(statuses)).toEqual(new Set(['stalled']))
  })

  test('on one partition alone names that, and the offset at which it stands, also while it rebalances', () => {
    const story = new Story()
    const statuses = new Set<string>()
    for (let second = 0; second <= 400; second += 5) {
      const others = Math.min(1_000, 600 + second)
      const poisoned = Math.min(123, second * 5)
      const committed = [others, poisoned, others]
      const started = startedAgain(Math.floor(second / 30), committed, second)
      // Until a rebalance has ended, no member has a partition.
      const rebalancing = { state: 'PreparingRebalance', members: ['m'], hidesAssignments: true }
      const unassigned = knownGroup({ id: 'g', committed: { orders: committed }, ...rebalancing })
      const group = second % 30 === 0 ? { ...unassigned, describedAtMs: at(second) } : started
      story.tell(second, group, [others + 5, 200, others + 5])
      if (second > 300) statuses.add(story.item.status)
    }
    expect([...statuses]).toEqual(['stalled'])
    const { status, statusReason, stuckAt } = story.item
    expect(status).toBe('stalled')
    expect(stuckAt).toEqual({ topic: 'orders', partition: 1, offset: 123 })
    expect(statusReason).toContain('1 of 3 partitions is stuck: partition 1 of orders at offset 123, member m-13.')
  })
})

describe('a group without members', () => {
  const OTHER_CLIENT = 'a client commits without being a member'

  test('whose commits are moved from here, there and back, is not read by a stranger', () => {
    const story = stoppedStory()
    for (const [second, offset] of [
      [665, 700],
      [675, 300],
      [685, 800],
      [695, 900],
    ] as const) {
      const moves = [0, 1, 2].map((id) => ({ topic: 'orders', partition: id, after: offset }))
      story.made.lag.expect('g', moves)
      story.tell(second, without([offset, offset, offset], 65))
      expect(story.item.statusReason).not.toContain(OTHER_CLIENT)
      expect(story.item.consumePerSecond).toBe(0)
    }
  })

  test('whose commits are moved far on, or back, by hand is not consumed by another client either', () => {
    const story = stoppedStory()
    story.tell(665, without([1_000, 900, 300], 65))
    expect(story.item.statusReason).not.toContain(OTHER_CLIENT)
    story.tell(670, without([0, 0, 0], 65))
    expect(story.item.statusReason).not.toContain(OTHER_CLIENT)
  })

  test('whose commits move again and again is', () => {
    const story = stoppedStory()
    for (const second of [665, 670, 675]) story.tell(second, without([300 + second - 660, 300, 300], 65))
    expect(story.item.statusReason).toContain(OTHER_CLIENT)
    expect(story.item.consumePerSecond).toBeGreaterThan(0.5)
  })

  test('reads nothing from the moment on that they left, even if their last commit is seen only then', () => {
    const story = new Story()
    for (let second = 0; second <= 60; second += 5) story.tell(second, withMember([second, second, second]))
    expect(story.item.consumePerSecond).toBe(3)
    story.tell(65, without([65, 65, 65], 65))
    expect(story.item.consumePerSecond).toBe(0)
    expect(story.item.etaMs).toBeNull()
  })
})

describe('the time until a group is caught up', () => {
  test('does not depend on a partition that its consumer has not come to yet', () => {
    const story = stoppedStory()
    for (const second of [665, 670, 675]) story.tell(second, withMember([300 + (second - 660) * 40, 300, 300]))
    const { totalLag, consumePerSecond, producePerSecond, etaMs } = story.item
    expect([totalLag, consumePerSecond, producePerSecond]).toEqual([1_500, 40, 3])
    expect(etaMs).toBeCloseTo((1_500 * 1_000) / 37, 5)
  })

  test('is that of a partition that drains more slowly than all together', () => {
    const story = stoppedStory()
    for (const second of [665, 670, 675]) {
      const since = second - 660
      story.tell(second, withMember([300 + since * 40, 300 + since * 40, 300 + since * 2]))
    }
    expect(story.item.etaMs).toBeCloseTo((670 * 1_000) / 1, 5)
  })

  test('is not known where nothing drains', () => {
    const story = stoppedStory()
    story.tell(665, withMember([300, 300, 300]))
    expect(story.item.etaMs).toBeNull()
  })
})

test('a group that falls behind has done so since the same moment, also when that is no longer kept', () => {
  const story = new Story()
  const reasons = new Set<string>()
  for (let second = 0; second <= 400; second += 5) {
    const end = second + 10 + 2 * Math.max(0, second - 60)
    story.tell(second, withMember([second, second, second]), [end, end, end])
    if (second >= 200) reasons.add(story.item.statusReason)
  }
  expect(reasons.size).toBeGreaterThan(0)
  for (const reason of reasons)
    expect(reason).toMatch(
      /^Lag growing since 2026-11-21T10:01:00.000Z, by 6\.0\/s over the last \d min \d\d s\. Now consuming 3\.0/,
    )
})

describe('a partition of which nothing is known for a while', () => {
  /** Falls behind by 6 a second; between the seconds 200 and 260, the last of its partitions has no leader that answers. */
  function outageStory(untilS: number) {
    const story = new Story()
    for (let second = 0; second <= untilS; second += 5) {
      const end = 1_000 + 3 * second
      const isOut = second >= 200 && second < 260
      story.tell(second, withMember([second, second, second]), [end, end, isOut ? Number.NaN : end])
    }
    return story
  }

  test('leaves a gap in the history of the lag, and no dip', () => {
    const points = outageStory(300).made.lag.pointsOf('g')
    const of = (second: number) => points.find(({ atMs }) => atMs === at(second))
    expect(of(195)).toMatchObject({ lag: 3 * (1_000 + 2 * 195), producedPerSecond: 3 })
    expect(of(200)).toMatchObject({ lag: Number.NaN, producedPerSecond: Number.NaN, consumedPerSecond: Number.NaN })
    expect(of(255)?.lag).toBeNaN()
    expect(of(260)?.lag).toBe(3 * (1_000 + 2 * 260))
  })

  test.each([200, 230, 255, 260, 300])('changes neither the trend nor since when it is so: at second %i', (second) => {
    const { item } = outageStory(second)
    expect(item).toMatchObject({ trend: 'growing', status: 'falling-behind', partial: second < 260 })
    const lags = item.lagPoints ?? []
    expect(lags).toEqual(lags.toSorted((a, b) => a - b))
  })

  test('that is gone for good leaves nothing out: its topic has no such partition any more', () => {
    const story = new Story()
    for (let second = 0; second <= 100; second += 5) story.tell(second, withMember([0, 0, 0, 0]), [1_000, 1_000, 1_000])
    expect(story.item).toMatchObject({ totalLag: 3_000, partial: true })
    expect(story.made.lag.pointsOf('g').at(-1)?.lag).toBe(3_000)
  })
})

describe.each([3_600_000, -3_600_000])('a clock that is set by %i ms', (byMs) => {
  const fallingBehind = (setAtS: number, untilS: number) => {
    const story = new Story()
    for (let second = 0; second <= untilS; second += 5) {
      const end = 1_000 + 3 * second
      if (second === setAtS) story.setClock(byMs)
      story.tell(second, withMember([second, second, second]), [end, end, end])
    }
    return story.item
  }

  test.each([200, 205, 215, 300])('changes no rate, trend or status of a group: at second %i', (second) => {
    const { statusReason, ...changed } = fallingBehind(200, second)
    const { statusReason: reasonWithout, ...unchanged } = fallingBehind(Number.POSITIVE_INFINITY, second)
    expect(changed).toEqual({ ...unchanged, timeLagMs: expect.any(Number) })
    expect(changed).toMatchObject({ trend: 'growing', status: 'falling-behind', consumePerSecond: 3 })
    const since = /\d{4}-\S+Z/g
    expect(statusReason.replaceAll(since, 'X')).toBe(reasonWithout.replaceAll(since, 'X'))
    const [[told = ''] = [], [without = ''] = []] = [statusReason.match(since) ?? [], reasonWithout.match(since) ?? []]
    if (without) expect(Date.parse(told) - Date.parse(without)).toBe(byMs)
  })
})

test('what waits is never caught up, even where it was written only now', () => {
  const story = new Story()
  // The next record is that at offset 999, which is written a thousand seconds after the beginning of all time.
  story.made.at(500_000, [withMember([999, 1_000, 1_000])], { orders: ENDS })
  const state = stateOf({ metadata, groups: story.made.lag.columns, groupsAtMs: 500_000 })
  if (!state.snapshot) throw new Error('there is no snapshot')
  const { totalLag, timeLagMs } = describeGroup(state.snapshot, 0)
  expect(totalLag).toBe(1)
  expect(timeLagMs).toBeGreaterThan(0)
})
