import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { groupStatuses, lagTrends } from '#lib/contract/group-states.ts'
import { explainStatus, type GroupDetails } from './group-sentences.ts'
import { type GroupStanding, groupStatus } from './group-status.ts'

const NOW = Date.UTC(2026, 10, 21, 10, 40)
const ago = (seconds: number) => NOW - seconds * 1_000

/** Keeps up with 98 a second. */
const keepingUp: GroupDetails & GroupStanding = {
  nowMs: NOW,
  totalLag: 250,
  markerLag: 0,
  beyondEndCount: 0,
  beyondEnd: null,
  memberCount: 2,
  joins: null,
  ownedStuckCount: 0,
  trend: 'steady',
  watchedSinceMs: ago(300),
  waitingSinceMs: ago(3),
  movedMs: ago(3),
  movedBeforeMs: ago(8),
  growingSinceMs: null,
  lagPerSecond: null,
  lagMovedOverMs: null,
  partitionCount: 16,
  unknownCount: 0,
  withoutCommit: 0,
  unknownReason: null,
  emptySinceMs: null,
  isRebalancing: false,
  producePerSecond: 98,
  consumePerSecond: 98,
  etaMs: null,
  stuckCount: 0,
  firstStuck: null,
  expired: 0,
  heldBack: 0,
}

const caughtUp = { totalLag: 0 }
const stopped = {
  totalLag: 1_204,
  memberCount: 0,
  consumePerSecond: 0,
  movedMs: ago(2_300),
  movedBeforeMs: ago(2_305),
  waitingSinceMs: ago(2_280),
}
const stalled = { totalLag: 1_204, movedMs: ago(130), waitingSinceMs: ago(128), stuckCount: 16 }
const stuck = {
  stuckCount: 1,
  ownedStuckCount: 1,
  waitingSinceMs: ago(90),
  firstStuck: { topic: 'orders', partition: 5, offset: 1_234, member: 'c-1' },
}
const nothingKnown = { totalLag: null, trend: null }
const beyondEnd = { beyondEndCount: 1, beyondEnd: { topic: 'orders', partition: 2, offsets: 15 } }
const BEYOND_END =
  'The committed offset is 15 offsets beyond the end on partition 2 of orders: the topic was truncated, or deleted and re-created. The group consumes nothing there until its offsets are reset or the end offset passes them.'
const growing = { trend: 'growing', lagPerSecond: 84, lagMovedOverMs: 120_000 } as const
const draining = { trend: 'draining', lagPerSecond: -22, lagMovedOverMs: 120_000 } as const
const young = { watchedSinceMs: ago(59), trend: null }

const explained = (facts: Partial<GroupDetails & GroupStanding>) => {
  const details = { ...keepingUp, ...facts }
  const status = groupStatus(details)
  return `${status}: ${explainStatus(status, details)}`
}

