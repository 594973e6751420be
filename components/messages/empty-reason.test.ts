import { expect, test } from 'vitest'
import { emptyScan, type ScanState } from '#lib/client/message-scan.ts'
import { type EmptyReason, emptyReason } from './empty-reason.ts'
import type { MessagesQuery } from './messages-query.ts'
import { plainQuery } from './testing/query.ts'

const done = {
  type: 'done',
  reason: 'end',
  scanned: 9,
  matched: 0,
  aborted: 0,
  cursor: null,
  elapsedMs: 1,
} as const
const ended = { phase: 'done', done } as const
const filled = { id: 0, startOffset: 0, endOffset: 9, offset: 9, problem: null }
const progress = { ...emptyScan.progress, scanned: 9 }
const problem = (code: string) => ({ type: 'problem', code, message: '…' }) as const

test.each<[string, Partial<ScanState>, Partial<MessagesQuery>, EmptyReason | null]>([
  ['at first', {}, {}, null],
  ['what is not followed yet', {}, { from: 'live' }, null],
  ['what is followed', { phase: 'reading' }, { from: 'live' }, 'waiting'],
  ['while nothing was found', { phase: 'reading', progress }, { contains: 'x' }, 'searching'],
  ['stopped, with a way on', { phase: 'stopped', cursor: 'c' }, {}, 'paused'],
  ['stopped at once', { phase: 'stopped' }, {}, null],
  ['at a limit', { phase: 'done', done: { ...done, reason: 'budget' }, cursor: 'c' }, {}, 'paused'],
  ['a topic that was deleted', { phase: 'done', done: { ...done, reason: 'deleted' } }, {}, null],
  ['partitions that failed', { phase: 'done', done: { ...done, reason: 'error' } }, { key: 'k' }, 'failed'],
  ['batches that cannot be read', { ...ended, problems: [problem('unreadable')] }, {}, 'failed'],
  ['batches that cannot be searched', { ...ended, problems: [problem('unreadable')] }, { key: 'k' }, 'no-match'],
  // The note about where a key is searched was treated as a failure, so that nothing was shown.
  [
    'no such key where it belongs',
    { ...ended, problems: [problem('key-partition')] },
    { key: 'k' },
    'not-in-partition',
  ],
  ['records without the field', { ...ended, problems: [problem('filter')] }, { filter: 'value.a == 1' }, 'no-match'],
  ['no such key anywhere', ended, { key: 'k', keySearch: 'all' }, 'no-match'],
  [
    'an offset beyond the end',
    { ...ended, partitions: [filled], problems: [problem('beyond-end')] },
    {},
    'empty-range',
  ],
  ['aborted ones', { ...ended, done: { ...done, aborted: 3 } }, {}, 'aborted'],
  ['no messages', { ...ended, partitions: [{ ...filled, startOffset: 9 }] }, {}, 'empty-topic'],
  ['one partition of two', { ...ended, partitions: [{ ...filled, startOffset: 9 }, filled] }, {}, 'empty-range'],
])('%s', (_name, scan, query, expected) => {
  expect(emptyReason({ ...emptyScan, ...scan }, { ...plainQuery, ...query })).toBe(expected)
})
