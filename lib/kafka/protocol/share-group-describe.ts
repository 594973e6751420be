import type { Reader } from '#lib/bytes/reader.ts'
import { readAssignment, type TopicPartitions } from '#lib/bytes/topic-partitions.ts'
import type { Api } from './api.ts'
import type { DescribeGroupsInput } from './describe-groups.ts'
import { type DescribedGroup, readDescribedGroups, writeGroupIds } from './described-group.ts'

export interface ShareMember {
  readonly id: string
  readonly rackId: string | null
  readonly memberEpoch: number
  readonly clientId: string
  readonly clientHost: string
  readonly subscribedTopics: readonly string[]
  /** The same partition may stand with several members: they share it. */
  readonly assignment: readonly TopicPartitions[]
}

const MINIMUM_MEMBER_BYTES = 12

/*
  ShareGroupDescribe Request and Response (1): see described-group.ts
    members => member_id ?rack_id member_epoch client_id client_host [subscribed_topic_names] assignment
      member_id, rack_id, client_id, client_host, subscribed_topic_names => STRING
      member_epoch => INT32
      assignment => [topic_partitions]
        topic_partitions => topic_id topic_name [partitions]
          topic_id => UUID
          topic_name => STRING
          partitions => INT32
*/
/** Share groups, each answered by its coordinator. Version 0 was a trial that Kafka 4.1 dropped. */
export const shareGroupDescribe: Api<DescribeGroupsInput, readonly DescribedGroup<ShareMember>[]> = {
  key: 77,
  name: 'ShareGroupDescribe',
  versions: { min: 1, max: 1 },
  flexibleFrom: 0,
  encode: writeGroupIds,
  decode: (reader) => readDescribedGroups(reader, MINIMUM_MEMBER_BYTES, () => readMember(reader)),
}

function readMember(reader: Reader): ShareMember {
  const member = {
    id: reader.string(),
    rackId: reader.nullableString(),
    memberEpoch: reader.int32(),
    clientId: reader.string(),
    clientHost: reader.string(),
    subscribedTopics: reader.array(1, () => reader.string()),
    assignment: readAssignment(reader),
  }
  reader.skipTags()
  return member
}
