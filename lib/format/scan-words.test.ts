import { expect, test } from 'vitest'
import { describeStop } from './scan-words.ts'

const done = { reason: 'end', cursor: 'c', scanned: 20_000_000, elapsedMs: 120_000 } as const
const asked = { from: 'newest', limit: 50, hasEnd: false } as const

test.each([
  [{ reason: 'limit' }, {}, 'Stopped after 50 rows, as many as were asked for.'],
  [{}, {}, 'Read back to the beginning: nothing is older.'],
  [{}, { from: 'oldest' }, 'Read to the end, as it was when this began.'],
  [{}, { from: 'time', hasEnd: true }, 'Read up to the time that was set.'],
  [
    { reason: 'budget', budget: 'records' },
    {},
    'Paused after 20,000,000 records, the most that one request reads. Continue goes on exactly there.',
  ],
  [
    { reason: 'budget', budget: 'time', cursor: null },
    {},
    'Paused after 2 min 00 s, the longest that one request lasts.',
  ],
  [{ reason: 'deleted' }, {}, 'Stopped: the topic was deleted while it was read.'],
] as const)('%j %j: %s', (stop, question, sentence) => {
  expect(describeStop({ ...done, ...stop }, { ...asked, ...question })).toBe(sentence)
})
