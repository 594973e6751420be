import type { Reader } from '#lib/bytes/reader.ts'
import type { Api } from './api.ts'
import { KAFKA_OK, KafkaError, UNKNOWN_SERVER_ERROR } from './error-codes.ts'

export interface Quorum {
  readonly leaderId: number | null
  readonly leaderEpoch: number
  readonly highWatermark: number | null
  readonly voters: readonly QuorumReplica[]
  readonly observers: readonly QuorumReplica[]
}

export interface QuorumReplica {
  readonly id: number
  readonly logEndOffset: number | null
  readonly lastCaughtUpMs: number | null
}

const METADATA_TOPIC = '__cluster_metadata'
const MINIMUM_REPLICA_BYTES = 13
const MINIMUM_NODE_BYTES = 6
const MINIMUM_LISTENER_BYTES = 5

/*
  DescribeQuorum Request (0-2) => [topics]
    topics => topic_name [partitions]
      topic_name => STRING
      partitions => partition_index
        partition_index => INT32

  DescribeQuorum Response (0-2) => error_code ?error_message(2) [topics] [nodes](2)
    error_code => INT16
    error_message => STRING
    topics => topic_name [partitions]
      topic_name => STRING
      partitions => partition_index error_code ?error_message(2) leader_id leader_epoch high_watermark [current_voters]
                    [observers]
        partition_index, leader_id, leader_epoch => INT32
        error_code => INT16
        error_message => STRING
        high_watermark => INT64
        current_voters, observers => replica_id replica_directory_id(2) log_end_offset last_fetch_timestamp(1+)
                                     last_caught_up_timestamp(1+)
          replica_id => INT32
          replica_directory_id => UUID
          log_end_offset, last_fetch_timestamp, last_caught_up_timestamp => INT64
    nodes => node_id [listeners]
      node_id => INT32
      listeners => name host port
        name, host => STRING
        port => UINT16
*/
/**
 * Answered by the controller that leads the quorum. Without a quorum the broker keeps the request for a minute before
 * it gives up, and blocks its connection meanwhile: send it over a connection of its own, with a short deadline.
 */
export const describeQuorum: Api<void, Quorum> = {
  key: 55,
  name: 'DescribeQuorum',
  versions: { min: 0, max: 2 },
  flexibleFrom: 0,
  encode: (writer) => {
    writer
      .array([METADATA_TOPIC], (topic) => {
        writer
          .string(topic)
          .array([0], (partition) => writer.int32(partition).noTags())
          .noTags()
      })
      .noTags()
  },
  decode: (reader, version) => {
    failOn(reader.int16(), version >= 2 ? reader.nullableString() : null)
    const topics = reader.array(3, () => {
      reader.string()
      const partitions = reader.array(20, () => readPartition(reader, version))
      reader.skipTags()
      return partitions
    })
    if (version >= 2) reader.array(MINIMUM_NODE_BYTES, () => skipNode(reader))
    reader.skipTags()
    const quorum = topics[0]?.[0]
    if (!quorum) throw new KafkaError(UNKNOWN_SERVER_ERROR, 'The reply describes no quorum.')
    return quorum
  },
}

function readPartition(reader: Reader, version: number): Quorum {
  reader.int32() // partition
  failOn(reader.int16(), version >= 2 ? reader.nullableString() : null)
  const leaderId = reader.int32()
  const leaderEpoch = reader.int32()
  const highWatermark = reader.int64()
  const voters = reader.array(MINIMUM_REPLICA_BYTES, () => readReplica(reader, version))
  const observers = reader.array(MINIMUM_REPLICA_BYTES, () => readReplica(reader, version))
  reader.skipTags()
  return {
    leaderId: leaderId < 0 ? null : leaderId,
    leaderEpoch,
    highWatermark: highWatermark < 0 ? null : highWatermark,
    voters,
    observers,
  }
}

function readReplica(reader: Reader, version: number): QuorumReplica {
  const id = reader.int32()
  if (version >= 2) reader.uuid() // directory
  const logEndOffset = reader.int64()
  if (version >= 1) reader.int64() // last fetch
  const lastCaughtUpMs = version >= 1 ? reader.int64() : -1
  reader.skipTags()
  return {
    id,
    logEndOffset: logEndOffset < 0 ? null : logEndOffset,
    lastCaughtUpMs: lastCaughtUpMs < 0 ? null : lastCaughtUpMs,
  }
}

/** The controllers' addresses, which no page shows. */
function skipNode(reader: Reader): void {
  reader.int32() // node
  reader.array(MINIMUM_LISTENER_BYTES, () => {
    reader.string() // name
    reader.string() // host
    reader.uint16() // port
    reader.skipTags()
  })
  reader.skipTags()
}

function failOn(errorCode: number, errorMessage: string | null): void {
  if (errorCode !== KAFKA_OK) throw new KafkaError(errorCode, errorMessage)
}
