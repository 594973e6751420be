import type { MetadataTopic } from '#lib/kafka/protocol/metadata.ts'
import { NOT_ASKED } from './answer-codes.ts'
import { UNKNOWN } from './columns.ts'

/** Who leads each partition and who keeps copies of it, as the brokers last described it. One row per partition. */
export interface LeadershipColumns {
  /** -1: nobody. */
  readonly leaders: Int32Array
  /** -1: not told. */
  readonly leaderEpochs: Int32Array
  /** The row of each partition's first copy, and behind the last partition the number of all copies. */
  readonly firstCopies: Int32Array
  /** By copy: the broker that should keep it, and how it is. */
  readonly copyBrokers: Int32Array
  readonly copyStates: Int32Array
}

export const COPY_IN_SYNC = 1
export const COPY_OFFLINE = 2

/** What lies between the first and the last offset of each partition. */
export interface OffsetColumns {
  readonly startOffsets: Float64Array
  readonly endOffsets: Float64Array
  /** Known only for topics that somebody looks at. */
  readonly lastStableOffsets: Float64Array
  readonly producedPerSecond: Float64Array
  /** When the end offset was last seen to move. */
  readonly lastWritesMs: Float64Array
  /** What became of the last question; unless all was well, the offsets are those of before. */
  readonly offsetErrors: Int32Array
}

export interface SizeColumns {
  /** By copy. */
  readonly copyBytes: Float64Array
}

export function buildLeadership(topics: readonly MetadataTopic[], partitionCount: number): LeadershipColumns {
  let copyCount = 0
  for (const { partitions } of topics) for (const { replicas } of partitions) copyCount += replicas.length
  const columns = {
    leaders: new Int32Array(partitionCount),
    leaderEpochs: new Int32Array(partitionCount),
    firstCopies: new Int32Array(partitionCount + 1),
    copyBrokers: new Int32Array(copyCount),
    copyStates: new Int32Array(copyCount),
  }
  let row = 0
  let copy = 0
  for (const { partitions } of topics) {
    for (const { leader, leaderEpoch, replicas, isr, offlineReplicas } of partitions) {
      columns.leaders[row] = leader ?? -1
      columns.leaderEpochs[row] = leaderEpoch ?? -1
      columns.firstCopies[row++] = copy
      for (const broker of replicas) {
        columns.copyBrokers[copy] = broker
        columns.copyStates[copy++] =
          (isr.includes(broker) ? COPY_IN_SYNC : 0) | (offlineReplicas.includes(broker) ? COPY_OFFLINE : 0)
      }
    }
  }
  columns.firstCopies[row] = copy
  return columns
}

export function unknownOffsets(partitionCount: number): OffsetColumns {
  return {
    startOffsets: new Float64Array(partitionCount).fill(UNKNOWN),
    endOffsets: new Float64Array(partitionCount).fill(UNKNOWN),
    lastStableOffsets: new Float64Array(partitionCount).fill(UNKNOWN),
    producedPerSecond: new Float64Array(partitionCount).fill(UNKNOWN),
    lastWritesMs: new Float64Array(partitionCount).fill(UNKNOWN),
    offsetErrors: new Int32Array(partitionCount).fill(NOT_ASKED),
  }
}

export function copyRows({ firstCopies }: LeadershipColumns, partitionRow: number): [from: number, to: number] {
  return [firstCopies[partitionRow] ?? 0, firstCopies[partitionRow + 1] ?? 0]
}
