import { decodeAssignment, decodeSubscription } from '#lib/bytes/consumer-protocol.ts'
import type { TopicPartitions } from '#lib/bytes/topic-partitions.ts'
import type { BrokerConnection } from '#lib/kafka/connection/broker-connection.ts'
import type { ConnectionSet } from '#lib/kafka/connection/connection-set.ts'
import { consumerGroupDescribe } from '#lib/kafka/protocol/consumer-group-describe.ts'
import { deleteGroups as deleteGroupsApi } from '#lib/kafka/protocol/delete-groups.ts'
import {
  type ClassicGroup,
  type ClassicMember,
  describeGroups as describeGroupsApi,
} from '#lib/kafka/protocol/describe-groups.ts'
import type { DescribedGroup } from '#lib/kafka/protocol/described-group.ts'
import { GROUP_ID_NOT_FOUND, KAFKA_OK, KafkaError } from '#lib/kafka/protocol/error-codes.ts'
import type { GroupType } from '#lib/kafka/protocol/group-type.ts'
import { type ListedGroup, listGroups as listGroupsApi } from '#lib/kafka/protocol/list-groups.ts'
import type { MetadataBroker } from '#lib/kafka/protocol/metadata.ts'
import { shareGroupDescribe } from '#lib/kafka/protocol/share-group-describe.ts'
import { askCoordinators, type Coordinators, type GroupReply } from './coordinators.ts'
import { type Failure, type FanOut, failAll } from './fan-out.ts'

const DEADLINE_MS = 10_000
const GROUPS_PER_REQUEST = 200
const CONSUMER_PROTOCOL = 'consumer'

export interface CoordinatedGroup extends ListedGroup {
  /** The broker that listed it. */
  readonly coordinator: MetadataBroker
}

/** What every type of group can say of itself; null where its type does not know such a thing. */
export interface GroupDescription {
  readonly id: string
  readonly type: GroupType
  /** In Kafka's own words. */
  readonly state: string | null
  /** How partitions are dealt out; null while the members have not agreed on it. */
  readonly assignor: string | null
  readonly groupEpoch: number | null
  readonly assignmentEpoch: number | null
  readonly members: readonly GroupMember[] | null
}

export interface GroupMember {
  readonly id: string
  readonly instanceId: string | null
  readonly rackId: string | null
  readonly clientId: string
  readonly clientHost: string
  readonly memberEpoch: number | null
  /** null where it cannot be known: while a classic group rebalances, and for members that are no consumers. */
  readonly subscribedTopics: readonly string[] | null
  readonly subscribedRegex: string | null
  /** null where it cannot be known, as above. */
  readonly assignment: readonly TopicPartitions[] | null
  /** Where its assignment is to arrive. */
  readonly targetAssignment: readonly TopicPartitions[] | null
  /** Whether it speaks the classic protocol; null where the broker does not say. */
  readonly isClassic: boolean | null
}

/** What each broker listed the last time, by its number. */
export type ListedBefore = Map<
  number,
  { readonly coordinator: MetadataBroker; readonly bytes: Buffer; readonly groups: readonly CoordinatedGroup[] }
>

/**
 * Each broker lists the groups that it coordinates; one that fails hides no group of the others. Where it lists the same
 * as before, the objects of before are given again.
 */
export async function listGroups(
  connections: ConnectionSet,
  brokers: readonly MetadataBroker[],
  before: ListedBefore = new Map(),
): Promise<FanOut<CoordinatedGroup>> {
  const data = new Map<string, CoordinatedGroup>()
  const failures: Failure[] = []
  const asked = brokers.map(async (coordinator) => {
    const scope = String(coordinator.id)
    try {
      const input = { states: [], types: [] }
      const known = before.get(coordinator.id)
      const isThere = known?.coordinator.host === coordinator.host && known.coordinator.port === coordinator.port
      const bytes = isThere ? known.bytes : null
      const connection = connections.to(coordinator, 'groups')
      const reply = await connection.sendUnlessSame(listGroupsApi, input, DEADLINE_MS, bytes)
      const errorCode = reply?.output.errorCode ?? KAFKA_OK
      const groups = reply ? reply.output.groups.map((group) => ({ ...group, coordinator })) : (known?.groups ?? [])
      if (errorCode !== KAFKA_OK) failures.push({ scope, error: new KafkaError(errorCode) })
      if (errorCode !== KAFKA_OK) before.delete(coordinator.id)
      else if (reply) before.set(coordinator.id, { coordinator, bytes: reply.bytes, groups })
      // A group that moves meanwhile is listed twice, or not at all.
      for (const group of groups) data.set(group.id, group)
    } catch (error) {
      failures.push(...failAll([scope], error))
    }
  })
  await Promise.all(asked)
  return { data: [...data.values()], failures }
}

