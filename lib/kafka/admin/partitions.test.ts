import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { BrokerConnection } from '#lib/kafka/connection/broker-connection.ts'
import { ConnectionSet } from '#lib/kafka/connection/connection-set.ts'
import { ConnectionFailure } from '#lib/kafka/failure.ts'
import { KafkaError } from '#lib/kafka/protocol/error-codes.ts'
import type { Metadata, MetadataPartition } from '#lib/kafka/protocol/metadata.ts'
import { askLeaders, readPartitionIds } from './partitions.ts'

const MOVED = 6
const DENIED = 29
const lost = new ConnectionFailure('closed', { host: 'h', port: 1 })

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

/** A topic whose partitions are led by these brokers, by partition; null: by nobody. */
function metadataOf(leaders: readonly (number | null)[]): Metadata {
  const brokers = [1, 2].map((id) => ({ id, host: 'h', port: id, rack: null }))
  const partitions = leaders.map((leader, id): MetadataPartition => {
    return { id, leader, errorCode: 0, leaderEpoch: 0, replicas: [1, 2], isr: [1, 2], offlineReplicas: [] }
  })
  const topic = { name: 't', errorCode: 0, topicId: null, internal: false, partitions }
  return { clusterId: 'c', controllerId: 1, brokers, topics: [topic] }
}

/** Brokers that describe the topic so, one after the other, and answer each partition with the codes listed for it. */
function scripted(described: readonly (Metadata | Error)[], codes: Record<number, readonly number[]>) {
  const connections = new ConnectionSet({ bootstrap: [] })
  let reads = 0
  vi.spyOn(connections, 'sendToAny').mockImplementation(async () => {
    const answer = described[Math.min(reads++, described.length - 1)]
    if (answer instanceof Error || !answer) throw answer
    // What is asked here is Metadata alone.
    return answer as never
  })
  const asked: string[] = []
  const times = new Map<number, number>()
  const ask = async ({ address }: BrokerConnection, questions: readonly { id: number }[]) => {
    asked.push(`${questions.map(({ id }) => id)} of ${address.port}`)
    return questions.map(({ id }) => {
      const time = times.get(id) ?? 0
      times.set(id, time + 1)
      return { id, errorCode: codes[id]?.[time] ?? 0 }
    })
  }
  const run = async (ids: readonly number[]) => {
    const answer = askLeaders(connections, { topic: 't', questions: ids.map((id) => ({ id })), lane: 'changes', ask })
    answer.catch(() => {})
    await vi.runAllTimersAsync()
    return answer
  }
  return { connections, asked, run, reads: () => reads }
}

describe('the leaders of partitions', () => {
  test('are asked each for its own, and each partition succeeds or fails by itself', async () => {
    const { run, asked } = scripted([metadataOf([1, 2, 1])], { 1: [DENIED] })
    const { data, failures } = await run([0, 1, 2])
    expect(asked).toEqual(['0,2 of 1', '1 of 2'])
    expect(data.map(({ id }) => id)).toEqual([0, 2])
    expect(failures).toEqual([{ scope: 't-1', error: new KafkaError(DENIED) }])
  })

  test('that have moved are looked for again, and only they', async () => {
    const { run, asked } = scripted([metadataOf([1, 1]), metadataOf([1, 2])], { 1: [MOVED] })
    expect(await run([0, 1])).toMatchObject({ data: [{ id: 0 }, { id: 1 }], failures: [] })
    expect(asked).toEqual(['0,1 of 1', '1 of 2'])
  })

  test('are asked three times at most, with a pause for the election in between', async () => {
    const { run, asked, reads } = scripted([metadataOf([1])], { 0: [MOVED, MOVED, MOVED, MOVED] })
    const startedAtMs = Date.now()
    const { data, failures } = await run([0])
    expect(asked).toHaveLength(3)
    expect(reads()).toBe(3)
    expect(Date.now() - startedAtMs).toBeGreaterThanOrEqual(600)
    expect(data).toEqual([])
    expect(failures).toEqual([{ scope: 't-0', error: new KafkaError(MOVED) }])
  })

  test('where there is none for now are waited for', async () => {
    const { run, asked } = scripted([metadataOf([null]), metadataOf([2])], {})
    expect(await run([0])).toMatchObject({ data: [{ id: 0 }], failures: [] })
    expect(asked).toEqual(['0 of 2'])
  })

  test('what was done already is reported although the brokers cannot be asked again', async () => {
    const { run } = scripted([metadataOf([1, 1]), lost], { 1: [MOVED] })
    const { data, failures } = await run([0, 1])
    expect(data.map(({ id }) => id)).toEqual([0])
    expect(failures).toEqual([{ scope: 't-1', error: lost }])
  })

  test('that cannot be found at all are a failure of the whole: nothing was done', async () => {
    const { run } = scripted([lost], {})
    await expect(run([0])).rejects.toBe(lost)
  })

  test('a partition that a reply leaves out has not succeeded', async () => {
    const { connections } = scripted([metadataOf([1])], {})
    const answer = askLeaders(connections, { topic: 't', questions: [{ id: 0 }], lane: 'changes', ask: async () => [] })
    await vi.runAllTimersAsync()
    expect((await answer).failures.map(({ scope }) => scope)).toEqual(['t-0'])
  })
})

test('the partitions of a topic are those that the brokers tell now', async () => {
  expect(await readPartitionIds(scripted([metadataOf([1, null, 2])], {}).connections, 't')).toEqual([0, 1, 2])
  const { connections } = scripted([{ ...metadataOf([]), topics: [] }], {})
  await expect(readPartitionIds(connections, 't')).rejects.toThrow('does not know')
})
