import { describe, expect, test } from 'vitest'
import {
  describeLagStatus,
  describeUnhealthyGroups,
  formatEta,
  groupName,
  stateTone,
  whyAtLeast,
} from './group-words.ts'

test.each([
  [{ status: 'ok', lag: 0, expired: 0 }, 'up to date'],
  [{ status: 'ok', lag: 5, expired: 0 }, 'in range'],
  [{ status: 'no-commit', lag: null, expired: null }, 'no committed offset'],
  [{ status: 'ahead-of-end', lag: 0, expired: null }, 'beyond the end'],
  [{ status: 'behind-retention', lag: 9, expired: 1_204 }, '1,204 expired before being read'],
  [{ status: 'unknown', lag: null, expired: null }, 'unknown'],
] as const)('%j is said as %s', (standing, word) => {
  expect(describeLagStatus(standing).word).toBe(word)
})

test('an offset that is valid is nothing to be pleased about while messages wait', () => {
  expect(describeLagStatus({ status: 'ok', lag: 5, expired: 0 }).tone).toBe('neutral')
  expect(describeLagStatus({ status: 'ok', lag: 0, expired: 0 }).tone).toBe('ok')
})

test.each([
  [0, 'up to date'],
  [2_400, '2.4 s'],
  [42_000, '42 s'],
  [5 * 60_000, '5 min'],
  [5 * 60_000 + 14_000, '5 min 10 s'],
  [23 * 60_000 + 17_000, '23 min'],
  [3_600_000, '1 h'],
  [4_320_000, '1 h 10 min'],
  [90_000_000, '1 d 1 h'],
])('what lasts %d ms, as far as is known, is said as %s', (ms, text) => {
  expect(formatEta(ms)).toBe(text)
})

test.each([
  ['Stable', 'ok'],
  ['Empty', 'neutral'],
  ['PreparingRebalance', 'warn'],
  ['Reconciling', 'warn'],
])('%s looks %s', (state, tone) => {
  expect(stateTone(state)).toBe(tone)
})

test('the number of unhealthy groups is one sentence', () => {
  const parts = [describeUnhealthyGroups('stopped', 2, true), describeUnhealthyGroups('stalled', 1, false)]
  expect([...parts, describeUnhealthyGroups('falling-behind', 1, false)].join(', ')).toBe(
    '2 groups are stopped, 1 is stalled, 1 is falling behind',
  )
  expect(describeUnhealthyGroups('falling-behind', 1_204, true)).toBe('1,204 groups are falling behind')
})

describe('an id that would look like nothing', () => {
  test.each([
    ['', '(no name)'],
    [' ', '·'],
    ['a ', 'a·'],
    ['pay\u202e\n\0', 'pay\\u202e\\n\\u0000'],
    ['a', 'a'],
  ])('%j reads %s', (id, name) => {
    expect(groupName(id)).toBe(name)
  })
})

test('a time lag is at least so long where a partition is unknown or its message is deleted, and as said otherwise', () => {
  const about = (field: string, code: string) => [{ field, code, message: `At least: ${code}.` }]
  expect(whyAtLeast(about('timeLagMs', 'partial'), 'timeLagMs')).toBe('At least: partial.')
  expect(whyAtLeast(about('timeLagMs', 'expired'), 'timeLagMs')).toBe('At least: expired.')
  expect(whyAtLeast(about('totalLag', 'partial'), 'timeLagMs')).toBeNull()
  expect(whyAtLeast(about('timeLagMs', 'unknown'), 'timeLagMs')).toBeNull()
  expect(whyAtLeast([], 'timeLagMs')).toBeNull()
})
