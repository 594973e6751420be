import { describe, expect, test } from 'vitest'
import { groupPartitionListQuery, groupSchema } from '#lib/contract/groups.ts'
import type { ClusterMonitor } from '#lib/monitor/monitor.ts'
import { listGroupPartitions } from '#lib/monitor/operations/group-partitions.ts'
import { getGroup } from '#lib/monitor/queries/groups/groups.ts'
import { buildCatalog, sortTopics } from '#lib/monitor/snapshot/catalog.ts'
import { UNKNOWN } from '#lib/monitor/snapshot/columns.ts'
import { knownGroup, LagWorld } from '#lib/monitor/testing/groups.ts'
import { metadataOf, partition, stateOf, topic } from '#lib/monitor/testing/snapshots.ts'

const metadata = metadataOf([topic('orders', [partition(0), partition(1)])])
const catalog = buildCatalog(sortTopics(metadata.topics), null, 0)
const NOW = 200_000

interface Logs {
  readonly committed: readonly number[]
  readonly starts?: readonly number[]
  /** Where each partition ends; the others have not answered. */
  readonly ends?: readonly number[]
  /** Rows of partitions of which nobody saw when their records were written. */
  readonly unseen?: readonly number[]
}

/** A group without members on two partitions that end at 100 unless said otherwise, where a record is written each second. */
function read({ committed, starts = [0, 0], ends: known = [100, 100], unseen = [] }: Logs) {
  const learnt = { timeOf: (_key: string, _offset: number): number | null => null }
  const world = new LagWorld(catalog, 0, {
    writtenAtMs: (row, offset) => (unseen.includes(row) ? UNKNOWN : (offset + 1) * 1_000),
    timeOf: (key, offset) => {
      const writtenAtMs = learnt.timeOf(key, offset)
      return writtenAtMs === null ? null : { writtenAtMs, is: 'measured' }
    },
  })
  const ends = { orders: known }
  world.at(NOW, [knownGroup({ id: 'g', committed: { orders: committed } })], ends, [], { orders: starts })
  const now = () => {
    const state = stateOf({ metadata, groups: world.lag.columns, groupsAtMs: NOW })
    const { measured } = world.lag
    if (!measured) throw new Error('nothing was measured')
    const group = getGroup({ state, call: async () => null } as unknown as ClusterMonitor, 'g')
    groupSchema.parse(group)
    const { items } = listGroupPartitions(state, world.lag, measured, 0, groupPartitionListQuery.parse({}))
    return { group, rows: items, why: (field: string) => group.problems.find((problem) => problem.field === field) }
  }
  return { now, learnt, lag: world.lag }
}

describe('how long a group has been behind', () => {
  test('is the age of its oldest message', () => {
    const { group, why } = read({ committed: [90, 40] }).now()
    expect(group).toMatchObject({ totalLag: 70, timeLagMs: 159_000 })
    expect(why('timeLagMs')).toBeUndefined()
  })

  test('is at least what is known where the age of another message is not', () => {
    const { group, why } = read({ committed: [90, 40], unseen: [1] }).now()
    expect(group).toMatchObject({ totalLag: 70, timeLagMs: 109_000 })
    expect(why('timeLagMs')).toMatchObject({ code: 'partial', message: expect.stringMatching(/^At least: on 1 part/) })
    expect(group.topics[0]?.timeLagMs).toBeNull()
  })

  test('is not known, and not nothing, where it lags only on a partition of which it is not known', () => {
    const { group, why } = read({ committed: [100, 5], unseen: [1] }).now()
    expect(group).toMatchObject({ totalLag: 95, timeLagMs: null })
    expect(why('timeLagMs')?.code).toBe('unknown')
  })

  test('is at least the age of the first message that is left where those before expired', () => {
    const { group, rows, why } = read({ committed: [10, 100], starts: [50, 0] }).now()
    expect(group).toMatchObject({ totalLag: 90, expired: 40, timeLagMs: 149_000 })
    expect(why('timeLagMs')).toMatchObject({ code: 'expired', message: expect.stringContaining('is deleted') })
    expect(rows[0]).toMatchObject({ lag: 90, expired: 40, timeLagMs: 149_000 })
  })

  // A partition whose broker was down left the group with "caught up", or with the age of what was known.
  test('is at least what is known where the lag of another partition is not, and never nothing', () => {
    const behind = read({ committed: [90, 40], ends: [100] }).now()
    expect(behind.group).toMatchObject({ totalLag: 10, partial: true, timeLagMs: 109_000 })
    expect(behind.why('timeLagMs')).toMatchObject({
      code: 'partial',
      message: 'At least: on 1 partition the lag is not known.',
    })
    const caughtUp = read({ committed: [100, 40], ends: [100] }).now()
    expect(caughtUp.group).toMatchObject({ totalLag: 0, partial: true, timeLagMs: null, etaMs: null })
    expect([caughtUp.why('timeLagMs')?.code, caughtUp.why('etaMs')?.code]).toEqual(['unknown', 'unknown'])
  })

  test('is learnt from the record itself, and is then the same of the group and of its only row', () => {
    const { now, learnt, lag } = read({ committed: [100, 5], unseen: [1] })
    learnt.timeOf = (_key, offset) => (offset === 5 ? 6_000 : null)
    lag.learnRecordTimes()
    const { group, rows } = now()
    expect(group.timeLagMs).toBe(194_000)
    expect(rows[1]).toMatchObject({ timeLagMs: 194_000, timeLagIs: 'measured' })
  })
})

test('a lag of which all expired is said to be lost: nothing is left to wait for', () => {
  const { group, rows, why } = read({ committed: [60, 100], starts: [100, 0] }).now()
  expect(group).toMatchObject({ totalLag: 40, expired: 40, timeLagMs: null, etaMs: null, status: 'stopped' })
  expect(group.statusReason).toBe(
    'No active members · lag 40. All of the lag expired before being read; no message is left.',
  )
  expect([why('totalLag')?.code, why('timeLagMs')?.code, why('etaMs')?.code]).toEqual([
    'behind-retention',
    'expired',
    'expired',
  ])
  expect(group.topics[0]).toMatchObject({ timeLagMs: null, etaMs: null })
  expect(rows[0]).toMatchObject({ lag: 40, expired: 40, timeLagMs: null, etaMs: null })
  for (const field of ['timeLagMs', 'etaMs'])
    expect(rows[0]?.problems).toContainEqual(expect.objectContaining({ field, code: 'expired' }))
})
