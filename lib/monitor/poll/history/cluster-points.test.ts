import { expect, test } from 'vitest'
import { UNKNOWN } from '#lib/monitor/snapshot/columns.ts'
import { emptyGroups, type GroupColumns } from '#lib/monitor/snapshot/group-columns.ts'
import { buildSnapshot, type Snapshot } from '#lib/monitor/snapshot/snapshot.ts'
import { AS_OF_MS, findings, metadataOf, partition, topic } from '#lib/monitor/testing/snapshots.ts'
import { ClusterHistory } from './cluster-history.ts'
import { ClusterPoints, clusterPoint } from './cluster-points.ts'

const point = (atMs: number) => ({ atMs, lag: 1, producedPerSecond: 1, consumedPerSecond: 1, underReplicated: 0 })

function lagging(facts: Partial<GroupColumns> = {}): GroupColumns {
  const consumedPerSecond = Float64Array.of(2, 3)
  return { ...emptyGroups(), ids: ['a', 'b'], totalLags: Float64Array.of(10, 5), consumedPerSecond, ...facts }
}

const snapshot = (facts: Parameters<typeof findings>[0] = {}): Snapshot => buildSnapshot(1, findings(facts))

test('the first points are close together, later ones about ten seconds apart, and the last is always the newest', () => {
  const points = new ClusterPoints()
  for (let atMs = 0; atMs <= 120_000; atMs += 2_000) points.add(point(atMs))
  const times = points.all.map(({ atMs }) => atMs / 1_000)
  expect(times).toEqual([0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 28, 36, 44, 52, 60, 68, 76, 84, 92, 100, 108, 116, 120])
})

test('keeps 400 of them, and moves with the clock', () => {
  const points = new ClusterPoints()
  for (let index = 0; index < 500; index++) points.add(point(index * 30_000))
  points.shiftTimes(-500)
  expect(points.all).toHaveLength(400)
  expect(points.all.at(-1)?.atMs).toBe(499 * 30_000 - 500)
})

test('the lag of all groups together', () => {
  expect(clusterPoint(snapshot({ groups: lagging() }), true, AS_OF_MS)).toMatchObject({ lag: 15, consumedPerSecond: 5 })
  expect(clusterPoint(snapshot(), true, AS_OF_MS)).toMatchObject({ lag: 0, consumedPerSecond: 0 })
})

test.each([
  ['the groups have not been asked', { groupsAtMs: null }],
  ['the groups could not be asked', { tiers: withFailure('groups') }],
  ['the ends could not be asked', { tiers: withFailure('offsets') }],
  [
    'a group counts with less than was known of it',
    {
      groups: lagging({
        lagMoments: [{ atMs: AS_OF_MS, lags: Float64Array.of(10, 5), partial: Uint8Array.of(0, 1) }],
      }),
    },
  ],
  ['nothing is known of any group', { groups: lagging({ totalLags: new Float64Array(2).fill(UNKNOWN) }) }],
] as const)('is not known while %s', (_, facts) => {
  expect(clusterPoint(snapshot({ groups: lagging(), ...facts }), true, AS_OF_MS).lag).toBeNaN()
})

test('a rate that leaves out partitions which were in it before is not known, and no dip', () => {
  const metadata = metadataOf([topic('orders', [partition(0), partition(1)])])
  const { offsets, catalog } = findings({ metadata })
  const answered = (errors: number[]) =>
    snapshot({
      metadata,
      catalog,
      offsets: { ...offsets, offsetErrors: Int32Array.from(errors), producedPerSecond: Float64Array.of(5, UNKNOWN) },
    })
  const ratesOf = (...errors: number[][]) => {
    const history = new ClusterHistory()
    for (const [round, own] of errors.entries()) history.observe(answered(own), AS_OF_MS + round * 10_000)
    return history.points.map(({ producedPerSecond }) => producedPerSecond)
  }
  expect(ratesOf([0, 0], [0, 6], [0, 0])).toEqual([5, UNKNOWN, 5])
  expect(ratesOf([0, 6], [0, 6])).toEqual([5, 5])
})

function withFailure(tier: 'groups' | 'offsets') {
  const { tiers } = findings()
  return { ...tiers, [tier]: { asOfMs: AS_OF_MS, failure: { code: 'timeout', message: 'Broker 2 does not answer.' } } }
}
