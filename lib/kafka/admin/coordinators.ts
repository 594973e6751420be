import { setTimeout as sleep } from 'node:timers/promises'
import type { BrokerConnection } from '#lib/kafka/connection/broker-connection.ts'
import type { ConnectionSet, Lane } from '#lib/kafka/connection/connection-set.ts'
import { type Address, formatAddress } from '#lib/kafka/failure.ts'
import { type Api, chooseVersion } from '#lib/kafka/protocol/api.ts'
import {
  COORDINATOR_MOVED,
  COORDINATOR_NOT_AVAILABLE,
  GROUP_ID_NOT_FOUND,
  KAFKA_OK,
  KafkaError,
} from '#lib/kafka/protocol/error-codes.ts'
import { COORDINATORS_FROM, findCoordinator } from '#lib/kafka/protocol/find-coordinator.ts'
import { eachLimited } from './each-limited.ts'
import { type Failure, type FanOut, failAll } from './fan-out.ts'

const DEADLINE_MS = 5_000
const MAX_ATTEMPTS = 2
const RETRY_AFTER_MS = 200
const SINGLE_REQUESTS_AT_ONCE = 50

/** Who coordinates each group, by its id. A listing of the groups tells it of all, without a further request. */
export type Coordinators = ReadonlyMap<string, Address>

export interface GroupCoordinator {
  readonly group: string
  readonly coordinator: Address
}

interface Batching {
  readonly groupsPerRequest: number
  readonly requestsAtOnce: number
}

export interface GroupReply<Data> {
  readonly id: string
  readonly errorCode: number
  readonly errorMessage: string | null
  readonly data: Data
}

interface GroupQuestion<Data> {
  readonly lane: Lane
  readonly batching: (broker: BrokerConnection) => Promise<Batching>
  readonly ask: (broker: BrokerConnection, groups: readonly string[]) => Promise<readonly GroupReply<Data>[]>
}

/**
 * Many groups a request, one request after the other, so that no reply and no queue grows so long that others wait for
 * it. Brokers whose version takes only one group are asked for each, many at a time.
 */
export function inBatches<Input, Output>(groupsPerRequest: number, api: Api<Input, Output>, sinceVersion: number) {
  return async (broker: BrokerConnection): Promise<Batching> => {
    const { apis } = await broker.versions()
    return chooseVersion(api, apis) >= sinceVersion
      ? { groupsPerRequest, requestsAtOnce: 1 }
      : { groupsPerRequest: 1, requestsAtOnce: SINGLE_REQUESTS_AT_ONCE }
  }
}

const findingInBatches = inBatches(1_000, findCoordinator, COORDINATORS_FROM)

/**
 * Finds who coordinates each group. Only for groups that exist or are about to: a cluster that never had any makes its
 * offsets topic for the answer.
 */
export function findCoordinators(
  connections: ConnectionSet,
  groups: readonly string[],
): Promise<FanOut<GroupCoordinator>> {
  return connections.askAny(async (broker) => {
    const data: GroupCoordinator[] = []
    const failures: Failure[] = []
    const unanswered = new Set(groups)
    const { groupsPerRequest, requestsAtOnce } = await findingInBatches(broker)
    await eachLimited(chunk(groups, groupsPerRequest), requestsAtOnce, async (batch) => {
      for (const found of await broker.send(findCoordinator, { groups: batch }, DEADLINE_MS)) {
        const group = found.group ?? batch[0] ?? ''
        if (!unanswered.delete(group)) continue
        if (found.coordinator) data.push({ group, coordinator: found.coordinator })
        else failures.push({ scope: group, error: new KafkaError(found.errorCode, found.errorMessage) })
      }
    })
    return { data, failures: [...failures, ...failAll(unanswered, new KafkaError(COORDINATOR_NOT_AVAILABLE))] }
  })
}

/**
 * Asks the coordinators of groups about them. Where one is not known it is found, and where it has moved meanwhile it is
 * looked up again and asked once more; each group succeeds or fails by itself.
 */
export async function askCoordinators<Data>(
  connections: ConnectionSet,
  coordinators: Coordinators,
  groups: readonly string[],
  question: GroupQuestion<Data>,
  attempt = 1,
): Promise<FanOut<Data>> {
  const data: Data[] = []
  const failures: Failure[] = []
  const moved: string[] = []
  const retryOrFail = (group: string, error: Error) => {
    const hasMoved = error instanceof KafkaError && COORDINATOR_MOVED.has(error.errorCode)
    if (hasMoved && attempt < MAX_ATTEMPTS) moved.push(group)
    else failures.push({ scope: group, error })
  }

  const unknown = groups.filter((group) => !coordinators.has(group))
  const found = await findIfAny(connections, unknown)
  for (const { scope, error } of found.failures) retryOrFail(scope, error)
  const asked = groupByCoordinator(groups, coordinators, found.data).map(async ({ coordinator, own }) => {
    const unanswered = new Set(own)
    const take = (reply: GroupReply<Data>) => {
      if (!unanswered.delete(reply.id)) return
      if (reply.errorCode === KAFKA_OK) data.push(reply.data)
      else retryOrFail(reply.id, new KafkaError(reply.errorCode, reply.errorMessage))
    }
    let failure: unknown = new KafkaError(GROUP_ID_NOT_FOUND)
    try {
      await askCoordinator(connections.to(coordinator, question.lane), own, question, take)
    } catch (error) {
      failure = error
    }
    for (const missing of failAll(unanswered, failure)) failures.push(missing)
  })
  await Promise.all(asked)
  if (moved.length === 0) return { data, failures }
  await sleep(RETRY_AFTER_MS)
  const rest = await askCoordinators(connections, new Map(), moved, question, attempt + 1)
  return { data: [...data, ...rest.data], failures: [...failures, ...rest.failures] }
}

async function askCoordinator<Data>(
  broker: BrokerConnection,
  groups: readonly string[],
  { batching, ask }: GroupQuestion<Data>,
  take: (reply: GroupReply<Data>) => void,
): Promise<void> {
  const { groupsPerRequest, requestsAtOnce } = await batching(broker)
  await eachLimited(chunk(groups, groupsPerRequest), requestsAtOnce, async (batch) => {
    for (const reply of await ask(broker, batch)) take(reply)
  })
}

async function findIfAny(connections: ConnectionSet, groups: readonly string[]): Promise<FanOut<GroupCoordinator>> {
  if (groups.length === 0) return { data: [], failures: [] }
  try {
    return await findCoordinators(connections, groups)
  } catch (error) {
    return { data: [], failures: failAll(groups, error) }
  }
}

function groupByCoordinator(
  groups: readonly string[],
  coordinators: Coordinators,
  found: readonly GroupCoordinator[],
): { coordinator: Address; own: string[] }[] {
  const byAddress = new Map<string, { coordinator: Address; own: string[] }>()
  const add = (group: string, coordinator: Address) => {
    const key = formatAddress(coordinator)
    const entry = byAddress.get(key)
    if (entry) entry.own.push(group)
    else byAddress.set(key, { coordinator, own: [group] })
  }
  for (const group of groups) {
    const coordinator = coordinators.get(group)
    if (coordinator) add(group, coordinator)
  }
  for (const { group, coordinator } of found) add(group, coordinator)
  return [...byAddress.values()]
}

function chunk<T>(items: readonly T[], size: number): T[][] {
  const chunks: T[][] = []
  for (let from = 0; from < items.length; from += size) chunks.push(items.slice(from, from + size))
  return chunks
}
