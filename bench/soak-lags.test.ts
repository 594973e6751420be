import { describe, expect, test } from 'vitest'
import { compareLags, readStandings, type Standing } from './soak-lags.ts'

const OUTPUT = `
GROUP           TOPIC           PARTITION  CURRENT-OFFSET  LOG-END-OFFSET  LAG             CONSUMER-ID     HOST            CLIENT-ID
audit           payments        0          90              100             10              audit-1         /127.0.0.1      audit
audit           payments        1          -               7               -               audit-1         /127.0.0.1      audit

Consumer group 'nightly' has no active members.

GROUP           TOPIC           PARTITION  CURRENT-OFFSET  LOG-END-OFFSET  LAG             CONSUMER-ID     HOST            CLIENT-ID
nightly         payments        0          0               100             100             -               -               -
`
const standings = (standing: Partial<Standing>) =>
  new Map([['audit payments 0', { committed: 90, end: 100, lag: 10, ...standing }]])

test("the rows of Kafka's tool that have a commit are read, those of every group", () => {
  expect([...readStandings(OUTPUT)]).toEqual([
    ['audit payments 0', { committed: 90, end: 100, lag: 10 }],
    ['nightly payments 0', { committed: 0, end: 100, lag: 100 }],
  ])
})

describe('lags', () => {
  test.each([
    ['stand still', {}, {}, {}],
    ['move on meanwhile', {}, { committed: 95, end: 110, lag: 15 }, { committed: 99, end: 120, lag: 21 }],
  ])('that %s are right', (_what, before, theirs, after) => {
    expect(compareLags(standings(before), standings(theirs), standings(after))).toEqual([])
  })

  test.each([
    ['too old', { committed: 95, lag: 5 }, {}, { committed: 99, lag: 1 }],
    ['too new', {}, { end: 120, lag: 30 }, { end: 110, lag: 20 }],
    ['wrong by themselves', {}, {}, { lag: 11 }],
    ['unknown', { end: null, lag: null }, {}, { end: null, lag: null }],
  ])('that are %s are reported', (_what, before, theirs, after) => {
    expect(compareLags(standings(before), standings(theirs), standings(after))).toHaveLength(1)
  })

  test('of partitions that only one of both has are reported', () => {
    expect(compareLags(standings({}), new Map(), standings({}))).toHaveLength(1)
    expect(compareLags(new Map(), standings({}), new Map())).toHaveLength(1)
  })
})