describe('the status, and the sentence that explains it', () => {
  test.each([
    ['nothing to read', caughtUp, 'ok: Up to date.'],
    ['nothing to read, just begun to watch', { ...caughtUp, ...young }, 'ok: Up to date.'],
    ['nothing to read, and nobody to', { ...caughtUp, memberCount: 0 }, 'ok: Up to date; no active members.'],
    [
      'nothing but a marker to read',
      { totalLag: 1, markerLag: 1 },
      'ok: Up to date: the remaining offset is a control record, which consumers do not receive.',
    ],
    [
      'nothing but markers, and nobody there',
      { totalLag: 3, markerLag: 3, memberCount: 0 },
      'ok: Up to date: the remaining 3 offsets are control records, which consumers do not receive.',
    ],
    [
      'nothing to read where it has committed',
      { ...caughtUp, withoutCommit: 3 },
      'ok: Up to date on all partitions with a committed offset.',
    ],
    [
      'committed beyond the end, where nothing else is to be read',
      { ...caughtUp, ...beyondEnd },
      `stalled: ${BEYOND_END}`,
    ],
    [
      'committed beyond the end, and nobody there',
      { ...caughtUp, ...beyondEnd, memberCount: 0, movedMs: ago(5) },
      `stopped: ${BEYOND_END}`,
    ],
    [
      'committed beyond the end on some partitions, just begun to watch',
      { ...caughtUp, ...young, ...beyondEnd, beyondEndCount: 3 },
      `stalled: ${BEYOND_END.replace('partition 2', '3 partitions, farthest on partition 2')}`,
    ],
    [
      'committed beyond the end on one partition, and keeps up on the others',
      beyondEnd,
      `stalled: Some partitions make no progress · lag 250. ${BEYOND_END}`,
    ],
    ['keeps up', {}, 'ok: Lag steady over the last minutes. Now consuming 98/s, producing 98/s.'],
    ['keeps up, at rates not known', { producePerSecond: null }, 'ok: Lag steady over the last minutes.'],
    [
      'has begun to read nothing',
      { consumePerSecond: 0, movedMs: ago(32) },
      'ok: Nothing consumed since 2026-11-21T10:39:28.000Z · lag 250.',
    ],
    [
      'falls behind',
      { ...growing, consumePerSecond: 14 },
      'falling-behind: Lag growing by 84/s over the last 2 min 00 s. Now consuming 14/s, producing 98/s.',
    ],
    [
      'has been falling behind for a while',
      { ...growing, consumePerSecond: 14, growingSinceMs: ago(100) },
      'falling-behind: Lag growing since 2026-11-21T10:38:20.000Z, by 84/s over the last 2 min 00 s. Now consuming 14/s, producing 98/s.',
    ],
    [
      'falls behind, and has consumed a little more than was produced just now',
      { ...growing, lagPerSecond: 0.92, consumePerSecond: 9.4, producePerSecond: 9.3 },
      'falling-behind: Lag growing by 0.9/s over the last 2 min 00 s. Now consuming 9.4/s, producing 9.3/s.',
    ],
    [
      'has been falling behind for a while, by what is not known',
      { trend: 'growing', consumePerSecond: null, growingSinceMs: ago(100) },
      'falling-behind: Lag growing since 2026-11-21T10:38:20.000Z.',
    ],
    [
      'falls behind as it has read nothing for a while',
      { ...growing, lagPerSecond: 98, consumePerSecond: 0, movedMs: ago(32), growingSinceMs: ago(30) },
      'falling-behind: Nothing consumed since 2026-11-21T10:39:28.000Z. Lag growing since 2026-11-21T10:39:30.000Z, by 98/s over the last 2 min 00 s.',
    ],
    [
      'catches up',
      { ...draining, consumePerSecond: 120, etaMs: 250_000 },
      'catching-up: Lag draining by 22/s over the last 2 min 00 s. Now consuming 120/s, producing 98/s · ETA about 4 min 10 s.',
    ],
    [
      'catches up slowly',
      { ...draining, lagPerSecond: -4.26, consumePerSecond: 4.26, producePerSecond: 0 },
      'catching-up: Lag draining by 4.3/s over the last 2 min 00 s. Now consuming 4.3/s, producing 0/s.',
    ],
    ['catches up at rates not known', { trend: 'draining', consumePerSecond: null }, 'catching-up: Lag draining.'],
    [
      'stopped',
      { ...stopped, emptySinceMs: ago(2_270) },
      'stopped: No active members since 2026-11-21T10:02:10.000Z · lag 1,204.',
    ],
    ['stopped before anybody looked', { ...stopped, ...young }, 'stopped: No active members · lag 1,204.'],
    ['stopped one short of the end', { ...stopped, totalLag: 1 }, 'stopped: No active members · lag 1.'],
    [
      'consumed by a client that is no member',
      { ...stopped, emptySinceMs: ago(60), movedMs: ago(2), movedBeforeMs: ago(7) },
      'stopped: No active members since 2026-11-21T10:39:00.000Z · lag 1,204. Committed offsets still move: a client commits without being a member.',
    ],
    [
      'consumed by a client that never was a member',
      { ...stopped, movedMs: ago(2), movedBeforeMs: ago(7) },
      'stopped: No active members · lag 1,204. Committed offsets still move: a client commits without being a member.',
    ],
    [
      'without members, and its commits moved by hand',
      { ...stopped, movedMs: ago(2), movedBeforeMs: null },
      'stopped: No active members · lag 1,204.',
    ],
    [
      'stopped, and its commits moved on by hand',
      { ...stopped, emptySinceMs: ago(60), movedMs: ago(2), movedBeforeMs: ago(62) },
      'stopped: No active members since 2026-11-21T10:39:00.000Z · lag 1,204.',
    ],
    [
      'stopped a moment after its last commit',
      { ...stopped, emptySinceMs: ago(9), movedMs: ago(5) },
      'stopped: No active members since 2026-11-21T10:39:51.000Z · lag 1,204.',
    ],
    [
      'stopped, and all that it has not read expired',
      { ...stopped, totalLag: 40, expired: 40 },
      'stopped: No active members · lag 40. All of the lag expired before being read; no message is left.',
    ],
    [
      'stopped, and some of what it has not read expired',
      { ...stopped, markerLag: 4, expired: 1_000 },
      'stopped: No active members · lag 1,204. 1,000 of the lag expired before being read; 200 can still be consumed.',
    ],
    [
      'stalled',
      stalled,
      'stalled: No committed offset has moved since 2026-11-21T10:37:50.000Z, though 2 members are active · lag 1,204.',
    ],
    [
      'stalled on one partition, the only one with anything to read',
      { ...stalled, ...stuck, memberCount: 1 },
      'stalled: No committed offset has moved since 2026-11-21T10:37:50.000Z, though 1 member is active · lag 1,204. 1 of 16 partitions is stuck: partition 5 of orders at offset 1,234, member c-1.',
    ],
    [
      'stalled by an open transaction',
      { ...stalled, heldBack: 1_200 },
      'stalled: No committed offset has moved since 2026-11-21T10:37:50.000Z, though 2 members are active · lag 1,204. An open transaction holds back consumers with read_committed: 1,200 messages beyond the last stable offset.',
    ],
    [
      'stalled while it rebalances',
      { ...stalled, isRebalancing: true },
      'stalled: No committed offset has moved since 2026-11-21T10:37:50.000Z, though 2 members are active · lag 1,204. The group is rebalancing.',
    ],
    [
      'a burst after a long silence stalls nobody',
      { movedMs: ago(900), waitingSinceMs: ago(2) },
      'ok: Lag steady over the last minutes. Now consuming 98/s, producing 98/s.',
    ],
    [
      'one partition stuck, the others not',
      { ...stuck, trend: 'growing' },
      'falling-behind: Lag growing. Now consuming 98/s, producing 98/s. 1 of 16 partitions is stuck: partition 5 of orders at offset 1,234, member c-1.',
    ],
    [
      'one partition stuck, at a member whose id hides something',
      { ...stuck, firstStuck: { ...stuck.firstStuck, member: 'c\u202e\t1 ' } },
      'stalled: Some partitions make no progress · lag 250. 1 of 16 partitions is stuck: partition 5 of orders at offset 1,234, member c\\u202e\\t1·.',
    ],
    [
      'some partitions stuck that nobody has',
      { stuckCount: 3, firstStuck: { topic: 'orders', partition: 5, offset: null, member: null } },
      'ok: Lag steady over the last minutes. Now consuming 98/s, producing 98/s. 3 of 16 partitions are stuck, the longest partition 5 of orders, unassigned.',
    ],
    ['watched for too short a time', young, 'unknown: Observed for less than a minute.'],
    [
      'nothing could be read',
      { ...nothingKnown, unknownCount: 16, unknownReason: 'The coordinator is still loading.' },
      'unknown: The coordinator is still loading.',
    ],
    [
      'nothing was read yet',
      { ...nothingKnown, unknownCount: 16 },
      'unknown: No partition of the group has been read yet.',
    ],
    ['nothing is committed', nothingKnown, 'unknown: No committed offsets yet, so the lag is unknown.'],
    [
      'there is nothing at all',
      { ...nothingKnown, partitionCount: 0 },
      'unknown: No committed offsets and no assignment, so there is no lag.',
    ],
    [
      'some partitions are unknown',
      { unknownCount: 2 },
      'unknown: Lag steady over the last minutes. Now consuming 98/s, producing 98/s. The lag of 2 of 16 partitions is unknown.',
    ],
    [
      'nothing to read where it is known',
      { ...caughtUp, unknownCount: 1 },
      'unknown: Up to date, as far as known. The lag of 1 of 16 partitions is unknown.',
    ],
    [
      'some partitions are unknown, and it falls behind on the others',
      { unknownCount: 1, ...growing },
      'falling-behind: Lag growing by 84/s over the last 2 min 00 s. Now consuming 98/s, producing 98/s. The lag of 1 of 16 partitions is unknown.',
    ],
    [
      'the members are not known, and nothing is committed',
      { ...stalled, memberCount: null, trend: 'growing' },
      'stalled: No committed offset has moved since 2026-11-21T10:37:50.000Z · lag 1,204.',
    ],
    [
      'members that come and go without committing',
      { ...stalled, memberCount: 1, joins: { count: 4, firstMs: ago(128), lastMs: ago(8) } },
      'stalled: No committed offset has moved since 2026-11-21T10:37:50.000Z · lag 1,204. Members keep rejoining: one joins about every 40 s.',
    ],
    [
      'between two members that come and go without committing',
      { ...stalled, memberCount: 0, joins: { count: 4, firstMs: ago(128), lastMs: ago(38) } },
      'stalled: No committed offset has moved since 2026-11-21T10:37:50.000Z · lag 1,204. Members keep rejoining: one joins about every 30 s.',
    ],
    [
      'members that came and went until lately',
      { ...stopped, joins: { count: 4, firstMs: ago(220), lastMs: ago(100) } },
      'stalled: No committed offset has moved since 2026-11-21T10:01:40.000Z · lag 1,204. Members keep rejoining: one joins about every 40 s.',
    ],
    [
      'members that came and went, and no longer do',
      { ...stopped, joins: { count: 4, firstMs: ago(320), lastMs: ago(200) } },
      'stopped: No active members · lag 1,204.',
    ],
    [
      'one partition stuck while the others keep up',
      stuck,
      'stalled: Some partitions make no progress · lag 250. 1 of 16 partitions is stuck: partition 5 of orders at offset 1,234, member c-1.',
    ],
    [
      'the only partition stuck',
      { ...stalled, ...stuck, partitionCount: 1, memberCount: 1 },
      'stalled: No committed offset has moved since 2026-11-21T10:37:50.000Z, though 1 member is active · lag 1,204. 1 of 1 partition is stuck: partition 5 of orders at offset 1,234, member c-1.',
    ],
  ] as [string, Partial<GroupDetails & GroupStanding>, string][])('%s', (_name, facts, expected) => {
    expect(explained(facts)).toBe(expected)
  })

  const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: null })
  const time = maybe(fc.integer({ min: ago(10_000), max: NOW }))
  const count = fc.nat(20)
  const rate = maybe(fc.double({ min: 0, max: 1e6, noNaN: true }))
  const anyDetails: fc.Arbitrary<GroupDetails & GroupStanding> = fc.record({
    nowMs: fc.constant(NOW),
    totalLag: maybe(fc.maxSafeNat()),
    markerLag: count,
    beyondEndCount: count,
    beyondEnd: maybe(fc.constant({ topic: 't', partition: 0, offsets: 3 })),
    withoutCommit: count,
    memberCount: maybe(count),
    joins: maybe(fc.record({ count, firstMs: fc.integer({ min: ago(900), max: NOW }), lastMs: fc.constant(NOW) })),
    ownedStuckCount: count,
    trend: maybe(fc.constantFrom(...lagTrends)),
    watchedSinceMs: time,
    waitingSinceMs: time,
    movedMs: time,
    movedBeforeMs: time,
    growingSinceMs: time,
    lagPerSecond: maybe(fc.double({ min: -1e6, max: 1e6, noNaN: true })),
    lagMovedOverMs: rate,
    partitionCount: count,
    unknownCount: count,
    unknownReason: maybe(fc.constant('The coordinator is still loading.')),
    emptySinceMs: time,
    isRebalancing: fc.boolean(),
    producePerSecond: rate,
    consumePerSecond: rate,
    etaMs: rate,
    stuckCount: count,
    firstStuck: maybe(fc.constant({ topic: 't', partition: 0, offset: null, member: null })),
    expired: count,
    heldBack: count,
  })

  test('whatever is missing, there is a status and a sentence without holes', () => {
    fc.assert(
      fc.property(anyDetails, (details) => {
        const status = groupStatus(details)
        expect(groupStatuses).toContain(status)
        const sentence = explainStatus(status, details)
        expect(sentence).toMatch(/^[A-Z].*\.$/)
        expect(sentence).not.toMatch(/null|NaN|undefined|Invalid| {2}/)
      }),
    )
  })
})
