import { expect, test } from 'vitest'
import { describePartitions } from './partition-words.ts'

test.each([
  [[], ''],
  [[4], '4'],
  [[0, 1, 2, 5, 7, 8], '0–2, 5, 7–8'],
  [Array.from({ length: 20 }, (_, at) => at * 2), '0, 2, 4, 6, 8, 10, 12, 14, …'],
])('%j', (partitions, words) => {
  expect(describePartitions(partitions)).toBe(words)
})
