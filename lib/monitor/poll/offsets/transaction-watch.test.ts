import { expect, test } from 'vitest'
import type { Address } from '#lib/kafka/failure.ts'
import { ConnectionFailure } from '#lib/kafka/failure.ts'
import type { ActiveProducer, DescribeProducersInput } from '#lib/kafka/protocol/describe-producers.ts'
import { UnsupportedApi } from '#lib/kafka/protocol/unsupported-api.ts'
import { buildCatalog, sortTopics } from '#lib/monitor/snapshot/catalog.ts'
import { buildLeadership } from '#lib/monitor/snapshot/partition-columns.ts'
import { partition, topic } from '#lib/monitor/testing/snapshots.ts'
import { TransactionWatch } from './transaction-watch.ts'

const TOPIC_AUTHORIZATION_FAILED = 29
const idempotent: ActiveProducer = { id: 7, epoch: 0, lastWriteMs: 1, coordinatorEpoch: null, openSinceOffset: null }
const ended: ActiveProducer = { ...idempotent, coordinatorEpoch: 0 }
const open: ActiveProducer = { ...idempotent, openSinceOffset: 12 }

function leadershipOf(topics: Record<string, number>) {
  const described = sortTopics(
    Object.entries(topics).map(([name, count]) =>
      topic(
        name,
        Array.from({ length: count }, (_, id) => partition(id, { leader: (id % 2) + 1 })),
      ),
    ),
  )
  const catalog = buildCatalog(described, null, 0)
  const addresses = new Map([1, 2].map((id) => [id, { host: 'h', port: id }]))
  return { catalog, leaders: buildLeadership(described, catalog.partitionIds.length).leaders, addresses }
}

/** Brokers that know of these producers; an error is what they do instead. */
function watchOf(producers: Record<string, readonly ActiveProducer[] | number>, failure: Error | null = null) {
  const asked: string[] = []
  const bugs: unknown[] = []
  const clock = { nowMs: 0 }
  const read = async ({ port }: Address, { topics }: DescribeProducersInput) => {
    if (failure) throw failure
    return topics.map(({ name, partitions }) => ({
      name,
      partitions: partitions.map((id) => {
        asked.push(`${name}-${id} of ${port}`)
        const known = producers[`${name}-${id}`] ?? []
        return typeof known === 'number'
          ? { id, errorCode: known, producers: [] }
          : { id, errorCode: 0, producers: known }
      }),
    }))
  }
  const watch = new TransactionWatch({ read, now: () => clock.nowMs, onBug: (error) => bugs.push(error) })
  return { watch, asked, bugs, clock }
}

const nothingKnown = () => false

test('a partition is transactional where a transaction has ended or is open, not where producers are idempotent', async () => {
  const { watch, asked } = watchOf({ 'a-0': [idempotent, ended], 'a-1': [idempotent], 'b-0': [open] })
  expect((await watch.refresh(leadershipOf({ a: 2, b: 1 }), nothingKnown)).sort()).toEqual([0, 2])
  expect(asked.sort()).toEqual(['a-0 of 1', 'a-1 of 2', 'b-0 of 1'])
})

test('what is known is not asked again, and the others at most every half minute', async () => {
  const { watch, asked, clock } = watchOf({})
  const leadership = leadershipOf({ a: 2 })
  const isKnown = (row: number) => row === 0
  await watch.refresh(leadership, isKnown)
  await watch.refresh(leadership, isKnown)
  expect(asked).toEqual(['a-1 of 2'])
  clock.nowMs = 30_000
  await watch.refresh(leadership, isKnown)
  expect(asked).toEqual(['a-1 of 2', 'a-1 of 2'])
})

test('of very many partitions, a part is asked at a time, until all have been', async () => {
  const { watch, asked } = watchOf({ 'a-2400': [ended] })
  const leadership = leadershipOf({ a: 2_500 })
  expect(await watch.refresh(leadership, nothingKnown)).toEqual([])
  expect(asked).toHaveLength(1_000)
  expect(await watch.refresh(leadership, nothingKnown)).toEqual([])
  expect(await watch.refresh(leadership, nothingKnown)).toEqual([2_400])
  expect(new Set(asked).size).toBe(2_500)
})

test('topics that may not be read are left alone for minutes', async () => {
  const { watch, asked, clock } = watchOf({ 'a-0': TOPIC_AUTHORIZATION_FAILED, 'b-0': [ended] })
  const leadership = leadershipOf({ a: 1, b: 1 })
  expect(await watch.refresh(leadership, nothingKnown)).toEqual([1])
  clock.nowMs = 60_000
  await watch.refresh(leadership, nothingKnown)
  expect(asked).toEqual(['a-0 of 1', 'b-0 of 1', 'b-0 of 1'])
})

test.each([
  ['cannot tell', new UnsupportedApi('no')],
  ['does not answer', new ConnectionFailure('timeout', { host: 'h', port: 1 })],
])('that a broker %s is no failure', async (_name, failure) => {
  const { watch, bugs } = watchOf({}, failure)
  expect(await watch.refresh(leadershipOf({ a: 2 }), nothingKnown)).toEqual([])
  expect(bugs).toEqual([])
})
