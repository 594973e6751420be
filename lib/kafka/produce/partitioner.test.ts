import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { MetadataPartition } from '#lib/kafka/protocol/metadata.ts'
import { keyPartitioner, murmur2, partitionOfKey, roundRobinPartitioner } from './partitioner.ts'

function partitions(leaders: readonly (number | null)[]): MetadataPartition[] {
  return leaders.map((leader, id) => {
    return { id, leader, errorCode: 0, leaderEpoch: 0, replicas: [1], isr: [1], offlineReplicas: [] }
  })
}

const unkeyed = { key: null, value: Buffer.alloc(100) }

// As Kafka's own tests of its Java client have them.
test.each([
  ['21', -973932308],
  ['foobar', -790332482],
  ['a-little-bit-long-string', -985981536],
  ['a-little-bit-longer-string', -1486304829],
  ['lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8', -58897971],
  ['abc', 479470107],
])('%s has the hash that it has in Java', (key, hash) => {
  expect(murmur2(Buffer.from(key))).toBe(hash)
})

test('a key goes to the same of all partitions, led or not', () => {
  fc.assert(
    fc.property(fc.uint8Array(), fc.integer({ min: 1, max: 64 }), (array, count) => {
      const key = Buffer.from(array)
      const choose = keyPartitioner(partitions(Array(count).fill(null)))
      const partition = choose({ key, value: null })
      expect(partition).toBe(partitionOfKey(key, count))
      expect(partition).toBeGreaterThanOrEqual(0)
      expect(partition).toBeLessThan(count)
    }),
  )
})

test('without a key records stay together for a while, and only in partitions that have a leader', () => {
  let draws = 0
  const choose = keyPartitioner(partitions([1, null, 2, 1]), () => ((3 * draws++) % 10) / 10)
  const chosen = Array.from({ length: 1_000 }, () => choose(unkeyed))
  expect(new Set(chosen)).not.toContain(1)
  expect(new Set(chosen.slice(0, 164)).size).toBe(1)
  expect(new Set(chosen).size).toBe(3)
})

test('round robin goes on where it was, past those that nobody leads', () => {
  const choose = roundRobinPartitioner(partitions([1, null, 2, 1]), 4)
  expect(Array.from({ length: 5 }, () => choose({ key: Buffer.from('k'), value: null }))).toEqual([2, 3, 0, 2, 3])
})

test('where nobody leads anything, there is nowhere to go', () => {
  expect(keyPartitioner(partitions([null]))(unkeyed)).toBeNull()
  expect(roundRobinPartitioner(partitions([null]), 0)(unkeyed)).toBeNull()
})
