import type { Api } from './api.ts'
import { KAFKA_OK, KafkaError } from './error-codes.ts'

export interface ClusterDescription {
  readonly clusterId: string
  readonly brokers: readonly RegisteredBroker[]
}

export interface RegisteredBroker {
  readonly id: number
  readonly host: string
  readonly port: number
  readonly rack: string | null
  /** Registered, but the controller lets no clients in: it is starting, or its heartbeats stopped. */
  readonly fenced: boolean
}

const BROKERS_ENDPOINT = 1
const MINIMUM_BROKER_BYTES = 11

/*
  DescribeCluster Request (0-2) => include_cluster_authorized_operations endpoint_type(1+) include_fenced_brokers(2)
    include_cluster_authorized_operations, include_fenced_brokers => BOOLEAN
    endpoint_type => INT8 (1 brokers, 2 controllers)

  DescribeCluster Response (0-2) => throttle_time_ms error_code ?error_message endpoint_type(1+) cluster_id controller_id
                                    [brokers] cluster_authorized_operations
    throttle_time_ms, controller_id, cluster_authorized_operations => INT32
    error_code => INT16
    error_message, cluster_id => STRING
    endpoint_type => INT8
    brokers => broker_id host port ?rack is_fenced(2)
      broker_id, port => INT32
      host, rack => STRING
      is_fenced => BOOLEAN
*/
/** From version 2 the answer includes fenced brokers, which Metadata leaves out: that is how a dead broker stays known. */
export const describeCluster: Api<void, ClusterDescription> = {
  key: 60,
  name: 'DescribeCluster',
  versions: { min: 0, max: 2 },
  flexibleFrom: 0,
  encode: (writer, _input, version) => {
    writer.boolean(false) // cluster authorized operations
    if (version >= 1) writer.int8(BROKERS_ENDPOINT)
    if (version >= 2) writer.boolean(true) // include fenced brokers
    writer.noTags()
  },
  decode: (reader, version) => {
    reader.int32() // throttle time
    const errorCode = reader.int16()
    const errorMessage = reader.nullableString()
    if (version >= 1) reader.int8() // endpoint type
    const clusterId = reader.string()
    reader.int32() // with KRaft any live broker, not the controller
    const brokers = reader.array(MINIMUM_BROKER_BYTES, () => {
      const broker = {
        id: reader.int32(),
        host: reader.string(),
        port: reader.int32(),
        rack: reader.nullableString(),
        fenced: version >= 2 ? reader.boolean() : false,
      }
      reader.skipTags()
      return broker
    })
    reader.int32() // cluster authorized operations
    reader.skipTags()
    if (errorCode !== KAFKA_OK) throw new KafkaError(errorCode, errorMessage)
    return { clusterId, brokers }
  },
}
