import type { Api } from './api.ts'
import { type PartitionOutcomes, readPartitionOutcomes } from './partition-outcomes.ts'

export interface OffsetDeleteInput {
  readonly group: string
  readonly topics: readonly { readonly name: string; readonly partitions: readonly number[] }[]
}

export interface OffsetDeleteReply {
  /** Of the group as a whole. */
  readonly errorCode: number
  readonly topics: readonly PartitionOutcomes[]
}

const NEVER_FLEXIBLE = Number.POSITIVE_INFINITY

/*
  OffsetDelete Request (0) => group_id [topics]
    group_id => STRING
    topics => name [partitions]
      name => STRING
      partitions => partition_index
        partition_index => INT32

  OffsetDelete Response (0) => error_code throttle_time_ms [topics]
    error_code => INT16
    throttle_time_ms => INT32
    topics: see partition-outcomes.ts
*/
/** Forgets commits of a group. Partitions of topics to which a live member subscribes are refused, each by itself. */
export const offsetDelete: Api<OffsetDeleteInput, OffsetDeleteReply> = {
  key: 47,
  name: 'OffsetDelete',
  versions: { min: 0, max: 0 },
  flexibleFrom: NEVER_FLEXIBLE,
  encode: (writer, { group, topics }) => {
    writer.string(group).array(topics, ({ name, partitions }) => {
      writer.string(name).array(partitions, (partition) => writer.int32(partition))
    })
  },
  decode: (reader) => {
    const errorCode = reader.int16()
    reader.int32() // throttle time
    return { errorCode, topics: readPartitionOutcomes(reader) }
  },
}
