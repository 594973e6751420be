import { expect, test } from 'vitest'
import { planTruncation } from './topic-actions.ts'

const ids = [0, 1]

test.each([
  [
    { all: true } as const,
    [
      { id: 0, before: { offset: -1 } },
      { id: 1, before: { offset: -1 } },
    ],
  ],
  [
    { before: '2026-01-01T00:00:00.000Z' },
    [
      { id: 0, before: { timeMs: Date.UTC(2026, 0, 1) } },
      { id: 1, before: { timeMs: Date.UTC(2026, 0, 1) } },
    ],
  ],
  [{ partitions: [{ id: 1, beforeOffset: 7 }] }, [{ id: 1, before: { offset: 7 } }]],
])('%j', (request, partitions) => {
  expect(planTruncation('t', request, ids)).toEqual({ topic: 't', partitions })
})

test('a partition that the topic does not have is refused, and none is touched', () => {
  expect(() => planTruncation('t', { partitions: [{ id: 2, beforeOffset: 0 }] }, ids)).toThrow('no partition 2')
})