/**
 * Describes each group by the request of its own type. Of a Streams group there is only what the listing reported, as its
 * tasks are nothing that the other requests could tell.
 */
export async function describeGroups(
  connections: ConnectionSet,
  coordinators: Coordinators,
  groups: readonly ListedGroup[],
): Promise<FanOut<GroupDescription>> {
  const describe = (type: GroupType, send: DescribeBatch) => {
    const ids = groups.filter((group) => (group.type ?? 'classic') === type).map(({ id }) => id)
    return askCoordinators(connections, coordinators, ids, { lane: 'groups', batching, ask: send })
  }
  const described = await Promise.all([
    describe('classic', async (broker, ids) =>
      (await broker.send(describeGroupsApi, { groups: ids }, DEADLINE_MS)).map(fromClassic)),
    describe('consumer', async (broker, ids) =>
      (await broker.send(consumerGroupDescribe, { groups: ids }, DEADLINE_MS)).map((group) =>
        fromCoordinated('consumer', group, (member) => member),
      )),
    describe('share', async (broker, ids) =>
      (await broker.send(shareGroupDescribe, { groups: ids }, DEADLINE_MS)).map((group) =>
        fromCoordinated('share', group, (member) => ({ ...member, ...notOfShareMembers })),
      )),
  ])
  const streams = groups.filter(({ type }) => type === 'streams').map(fromListing)
  return {
    data: [...described.flatMap(({ data }) => data), ...streams],
    failures: described.flatMap(({ failures }) => failures),
  }
}

type DescribeBatch = (broker: BrokerConnection, ids: readonly string[]) => Promise<GroupReply<GroupDescription>[]>

const batching = async () => ({ groupsPerRequest: GROUPS_PER_REQUEST, requestsAtOnce: 1 })

/** Deletes groups of any type, with all that they committed; only those without members can be. */
export function deleteGroups(
  connections: ConnectionSet,
  coordinators: Coordinators,
  groups: readonly string[],
): Promise<FanOut<string>> {
  return askCoordinators(connections, coordinators, groups, {
    lane: 'changes',
    batching,
    ask: async (broker, ids) => {
      const outcomes = await broker.send(deleteGroupsApi, { groups: ids }, DEADLINE_MS)
      return outcomes.map(({ id, errorCode }) => ({ id, errorCode, errorMessage: null, data: id }))
    },
  })
}

function fromClassic(group: ClassicGroup): GroupReply<GroupDescription> {
  const { id, errorMessage, state, protocol, protocolType } = group
  // Older brokers have no other words for a group that is not there, or is of another type.
  const isUnknown = group.errorCode === KAFKA_OK && state === 'Dead'
  const errorCode = isUnknown ? GROUP_ID_NOT_FOUND : group.errorCode
  const canRead = protocolType === CONSUMER_PROTOCOL && state === 'Stable'
  const members = group.members.map((member) => fromClassicMember(member, canRead))
  const assignor = protocol || null
  const data = { id, type: 'classic' as const, state, assignor, groupEpoch: null, assignmentEpoch: null, members }
  return { id, errorCode, errorMessage, data }
}

function fromClassicMember({ metadata, assignment, ...member }: ClassicMember, canRead: boolean): GroupMember {
  const subscription = canRead ? decodeSubscription(metadata) : null
  return {
    ...member,
    rackId: subscription?.rackId ?? null,
    memberEpoch: null,
    subscribedTopics: subscription?.topics ?? null,
    subscribedRegex: null,
    assignment: canRead ? decodeAssignment(assignment) : null,
    targetAssignment: null,
    isClassic: true,
  }
}

/** A share group gives partitions to members without taking them from others, so there is nothing to arrive at. */
const notOfShareMembers = { instanceId: null, subscribedRegex: null, targetAssignment: null, isClassic: null }

function fromCoordinated<Member>(
  type: GroupType,
  { errorCode, errorMessage, members, ...group }: DescribedGroup<Member>,
  toMember: (member: Member) => GroupMember,
): GroupReply<GroupDescription> {
  const data = { ...group, type, assignor: group.assignor || null, members: members.map(toMember) }
  return { id: group.id, errorCode, errorMessage, data }
}

function fromListing({ id, state }: ListedGroup): GroupDescription {
  return { id, type: 'streams', state, assignor: null, groupEpoch: null, assignmentEpoch: null, members: null }
}
