import type { Reader } from '#lib/bytes/reader.ts'

/** What became of each partition of a topic; OffsetCommit and OffsetDelete answer alike. */
export interface PartitionOutcomes {
  readonly name: string
  readonly partitions: readonly { readonly id: number; readonly errorCode: number }[]
}

const MINIMUM_TOPIC_BYTES = 3
const MINIMUM_PARTITION_BYTES = 6

/*
  OffsetCommit Response (2-9), OffsetDelete Response (0), topics => name [partitions]
    name => STRING
    partitions => partition_index error_code
      partition_index => INT32
      error_code => INT16
*/
export function readPartitionOutcomes(reader: Reader): PartitionOutcomes[] {
  return reader.array(MINIMUM_TOPIC_BYTES, () => {
    const name = reader.string()
    const partitions = reader.array(MINIMUM_PARTITION_BYTES, () => {
      const partition = { id: reader.int32(), errorCode: reader.int16() }
      reader.skipTags()
      return partition
    })
    reader.skipTags()
    return { name, partitions }
  })
}
