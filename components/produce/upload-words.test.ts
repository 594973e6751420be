import { expect, test } from 'vitest'
import { NO_COUNTS, type UploadCounts } from './upload-tally.ts'
import { describeUpload, failedFileName, shareDone } from './upload-words.ts'

const state = (phase: 'sending' | 'paused' | 'stopped' | 'done', counts: Partial<UploadCounts> = {}) => ({
  phase,
  counts: { ...NO_COUNTS, ...counts },
  trouble: null,
  fileError: null,
  fileBytes: 1_000,
})

test.each([
  [state('sending', { sent: 5 }), 'note', 'Sending…'],
  [state('paused', { sent: 5 }), 'note', 'Paused.'],
  [
    { ...state('paused'), trouble: { kind: 'error', error: null, firstLine: 1, lastLine: 2 } as const },
    'bad',
    'Paused after an error.',
  ],
  [state('stopped', { sent: 5 }), 'warn', 'Stopped after 5 messages.'],
  [{ ...state('stopped'), fileError: 'gone' }, 'bad', 'Stopped after 0 messages.'],
  [state('done', { sent: 1_200 }), 'ok', '1,200 messages sent.'],
  [state('done', { sent: 3, failed: 1 }), 'warn', '3 of 4 messages sent, 1 not.'],
  [state('done', { failed: 4 }), 'bad', 'None of 4 messages was sent.'],
  [state('done', { empty: 4 }), 'warn', 'The file has no messages.'],
])('%j', (known, tone, title) => {
  expect(describeUpload(known)).toEqual({ tone, title })
})

test('all of it is done only once every line has its result', () => {
  expect(shareDone(state('sending', { bytes: 505 }))).toBe(50)
  expect(shareDone(state('sending', { bytes: 1_000 }))).toBe(99)
  expect(shareDone(state('done', { bytes: 1_000 }))).toBe(100)
  expect(shareDone({ ...state('sending'), fileBytes: 0 })).toBe(0)
})

test.each([
  ['events.ndjson', 'events.failed.ndjson'],
  ['a.b.txt', 'a.b.failed.txt'],
  ['events', 'events.failed.ndjson'],
  ['.hidden', '.hidden.failed.ndjson'],
])('%s becomes %s', (name, expected) => {
  expect(failedFileName(name)).toBe(expected)
})
