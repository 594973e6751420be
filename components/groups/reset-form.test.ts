import { describe, expect, test } from 'vitest'
import { emptyForm, type ResetForm, readResetForm } from './reset-form.ts'
import { makeOffsetsFile, parseOffsetRows, parseScope } from './reset-rows.ts'
import { describeChange, type ResetRow, rowsBefore, summarizeReset } from './reset-words.ts'

const read = (change: Partial<ResetForm>) => {
  const result = readResetForm({ ...emptyForm, ...change })
  return 'value' in result ? result.value : null
}

describe('where to', () => {
  test.each<[Partial<ResetForm>, unknown]>([
    [{ type: 'earliest' }, { type: 'earliest' }],
    [
      { type: 'offset', offset: ' 1,234 ' },
      { type: 'offset', offset: 1_234 },
    ],
    [{ type: 'offset', offset: '-1' }, null],
    [{ type: 'offset', offset: '' }, null],
    [
      { type: 'timestamp', time: Date.UTC(2026, 10, 21, 10, 40) },
      { type: 'timestamp', at: '2026-11-21T10:40:00.000Z' },
    ],
    [{ type: 'timestamp', time: '' }, null],
    [
      { type: 'duration', duration: '2 hours' },
      { type: 'duration', durationMs: 7_200_000 },
    ],
    [{ type: 'duration', duration: '' }, null],
    [{ type: 'duration', duration: 'a while' }, null],
    [
      { type: 'shift', shift: '-100' },
      { type: 'shift', by: -100 },
    ],
    [
      { type: 'shift', shift: '−100' },
      { type: 'shift', by: -100 },
    ],
    [
      { type: 'shift', shift: '+5' },
      { type: 'shift', by: 5 },
    ],
    [{ type: 'shift', shift: '0' }, null],
    [
      { type: 'group', group: 'other' },
      { type: 'group', group: 'other' },
    ],
    [{ type: 'group', group: '' }, null],
  ])('%j', (change, to) => {
    expect(read(change)?.to ?? null).toEqual(to)
  })

  test('all topics are meant by naming none; rows name their own', () => {
    expect(read({})).toEqual({ to: { type: 'earliest' } })
    expect(read({ scope: 'topics', topics: ['a', 'b'] })?.topics).toEqual([{ topic: 'a' }, { topic: 'b' }])
    expect(read({ scope: 'topics' })).toBeNull()
    expect(read({ type: 'rows', rows: 'a 0 5', scope: 'topics' })).toEqual({
      to: { type: 'rows', rows: [{ topic: 'a', partition: 0, offset: 5 }] },
    })
  })
})

test.each([
  ['t', [{ topic: 't' }]],
  ['t:0', [{ topic: 't', partitions: [0] }]],
  [
    ' t : 0, 3-5 \n\nu:1',
    [
      { topic: 't', partitions: [0, 3, 4, 5] },
      { topic: 'u', partitions: [1] },
    ],
  ],
  ['t:5-3', null],
  ['t:x', null],
  ['t:', null],
  [':0', null],
  ['', null],
])('the partitions of %j', (text, scopes) => {
  const result = parseScope(text)
  expect('value' in result ? result.value : null).toEqual(scopes)
})

describe('offsets row by row', () => {
  test.each([
    ['t,0,12', [{ topic: 't', partition: 0, offset: 12 }]],
    ['t 0 none', [{ topic: 't', partition: 0, offset: null }]],
    [
      '"t",0,12\nt,1,13',
      [
        { topic: 't', partition: 0, offset: 12 },
        { topic: 't', partition: 1, offset: 13 },
      ],
    ],
    ['t,0', null],
    ['t,0,-1', null],
    ['t,0,9007199254740993', null],
    ['t,0,1\nt,0,2', null],
    ['{"offsets":[]}', null],
    ['', null],
  ])('%j', (text, rows) => {
    const result = parseOffsetRows(text)
    expect('value' in result ? result.value : null).toEqual(rows)
  })

  test('a file of previous offsets is read back as it was', () => {
    const rows = [
      { topic: 't', partition: 0, offset: 5 },
      { topic: 't', partition: 1, offset: null },
    ]
    expect(parseOffsetRows(makeOffsetsFile('demo', 'g', 0, rows))).toEqual({ value: rows })
  })
})

const row = (before: number | null, after: number | null, change: number | null, error?: string): ResetRow => ({
  topic: 't',
  partition: 0,
  before,
  after,
  change,
  note: null,
  ...(error !== undefined && { error }),
})

test('undoing needs only what was moved, deleted commits and first ones included', () => {
  const rows = [row(5, 9, 4), row(5, 5, 0), row(null, 3, null), row(7, null, null), row(1, 2, 1, 'refused')]
  expect(rowsBefore(rows).map(({ offset }) => offset)).toEqual([5, null, 7])
})

test('a reset is summed up in a sentence', () => {
  expect(summarizeReset([])).toBe('Nothing changes')
  expect(
    summarizeReset([row(5, 9, 4), row(9, 4, -5), row(5, 5, 0), row(null, 3, null), row(1, 1, 0, 'no leader')]),
  ).toBe(
    '5 messages will be consumed again, 4 messages will be skipped, 1 partition gets a first committed offset, 1 partition unchanged, 1 partition cannot be reset',
  )
})

test('a completed reset is described in the past tense', () => {
  const rows = [row(5, 9, 4), row(9, 4, -5), row(5, 5, 0), row(null, 3, null), row(7, null, null), row(1, 1, 0, 'x')]
  expect(summarizeReset(rows, 'done')).toBe(
    '5 messages will be consumed again, 4 messages skipped, 1 partition got a first committed offset, 1 committed offset deleted, 1 partition unchanged, 1 partition could not be reset',
  )
  expect(summarizeReset([], 'done')).toBe('Nothing changed')
})

test.each([
  [row(9, 4, -5), '5 messages consumed again'],
  [row(4, 5, 1), '1 message skipped'],
  [row(4, 4, 0), 'unchanged'],
  [row(null, 4, null), 'first committed offset'],
  [row(4, null, null), 'committed offset deleted'],
  [row(null, null, null), 'no committed offset'],
  [row(4, 4, 0, 'no leader'), 'no leader'],
])('%j is said as %s', (changed, text) => {
  expect(describeChange(changed)).toBe(text)
})
