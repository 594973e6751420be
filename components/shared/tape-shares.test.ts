import { expect, test } from 'vitest'
import { offsetAt, shareOf } from './tape-shares.ts'

const log = { startOffset: 100, endOffset: 300 }

test.each([
  [100, log, 0],
  [150, log, 0.25],
  [300, log, 1],
  [40, log, 0],
  [900, log, 1],
  [7, { startOffset: 7, endOffset: 7 }, 1],
])('offset %d of %j lies at %d', (offset, extent, share) => {
  expect(shareOf(offset, extent)).toBe(share)
})

test.each([
  [0, 100],
  [0.5, 150],
  [0.999, 199],
  [1, 199],
  [1.2, 199],
  [-0.1, 100],
])('at %d of a log from 100 to 200 lies offset %d', (share, offset) => {
  expect(offsetAt(share, { startOffset: 100, endOffset: 200 })).toBe(offset)
})
