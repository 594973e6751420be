import { describe, expect, test } from 'vitest'
import { groupStatuses } from '#lib/contract/group-states.ts'
import type { Liveness } from '#lib/monitor/snapshot/broker-facts.ts'
import { emptyGroups, type GroupColumns } from '#lib/monitor/snapshot/group-columns.ts'
import type { Findings, Snapshot } from '#lib/monitor/snapshot/snapshot.ts'
import { buildSnapshot } from '#lib/monitor/snapshot/snapshot.ts'
import { findings, metadataOf, partition, quorumOf, topic, UP } from '#lib/monitor/testing/snapshots.ts'
import { ClusterEvents } from './cluster-events.ts'
import { nextAlarm } from './group-alarms.ts'

const AT_MS = Date.UTC(2026, 10, 21, 10, 40)
const DOWN: Liveness = { online: false, downSinceMs: AT_MS - 5_000, failure: null }
const UNASKED: Liveness = { online: null, downSinceMs: null, failure: null }

const snapshot = (facts: Parameters<typeof findings>[0] = {}): Snapshot => buildSnapshot(1, findings(facts))
const topics = (...names: string[]) =>
  snapshot({ metadata: metadataOf(names.map((name) => topic(name, [partition(0)]))) })
const broker2 = (liveness: Liveness): Pick<Findings, 'livenessOf'> => ({
  livenessOf: (id) => (id === 2 ? liveness : UP),
})

function groups(statuses: Readonly<Record<string, (typeof groupStatuses)[number]>>): GroupColumns {
  const ids = Object.keys(statuses)
  return {
    ...emptyGroups(),
    ids,
    statuses: Int32Array.from(Object.values(statuses), (status) => groupStatuses.indexOf(status)),
    totalLags: new Float64Array(ids.length).fill(1_234),
  }
}

/** The texts of what is seen, one snapshot a minute. */
function textsOf(...snapshots: Snapshot[]): string[] {
  const events = new ClusterEvents()
  return snapshots.flatMap((one, minute) => events.observe(one, AT_MS + minute * 60_000)).map(({ text }) => text)
}

test('the first snapshot has no event, whatever is wrong with the cluster', () => {
  const bad = snapshot({
    ...broker2(DOWN),
    metadata: metadataOf([topic('orders', [partition(0, { isr: [1] }), partition(1, { leader: -1 })])]),
    groups: groups({ far: 'stopped' }),
    quorum: quorumOf({ lostAtMs: AT_MS }),
  })
  expect(textsOf(bad, bad)).toEqual([])
})

describe('brokers', () => {
  test('one that goes down and comes back, at the time at which it went down', () => {
    const events = new ClusterEvents()
    expect(events.observe(snapshot(broker2(UP)), AT_MS)).toEqual([])
    expect(events.observe(snapshot(broker2(DOWN)), AT_MS)[0]).toEqual({
      atMs: AT_MS - 5_000,
      kind: 'broker-down',
      text: 'Broker 2 went down.',
      subject: { kind: 'broker', id: '2' },
    })
    const texts = events.observe(snapshot(broker2(UP)), AT_MS + 1_000).map(({ text }) => text)
    expect(texts).toEqual(['Broker 2 is up again.', 'No partition is offline any more.'])
  })

  test('one that was down before the dashboard was started is no event when it is first asked', () => {
    expect(textsOf(snapshot(broker2(UNASKED)), snapshot(broker2(DOWN)))).toEqual([])
  })

  test('one that cannot be asked for a while is no event', () => {
    expect(textsOf(snapshot(broker2(UP)), snapshot(broker2(UNASKED)), snapshot(broker2(UP)))).toEqual([])
  })

  test('the controller moves, also over a time at which none is known', () => {
    const led = (leaderId: number) =>
      snapshot({
        quorum: quorumOf({ latest: { leaderId, leaderEpoch: 1, highWatermark: 1, voters: [], observers: [] } }),
      })
    expect(textsOf(led(1), led(1), led(3))).toEqual(['Broker 3 became the controller.'])
    const lost = snapshot({ quorum: quorumOf({ lostAtMs: AT_MS }) })
    expect(textsOf(led(1), lost, led(1))).toEqual(['The controller quorum was lost.', 'The controller quorum is back.'])
  })
})

describe('partitions', () => {
  const withIsr = (...isrs: number[][]) =>
    snapshot({
      metadata: metadataOf([
        topic(
          'orders',
          isrs.map((isr, id) => partition(id, { isr })),
        ),
      ]),
    })

  test('under-replicated ones are counted each time there are more, until there are none', () => {
    const [well, one, both] = [withIsr([1, 2], [1, 2]), withIsr([1], [1, 2]), withIsr([1], [1])]
    expect(textsOf(well, one, one, both, one, well)).toEqual([
      '1 partition is under-replicated.',
      '2 partitions are under-replicated.',
      'All replicas are in sync again.',
    ])
  })
})

describe('topics', () => {
  test('are created and deleted', () => {
    expect(textsOf(topics('a'), topics('a', 'b'), topics('b'))).toEqual([
      'Topic b was created.',
      'Topic a was deleted.',
    ])
  })

  test('many at once are counted', () => {
    expect(textsOf(topics(), topics('a', 'b', 'c', 'd'))).toEqual(['4 topics were created.'])
  })

  test('one that is there under another id was created again', () => {
    const withId = (topicId: string) => snapshot({ metadata: metadataOf([topic('a', [partition(0)], { topicId })]) })
    expect(textsOf(withId('x'), withId('y'))).toEqual(['Topic a was deleted and re-created.'])
  })
})

describe('groups', () => {
  const at = (status: (typeof groupStatuses)[number]) => snapshot({ groups: groups({ far: status }) })

  test('one that stops and consumes again', () => {
    expect(textsOf(at('ok'), at('stopped'), at('catching-up'), at('ok'))).toEqual([
      'far is stopped, lag 1,234.',
      'far is catching up, lag 1,234.',
    ])
  })

  test('one that falls behind in waves has recovered only once it keeps up', () => {
    const seen = [at('ok'), at('ok'), at('falling-behind'), at('catching-up'), at('falling-behind'), at('ok')]
    expect(textsOf(...seen)).toEqual(['far is falling behind, lag 1,234.', 'far is healthy again, lag 1,234.'])
  })

  test('what becomes known of one within two minutes was so before the dashboard was started', () => {
    expect(textsOf(at('unknown'), at('falling-behind'))).toEqual([])
    expect(textsOf(at('ok'), at('stalled'))).toEqual([])
    expect(textsOf(at('ok'), at('ok'), at('stalled'))).toEqual(['far is stalled, lag 1,234.'])
  })

  test('one that is not known for a while has no event, and one that is new none either', () => {
    expect(textsOf(at('ok'), at('unknown'), at('ok'))).toEqual([])
    expect(textsOf(snapshot(), at('stopped'))).toEqual([])
  })

  test('groups that have not been asked yet are not known', () => {
    expect(textsOf(snapshot({ groupsAtMs: null, groups: groups({ far: 'ok' }) }), at('stopped'))).toEqual([])
  })

  test.each([
    [undefined, 'unknown', undefined],
    [null, 'unknown', null],
    ['stalled', 'unknown', 'stalled'],
    ['stopped', 'catching-up', null],
    ['falling-behind', 'catching-up', 'falling-behind'],
    ['falling-behind', 'ok', null],
    ['falling-behind', 'stopped', 'stopped'],
  ] as const)('of one that was %s and is %s, what is wrong is %s', (before, status, after) => {
    expect(nextAlarm(before, status)).toBe(after)
  })
})
