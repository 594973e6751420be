import { afterEach, describe, expect, test, vi } from 'vitest'
import { BrokerConnection } from '#lib/kafka/connection/broker-connection.ts'
import { ConnectionSet } from '#lib/kafka/connection/connection-set.ts'
import { ConnectionFailure } from '#lib/kafka/failure.ts'
import type { Api } from '#lib/kafka/protocol/api.ts'
import { KafkaError } from '#lib/kafka/protocol/error-codes.ts'
import { type FindCoordinatorInput, findCoordinator } from '#lib/kafka/protocol/find-coordinator.ts'
import { askCoordinators, findCoordinators, inBatches } from './coordinators.ts'

const NOT_COORDINATOR = 16
const GROUP_AUTHORIZATION_FAILED = 30
const here = { host: 'localhost', port: 1 }
const there = { host: 'localhost', port: 2 }

afterEach(() => vi.restoreAllMocks())

/** Brokers that speak this version of FindCoordinator, and say that these addresses coordinate the groups. */
function play(version: number, coordinators: Record<string, typeof here> = {}) {
  const finds: string[][] = []
  const apis = new Map([[findCoordinator.key, { min: 0, max: version }]])
  vi.spyOn(BrokerConnection.prototype, 'versions').mockResolvedValue({
    errorCode: 0,
    apis,
    supportedFeatures: new Map(),
    finalizedFeatures: null,
  })
  vi.spyOn(BrokerConnection.prototype, 'send').mockImplementation(async (api: Api<never, unknown>, input: unknown) => {
    expect(api).toBe(findCoordinator)
    // The only request that is played, and this is its input.
    const { groups } = input as FindCoordinatorInput
    finds.push([...groups])
    return groups.map((group) => {
      const address = coordinators[group]
      const coordinator = address ? { id: address.port, ...address } : null
      const errorCode = coordinator ? 0 : GROUP_AUTHORIZATION_FAILED
      return { group: version >= 4 ? group : null, errorCode, errorMessage: null, coordinator }
    })
  })
  return { connections: new ConnectionSet({ bootstrap: [here] }), finds }
}

/** A question that is answered by the port of whoever was asked; `refuse` may answer with an error code instead. */
function question(refuse: (group: string, port: number) => number | 'nothing' = () => 0) {
  const asked: string[] = []
  return {
    asked,
    lane: 'groups' as const,
    batching: async () => ({ groupsPerRequest: 2, requestsAtOnce: 1 }),
    ask: async (broker: BrokerConnection, groups: readonly string[]) => {
      const { port } = broker.address
      asked.push(`${port}: ${groups.join(' ')}`)
      return groups.flatMap((id) => {
        const errorCode = refuse(id, port)
        return errorCode === 'nothing' ? [] : [{ id, errorCode, errorMessage: null, data: `${id} of ${port}` }]
      })
    },
  }
}

describe('finding coordinators', () => {
  test('many at once, each with an outcome of its own', async () => {
    const { connections, finds } = play(6, { a: here, b: there })
    const { data, failures } = await findCoordinators(connections, ['a', 'b', 'secret'])
    expect(finds).toEqual([['a', 'b', 'secret']])
    expect(data).toMatchObject([
      { group: 'a', coordinator: here },
      { group: 'b', coordinator: there },
    ])
    expect(failures).toEqual([{ scope: 'secret', error: new KafkaError(GROUP_AUTHORIZATION_FAILED) }])
  })

  test('one by one where the broker takes no more', async () => {
    const { connections, finds } = play(3, { a: here, b: there })
    const { data } = await findCoordinators(connections, ['a', 'b'])
    expect(finds).toEqual([['a'], ['b']])
    expect(data.map(({ group, coordinator }) => [group, coordinator.port])).toEqual([
      ['a', 1],
      ['b', 2],
    ])
  })
})

describe('asking coordinators', () => {
  const known = new Map(Object.entries({ a: here, b: there, c: here, d: here }))

  test('each is asked about its own groups, a batch at a time, and none is looked for', async () => {
    const { connections, finds } = play(6)
    const asking = question()
    const { data, failures } = await askCoordinators(connections, known, ['a', 'b', 'c', 'd'], asking)
    expect(asking.asked.toSorted()).toEqual(['1: a c', '1: d', '2: b'])
    expect(data.toSorted()).toEqual(['a of 1', 'b of 2', 'c of 1', 'd of 1'])
    expect(failures).toEqual([])
    expect(finds).toEqual([])
  })

  test('one that is not known is looked for', async () => {
    const { connections } = play(6, { z: there })
    expect((await askCoordinators(connections, known, ['a', 'z'], question())).data.toSorted()).toEqual([
      'a of 1',
      'z of 2',
    ])
  })

  test('a group that moved is asked for where it is now, and the others are not asked again', async () => {
    const { connections, finds } = play(6, { a: there })
    const asking = question((group, port) => (group === 'a' && port === 1 ? NOT_COORDINATOR : 0))
    const { data, failures } = await askCoordinators(connections, known, ['a', 'c'], asking)
    expect(data).toEqual(['c of 1', 'a of 2'])
    expect(failures).toEqual([])
    expect(finds).toEqual([['a']])
    expect(asking.asked).toEqual(['1: a c', '2: a'])
  })

  test('one that goes on moving fails alone', async () => {
    const { connections } = play(6, { a: there })
    const asking = question((group) => (group === 'a' ? NOT_COORDINATOR : 0))
    const { data, failures } = await askCoordinators(connections, known, ['a', 'c'], asking)
    expect(data).toEqual(['c of 1'])
    expect(failures).toEqual([{ scope: 'a', error: new KafkaError(NOT_COORDINATOR) }])
  })

  test('a coordinator that breaks off fails the groups that it has not answered, and no other', async () => {
    const { connections } = play(6)
    const asking = question()
    const { ask } = asking
    const closed = new ConnectionFailure('closed', here)
    const breaking = {
      ...asking,
      ask: (broker: BrokerConnection, groups: readonly string[]) =>
        groups.includes('d') ? Promise.reject(closed) : ask(broker, groups),
    }
    const { data, failures } = await askCoordinators(connections, known, ['a', 'b', 'c', 'd'], breaking)
    expect(data.toSorted()).toEqual(['a of 1', 'b of 2', 'c of 1'])
    expect(failures).toEqual([{ scope: 'd', error: closed }])
  })

  test('a group about which nothing is said is a failure, not a gap', async () => {
    const { connections } = play(6)
    const asking = question((group) => (group === 'c' ? 'nothing' : 0))
    const { failures } = await askCoordinators(connections, known, ['a', 'c'], asking)
    expect(failures).toMatchObject([{ scope: 'c', error: { errorCode: 69 } }])
  })
})

test('batches are as large as asked for, or of one where the version of the broker takes no more', async () => {
  const { connections } = play(3)
  const broker = connections.to(here)
  expect(await inBatches(500, findCoordinator, 3)(broker)).toEqual({ groupsPerRequest: 500, requestsAtOnce: 1 })
  expect(await inBatches(500, findCoordinator, 4)(broker)).toMatchObject({ groupsPerRequest: 1 })
})
