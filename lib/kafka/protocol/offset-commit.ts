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
