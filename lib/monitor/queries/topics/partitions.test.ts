import { describe, expect, test } from 'vitest'
import { partitionItemSchema, partitionListQuery } from '#lib/contract/partitions.ts'
import { topicItemSchema, topicListQuery } from '#lib/contract/topics.ts'
import { UNKNOWN } from '#lib/monitor/snapshot/columns.ts'
import { buildSnapshot } from '#lib/monitor/snapshot/snapshot.ts'
import { findings, metadataOf, partition, stateOf, topic } from '#lib/monitor/testing/snapshots.ts'
import { listPartitions } from './partitions.ts'
import { listTopics } from './topics.ts'

/** One topic: 0 is well, 1 is under-replicated, 2 is offline, 3 is led by a broker that is down. */
const metadata = metadataOf([
  topic('t', [
    partition(0),
    partition(1, { isr: [1], offlineReplicas: [2] }),
    partition(2, { leader: null, isr: [] }),
    partition(3, { leader: 3, replicas: [3, 1], isr: [3, 1] }),
  ]),
])
const snapshot = buildSnapshot(
  1,
  findings({
    metadata,
    disksOf: () => ({ list: [], asOfMs: 1, failure: null }),
    livenessOf: (id) => ({ online: id !== 3, downSinceMs: null, failure: null }),
    offsets: {
      startOffsets: Float64Array.of(10, 0, 5, 0),
      endOffsets: Float64Array.of(110, 0, 9, UNKNOWN),
      lastStableOffsets: Float64Array.of(100, 0, UNKNOWN, UNKNOWN),
      producedPerSecond: Float64Array.of(2.5, 0, UNKNOWN, UNKNOWN),
      lastWritesMs: Float64Array.of(UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN),
      offsetErrors: Int32Array.of(0, 0, 5, 8),
      transactional: new Int32Array(4),
    },
    sizes: { replicaSizes: Float64Array.of(100, 90, 50, UNKNOWN, 7, 7, 1, 2) },
  }),
)
const watched: string[] = []
const monitor = { state: { snapshot, failure: null }, watchTopic: (name: string) => watched.push(name) }
const list = (query: Record<string, string> = {}) => listPartitions(monitor, 't', partitionListQuery.parse(query))

describe('partitions', () => {
  test('are described as the contract says, each with what is wrong with it', () => {
    const { items } = list()
    for (const item of items) partitionItemSchema.parse(item)
    expect(items).toMatchObject([
      {
        id: 0,
        status: 'ok',
        leader: 1,
        messages: 100,
        lastStableOffset: 100,
        sizeBytes: 100,
        replicaSizes: [100, 90],
        problems: [{ field: 'messages', code: 'at-most' }],
      },
      { id: 1, status: 'under-replicated', isr: [1], offlineReplicas: [2], replicaSizes: [50, null], messages: 0 },
      { id: 2, status: 'leaderless', leader: null, sizeBytes: null, endOffset: 9 },
      { id: 3, status: 'leader-down', leader: 3, offlineReplicas: [3], endOffset: null, messages: null },
    ])
    expect(items[2]?.problems.map(({ field, code }) => `${field} ${code}`)).toEqual([
      'leader leaderless',
      'startOffset LEADER_NOT_AVAILABLE',
      'endOffset LEADER_NOT_AVAILABLE',
      'messages LEADER_NOT_AVAILABLE',
      'producePerSecond LEADER_NOT_AVAILABLE',
      'sizeBytes unknown',
      'lastStableOffset unknown',
    ])
    expect(items[3]?.problems[0]).toMatchObject({ code: 'leader-down', message: expect.stringContaining('Broker 3') })
  })

  test.each([
    [{}, [0, 1, 2, 3]],
    [{ sort: 'messages', order: 'desc' }, [0, 2, 1, 3]],
    [{ sort: 'leader' }, [0, 1, 3, 2]],
    [{ health: 'unhealthy' }, [1, 2, 3]],
    [{ q: '3' }, [3]],
  ])('%j lists %j, unknown values last', (query, ids) => {
    expect(list(query).items.map(({ id }) => id)).toEqual(ids)
  })

  test('to be looked at makes the last stable offsets be asked, too', () => {
    list()
    expect(watched).toContain('t')
    expect(() => listPartitions(monitor, 'unheard-of', partitionListQuery.parse({}))).toThrow('no topic')
    expect(watched).not.toContain('unheard-of')
  })
})

test('with too few replicas in sync for its settings, a partition refuses what asks for all of them', () => {
  const configs = (minInsyncReplicas: number) => ({
    ...findings().configs,
    minInsyncReplicas: Float64Array.of(minInsyncReplicas),
  })
  const one = metadataOf([
    topic('t', [partition(0), partition(1, { isr: [1] }), partition(2, { leader: null, isr: [] })]),
  ])
  const look = (minInsyncReplicas: number) => {
    const state = stateOf({ metadata: one, configs: configs(minInsyncReplicas) })
    const codes = listPartitions({ state, watchTopic: () => {} }, 't', partitionListQuery.parse({})).items.map(
      ({ problems }) => problems.filter(({ field }) => field === 'isr').map(({ message }) => message),
    )
    return { codes, belowMinIsr: listTopics(state, topicListQuery.parse({})).items[0]?.belowMinIsr }
  }
  expect(look(1)).toEqual({ codes: [[], [], []], belowMinIsr: 0 })
  const refused = 'Writes with acks=all are refused: 1 replica is in sync, and min.insync.replicas requires 2.'
  expect(look(2)).toEqual({ codes: [[], [refused], []], belowMinIsr: 1 })
  // More replicas than there are, are never asked for.
  expect(look(3)).toEqual({ codes: [[], [refused], []], belowMinIsr: 1 })
  expect(look(Number.NaN)).toEqual({ codes: [[], [], []], belowMinIsr: 0 })
})

test('a topic sums what is known of its partitions, and says that something is missing', () => {
  const [item] = listTopics(monitor.state, topicListQuery.parse({})).items
  topicItemSchema.parse(item)
  expect(item).toMatchObject({ messages: 104, producePerSecond: 2.5, sizeBytes: 151, replicaBytes: 257, leaderless: 1 })
  expect(item).toMatchObject({ leaderDown: 1 })
  const codes = item?.problems.map(({ field, code }) => `${field} ${code}`)
  expect(codes).toEqual(expect.arrayContaining(['messages partial', 'producePerSecond partial', 'sizeBytes partial']))
})
