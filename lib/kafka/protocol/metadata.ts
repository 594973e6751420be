import type { Reader } from '#lib/bytes/reader.ts'
import type { Api } from './api.ts'
import { KAFKA_OK, KafkaError } from './error-codes.ts'

export interface MetadataInput {
  /** null asks for every topic. */
  readonly topics: readonly string[] | null
}

export interface Metadata {
  readonly clusterId: string | null
  /** With KRaft this is any live broker that forwards, not the controller. */
  readonly controllerId: number
  readonly brokers: readonly MetadataBroker[]
  readonly topics: readonly MetadataTopic[]
}

export interface MetadataBroker {
  readonly id: number
  readonly host: string
  readonly port: number
  readonly rack: string | null
}

export interface MetadataTopic {
  readonly errorCode: number
  readonly name: string
  /** null before version 10, and for topics of clusters that have no ids. */
  readonly topicId: string | null
  readonly internal: boolean
  readonly partitions: readonly MetadataPartition[]
}

export interface MetadataPartition {
  readonly errorCode: number
  readonly id: number
  /** null while no broker leads it. */
  readonly leader: number | null
  readonly leaderEpoch: number | null
  readonly replicas: readonly number[]
  readonly isr: readonly number[]
  readonly offlineReplicas: readonly number[]
}

// In the shortest encoding of any version, so that an array's count can be checked before it is read.
const MINIMUM_BROKER_BYTES = 10
const MINIMUM_TOPIC_BYTES = 5
const MINIMUM_PARTITION_BYTES = 13

const NO_TOPIC_ID = 'AAAAAAAAAAAAAAAAAAAAAA'

/*
  Metadata Request (4-13) => ?[topics] allow_auto_topic_creation include_cluster_authorized_operations(8-10)
                             include_topic_authorized_operations(8+)
    topics => topic_id(10+) name
      topic_id => UUID
      name => STRING
    allow_auto_topic_creation => BOOLEAN
    include_cluster_authorized_operations, include_topic_authorized_operations => BOOLEAN

  Metadata Response (4-13) => throttle_time_ms [brokers] ?cluster_id controller_id [topics]
                              cluster_authorized_operations(8-10) error_code(13)
    throttle_time_ms, controller_id, cluster_authorized_operations => INT32
    brokers => node_id host port ?rack
      node_id, port => INT32
      host, rack => STRING
    cluster_id => STRING
    topics => error_code ?name topic_id(10+) is_internal [partitions] topic_authorized_operations(8+)
      error_code => INT16
      name => STRING
      topic_id => UUID
      is_internal => BOOLEAN
      partitions => error_code partition_index leader_id leader_epoch(7+) [replica_nodes] [isr_nodes]
                    [offline_replicas](5+)
        error_code => INT16
        partition_index, leader_id, leader_epoch, replica_nodes, isr_nodes, offline_replicas => INT32
      topic_authorized_operations => INT32
    error_code => INT16
*/
/** Never creates a topic by asking for it: version 4 is the first that can say so. */
export const metadata: Api<MetadataInput, Metadata> = {
  key: 3,
  name: 'Metadata',
  versions: { min: 4, max: 13 },
  flexibleFrom: 9,
  encode: (writer, input, version) => {
    writer.nullableArray(input.topics, (topic) => {
      if (version >= 10) writer.uuid(NO_TOPIC_ID)
      writer.string(topic).noTags()
    })
    writer.boolean(false) // allow auto topic creation
    if (version >= 8 && version <= 10) writer.boolean(false) // cluster authorized operations
    if (version >= 8) writer.boolean(false) // topic authorized operations
    writer.noTags()
  },
  decode: (reader, version) => {
    reader.int32() // throttle time
    const brokers = reader.array(MINIMUM_BROKER_BYTES, () => readBroker(reader))
    const clusterId = reader.nullableString()
    const controllerId = reader.int32()
    const topics = reader.array(MINIMUM_TOPIC_BYTES, () => readTopic(reader, version))
    if (version >= 8 && version <= 10) reader.int32() // cluster authorized operations
    const errorCode = version >= 13 ? reader.int16() : KAFKA_OK
    reader.skipTags()
    if (errorCode !== KAFKA_OK) throw new KafkaError(errorCode)
    return { clusterId, controllerId, brokers, topics }
  },
}

function readBroker(reader: Reader): MetadataBroker {
  const broker = { id: reader.int32(), host: reader.string(), port: reader.int32(), rack: reader.nullableString() }
  reader.skipTags()
  return broker
}

function readTopic(reader: Reader, version: number): MetadataTopic {
  const errorCode = reader.int16()
  const name = reader.nullableString() ?? ''
  const topicId = version >= 10 ? reader.uuid() : NO_TOPIC_ID
  const internal = reader.boolean()
  const partitions = reader.array(MINIMUM_PARTITION_BYTES, () => readPartition(reader, version))
  if (version >= 8) reader.int32() // topic authorized operations
  reader.skipTags()
  return { errorCode, name, topicId: topicId === NO_TOPIC_ID ? null : topicId, internal, partitions }
}

function readPartition(reader: Reader, version: number): MetadataPartition {
  const errorCode = reader.int16()
  const id = reader.int32()
  const leader = reader.int32()
  const leaderEpoch = version >= 7 ? reader.int32() : -1
  const replicas = reader.int32Array()
  const isr = reader.int32Array()
  const offlineReplicas = version >= 5 ? reader.int32Array() : []
  reader.skipTags()
  return {
    errorCode,
    id,
    leader: leader < 0 ? null : leader,
    leaderEpoch: leaderEpoch < 0 ? null : leaderEpoch,
    replicas,
    isr,
    offlineReplicas,
  }
}
