import { expect, test } from 'vitest'
import { describeCount } from './count-words.ts'

const end = { type: 'done', reason: 'end', scanned: 14, matched: 11, aborted: 3, cursor: null, elapsedMs: 5 } as const
const whole = { phase: 'done', matched: 11, done: end, problems: [] } as const

test.each([
  [{}, 'Exactly 11 messages', null],
  [{ matched: 1 }, 'Exactly 1 message', null],
  [{ problems: [{ code: 'open-transaction' }, { code: 'throttled' }] }, 'Exactly 11 messages', null],
  [{ phase: 'reading', done: null }, '11 messages so far', null],
  [{ problems: [{ code: 'unreadable' }] }, 'At least 11 messages', 'Some of the topic could not be read.'],
  [{ problems: [{ code: 'expired' }] }, 'At least 11 messages', 'Some of the topic could not be read.'],
  [{ done: { ...end, reason: 'error' } }, 'At least 11 messages', 'Some of the topic could not be read.'],
  [{ phase: 'stopped', done: null }, 'At least 11 messages', 'Stopped by you before the end.'],
  [{ phase: 'failed', done: null }, 'At least 11 messages', 'The count broke off.'],
  [
    { done: { ...end, reason: 'budget', budget: 'time', cursor: 'c', elapsedMs: 120_000 } },
    'At least 11 messages',
    'Paused after 2 min 00 s, the time limit of one request. Continue resumes exactly there.',
  ],
] as const)('%j is said as %s', (change, text, why) => {
  expect(describeCount({ ...whole, ...change })).toEqual({ text, why })
})
