import { afterEach, describe, expect, test } from 'vitest'
import { kafkaErrorCode } from '#lib/kafka/protocol/error-codes.ts'
import type { FakeCluster } from './testing/fake-cluster.ts'
import { append, open, startCluster, stopClusters } from './testing/sessions.ts'

afterEach(stopClusters)

describe('a single record', () => {
  const messageOf = (
    cluster: FakeCluster,
    partition: number,
    offset: number,
    rawPart: 'key' | 'value' | null = null,
  ) => {
    const place = { access: { bootstrap: cluster.addresses }, topic: cluster.topic, partition, offset, rawPart }
    return open(cluster, { kind: 'message', ...place, keyFormat: 'auto', valueFormat: 'auto' })
  }

  test('is whole, however long it is', async () => {
    const cluster = await startCluster(1, 1)
    const [log] = cluster.logs
    const long = 'long '.repeat(100_000)
    if (log) append(log, { count: 1, value: () => long })
    const row = JSON.parse((await messageOf(cluster, 0, 10).finished).text)
    expect(row).toMatchObject({ partition: 0, offset: 10, value: { text: long }, valueBytes: long.length })
    expect((await messageOf(cluster, 0, 10, 'value').finished).text).toBe(long)
  })

  test.each([
    [0, 99, /Partition 0 has no offset 99: it has offsets 0 to 9/],
    [7, 0, /There is no partition 7/],
  ])('%i:%i that is not there says which are', async (partition, offset, message) => {
    const cluster = await startCluster(1, 1)
    await expect(messageOf(cluster, partition, offset).finished).rejects.toMatchObject({
      code: 'not-found',
      message: expect.stringMatching(message),
    })
  })

  test('that compaction has removed says so', async () => {
    const cluster = await startCluster(1, 3)
    cluster.logs[0]?.batches.splice(1, 1)
    await expect(messageOf(cluster, 0, 15).finished).rejects.toMatchObject({
      code: 'not-found',
      message: expect.stringContaining('compaction'),
    })
  })

  test('is not waited for once its reader has left', async () => {
    const cluster = await startCluster(1, 1)
    cluster.onFetch = () => cluster.refusals.set(0, kafkaErrorCode('NOT_LEADER_OR_FOLLOWER'))
    const { session, finished } = messageOf(cluster, 0, 5)
    await expect.poll(() => cluster.fetches).toBe(1)
    session.stop()
    await expect(finished).rejects.toMatchObject({ code: 'unavailable' })
    expect(cluster.fetches).toBe(1)
  })
})
