import { expect, test } from 'vitest'
import { buildCatalog, sortTopics } from '#lib/monitor/snapshot/catalog.ts'
import { knownGroup, LagWorld } from '#lib/monitor/testing/groups.ts'
import { partition, topic } from '#lib/monitor/testing/snapshots.ts'
import { SAMPLED_GROUPS, sampledRecords } from './sampled-records.ts'

const names = ['orders', 'seen']
const catalog = buildCatalog(sortTopics(names.map((name) => topic(name, [partition(0), partition(1)]))), null, 0)
const ends = { orders: [1_000, 1_000], seen: [1_000, 1_000] }

/** All that is in `orders` was there before anybody watched. */
function sampled(groups: Parameters<typeof knownGroup>[0][], known: readonly string[] = []) {
  const writtenAtMs = (row: number) => (row < 2 ? Number.NaN : 1_000)
  const world = new LagWorld(catalog, 0, { writtenAtMs })
  const measured = world.at(10_000, groups.map(knownGroup), ends)
  const records = sampledRecords(measured, world.lag.columns, (record) => known.includes(nameOf(record)))
  return records.map(nameOf)
}

const nameOf = (record: { key: string; topic: string; partition: number; committed: number }) =>
  `${record.topic}-${record.partition} at ${record.committed}`

test('of a group, the record on the partition that is furthest behind is read, then that on the next', () => {
  const group = { id: 'g', committed: { orders: [900, 100] } }
  expect(sampled([group])).toEqual(['orders-1 at 100'])
  expect(sampled([group], ['orders-1 at 100'])).toEqual(['orders-0 at 900'])
  expect(sampled([group], ['orders-1 at 100', 'orders-0 at 900'])).toEqual([])
})

test('nothing is read of groups that are up to date, or whose time lag is known anyway', () => {
  const upToDate = { id: 'a', committed: { orders: [1_000, 1_000] } }
  expect(sampled([upToDate, { id: 'b', committed: { seen: [0, 0] } }])).toEqual([])
})

test('however many groups there are, only those with the most lag are looked at, one record each', () => {
  const many = Array.from({ length: 100 }, (_, at) => ({ id: `g${100 + at}`, committed: { orders: [at, at] } }))
  const found = sampled(many)
  expect(found).toHaveLength(SAMPLED_GROUPS)
  expect(found.slice(0, 2)).toEqual(['orders-0 at 0', 'orders-0 at 1'])
  expect(found.at(-1)).toBe('orders-0 at 19')
})
