import { expect, test } from 'vitest'
import { buildCatalog, sortTopics } from '#lib/monitor/snapshot/catalog.ts'
import { knownGroup, LagWorld } from '#lib/monitor/testing/groups.ts'
import { partition, topic } from '#lib/monitor/testing/snapshots.ts'
import { stillTopics } from './still-topics.ts'

const topics = ['held', 'moving', 'read', 'unattended'].map((name) => topic(name, [partition(0), partition(1)]))
const catalog = buildCatalog(sortTopics(topics), null, 0)

test('topics are those on which a group with members has something to read and has not moved for ten seconds', () => {
  const world = new LagWorld(catalog)
  const ends = { held: [100, 100], moving: [100, 100], read: [100, 100], unattended: [100, 100] }
  const at = (second: number) => {
    const committed = { held: [100, 50], moving: [second, second], read: [100, 100], gone: [7] }
    const groups = [
      knownGroup({ id: 'reader', members: ['m'], committed }),
      knownGroup({ id: 'stopped', committed: { unattended: [1, 1] } }),
    ]
    const measured = world.at(second * 1_000, groups, ends)
    return [...stillTopics(measured, (position) => world.lag.waitingSinceMs(position))]
  }
  expect([0, 5].flatMap(at)).toEqual([])
  expect(at(10)).toEqual(['held'])
  expect(at(15)).toEqual(['held'])
})
