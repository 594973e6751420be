import type { Reader } from '#lib/bytes/reader.ts'

export interface FetchedPartition {
  readonly id: number
  readonly errorCode: number
  /** The offset that the next record will get. null with an error, and where it is beyond 2^53. */
  readonly highWatermark: number | null
  /** Where the first transaction that is still open begins, or else the high watermark. */
  readonly lastStableOffset: number | null
  /** The first offset that is still there. Brokers tell it since Kafka 1.0. */
  readonly logStartOffset: number | null
  /** Only where `committed` was asked for: what of these records was given up. */
  readonly abortedTransactions: readonly AbortedTransaction[]
  /** The replica that is nearest to the rack that was named; the records then are to be fetched from there. */
  readonly preferredReplica: number | null
  /** Who leads by now, where the broker refuses because it does not. */
  readonly currentLeader: { readonly id: number; readonly epoch: number } | null
  /** Batches as they lie on the broker's disk: the first may begin before the offset, the last may be cut off. */
  readonly records: Buffer
}

export interface AbortedTransaction {
  readonly producerId: number
  readonly firstOffset: number
}

const MINIMUM_ABORTED_BYTES = 16
const CURRENT_LEADER_TAG = 1

/*
  Fetch Response (4-18), partitions => partition_index error_code high_watermark last_stable_offset log_start_offset(5+)
                                       ?[aborted_transactions] preferred_read_replica(11+) ?records
    partition_index, preferred_read_replica => INT32
    error_code => INT16
    high_watermark, last_stable_offset, log_start_offset => INT64
    aborted_transactions => producer_id first_offset
      producer_id, first_offset => INT64
    records => BYTES
    tag 1 (12+): current_leader => leader_id leader_epoch
      leader_id, leader_epoch => INT32
*/
export function readFetchedPartition(reader: Reader, version: number): FetchedPartition {
  const id = reader.int32()
  const errorCode = reader.int16()
  const highWatermark = readOffset(reader)
  const lastStableOffset = readOffset(reader)
  const logStartOffset = version >= 5 ? readOffset(reader) : null
  const abortedTransactions = readAborted(reader)
  const preferredReplica = version >= 11 ? reader.int32() : -1
  const records = reader.bytes()
  let currentLeader: FetchedPartition['currentLeader'] = null
  if (reader.flexible) {
    reader.tags({
      [CURRENT_LEADER_TAG]: (field) => {
        const leader = { id: field.int32(), epoch: field.int32() }
        if (leader.id >= 0) currentLeader = leader
      },
    })
  }
  return {
    id,
    errorCode,
    highWatermark,
    lastStableOffset,
    logStartOffset,
    abortedTransactions,
    preferredReplica: preferredReplica < 0 ? null : preferredReplica,
    currentLeader,
    records,
  }
}

function readAborted(reader: Reader): AbortedTransaction[] {
  return reader.array(MINIMUM_ABORTED_BYTES, () => {
    const transaction = { producerId: reader.int64(), firstOffset: reader.int64() }
    reader.skipTags()
    return transaction
  })
}

function readOffset(reader: Reader): number | null {
  const offset = reader.int64OrNull()
  return offset === null || offset < 0 ? null : offset
}
