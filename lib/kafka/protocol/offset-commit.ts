import type { Api } from './api.ts'
import { type PartitionOutcomes, readPartitionOutcomes } from './partition-outcomes.ts'

export interface OffsetCommitInput {
  readonly group: string
  readonly topics: readonly { readonly name: string; readonly partitions: readonly NewCommit[] }[]
}

export interface NewCommit {
  readonly id: number
  /** The offset of the next record to read. */
  readonly offset: number
  readonly metadata: string
}

const NO_GENERATION = -1
const NO_MEMBER = ''
const BROKERS_RETENTION = -1
const NO_LEADER_EPOCH = -1

/*
  OffsetCommit Request (2-9) => group_id generation_id_or_member_epoch member_id ?group_instance_id(7+)
                                retention_time_ms(-4) [topics]
    group_id, member_id, group_instance_id => STRING
    generation_id_or_member_epoch => INT32
    retention_time_ms => INT64
    topics => name [partitions]
      name => STRING
      partitions => partition_index committed_offset committed_leader_epoch(6+) ?committed_metadata
        partition_index, committed_leader_epoch => INT32
        committed_offset => INT64
        committed_metadata => STRING

  OffsetCommit Response (2-9) => throttle_time_ms(3+) [topics]
    throttle_time_ms => INT32
    topics: see partition-outcomes.ts
*/
/**
 * Commits from outside, without joining the group: its coordinator accepts that only while it has no members. From
 * version 10 on topics have ids in the place of names, which a commit for a deleted topic has no use for.
 */
export const offsetCommit: Api<OffsetCommitInput, readonly PartitionOutcomes[]> = {
  key: 8,
  name: 'OffsetCommit',
  versions: { min: 2, max: 9 },
  flexibleFrom: 8,
  encode: (writer, { group, topics }, version) => {
    writer.string(group).int32(NO_GENERATION).string(NO_MEMBER)
    if (version >= 7) writer.nullableString(null) // instance id
    if (version <= 4) writer.int64(BROKERS_RETENTION)
    writer
      .array(topics, ({ name, partitions }) => {
        writer
          .string(name)
          .array(partitions, ({ id, offset, metadata }) => {
            writer.int32(id).int64(offset)
            if (version >= 6) writer.int32(NO_LEADER_EPOCH)
            writer.string(metadata).noTags()
          })
          .noTags()
      })
      .noTags()
  },
  decode: (reader, version) => {
    if (version >= 3) reader.int32() // throttle time
    const topics = readPartitionOutcomes(reader)
    reader.skipTags()
    return topics
  },
}
