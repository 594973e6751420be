import { expect, test } from 'vitest'
import type { GroupPartition } from '#lib/contract/groups.ts'
import {
  differences,
  listedStates,
  ourPositions,
  reportedPositions,
  reportedStates,
  reportedTotals,
} from './reported-groups.ts'

// As Kafka 4.4 prints it.
const DESCRIBED = `
Consumer group 'shoal-batch 1 of "all"' has no active members.

GROUP                  TOPIC  PARTITION  CURRENT-OFFSET  LOG-END-OFFSET  LAG  CONSUMER-ID  HOST  CLIENT-ID
shoal-batch 1 of "all" pond   0          5               9               4    -            -     -
shoal-batch 1 of "all" pond   1          12              9               -3   -            -     -

GROUP     TOPIC  PARTITION  CURRENT-OFFSET  LOG-END-OFFSET  LAG  CONSUMER-ID  HOST        CLIENT-ID
shoal-run pond   0          -               9               -    rdkafka-1    /127.0.0.1  rdkafka
other     pond   0          1               9               8    -            -           -
`
const STATES = `
GROUP                  COORDINATOR (ID)     ASSIGNMENT-STRATEGY  STATE  #MEMBERS
shoal-batch 1 of "all" 127.0.0.1:9092  (1)                       Empty  0
shoal-run              127.0.0.1:9093  (2)  range                Stable 1
`

const batch = 'shoal-batch 1 of "all"'
const positions = reportedPositions(DESCRIBED, 'shoal')

function row(facts: Partial<GroupPartition>): GroupPartition {
  const offsets = {
    committed: 5,
    startOffset: 0,
    endOffset: 9,
    lastStableOffset: 9,
    lag: 4,
    exposure: null,
    expired: 0,
  }
  const member = { memberId: null, clientId: null, host: null, metadata: '', leaderEpoch: null }
  const pace = { trend: null, consumePerSecond: 0, producePerSecond: 0, timeLagMs: 0, timeLagIs: null, etaMs: 0 }
  return { topic: 'pond', partition: 0, status: 'ok', ...offsets, ...member, ...pace, problems: [], ...facts }
}

const beyond = row({ partition: 1, committed: 12, lag: 0, status: 'ahead-of-end' })
const reading = row({ committed: null, lag: null, memberId: 'rdkafka-1', host: '/127.0.0.1', clientId: 'rdkafka' })
const unread = row({ partition: 2, committed: null, lag: null, status: 'no-commit' })

function found(...batchRows: GroupPartition[]): string[] {
  return differences(positions, new Map([...ourPositions(batch, batchRows), ...ourPositions('shoal-run', [reading])]))
}

test('the same facts are the same, also where the tool says them in its own way', () => {
  expect(found(row({}), beyond, unread)).toEqual([])
})

test.each<[what: string, GroupPartition[], count: number]>([
  ['a lag', [row({ lag: 5 }), beyond], 1],
  ['a lag beyond the end', [row({}), { ...beyond, lag: 1 }], 1],
  ['a commit', [row({ committed: 6 }), beyond], 1],
  ['an end', [row({ endOffset: 10 }), beyond], 1],
  ['a member', [row({ memberId: 'nobody' }), beyond], 1],
  ['a partition that we do not have', [row({})], 1],
  ['a partition that the tool does not have', [row({}), beyond, { ...unread, committed: 1 }], 1],
])('%s is a difference', (_what, rows, count) => {
  expect(found(...rows)).toHaveLength(count)
})

test('states are read whether or not there is an assignor, and lags are summed up', () => {
  expect(reportedStates(STATES, 'shoal')).toEqual(
    new Map([
      [batch, 'Empty with 0 members, assignor -, coordinator 1'],
      ['shoal-run', 'Stable with 1 members, assignor range, coordinator 2'],
    ]),
  )
  expect(listedStates(`${batch} Classic  Empty `, 'shoal', true)).toEqual(new Map([[batch, 'classic empty']]))
  expect(listedStates(`${batch}   Empty `, 'shoal', false)).toEqual(new Map([[batch, 'empty']]))
  expect(reportedTotals(positions)).toEqual(
    new Map([
      [batch, '4'],
      ['shoal-run', '-'],
    ]),
  )
})

test('other columns than expected are no facts', () => {
  expect(() => reportedPositions('shoal-run pond 0 1', 'shoal')).toThrow('other columns')
})
