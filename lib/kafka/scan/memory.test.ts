import { afterEach, describe, expect, test } from 'vitest'
import { messageStreamQuery } from '#lib/contract/messages.ts'
import { planMemory, SCANS_BYTES, shareMemory, WAITING_SCANS_BYTES } from './memory.ts'
import { splitQuery } from './query.ts'
import { append, open, startCluster, stopClusters } from './testing/sessions.ts'

const MIB = 1024 ** 2

describe('the memory of scans', () => {
  test.each([
    [0, 64],
    [1, 64],
    [2, 32],
    [4, 16],
    [8, 8],
  ])('with %i of them is %i MiB for each', (scans, share) => {
    expect(shareMemory(SCANS_BYTES, scans)).toBe(share * MIB)
  })

  test('is bounded over all, however many there are', () => {
    for (let scans = 1; scans <= 200; scans++) {
      expect(shareMemory(SCANS_BYTES, scans) * scans).toBeLessThanOrEqual(SCANS_BYTES)
      expect(shareMemory(WAITING_SCANS_BYTES, scans) * scans).toBeLessThanOrEqual(WAITING_SCANS_BYTES)
    }
  })

  test('of one that runs alone is enough to keep brokers busy, and of one of many goes down with its share', () => {
    const alone = { bufferBytes: 64 * MIB, aheadBytes: 24 * MIB, replyBytes: 8 * MIB }
    expect(planMemory(shareMemory(SCANS_BYTES, 1))).toEqual(alone)
    const oneOfEight = { bufferBytes: 8 * MIB, aheadBytes: 3 * MIB, replyBytes: 1 * MIB }
    expect(planMemory(shareMemory(SCANS_BYTES, 8))).toEqual(oneOfEight)
  })
})

describe('a scan', () => {
  afterEach(stopClusters)

  test.each([
    ['oldest', 1 * MIB],
    ['newest', 1 * MIB],
    ['oldest', 8 * MIB],
  ])('from %s with %i bytes asks for no more at once, and reads all', async (from, memoryBytes) => {
    const cluster = await startCluster(2, 0)
    const value = 'v'.repeat(4_000)
    for (const log of cluster.logs) for (let batch = 0; batch < 100; batch++) append(log, { value: () => value })
    const { query, page } = splitQuery(messageStreamQuery.parse({ from, limit: '500', contains: 'w' }))
    const request = { kind: 'stream', access: { bootstrap: cluster.addresses }, topic: 'orders', query, page } as const
    const { events } = await open(cluster, request, () => memoryBytes).finished
    expect(events.at(-1)).toMatchObject({ type: 'done', reason: 'end', scanned: 2_000 })
    expect(cluster.mostAskedBytes).toBeLessThanOrEqual(planMemory(memoryBytes).replyBytes)
  })
})
