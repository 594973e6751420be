import type { MetadataTopic } from '#lib/kafka/protocol/metadata.ts'
import { NOT_ASKED } from './answer-codes.ts'
import { type ColumnsOf, floats, ints, intsFrom, makeColumns } from './columns.ts'

/** The leader and the replicas of each partition, as the brokers last described them. One row per partition. */
export interface LeadershipColumns {
  /** -1: none. */
  readonly leaders: Int32Array
  /** -1: not known. */
  readonly leaderEpochs: Int32Array
  /** The row of each partition's first replica, and behind the last partition the number of all replicas. */
  readonly firstReplicas: Int32Array
  /** By replica: its broker, and its state as flags. */
  readonly replicaBrokers: Int32Array
  readonly replicaStates: Int32Array
}

export const REPLICA_IN_SYNC = 1
export const REPLICA_OFFLINE = 2

/** The ends of each partition. One row per partition; a new column needs no other place to be made. */
const offsetTable = {
  startOffsets: floats,
  endOffsets: floats,
  /** Known only for topics that are watched. */
  lastStableOffsets: floats,
  /** 1: a transaction was seen in it, so that some of its offsets hold no message. */
  transactional: ints,
  producedPerSecond: floats,
  /** When the end offset was last seen to move. */
  lastWritesMs: floats,
  /** The code of the last reply; unless it is 0, the offsets are those of an earlier one. */
  offsetErrors: intsFrom(NOT_ASKED),
}
export type OffsetColumns = ColumnsOf<typeof offsetTable>

export interface SizeColumns {
  /** In bytes, by replica. */
  readonly replicaSizes: Float64Array
}

export function buildLeadership(topics: readonly MetadataTopic[], partitionCount: number): LeadershipColumns {
  let replicaCount = 0
  for (const { partitions } of topics) for (const { replicas } of partitions) replicaCount += replicas.length
  const columns = {
    leaders: new Int32Array(partitionCount),
    leaderEpochs: new Int32Array(partitionCount),
    firstReplicas: new Int32Array(partitionCount + 1),
    replicaBrokers: new Int32Array(replicaCount),
    replicaStates: new Int32Array(replicaCount),
  }
  let row = 0
  let replica = 0
  for (const { partitions } of topics) {
    for (const { leader, leaderEpoch, replicas, isr, offlineReplicas } of partitions) {
      columns.leaders[row] = leader ?? -1
      columns.leaderEpochs[row] = leaderEpoch ?? -1
      columns.firstReplicas[row++] = replica
      for (const broker of replicas) {
        columns.replicaBrokers[replica] = broker
        columns.replicaStates[replica++] =
          (isr.includes(broker) ? REPLICA_IN_SYNC : 0) | (offlineReplicas.includes(broker) ? REPLICA_OFFLINE : 0)
      }
    }
  }
  columns.firstReplicas[row] = replica
  return columns
}

export function unknownOffsets(partitionCount: number): OffsetColumns {
  return makeColumns(offsetTable, partitionCount)
}

export function replicaRows({ firstReplicas }: LeadershipColumns, partitionRow: number): [from: number, to: number] {
  return [firstReplicas[partitionRow] ?? 0, firstReplicas[partitionRow + 1] ?? 0]
}
