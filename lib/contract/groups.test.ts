import { describe, expect, test } from 'vitest'
import { getGroupHistory } from './group-history.ts'
import { deleteGroup, deleteGroupOffsets, offsetResetSchema, resetGroupOffsets } from './group-offsets.ts'
import { getGroup, groupListQuery, listGroupMembers, listGroupPartitions, listGroups, withOrder } from './groups.ts'
import { listTopicGroups, topicGroupListQuery } from './topic-groups.ts'

test('every route stands where the contract has it', () => {
  const defined = [
    listGroups,
    getGroup,
    listGroupPartitions,
    listGroupMembers,
    getGroupHistory,
    listTopicGroups,
    resetGroupOffsets,
    deleteGroupOffsets,
    deleteGroup,
  ]
  expect(defined.map(({ method, path }) => `${method} ${path.replace('/clusters/:c', '')}`)).toEqual([
    'GET /groups',
    'GET /groups/:g',
    'GET /groups/:g/partitions',
    'GET /groups/:g/members',
    'GET /groups/:g/history',
    'GET /topics/:t/groups',
    'POST /groups/:g/offsets',
    'DELETE /groups/:g/offsets',
    'DELETE /groups/:g',
  ])
})

test.each([
  [groupListQuery, {}, { sort: 'totalLag', order: 'desc' }],
  [groupListQuery, { sort: 'id' }, { sort: 'id', order: 'asc' }],
  [groupListQuery, { order: 'asc' }, { sort: 'totalLag', order: 'asc' }],
  [topicGroupListQuery, {}, { sort: 'lag', order: 'desc' }],
])('those with the highest lag come first by default: %#', (schema, query, expected) => {
  expect(withOrder(schema.parse(query))).toMatchObject(expected)
})

describe('where offsets go', () => {
  test.each([
    [{ type: 'earliest' }, true],
    [{ type: 'offset', offset: 5 }, true],
    [{ type: 'offset' }, false],
    [{ type: 'offset', offset: -1 }, false],
    [{ type: 'timestamp', at: '2026-11-21T10:40:00Z' }, true],
    [{ type: 'timestamp', at: 'yesterday' }, false],
    [{ type: 'duration', durationMs: 60_000 }, true],
    [{ type: 'shift', by: -100 }, true],
    [{ type: 'shift', by: 0.5 }, false],
    [{ type: 'group', group: '' }, true],
    [{ type: 'rows', rows: [{ topic: 'a', partition: 0, offset: null }] }, true],
    [{ type: 'rows', rows: [] }, false],
    [{ type: 'EARLIEST' }, false],
    [{ type: 'earliest', offset: 5 }, false],
  ])('%j: %s', (to, isValid) => {
    expect(offsetResetSchema.safeParse({ to }).success).toBe(isValid)
  })

  test('nothing is applied unless that is said', () => {
    expect(offsetResetSchema.parse({ to: { type: 'latest' } }).dryRun).toBe(true)
  })
})

describe('the filter by the state of groups', () => {
  test.each(['Stable', 'preparingrebalance', 'NotReady'])('%s is one', (state) => {
    expect(groupListQuery.parse({ state }).state).toBe(state)
  })

  test.each(['Sleepy', '', 'Stable '])('"%s" is none, and those that are get named', (state) => {
    const { error } = groupListQuery.safeParse({ state })
    expect(error?.issues).toMatchObject([{ path: ['state'], message: expect.stringContaining('one of Stable, Empty') }])
  })
})
