import type { GroupOffsets } from '#lib/kafka/admin/group-offsets.ts'
import type { ShareGroupOffsets } from '#lib/kafka/protocol/describe-share-group-offsets.ts'
import { kafkaErrorCode } from '#lib/kafka/protocol/error-codes.ts'
import { NO_COMMIT, NO_LEADER_EPOCH, UNREADABLE_COMMIT } from '#lib/kafka/protocol/offset-fetch.ts'
import { UNKNOWN } from '#lib/monitor/snapshot/columns.ts'

/** What a group has committed on one topic; one row per partition. */
export interface TopicCommits {
  readonly topic: string
  readonly partitions: Int32Array
  /** The offset of the next record to read. Unknown: there is none, or it cannot be read. */
  readonly committed: Float64Array
  readonly errors: ArrayLike<number>
  /** null: this type of group has none. */
  readonly reportedLags: Float64Array | null
  readonly leaderEpochs: ArrayLike<number>
  readonly metadataOf: (row: number) => string | null
  /** The digits of a commit beyond 2^53; null for all others. */
  readonly digitsOf: (row: number) => string | null
}

/** The code that stands for a commit beyond 2^53, for which Kafka has none. */
export const COMMIT_TOO_LARGE = kafkaErrorCode('INVALID_COMMIT_OFFSET_SIZE')

export function commitsOf({ topics, commits }: GroupOffsets): TopicCommits[] {
  return topics.map(({ name, startRow, endRow }) => {
    const offsets = commits.offsets.subarray(startRow, endRow)
    const errors = commits.errorCodes.subarray(startRow, endRow)
    return {
      topic: name,
      partitions: commits.partitionIds.subarray(startRow, endRow),
      committed: offsets.some((offset) => offset < 0)
        ? offsets.map((offset) => (offset === NO_COMMIT || offset === UNREADABLE_COMMIT ? UNKNOWN : offset))
        : offsets,
      errors: offsets.includes(UNREADABLE_COMMIT)
        ? errors.map((error, row) => (offsets[row] === UNREADABLE_COMMIT ? COMMIT_TOO_LARGE : error))
        : errors,
      reportedLags: null,
      leaderEpochs: commits.leaderEpochs.subarray(startRow, endRow),
      metadataOf: (row) => commits.metadata.get(startRow + row) ?? null,
      digitsOf: (row) => commits.digits.get(startRow + row) ?? null,
    }
  })
}

/** A share group commits nothing; where its share-partitions start stands in the place of commits. */
export function shareStartsOf({ topics }: ShareGroupOffsets): TopicCommits[] {
  return topics.map(({ name, partitions }) => ({
    topic: name,
    partitions: Int32Array.from(partitions, ({ id }) => id),
    committed: Float64Array.from(partitions, ({ startOffset }) => startOffset ?? UNKNOWN),
    errors: Int32Array.from(partitions, ({ errorCode }) => errorCode),
    reportedLags: Float64Array.from(partitions, ({ lag }) => lag ?? UNKNOWN),
    leaderEpochs: Int32Array.from(partitions, ({ leaderEpoch }) => leaderEpoch ?? NO_LEADER_EPOCH),
    metadataOf: () => null,
    digitsOf: () => null,
  }))
}

/** Whether they are about the same partitions in the same order, whatever was committed there. */
export function concernSame(a: readonly TopicCommits[], b: readonly TopicCommits[]): boolean {
  return (
    a.length === b.length &&
    a.every(({ topic, partitions }, index) => {
      const other = b[index]
      if (other?.topic !== topic || other.partitions.length !== partitions.length) return false
      return partitions.every((partition, row) => partition === other.partitions[row])
    })
  )
}
