import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { lagStatuses } from '#lib/contract/group-states.ts'
import { buildPositions, findPositions, type GroupClaims } from '#lib/monitor/lag/groups/group-positions.ts'
import { buildCatalog, sortTopics } from '#lib/monitor/snapshot/catalog.ts'
import { known, UNKNOWN } from '#lib/monitor/snapshot/columns.ts'
import { unknownOffsets } from '#lib/monitor/snapshot/partition-columns.ts'
import { partition, topic } from '#lib/monitor/testing/snapshots.ts'
import { buildLags, noCommits, sumLags } from './lag-columns.ts'

type Partitions<Value> = Readonly<Record<string, Value>>

interface World {
  readonly group?: Partial<GroupClaims>
  /** By `topic-partition`. */
  readonly commits?: Partitions<number | { error: number }>
  readonly ends?: Partitions<readonly [start: number, end: number] | { error: number }>
  readonly told?: Partitions<number>
}

const COORDINATOR_LOADING = 14
const catalog = buildCatalog(
  sortTopics([topic('a', [partition(0), partition(1)]), topic('b', [partition(0)])]),
  null,
  0,
)

/** All positions of a group as `topic-partition status lag`, and what they sum up to. */
function lagsOf({ group = {}, commits = {}, ends = {}, told = {} }: World) {
  const committed = Object.entries(commits).flatMap(([name, commit]) => {
    const [of = '', id] = name.split('-')
    return typeof commit === 'number' ? [{ topic: of, partitions: [Number(id)] }] : []
  })
  const topics = findPositions({ type: 'classic', protocolType: 'consumer', committed, members: [], ...group }, catalog)
  const positions = buildPositions([topics])
  const names = topics.flatMap(({ topic: of, positions: all }) => all.map(({ partition: id }) => `${of}-${id}`))
  const columns = noCommits(names.length)
  columns.commitErrors.fill(0)
  for (const [row, name] of names.entries()) {
    const commit = commits[name]
    if (typeof commit === 'number') columns.committed[row] = commit
    else if (commit) columns.commitErrors[row] = commit.error
    columns.reportedLags[row] = told[name] ?? UNKNOWN
  }
  const offsets = unknownOffsets(catalog.partitionIds.length)
  for (const [row, name] of ['a-0', 'a-1', 'b-0'].entries()) {
    const end = ends[name] ?? [0, 100]
    offsets.offsetErrors[row] = 'error' in end ? end.error : 0
    if (!('error' in end)) [offsets.startOffsets[row], offsets.endOffsets[row]] = end
  }
  const lags = buildLags(positions, columns, offsets)
  const totals = sumLags(lags, positions.firstOfGroups)
  const perTopic = sumLags(lags, positions.firstOfTopics)
  return {
    rows: names.map((name, row) => `${name} ${lagStatuses[lags.statuses[row] ?? -1]} ${known(lags.lags[row])}`),
    total: known(totals.totalLags[0]),
    most: known(totals.maxPartitionLags[0]),
    unknown: totals.unknown[0],
    topics: Object.fromEntries(topics.map(({ topic: of }, row) => [of, known(perTopic.totalLags[row])])),
  }
}

const member = (subscribed: string[], assigned: Partitions<number[]> = {}) => ({
  subscribed,
  assigned: Object.entries(assigned).map(([of, partitions]) => ({ topic: of, partitions })),
})

