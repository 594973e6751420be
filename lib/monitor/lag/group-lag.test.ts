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

  tell(seconds: number, group: KnownGroup, ends: readonly number[] = ENDS) {
    this.#shape ??= group.shape
    this.#nowMs = at(seconds)
    this.made.at(this.#nowMs, [{ ...group, shape: this.#shape }], { orders: ends })
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
  expect([...reasons]).toEqual(['Reads 3.0/s, 3.0/s arrive; the lag grows since 2026-11-21T10:01:00.000Z.'])
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
