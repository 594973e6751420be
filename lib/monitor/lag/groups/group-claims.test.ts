import { describe, expect, test } from 'vitest'
import type { ClusterMonitor } from '#lib/monitor/monitor.ts'
import { listGroupMembers } from '#lib/monitor/operations/group-members.ts'
import { listGroupPartitions } from '#lib/monitor/operations/group-partitions.ts'
import { getGroup } from '#lib/monitor/queries/groups/groups.ts'
import { buildCatalog, sortTopics } from '#lib/monitor/snapshot/catalog.ts'
import { knownGroup, LagWorld } from '#lib/monitor/testing/groups.ts'
import { metadataOf, partition, stateOf, topic } from '#lib/monitor/testing/snapshots.ts'
import { whyNotAttributed } from './group-claims.ts'

const told = { id: 'g', members: ['m'], committed: { orders: [1] }, hidesAssignments: true }

describe('who has what is', () => {
  test.each([
    ['known of members that say it', knownGroup({ ...told, hidesAssignments: false }), null],
    ['known where there is nobody', knownGroup({ id: 'g' }), null],
    ['not known yet while the group rebalances', knownGroup({ ...told, state: 'PreparingRebalance' }), 'rebalancing'],
    ['not known of bytes that are no assignment', knownGroup(told), 'malformed'],
    ['not known of other protocols', knownGroup({ ...told, protocolType: 'connect' }), 'unsupported'],
    ['not known of who was not described', { ...knownGroup(told), description: null }, 'unknown'],
    [
      'not known of who may not be described',
      { ...knownGroup(told), description: null, problems: [{ field: 'memberCount', code: 'DENIED', message: 'No.' }] },
      'DENIED',
    ],
  ])('%s', (_name, group, code) => {
    expect(whyNotAttributed(group)?.code ?? null).toBe(code)
  })
})

// A topic of a group that rebalances was said to have no members, and its partitions to belong to nobody.
test('members that do not say what they have are not counted as none', () => {
  const metadata = metadataOf([topic('orders', [partition(0)])])
  const lagWorld = new LagWorld(buildCatalog(sortTopics(metadata.topics), null, 0))
  const group = knownGroup({ ...told, state: 'PreparingRebalance' })
  const measured = lagWorld.at(1_000, [group], { orders: [5] })
  const state = stateOf({ metadata, groups: lagWorld.lag.columns, groupsAtMs: 1_000 })
  // Nothing but these two is asked of it.
  const monitor = { state, call: async () => null } as unknown as ClusterMonitor
  expect(getGroup(monitor, 'g')).toMatchObject({ memberCount: 1, topics: [{ topic: 'orders', memberCount: null }] })
  const query = { q: '', order: 'asc', page: 1, pageSize: 50 } as const
  const [item] = listGroupPartitions(state, lagWorld.lag, measured, 0, { ...query, sort: 'topic' }).items
  expect(item?.memberId).toBeNull()
  expect(item?.problems).toContainEqual(expect.objectContaining({ field: 'memberId', code: 'rebalancing' }))
  const [member] = listGroupMembers(state, group, { ...query, sort: 'id' }).items
  expect(member?.problems).toMatchObject([{ field: 'assignment', code: 'rebalancing' }])
})