describe('the cases that others got wrong', () => {
  test.each([
    [
      'a partition without a commit is shown, and not summed as if all of it were unread',
      { commits: { 'a-0': 40 } },
      { rows: ['a-0 ok 60', 'a-1 no-commit null'], total: 60, most: 60, unknown: 0 },
    ],
    [
      'a commit beyond the end counts nothing instead of less than nothing',
      { commits: { 'a-0': 140, 'a-1': 90 } },
      { rows: ['a-0 ahead-of-end 0', 'a-1 ok 10'], total: 10, most: 10 },
    ],
    [
      'a commit that retention overtook counts up to the end',
      { commits: { 'b-0': 5 }, ends: { 'b-0': [20, 100] } as const },
      { rows: ['b-0 behind-retention 95'], total: 95 },
    ],
    [
      'a start after its end makes nothing negative',
      { commits: { 'b-0': 100 }, ends: { 'b-0': [130, 100] } as const },
      { rows: ['b-0 ok 0'], total: 0 },
    ],
    [
      'an end that is missing makes its partition unknown, and the total partial',
      { commits: { 'a-0': 40, 'a-1': 40 }, ends: { 'a-1': { error: 6 } } },
      { rows: ['a-0 ok 60', 'a-1 unknown null'], total: 60, unknown: 1 },
    ],
    [
      'a deleted topic stays visible with what was committed, and is unknown',
      { commits: { 'b-0': 40, 'gone-3': 7 } },
      { rows: ['b-0 ok 60', 'gone-3 unknown null'], total: 60, unknown: 1, topics: { b: 60, gone: null } },
    ],
    [
      'a partition that the topic does not have any more stays visible',
      { commits: { 'b-0': 40, 'b-9': 7 } },
      { rows: ['b-0 ok 60', 'b-9 unknown null'], unknown: 1 },
    ],
    [
      'a group without members is told by its commits alone',
      { commits: { 'a-0': 100, 'a-1': 70 } },
      { rows: ['a-0 ok 0', 'a-1 ok 30'], total: 30, most: 30, topics: { a: 30 } },
    ],
    [
      'what is committed but assigned to nobody counts beside what is assigned',
      { commits: { 'a-0': 50, 'b-0': 50 }, group: { members: [member(['a'], { a: [0, 1] })] } },
      { rows: ['a-0 ok 50', 'a-1 no-commit null', 'b-0 ok 50'], total: 100 },
    ],
    [
      'what is assigned but not committed is there',
      { group: { members: [member([], { b: [0] })] } },
      { rows: ['b-0 no-commit null'], total: null, unknown: 0 },
    ],
    [
      'a member that subscribed and has nothing yet brings its topic',
      { group: { members: [member(['a', 'not-yet'])] } },
      { rows: ['a-0 no-commit null', 'a-1 no-commit null'], total: null, topics: { a: null, 'not-yet': null } },
    ],
    [
      'a group that speaks another protocol is told by its commits, whatever its members seem to say',
      { commits: { 'b-0': 50 }, group: { protocolType: 'connect', members: [member(['a'], { a: [0] })] } },
      { rows: ['b-0 ok 50'], total: 50 },
    ],
    [
      'a coordinator that is loading makes a group unknown, not caught up',
      { commits: { 'b-0': { error: COORDINATOR_LOADING } }, group: { members: [member(['b'])] } },
      { rows: ['b-0 unknown null'], total: null, unknown: 1 },
    ],
    [
      'a partition that two members claim counts once',
      { commits: { 'b-0': 50 }, group: { members: [member([], { b: [0] }), member([], { b: [0] })] } },
      { rows: ['b-0 ok 50'], total: 50 },
    ],
    [
      "a share group's lag is the broker's where it tells it, else end minus start",
      {
        commits: { 'a-0': 40, 'a-1': 40 },
        told: { 'a-0': 12 },
        group: { type: 'share', protocolType: '', members: [member(['a'])] },
      },
      { rows: ['a-0 ok 12', 'a-1 ok 60'], total: 72 },
    ],
    ['a group of which nothing is known has no total', {}, { rows: [], total: null, most: null, unknown: 0 }],
  ] as [string, World, object][])('%s', (_name, world, expected) => {
    expect(lagsOf(world)).toMatchObject(expected)
  })
})

const lagsFrom = (lags: (number | null)[]) => ({
  statuses: Int32Array.from(lags, (lag) => (lag === null ? 4 : 0)),
  lags: Float64Array.from(lags, (lag) => lag ?? UNKNOWN),
})
const groupsOf = fc.array(fc.array(fc.option(fc.nat(), { nil: null })))

test('totals are of what is known, and null where nothing is', () => {
  fc.assert(
    fc.property(groupsOf, (groups) => {
      let row = 0
      const firstRows = [0, ...groups.map(({ length }) => (row += length))]
      const { statuses, lags } = lagsFrom(groups.flat())
      const totals = sumLags(sharedOf(statuses, lags), firstRows)
      for (const [group, told] of groups.entries()) {
        const knownLags = told.filter((lag) => lag !== null)
        const sum = knownLags.length === 0 ? null : knownLags.reduce((all, lag) => all + lag, 0)
        expect(known(totals.totalLags[group])).toBe(sum)
        expect(known(totals.maxPartitionLags[group])).toBe(sum === null ? null : Math.max(...knownLags))
        expect(totals.unknown[group]).toBe(told.length - knownLags.length)
      }
    }),
  )
})

function sharedOf(statuses: Int32Array, lags: Float64Array) {
  const columns = noCommits(lags.length)
  columns.commitErrors.set(statuses)
  columns.committed.set(lags)
  return { statuses: columns.commitErrors, lags: columns.committed }
}
