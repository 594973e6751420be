import type { Reader } from '#lib/bytes/reader.ts'
import { readAssignment, type TopicPartitions } from '#lib/bytes/topic-partitions.ts'
import type { Api } from './api.ts'
import type { DescribeGroupsInput } from './describe-groups.ts'
import { type DescribedGroup, readDescribedGroups, writeGroupIds } from './described-group.ts'

export interface ConsumerMember {
  readonly id: string
  readonly instanceId: string | null
  readonly rackId: string | null
  readonly memberEpoch: number
  readonly clientId: string
  readonly clientHost: string
  readonly subscribedTopics: readonly string[]
  readonly subscribedRegex: string | null
  readonly assignment: readonly TopicPartitions[]
  /** Where it is to arrive: until then it gives partitions up, or waits for others to do so. */
  readonly targetAssignment: readonly TopicPartitions[]
  /** Whether it still speaks the classic protocol, as some do while a group changes over; null before version 1. */
  readonly isClassic: boolean | null
}

const MINIMUM_MEMBER_BYTES = 16
const UNKNOWN_MEMBER = -1
const CLASSIC_MEMBER = 0

/*
  ConsumerGroupDescribe Request and Response (0-1): see described-group.ts
    members => member_id ?instance_id ?rack_id member_epoch client_id client_host [subscribed_topic_names]
               ?subscribed_topic_regex assignment target_assignment member_type(1+)
      member_id, instance_id, rack_id, client_id, client_host => STRING
      subscribed_topic_names, subscribed_topic_regex => STRING
      member_epoch => INT32
      assignment, target_assignment => [topic_partitions]
        topic_partitions => topic_id topic_name [partitions]
          topic_id => UUID
          topic_name => STRING
          partitions => INT32
      member_type => INT8 (-1 unknown, 0 classic, 1 consumer)
*/
/** Groups of KIP-848, each answered by its coordinator, to which groups of other types do not exist here. */
export const consumerGroupDescribe: Api<DescribeGroupsInput, readonly DescribedGroup<ConsumerMember>[]> = {
  key: 69,
  name: 'ConsumerGroupDescribe',
  versions: { min: 0, max: 1 },
  flexibleFrom: 0,
  encode: writeGroupIds,
  decode: (reader, version) => readDescribedGroups(reader, MINIMUM_MEMBER_BYTES, () => readMember(reader, version)),
}

function readMember(reader: Reader, version: number): ConsumerMember {
  const member = {
    id: reader.string(),
    instanceId: reader.nullableString(),
    rackId: reader.nullableString(),
    memberEpoch: reader.int32(),
    clientId: reader.string(),
    clientHost: reader.string(),
    subscribedTopics: reader.array(1, () => reader.string()),
    subscribedRegex: reader.nullableString() || null,
    assignment: readAssignment(reader),
    targetAssignment: readAssignment(reader),
  }
  const type = version >= 1 ? reader.int8() : UNKNOWN_MEMBER
  reader.skipTags()
  return { ...member, isClassic: type === UNKNOWN_MEMBER ? null : type === CLASSIC_MEMBER }
}
