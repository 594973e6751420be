import type { Reader } from '#lib/bytes/reader.ts'
import type { Writer } from '#lib/bytes/writer.ts'
import type { Api } from './api.ts'

export interface CreateTopicsInput {
  readonly topics: readonly NewTopic[]
  readonly validateOnly: boolean
  readonly timeoutMs: number
}

export interface NewTopic {
  readonly name: string
  /** null leaves it to the broker's default (brokers since 2.4; older ones refuse). */
  readonly partitions: number | null
  readonly replicationFactor: number | null
  readonly configs: Readonly<Record<string, string>>
  /** Names the brokers of each partition instead of counts; then both counts must be null. */
  readonly assignment?: readonly (readonly number[])[]
}

export interface CreatedTopic {
  readonly name: string
  readonly errorCode: number
  readonly errorMessage: string | null
  readonly topicId: string | null
  readonly partitions: number | null
  readonly replicationFactor: number | null
}

const BROKER_DEFAULT = -1
const MINIMUM_RESULT_BYTES = 5

/*
  CreateTopics Request (2-7) => [topics] timeout_ms validate_only
    topics => name num_partitions replication_factor [assignments] [configs]
      name => STRING
      num_partitions => INT32
      replication_factor => INT16
      assignments => partition_index [broker_ids]
        partition_index, broker_ids => INT32
      configs => name ?value
        name, value => STRING
    timeout_ms => INT32
    validate_only => BOOLEAN

  CreateTopics Response (2-7) => throttle_time_ms [topics]
    throttle_time_ms => INT32
    topics => name topic_id(7+) error_code ?error_message num_partitions(5+) replication_factor(5+) ?[configs](5+)
      name, error_message => STRING
      topic_id => UUID
      error_code, replication_factor => INT16
      num_partitions => INT32
      configs => name ?value read_only config_source is_sensitive
        name, value => STRING
        read_only, is_sensitive => BOOLEAN
        config_source => INT8
*/
export const createTopics: Api<CreateTopicsInput, readonly CreatedTopic[]> = {
  key: 19,
  name: 'CreateTopics',
  versions: { min: 2, max: 7 },
  flexibleFrom: 5,
  encode: (writer, input) => {
    writer
      .array(input.topics, (topic) => writeTopic(writer, topic))
      .int32(input.timeoutMs)
      .boolean(input.validateOnly)
      .noTags()
  },
  decode: (reader, version) => {
    reader.int32() // throttle time
    const results = reader.array(MINIMUM_RESULT_BYTES, () => readResult(reader, version))
    reader.skipTags()
    return results
  },
}

function writeTopic(writer: Writer, topic: NewTopic): void {
  writer
    .string(topic.name)
    .int32(topic.partitions ?? BROKER_DEFAULT)
    .int16(topic.replicationFactor ?? BROKER_DEFAULT)
    .array([...(topic.assignment ?? []).entries()], ([partition, brokers]) => {
      writer
        .int32(partition)
        .array(brokers, (broker) => writer.int32(broker))
        .noTags()
    })
    .array(Object.entries(topic.configs), ([name, value]) => writer.string(name).nullableString(value).noTags())
    .noTags()
}

function readResult(reader: Reader, version: number): CreatedTopic {
  const name = reader.string()
  const topicId = version >= 7 ? reader.uuid() : null
  const errorCode = reader.int16()
  const errorMessage = reader.nullableString()
  const partitions = version >= 5 ? reader.int32() : BROKER_DEFAULT
  const replicationFactor = version >= 5 ? reader.int16() : BROKER_DEFAULT
  if (version >= 5) reader.nullableArray(6, () => skipConfig(reader))
  reader.skipTags()
  return {
    name,
    errorCode,
    errorMessage,
    topicId,
    partitions: partitions < 0 ? null : partitions,
    replicationFactor: replicationFactor < 0 ? null : replicationFactor,
  }
}

function skipConfig(reader: Reader): void {
  reader.string() // name
  reader.nullableString() // value
  reader.boolean() // read only
  reader.int8() // source
  reader.boolean() // sensitive
  reader.skipTags()
}
