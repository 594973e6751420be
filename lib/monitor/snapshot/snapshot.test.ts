import { describe, expect, test } from 'vitest'
import { findings, metadataOf, partition, quorumOf, topic } from '#lib/monitor/testing/snapshots.ts'
import { buildSnapshot } from './snapshot.ts'

describe('topics', () => {
  test('are counted by partition: under-replicated, offline', () => {
    const { catalog, topics } = buildSnapshot(
      1,
      findings({
        metadata: metadataOf([
          topic('b', [partition(0, { isr: [1] }), partition(1, { leader: null, isr: [] }), partition(2)]),
          topic('a', [partition(0, { replicas: [1, 2, 3], isr: [1, 2, 3] })]),
        ]),
      }),
    )
    expect(catalog.names).toEqual(['a', 'b'])
    expect([...catalog.firstPartitions]).toEqual([0, 1, 4])
    expect([...topics.replicationFactor]).toEqual([3, 2])
    expect([...topics.underReplicated]).toEqual([0, 2])
    expect([...topics.leaderless]).toEqual([0, 1])
  })
})

describe('brokers', () => {
  test('that are down stay in the list, with what they should hold', () => {
    const { brokers } = buildSnapshot(
      1,
      findings({
        metadata: metadataOf([topic('orders', [partition(0, { leader: 2, isr: [2] })])], [2, 3]),
        registered: [1, 2, 3].map((id) => ({ id, host: 'h', port: id, rack: null, fenced: id === 1 })),
      }),
    )
    expect(brokers).toMatchObject([
      { id: 1, fenced: true, leaders: 0, replicas: 1, outOfSync: 1, address: { host: 'h', port: 1 } },
      { id: 2, fenced: false, leaders: 1, replicas: 1, outOfSync: 0 },
      { id: 3, leaders: 0, replicas: 0 },
    ])
  })

  test('that only partitions still name appear without an address', () => {
    const { brokers } = buildSnapshot(
      1,
      findings({
        metadata: metadataOf([topic('t', [partition(0, { replicas: [2, 9], isr: [2] })])], [2]),
        registered: null,
      }),
    )
    expect(brokers.map(({ id, address }) => [id, address !== null])).toEqual([
      [1, false],
      [2, true],
      [9, false],
    ])
  })
})

describe('the controller', () => {
  const quorum = (leaderId: number | null, lostAtMs: number | null = null) =>
    quorumOf({ latest: { leaderId, leaderEpoch: 1, highWatermark: 1, voters: [], observers: [] }, lostAtMs })

  test.each([
    ['is whom the quorum follows, not whom Metadata names', { quorum: quorum(3) }, 3],
    ['is unknown while no quorum answers', { quorum: quorum(3, 1) }, null],
    ['is unknown while the quorum elects', { quorum: quorum(null) }, null],
    ['is unknown when the quorum may not be asked', { quorum: quorumOf({ exists: null }) }, null],
    ['is whom Metadata names where there is no quorum', { quorum: quorumOf({ exists: false }) }, 2],
  ])('%s', (_name, facts, expected) => {
    expect(buildSnapshot(1, findings(facts)).controllerId).toBe(expected)
  })
})
