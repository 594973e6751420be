import type { Reader } from '#lib/bytes/reader.ts'
import type { Writer } from '#lib/bytes/writer.ts'
import type { Api } from './api.ts'
import { KAFKA_OK, KafkaError } from './error-codes.ts'
import { type FetchedPartition, readFetchedPartition } from './fetched-partition.ts'

interface FetchInput {
  readonly maxWaitMs: number
  readonly minBytes: number
  /** Of the whole reply. The first batch comes whole however large it is, or nobody could ever read it. */
  readonly maxBytes: number
  /** `committed` ends where the first open transaction begins, and tells which before it were given up. */
  readonly isolation: 'uncommitted' | 'committed'
  /** Where the reader is, so that a leader can name a replica that is nearer. */
  readonly rack?: string
}

export interface FetchRecordsInput extends FetchInput {
  readonly topics: readonly { readonly name: string; readonly partitions: readonly FetchPosition[] }[]
}

export interface FetchRecordsByIdInput extends FetchInput {
  readonly topics: readonly { readonly topicId: string; readonly partitions: readonly FetchPosition[] }[]
}

export interface FetchPosition {
  readonly id: number
  readonly offset: number
  readonly maxBytes: number
  /** Of the leader as we know it: another one then refuses, rather than answer from a log that has changed. */
  readonly leaderEpoch?: number | null
}

export interface FetchedTopic {
  readonly name: string
  readonly partitions: readonly FetchedPartition[]
}

export interface FetchedTopicById {
  readonly topicId: string
  readonly partitions: readonly FetchedPartition[]
}

export interface Fetched<Topic> {
  /** How long the broker held the reply back, because of a quota. */
  readonly throttleMs: number
  readonly topics: readonly Topic[]
}

const ANY_REPLICA = -1
const ANY_EPOCH = -1
const NO_OFFSET = -1
const NO_SESSION = 0
const NO_SESSION_EPOCH = -1
const NO_RACK = ''
const MINIMUM_TOPIC_BYTES = 3
const MINIMUM_TOPIC_BY_ID_BYTES = 18
const MINIMUM_PARTITION_BYTES = 30

/*
  Fetch Request (4-18) => replica_id(-14) max_wait_ms min_bytes max_bytes isolation_level session_id(7+) session_epoch(7+)
                          [topics] [forgotten_topics_data](7+) rack_id(11+)
    replica_id, max_wait_ms, min_bytes, max_bytes, session_id, session_epoch => INT32
    isolation_level => INT8 (0 read_uncommitted, 1 read_committed)
    topics => topic(-12) topic_id(13+) [partitions]
      topic => STRING
      topic_id => UUID
      partitions => partition current_leader_epoch(9+) fetch_offset last_fetched_epoch(12+) log_start_offset(5+)
                    partition_max_bytes
        partition, current_leader_epoch, last_fetched_epoch, partition_max_bytes => INT32
        fetch_offset, log_start_offset => INT64
    forgotten_topics_data => topic(-12) topic_id(13+) [partitions]
      topic => STRING
      topic_id => UUID
      partitions => INT32
    rack_id => STRING

  Fetch Response (4-18) => throttle_time_ms error_code(7+) session_id(7+) [responses]
    throttle_time_ms, session_id => INT32
    error_code => INT16
    responses => topic(-12) topic_id(13+) [partitions]
      topic => STRING
      topic_id => UUID
      partitions: see fetched-partition.ts
*/
/** Answered by the leader of each partition; no group is needed to read. Every broker since 0.11 takes 12 or less. */
export const fetchRecords: Api<FetchRecordsInput, Fetched<FetchedTopic>> = {
  key: 1,
  name: 'Fetch',
  versions: { min: 4, max: 12 },
  flexibleFrom: 12,
  encode: (writer, input, version) => {
    writeBeginning(writer, input, version)
    writer.array(input.topics, ({ name, partitions }) => {
      writePositions(writer.string(name), partitions, version)
    })
    writeEnd(writer, input, version)
  },
  decode: (reader, version) =>
    readReply(reader, version, MINIMUM_TOPIC_BYTES, () => ({
      name: reader.string(),
      partitions: readPartitions(reader, version),
    })),
}

/**
 * The same by topic id, so that a topic that was deleted and made again is not taken for the one before. Brokers offer
 * it since Kafka 3.1.
 */
export const fetchRecordsById: Api<FetchRecordsByIdInput, Fetched<FetchedTopicById>> = {
  key: 1,
  name: 'Fetch',
  versions: { min: 13, max: 18 },
  flexibleFrom: 12,
  encode: (writer, input, version) => {
    writeBeginning(writer, input, version)
    writer.array(input.topics, ({ topicId, partitions }) => {
      writePositions(writer.uuid(topicId), partitions, version)
    })
    writeEnd(writer, input, version)
  },
  decode: (reader, version) =>
    readReply(reader, version, MINIMUM_TOPIC_BY_ID_BYTES, () => ({
      topicId: reader.uuid(),
      partitions: readPartitions(reader, version),
    })),
}

function writeBeginning(writer: Writer, input: FetchInput, version: number): void {
  if (version < 15) writer.int32(ANY_REPLICA)
  writer
    .int32(input.maxWaitMs)
    .int32(input.minBytes)
    .int32(input.maxBytes)
    .int8(input.isolation === 'committed' ? 1 : 0)
  if (version >= 7) writer.int32(NO_SESSION).int32(NO_SESSION_EPOCH)
}

function writePositions(writer: Writer, positions: readonly FetchPosition[], version: number): void {
  writer
    .array(positions, (position) => {
      writer.int32(position.id)
      if (version >= 9) writer.int32(position.leaderEpoch ?? ANY_EPOCH)
      writer.int64(position.offset)
      if (version >= 12) writer.int32(ANY_EPOCH) // of what was fetched last
      if (version >= 5) writer.int64(NO_OFFSET) // where a follower's log starts
      writer.int32(position.maxBytes).noTags()
    })
    .noTags()
}

function writeEnd(writer: Writer, { rack = NO_RACK }: FetchInput, version: number): void {
  if (version >= 7) writer.array([], () => {}) // topics to forget
  if (version >= 11) writer.string(rack)
  writer.noTags()
}

function readReply<Topic>(
  reader: Reader,
  version: number,
  minimumTopicBytes: number,
  readTopic: () => Topic,
): Fetched<Topic> {
  const throttleMs = reader.int32()
  const errorCode = version >= 7 ? reader.int16() : KAFKA_OK
  if (version >= 7) reader.int32() // session
  const topics = reader.array(minimumTopicBytes, () => {
    const topic = readTopic()
    reader.skipTags()
    return topic
  })
  reader.skipTags()
  if (errorCode !== KAFKA_OK) throw new KafkaError(errorCode)
  return { throttleMs, topics }
}

function readPartitions(reader: Reader, version: number): FetchedPartition[] {
  return reader.array(MINIMUM_PARTITION_BYTES, () => readFetchedPartition(reader, version))
}
