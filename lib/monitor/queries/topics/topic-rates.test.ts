import { expect, test, vi } from 'vitest'
import { topicRatesSchema } from '#lib/contract/topic-rates.ts'
import { topicListQuery } from '#lib/contract/topics.ts'
import type { ClusterMonitor } from '#lib/monitor/monitor.ts'
import { metadataOf, partition, stateOf, topic } from '#lib/monitor/testing/snapshots.ts'
import { listTopicRates, recentPoints } from './topic-rates.ts'

const NOW_MS = Date.UTC(2026, 10, 21, 10, 40)
const rate = (minutesAgo: number, perSecond: number) => ({ atMs: NOW_MS - minutesAgo * 60_000, perSecond })

test('rates that are kept at growing distances become points at equal ones', () => {
  const points = recentPoints([rate(20, 9), rate(15, 1), rate(5, 2), rate(1, 3), rate(0, 4)], NOW_MS)
  expect(points).toHaveLength(30)
  expect(points[0]).toBe(2)
  expect(points.filter((point) => point === 2)).toHaveLength(20)
  expect(points.slice(-3)).toEqual([3, 4, 4])
})

test('what is not known yet has no points, and neither has what lies before a gap', () => {
  expect(recentPoints([], NOW_MS)).toEqual([])
  expect(recentPoints([rate(1, Number.NaN)], NOW_MS)).toEqual([])
  const points = recentPoints([rate(10, 9), rate(2, Number.NaN), rate(1, 5), rate(0, 6)], NOW_MS)
  expect(points).toEqual([5, 6, 6].slice(0, points.length))
  expect(points).toHaveLength(3)
})

test('of a page of the list only its topics are asked for, and of none nothing', async () => {
  const { snapshot, failure } = stateOf({
    metadata: metadataOf([topic('a', [partition(0)]), topic('b', [partition(0)]), topic('c', [partition(0)])]),
  })
  const call = vi.fn(async (_name: string, names: readonly string[]) => names.map(() => [rate(0, 7)]))
  // Of the monitor only these are used.
  const monitor = { state: { snapshot, failure }, call } as unknown as ClusterMonitor
  const reply = await listTopicRates(monitor, topicListQuery.parse({ order: 'desc', pageSize: '2' }))
  expect(call).toHaveBeenCalledExactlyOnceWith('writtenEach', ['c', 'b'])
  expect(reply).toMatchObject({ total: 3, items: [{ name: 'c' }, { name: 'b' }] })
  for (const item of reply.items) topicRatesSchema.strict().parse(item)
  await listTopicRates(monitor, topicListQuery.parse({ q: 'nothing' }))
  expect(call).toHaveBeenCalledOnce()
})
