import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { ConnectionSet } from '#lib/kafka/connection/connection-set.ts'
import { ConnectionFailure } from '#lib/kafka/failure.ts'
import { KafkaError, kafkaErrorCode } from '#lib/kafka/protocol/error-codes.ts'
import { UnsupportedApi } from '#lib/kafka/protocol/unsupported-api.ts'
import { ProducerIdentities } from './producer-identities.ts'

const HOUR_MS = 60 * 60 * 1_000
const loading = new AggregateError([new KafkaError(kafkaErrorCode('COORDINATOR_LOAD_IN_PROGRESS'))])

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

/** Brokers that fail so, one time after the other, and then give identities numbered from 1. */
function identitiesAfter(failures: readonly Error[]) {
  const connections = new ConnectionSet({ bootstrap: [] })
  let asked = 0
  vi.spyOn(connections, 'sendToAny').mockImplementation(async () => {
    const failure = failures[asked++]
    if (failure) throw failure
    // What is asked here is InitProducerId alone.
    return { id: asked - failures.length, epoch: 0 } as never
  })
  const identities = new ProducerIdentities(connections, Date.now)
  const take = async () => {
    const taken = identities.take()
    taken.catch(() => {})
    await vi.runAllTimersAsync()
    return taken
  }
  return { identities, take, asked: () => asked }
}

test('brokers that have just started are asked again until they have identities to give', async () => {
  const { take } = identitiesAfter([loading, loading, loading])
  expect((await take())?.next('p')).toEqual({ id: 1, epoch: 0, baseSequence: 0 })
})

test('but not for ever', async () => {
  const { take, asked } = identitiesAfter(Array(100).fill(loading))
  await expect(take()).rejects.toBe(loading)
  expect(asked()).toBe(20)
})

test.each([
  ['the account may have none', new KafkaError(kafkaErrorCode('CLUSTER_AUTHORIZATION_FAILED'))],
  ['the cluster knows of none', new UnsupportedApi('too old')],
])('where %s, it goes without', async (_why, failure) => {
  const { take, asked } = identitiesAfter([failure])
  expect(await take()).toBeNull()
  expect(asked()).toBe(1)
})

test('a cluster that cannot be reached is a failure', async () => {
  const failure = new ConnectionFailure('refused', { host: 'h', port: 1 })
  await expect(identitiesAfter([failure]).take()).rejects.toBe(failure)
})

test('one that was given back is used again, but neither a spent nor an old one', async () => {
  const { identities, take } = identitiesAfter([])
  const first = await take()
  first?.advance('p', 5)
  identities.giveBack(first)
  const again = await take()
  expect(again?.next('p')).toEqual({ id: 1, epoch: 0, baseSequence: 5 })
  expect((await take())?.next('p').id).toBe(2)
  again?.spend()
  identities.giveBack(again)
  const third = await take()
  expect(third?.next('p').id).toBe(3)
  identities.giveBack(third)
  vi.advanceTimersByTime(HOUR_MS)
  expect((await take())?.next('p').id).toBe(4)
})
