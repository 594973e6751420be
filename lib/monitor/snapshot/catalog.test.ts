import { expect, test } from 'vitest'
import { partition, topic } from '#lib/monitor/testing/snapshots.ts'
import { buildCatalog, partitionRows, rowsByName, sortTopics } from './catalog.ts'

const topics = sortTopics([topic('b', [partition(1), partition(0)]), topic('a', [partition(0)])])

test('topics stand by name, partitions by number, each with its rows', () => {
  const catalog = buildCatalog(topics, null, 5)
  expect(catalog.names).toEqual(['a', 'b'])
  expect([...catalog.partitionIds]).toEqual([0, 0, 1])
  expect(partitionRows(catalog, 1)).toEqual([1, 3])
  expect(rowsByName(catalog).get('b')).toBe(1)
  expect([...catalog.seenSinceMs]).toEqual([0, 0])
})

test('it stays the same one while nothing changes, whatever happens to leaders', () => {
  const before = buildCatalog(topics, null, 5)
  const moved = sortTopics([topic('a', [partition(0, { leader: null })]), topic('b', [partition(0), partition(1)])])
  expect(buildCatalog(moved, before, 9)).toBe(before)
})

test.each([
  ['a topic more', [...topics, topic('c', [])]],
  [
    'a partition more',
    sortTopics([topic('a', [partition(0), partition(1)]), topic('b', [partition(0), partition(1)])]),
  ],
  [
    'a topic that is refused now',
    sortTopics([topic('a', [partition(0)], { errorCode: 29 }), topics[1] ?? topic('b', [])]),
  ],
])('it is another with %s', (_name, changed) => {
  const before = buildCatalog(topics, null, 5)
  expect(buildCatalog(changed, before, 9)).not.toBe(before)
})

test('a topic that was created again under its name is known since then, the others since before', () => {
  const before = buildCatalog(topics, null, 5)
  const again = buildCatalog(
    sortTopics([topic('a', [partition(0)], { topicId: 'another' }), topic('b', [partition(0), partition(1)])]),
    before,
    9,
  )
  expect([...again.seenSinceMs]).toEqual([9, 0])
})
