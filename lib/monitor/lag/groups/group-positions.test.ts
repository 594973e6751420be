import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { buildCatalog, sortTopics } from '#lib/monitor/snapshot/catalog.ts'
import { partition, topic } from '#lib/monitor/testing/snapshots.ts'
import { buildPositions, findPositions, type GroupClaims } from './group-positions.ts'

const catalog = buildCatalog(
  sortTopics([topic('a', [partition(0), partition(1)]), topic('b', [partition(0)]), topic('denied', [])]),
  null,
  0,
)
const group = (claims: Partial<GroupClaims>): GroupClaims => ({
  type: 'classic',
  protocolType: 'consumer',
  committed: [],
  members: [],
  ...claims,
})
const found = (claims: Partial<GroupClaims>) =>
  findPositions(group(claims), catalog).flatMap(({ topic: of, row, positions }) =>
    positions.map((position) => ({ topic: of, topicRow: row, ...position })),
  )

describe('the partitions of a group', () => {
  test('are all those of every topic that it has to do with, by topic and number', () => {
    const claims = {
      committed: [{ topic: 'b', partitions: [0] }],
      members: [{ subscribed: ['a'], assigned: [] }],
    }
    expect(found(claims).map((position) => `${position.topic}-${position.partition} ${position.isCommitted}`)).toEqual([
      'a-0 false',
      'a-1 false',
      'b-0 true',
    ])
  })

  test('know their rows in the catalog', () => {
    expect(found({ committed: [{ topic: 'b', partitions: [0] }] })).toEqual([
      { topic: 'b', topicRow: 1, partition: 0, row: 2, isCommitted: true, claims: [] },
    ])
  })

  test('of a deleted topic are those that were committed, and have no row', () => {
    expect(found({ committed: [{ topic: 'gone', partitions: [4, 2] }] })).toMatchObject([
      { partition: 2, row: -1, topicRow: -1 },
      { partition: 4, row: -1, topicRow: -1 },
    ])
  })

  test('of a topic that may not be seen are those that were committed; the topic has its row', () => {
    expect(found({ committed: [{ topic: 'denied', partitions: [0] }] })).toMatchObject([{ row: -1, topicRow: 2 }])
  })

  test('that two members claim carry both claims, each once', () => {
    const assigned = [{ topic: 'b', partitions: [0, 0] }]
    const members = [
      { subscribed: [], assigned },
      { subscribed: [], assigned },
    ]
    expect(found({ members })).toMatchObject([{ claims: [0, 1] }])
  })

  test('are attributed to nobody where the members speak a protocol of their own', () => {
    const members = [{ subscribed: ['a'], assigned: [{ topic: 'b', partitions: [0] }] }]
    const committed = [{ topic: 'b', partitions: [0] }]
    expect(found({ protocolType: 'connect', members, committed })).toMatchObject([{ topic: 'b', claims: [] }])
    expect(found({ type: 'share', protocolType: '', members })).toHaveLength(3)
  })

  test('are none where there is nothing', () => {
    expect(found({})).toEqual([])
  })
})

const name = fc.constantFrom('a', 'b', 'denied', 'gone', '__proto__', 'constructor')
const partitions = fc.array(fc.nat(4), { maxLength: 4 })
const claimed = fc.array(fc.record({ topic: name, partitions }), { maxLength: 4 })
const anyGroup: fc.Arbitrary<GroupClaims> = fc.record({
  type: fc.constantFrom('classic', 'consumer', 'share', 'streams'),
  protocolType: fc.constantFrom('consumer', 'connect', ''),
  committed: claimed,
  members: fc.array(fc.record({ subscribed: fc.array(name), assigned: claimed }), { maxLength: 3 }),
})

test('as columns, all groups are what each of them is', () => {
  fc.assert(
    fc.property(fc.array(anyGroup, { maxLength: 4 }), (groups) => {
      const apart = groups.map((claims) => findPositions(claims, catalog))
      const columns = buildPositions(apart)
      const all = apart.flat()
      const positions = all.flatMap((of) => of.positions)
      expect(columns.topicNames).toEqual(all.map((of) => of.topic))
      expect([...columns.partitionIds]).toEqual(positions.map((position) => position.partition))
      expect([...columns.partitionRows]).toEqual(positions.map((position) => position.row))
      expect(columns.firstOfGroups[groups.length]).toBe(positions.length)
      for (const [row, { claims }] of positions.entries()) {
        expect([...columns.claimMembers.subarray(columns.firstClaims[row], columns.firstClaims[row + 1])]).toEqual(
          claims,
        )
      }
      for (const [index, topics] of apart.entries()) {
        expect(columns.topicNames.slice(columns.firstTopics[index], columns.firstTopics[index + 1])).toEqual(
          topics.map((of) => of.topic),
        )
      }
    }),
  )
})
