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
