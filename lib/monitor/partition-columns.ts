import type { MetadataTopic } from '#lib/kafka/protocol/metadata.ts'
import { type Floats, type Integers, sharedFloats, sharedIntegers, UNKNOWN } from './shared-columns.ts'

/** Who leads each partition and who keeps copies of it, as the brokers last described it. One row per partition. */
export interface LeadershipColumns {
  /** -1: nobody. */
  readonly leaders: Integers
  /** -1: not told. */
  readonly leaderEpochs: Integers
  /** The row of each partition's first copy, and behind the last partition the number of all copies. */
  readonly firstCopies: Integers
  /** By copy: the broker that should keep it, and how it is. */
  readonly copyBrokers: Integers
  readonly copyStates: Integers
}

export const COPY_IN_SYNC = 1
export const COPY_OFFLINE = 2

/** What lies between the first and the last offset of each partition. */
export interface OffsetColumns {
  readonly startOffsets: Floats
  readonly endOffsets: Floats
  /** Known only for topics that somebody looks at. */
  readonly lastStableOffsets: Floats
  readonly producedPerSecond: Floats
  /** When the end offset was last seen to move. */
  readonly lastWritesMs: Floats
  /** Kafka's code for why the last question failed; the offsets are then those of before. */
  readonly offsetErrors: Integers
}

/** Not asked yet. */
export const NOT_ASKED = -1

export interface SizeColumns {
  /** By copy. */
  readonly copyBytes: Floats
}

export function buildLeadership(topics: readonly MetadataTopic[], partitionCount: number): LeadershipColumns {
  let copyCount = 0
  for (const { partitions } of topics) for (const { replicas } of partitions) copyCount += replicas.length
  const columns = {
    leaders: sharedIntegers(partitionCount),
    leaderEpochs: sharedIntegers(partitionCount),
    firstCopies: sharedIntegers(partitionCount + 1),
    copyBrokers: sharedIntegers(copyCount),
    copyStates: sharedIntegers(copyCount),
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
    startOffsets: sharedFloats(partitionCount).fill(UNKNOWN),
    endOffsets: sharedFloats(partitionCount).fill(UNKNOWN),
    lastStableOffsets: sharedFloats(partitionCount).fill(UNKNOWN),
    producedPerSecond: sharedFloats(partitionCount).fill(UNKNOWN),
    lastWritesMs: sharedFloats(partitionCount).fill(UNKNOWN),
    offsetErrors: sharedIntegers(partitionCount).fill(NOT_ASKED),
  }
}

export function copyRows({ firstCopies }: LeadershipColumns, partitionRow: number): [from: number, to: number] {
  return [firstCopies[partitionRow] ?? 0, firstCopies[partitionRow + 1] ?? 0]
}
