import { describe, expect, test } from 'vitest'
import type { OffsetTarget } from '#lib/contract/group-offsets.ts'
import { planRow, type ResetFacts } from './offset-plan.ts'

const facts: ResetFacts = {
  topic: 'a',
  partition: 0,
  committed: 40,
  unreadable: null,
  startOffset: 10,
  endOffset: 100,
  offsetAtTime: 55,
  given: null,
  error: null,
}

const rows = (offset: number | null): OffsetTarget => ({ type: 'rows', rows: [{ topic: 'a', partition: 0, offset }] })
const AT = '2026-11-21T10:40:00Z'

test.each<[string, OffsetTarget, Partial<ResetFacts>, number | null, number | null, string | null]>([
  ['to the first message', { type: 'earliest' }, {}, 10, -30, null],
  ['to the end', { type: 'latest' }, {}, 100, 60, null],
  ['nowhere', { type: 'current' }, {}, 40, 0, null],
  [
    'nowhere, without a commit',
    { type: 'current' },
    { committed: null },
    100,
    null,
    'No committed offset: set to the end offset.',
  ],
  ['to an offset', { type: 'offset', offset: 50 }, {}, 50, 10, null],
  [
    'to an offset before the log',
    { type: 'offset', offset: 3 },
    {},
    10,
    -30,
    'Clamped to the log: 3 is before the start offset 10.',
  ],
  [
    'to an offset beyond the log',
    { type: 'offset', offset: 5_000 },
    {},
    100,
    60,
    'Clamped to the log: 5,000 is beyond the end offset 100.',
  ],
  ['to a time', { type: 'timestamp', at: AT }, {}, 55, 15, null],
  [
    'to a time after all messages',
    { type: 'timestamp', at: AT },
    { offsetAtTime: null },
    100,
    60,
    'No message is that new: set to the end offset.',
  ],
  ['ago', { type: 'duration', durationMs: 5 }, {}, 55, 15, null],
  ['back', { type: 'shift', by: -5 }, {}, 35, -5, null],
  ['too far back', { type: 'shift', by: -100 }, {}, 10, -30, 'Clamped to the log: -60 is before the start offset 10.'],
  ['to where another stands', { type: 'group', group: 'x' }, { given: 70 }, 70, 30, null],
  ['row by row', rows(20), { given: 20 }, 20, -20, null],
  ['away', rows(null), {}, null, null, 'The committed offset will be deleted.'],
  [
    'out of what has expired',
    { type: 'earliest' },
    { committed: 4 },
    10,
    6,
    '6 messages before the start offset have expired.',
  ],
  [
    'back into the log',
    { type: 'latest' },
    { committed: 400 },
    100,
    -300,
    'The committed offset was beyond the end offset.',
  ],
  [
    'nowhere, out of what has expired',
    { type: 'current' },
    { committed: 4 },
    4,
    0,
    '6 messages before the start offset have expired.',
  ],
])('%s', (_name, to, given, after, change, note) => {
  expect(planRow(to, { ...facts, ...given })).toMatchObject({ after, change, note })
  expect(planRow(to, { ...facts, ...given })).not.toHaveProperty('error')
})

describe('stays as it is, and says why', () => {
  test.each<[string, OffsetTarget, Partial<ResetFacts>, string]>([
    ['moving nothing', { type: 'shift', by: 1 }, { committed: null }, 'There is no committed offset to shift.'],
    [
      'another group without a commit',
      { type: 'group', group: 'x' },
      {},
      '"x" has no committed offset on this partition.',
    ],
    [
      'a group that looks like it',
      { type: 'group', group: 'x\u200b' },
      {},
      '"x\\u200b" has no committed offset on this partition.',
    ],
    ['a topic that is gone', { type: 'latest' }, { error: 'Gone.' }, 'Gone.'],
    [
      'ends that are not known',
      { type: 'latest' },
      { endOffset: null },
      'The start and end offsets of this partition are unknown.',
    ],
  ])('%s', (_name, to, given, error) => {
    const row = planRow(to, { ...facts, ...given })
    expect(row).toMatchObject({ after: row.before, change: 0, error })
  })

  test('but a commit can be deleted whatever is known of the partition', () => {
    expect(planRow(rows(null), { ...facts, error: 'Gone.' })).toMatchObject({ before: 40, after: null })
  })
})

// A commit beyond 2^53 was left out, so that it could neither be seen nor be put right.
describe('a commit that cannot be read', () => {
  const unread = { ...facts, committed: null, unreadable: 'It cannot be read.' }

  test.each<OffsetTarget>([{ type: 'current' }, { type: 'shift', by: 5 }])('%j needs it, and says so', (to) => {
    expect(planRow(to, unread)).toMatchObject({ after: null, error: 'It cannot be read.' })
  })

  test('is replaced by an offset that does not depend on it', () => {
    expect(planRow({ type: 'latest' }, unread)).toMatchObject({ before: null, after: 100, note: 'It cannot be read.' })
  })
})
