import { expect, test } from 'vitest'
import { ALL_RECORDS } from '#lib/kafka/protocol/delete-records.ts'
import { planTruncation } from './truncation.ts'

const ids = [0, 1]
const timeMs = Date.UTC(2026, 0, 1)

test.each([
  [{ all: true } as const, ids.map((id) => ({ id, beforeOffset: ALL_RECORDS })), []],
  [{ beforeMs: timeMs }, [], ids.map((id) => ({ id, timestampMs: timeMs }))],
  [{ partitions: [{ id: 1, beforeOffset: 7 }] }, [{ id: 1, beforeOffset: 7 }], []],
])('%j', (what, byOffset, byTime) => {
  expect(planTruncation('t', what, ids)).toEqual({ byOffset, byTime })
})

test('a partition that the topic does not have is refused, and none is touched', () => {
  expect(() => planTruncation('t', { partitions: [{ id: 2, beforeOffset: 0 }] }, ids)).toThrow('no partition 2')
})
