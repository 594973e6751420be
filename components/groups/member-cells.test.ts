import { expect, test } from 'vitest'
import { countAssigned, formatPartitions, memberTopics } from './member-cells.ts'

test('pending changes of an assignment are distinguished from the current one', () => {
  const current = [{ topic: 'b', partitions: [1, 0] }]
  const target = [
    { topic: 'b', partitions: [0, 2] },
    { topic: 'a', partitions: [5] },
  ]
  expect(memberTopics(current, target)).toEqual([
    { topic: 'a', partitions: [{ partition: 5, state: 'gets' }] },
    {
      topic: 'b',
      partitions: [
        { partition: 0, state: 'has' },
        { partition: 1, state: 'gives' },
        { partition: 2, state: 'gets' },
      ],
    },
  ])
})

test('without a target nothing moves, and what cannot be read is empty', () => {
  expect(memberTopics([{ topic: 'a', partitions: [0] }], undefined)).toEqual([
    { topic: 'a', partitions: [{ partition: 0, state: 'has' }] },
  ])
  expect(memberTopics(null, undefined)).toEqual([])
  expect(countAssigned(null)).toBe(0)
})

test.each([
  [[], ''],
  [[3], '3'],
  [[0, 1, 2, 7], '0-2, 7'],
  [[7, 1, 0], '0-1, 7'],
])('partitions %j are written %s', (partitions, text) => {
  expect(formatPartitions(partitions)).toBe(text)
})
