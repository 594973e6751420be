import { beforeEach, expect, test, vi } from 'vitest'
import { BrokerConnection } from '#lib/kafka/connection/broker-connection.ts'
import { ConnectionSet } from '#lib/kafka/connection/connection-set.ts'
import { ConnectionFailure } from '#lib/kafka/failure.ts'
import type { Api } from '#lib/kafka/protocol/api.ts'
import type { ClassicGroup } from '#lib/kafka/protocol/describe-groups.ts'
import { KafkaError } from '#lib/kafka/protocol/error-codes.ts'
import type { GroupType } from '#lib/kafka/protocol/group-type.ts'
import { describeGroups, type ListedBefore, listGroups } from './groups.ts'

const COORDINATOR_LOAD_IN_PROGRESS = 14
const broker = (id: number) => ({ id, host: 'localhost', port: id, rack: null })
const connections = new ConnectionSet({ bootstrap: [] })
const coordinators = new Map(['a', 'b', 'c', 'd'].map((id) => [id, broker(1)]))
const listed = (id: string, type: GroupType | null) => ({ id, type, state: 'Stable', protocolType: 'consumer' })

const send = vi.spyOn(BrokerConnection.prototype, 'send')
beforeEach(() => {
  send.mockReset()
})
/** What is played is compared as what it would be on the wire. */
vi.spyOn(BrokerConnection.prototype, 'sendUnlessSame').mockImplementation(async function (
  this: BrokerConnection,
  api: Api<unknown, unknown>,
  input: unknown,
  deadlineMs: number,
  before: Buffer | null,
) {
  const output = await this.send(api, input, deadlineMs)
  const bytes = Buffer.from(JSON.stringify(output))
  return before?.equals(bytes) ? null : { bytes, output }
})

/** Brokers that answer each request by its name. */
function play(answers: Record<string, (port: number, groups: readonly string[]) => unknown>): void {
  send.mockImplementation(async function (this: BrokerConnection, api: Api<never, unknown>, input: unknown) {
    // All requests that are played name groups like this, or none.
    const { groups = [] } = input as { groups?: string[] }
    return answers[api.name]?.(this.address.port, groups)
  })
}

const described = (id: string) => ({
  id,
  errorCode: 0,
  errorMessage: null,
  state: 'Stable',
  groupEpoch: 3,
  assignmentEpoch: 3,
  assignor: 'uniform',
  members: [],
})

const classic = (id: string, facts: Partial<ClassicGroup> = {}): ClassicGroup => ({
  id,
  errorCode: 0,
  errorMessage: null,
  state: 'Stable',
  protocolType: 'consumer',
  protocol: 'range',
  members: [],
  ...facts,
})

test('each group is described by the request of its type', async () => {
  play({
    DescribeGroups: (_port, groups) => groups.map((id) => classic(id)),
    ConsumerGroupDescribe: (_port, groups) => groups.map(described),
    ShareGroupDescribe: (_port, groups) => groups.map(described),
  })
  const groups = [listed('a', 'classic'), listed('b', 'consumer'), listed('c', 'share'), listed('d', 'streams')]
  const { data, failures } = await describeGroups(connections, coordinators, groups)
  expect(failures).toEqual([])
  expect(data).toMatchObject([
    { id: 'a', type: 'classic', assignor: 'range', groupEpoch: null },
    { id: 'b', type: 'consumer', assignor: 'uniform', groupEpoch: 3 },
    { id: 'c', type: 'share', assignor: 'uniform', groupEpoch: 3 },
    { id: 'd', type: 'streams', state: 'Stable', members: null },
  ])
})

test('a group of a broker that tells no types is a classic one, and a dead one is none', async () => {
  play({ DescribeGroups: () => [classic('a'), classic('b', { state: 'Dead', protocolType: '', protocol: '' })] })
  const { data, failures } = await describeGroups(connections, coordinators, [listed('a', null), listed('b', null)])
  expect(data).toMatchObject([{ id: 'a', type: 'classic' }])
  expect(failures).toMatchObject([{ scope: 'b', error: { errorCode: 69 } }])
})

const nobody = { id: 'm', instanceId: null, clientId: 'c', clientHost: '/::1' }
const bytes = (hex: string) => Buffer.from(hex, 'hex')

test.each([
  ['with partitions', 'consumer', 'Stable', '000100000001000174000000010000000500000000', [5]],
  ['that got none', 'consumer', 'Stable', '', []],
  ['that sends what cannot be read', 'consumer', 'Stable', 'ff', null],
  ['of a group that rebalances', 'consumer', 'PreparingRebalance', '', null],
  ['that is no consumer', 'connect', 'Stable', '000100000001000174000000010000000500000000', null],
])('a classic member %s', async (_who, protocolType, state, assignment, partitions) => {
  const members = [{ ...nobody, metadata: bytes('000000000001000174ffffffff'), assignment: bytes(assignment) }]
  play({ DescribeGroups: () => [classic('a', { protocolType, state, members })] })
  const { data } = await describeGroups(connections, coordinators, [listed('a', 'classic')])
  const [member] = data[0]?.members ?? []
  expect(member?.assignment?.flatMap((topic) => topic.partitions) ?? null).toEqual(partitions)
  expect(member?.subscribedTopics).toEqual(protocolType === 'consumer' && state === 'Stable' ? ['t'] : null)
})

test('a broker that is down or still loading hides no group of the others, and what it lists counts', async () => {
  play({
    ListGroups: (port) => {
      if (port === 2) throw new ConnectionFailure('refused', broker(2))
      const errorCode = port === 3 ? COORDINATOR_LOAD_IN_PROGRESS : 0
      return { errorCode, groups: [listed(`of ${port}`, 'classic'), listed('moving', 'classic')] }
    },
  })
  const { data, failures } = await listGroups(connections, [1, 2, 3].map(broker))
  expect(data.map(({ id, coordinator }) => [id, coordinator.id])).toEqual([
    ['of 1', 1],
    ['moving', 3],
    ['of 3', 3],
  ])
  expect(failures).toMatchObject([
    { scope: '2', error: { code: 'refused' } },
    { scope: '3', error: new KafkaError(COORDINATOR_LOAD_IN_PROGRESS) },
  ])
})

test('a broker that lists what it listed before gives the groups of before, and another in its place does not', async () => {
  let id = 'a'
  play({ ListGroups: () => ({ errorCode: 0, groups: [listed(id, 'classic')] }) })
  const before: ListedBefore = new Map()
  const first = await listGroups(connections, [broker(1)], before)
  const second = await listGroups(connections, [broker(1)], before)
  expect(second.data[0]).toBe(first.data[0])
  const moved = await listGroups(connections, [{ ...broker(1), port: 2 }], before)
  expect(moved.data[0]?.coordinator.port).toBe(2)
  id = 'b'
  const third = await listGroups(connections, [{ ...broker(1), port: 2 }], before)
  expect(third.data.map((group) => group.id)).toEqual(['b'])
})
