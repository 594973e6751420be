import { expect, test } from 'vitest'
import { kafkaErrorCode } from '#lib/kafka/protocol/error-codes.ts'
import { GroupLayouts } from '#lib/monitor/lag/groups/group-layouts.ts'
import type { KnownGroup } from '#lib/monitor/lag/groups/known-group.ts'
import { buildCatalog, sortTopics } from '#lib/monitor/snapshot/catalog.ts'
import { knownGroup } from '#lib/monitor/testing/groups.ts'
import { partition, topic } from '#lib/monitor/testing/snapshots.ts'
import { placeCommits } from './group-measure.ts'

const DENIED = kafkaErrorCode('GROUP_AUTHORIZATION_FAILED')
const catalog = buildCatalog(
  sortTopics([topic('a', [partition(0), partition(1)]), topic('b', [partition(0)])]),
  null,
  0,
)
const still = knownGroup({ id: 'still', committed: { a: [1, 2] } })
const moving = knownGroup({ id: 'moving', committed: { a: [3, 4], b: [5] } })
const before = [moving, still]

test.each<[what: string, after: KnownGroup]>([
  ['has moved', { ...moving, commits: knownGroup({ id: 'moving', committed: { a: [3, 9], b: [6] } }).commits }],
  ['may not be read any more', { ...moving, commitError: DENIED }],
  [
    'has lost a commit',
    { ...moving, commits: knownGroup({ id: 'moving', committed: { a: [3, Number.NaN], b: [6] } }).commits },
  ],
  [
    'tells lags of its own',
    { ...moving, commits: moving.commits.map((own) => ({ ...own, reportedLags: own.committed })) },
  ],
])('placing only the group that %s is as good as placing all', (_what, after) => {
  const layouts = new GroupLayouts()
  const layout = layouts.follow(before, catalog)
  const commits = placeCommits(before, layout)
  const groups = [after, still]
  expect(layouts.follow(groups, catalog)).toBe(layout)
  const placed = placeCommits(groups, layout, { groups: before, commits })
  expect(placed).toEqual(placeCommits(groups, layout))
  expect(placed).not.toEqual(commits)
})
