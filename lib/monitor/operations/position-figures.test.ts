import { expect, test } from 'vitest'
import { buildCatalog, sortTopics } from '#lib/monitor/snapshot/catalog.ts'
import { knownGroup, LagWorld } from '#lib/monitor/testing/groups.ts'
import { partition, topic } from '#lib/monitor/testing/snapshots.ts'
import { figuresAfter } from './position-figures.ts'

const PARTITIONS = 600
const ids = Array.from({ length: PARTITIONS }, (_, id) => id)
const world = new LagWorld(
  buildCatalog(
    sortTopics([
      topic(
        'a',
        ids.map((id) => partition(id)),
      ),
    ]),
    null,
    0,
  ),
)
const groups = ['one', 'three', 'two'].map((id) =>
  knownGroup({ id, members: ['m'], committed: { a: ids.map(() => 1) } }),
)
const measured = world.at(5_000, groups, { a: ids.map(() => 3) })

test('tells of every partition of every group once, whole groups at a time', () => {
  const first = figuresAfter(measured, null)
  expect(first.last).toBe('three')
  const second = figuresAfter(measured, first.last)
  expect(second.last).toBeNull()
  const names = [...first.figures, ...second.figures].map((figures) => `${figures.group} ${figures.partition}`)
  expect(new Set(names).size).toBe(3 * PARTITIONS)
  expect(names).toHaveLength(3 * PARTITIONS)
  expect(first.figures[0]).toEqual({
    group: 'one',
    topic: 'a',
    partition: 0,
    memberId: 'm',
    clientId: 'client of m',
    host: '/h',
    committed: 1,
    lag: 2,
    timeLagMs: 3_000,
  })
})

test('goes on behind a group that is gone by now, and ends behind the last', () => {
  expect(figuresAfter(measured, 'p').figures[0]?.group).toBe('three')
  expect(figuresAfter(measured, 'zzz')).toEqual({ figures: [], last: null })
})
