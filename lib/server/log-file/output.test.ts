import { expect, test } from 'vitest'
import { describeLogFailure } from './output.ts'

test.each([
  ['ENOSPC', 0, "The disk of the dashboard's log is full: free some space, and logging goes on by itself."],
  [
    'EROFS',
    1,
    "The disk of the dashboard's log is read-only: make it writable, and logging goes on by itself. 1 line is",
  ],
  [
    'EIO',
    12,
    "Writing to the dashboard's log fails (EIO): look at the disk of its data folder. 12 lines are lost so far.",
  ],
])('%s with %i lost lines is a sentence that says what to do', (code, lost, sentence) => {
  expect(describeLogFailure({ code, lost }).message).toContain(sentence)
})
