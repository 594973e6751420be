import { expect, test } from 'vitest'
import { describeStop } from './scan-words.ts'

const done = { reason: 'end', cursor: 'c', scanned: 20_000_000, elapsedMs: 120_000 } as const
const asked = { from: 'newest', limit: 50, hasEnd: false, endsAsOfMs: null, zone: 'utc' } as const

test.each([
  [{ reason: 'limit' }, {}, 'Limit of 50 reached.'],
  [{}, {}, 'Start of the topic reached.'],
  [{}, { from: 'oldest' }, 'End of topic.'],
  [{}, { from: 'oldest', endsAsOfMs: Date.UTC(2026, 10, 21, 15, 35, 24) }, 'End of topic as of 15:35:24.'],
  [{}, { from: 'time', hasEnd: true }, 'Reached the end time.'],
  [
    { reason: 'budget', budget: 'records' },
    {},
    'Paused after 20,000,000 messages, the limit of one request. Continue resumes exactly there.',
  ],
  [{ reason: 'budget', budget: 'time', cursor: null }, {}, 'Paused after 2 min 00 s, the time limit of one request.'],
  [{ reason: 'deleted' }, {}, 'Stopped: the topic was deleted during the search.'],
] as const)('%j %j: %s', (stop, question, sentence) => {
  expect(describeStop({ ...done, ...stop }, { ...asked, ...question })).toBe(sentence)
})
