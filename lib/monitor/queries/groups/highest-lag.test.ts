import { expect, test } from 'vitest'
import { buildCatalog, sortTopics } from '#lib/monitor/snapshot/catalog.ts'
import { requireSnapshot } from '#lib/monitor/snapshot/monitor-state.ts'
import { knownGroup, LagWorld } from '#lib/monitor/testing/groups.ts'
import { metadataOf, partition, stateOf, topic } from '#lib/monitor/testing/snapshots.ts'
import { highestLagOf } from './highest-lag.ts'

const metadata = metadataOf([
  topic('orders', [partition(0), partition(1)]),
  topic('payments', [partition(0), partition(1), partition(2)]),
])
const catalog = buildCatalog(sortTopics(metadata.topics), null, 0)
const groups = [
  knownGroup({ id: 'behind', committed: { orders: [90, 95], payments: [100, 40, 60] } }),
  knownGroup({ id: 'caught-up', committed: { orders: [100, 100] } }),
  knownGroup({ id: 'gone', committed: { missing: [7] } }),
]
const world = new LagWorld(catalog)
const starts = { payments: [0, 30, 0] }
const { offsets } = world.at(1_000, groups, { orders: [100, 100], payments: [100, 100, 100] }, [], starts)
const columns = world.lag.columns
const at = (facts: Parameters<typeof stateOf>[0] = {}, row = 0) =>
  highestLagOf(requireSnapshot(stateOf({ metadata, catalog, offsets, groups: columns, ...facts })), row)

test('is the partition of which the most is unread, with its log', () => {
  expect(at()).toEqual({ topic: 'payments', partition: 1, startOffset: 30, committedOffset: 40, endOffset: 100 })
})

test.each([
  ['a group without lag', 1],
  ['a group whose topic is gone', 2],
])('there is none of %s', (_, row) => {
  expect(at({}, row)).toBeNull()
})

test('there is none where the topic was deleted since', () => {
  const without = metadataOf([topic('orders', [partition(0), partition(1)])])
  expect(at({ metadata: without, catalog: buildCatalog(sortTopics(without.topics), null, 0) })).toBeNull()
})
