import { figuresAfter } from '#lib/monitor/operations/position-figures.ts'
import { buildCatalog, sortTopics } from '#lib/monitor/snapshot/catalog.ts'
import { knownGroup, LagWorld } from '#lib/monitor/testing/groups.ts'
import { AS_OF_MS, metadataOf, partition, stateOf, topic } from '#lib/monitor/testing/snapshots.ts'
import type { describeMetrics } from '#lib/server/metrics.ts'

const metadata = metadataOf([topic('orders', [partition(0), partition(1)])])
const ODD_ID = 'quote " slash \\ line\nend'

/** One cluster with some unknown facts about its groups, and one that has not answered yet. */
export function clusters() {
  const world = new LagWorld(buildCatalog(sortTopics(metadata.topics), null, 0))
  const groups = [
    knownGroup({ id: 'behind', committed: { orders: [40, 90] } }),
    knownGroup({ id: 'gone', committed: { missing: [7] } }),
    knownGroup({ id: 'never-commits', members: ['m'], committed: { orders: [Number.NaN, Number.NaN] } }),
    knownGroup({ id: ODD_ID, members: ['m'], committed: { orders: [100, 100] } }),
  ]
  const measured = world.at(AS_OF_MS, groups, { orders: [100, 100] })
  const state = stateOf({ metadata, groups: world.lag.columns, groupsAtMs: AS_OF_MS })
  const call = async (_verb: string, after: string | null) => figuresAfter(measured, after)
  return [
    { id: 'demo', monitor: { state, call } },
    { id: 'away', monitor: { state: { snapshot: null, failure: null }, call } },
  ] as unknown as Parameters<typeof describeMetrics>[0]
}
