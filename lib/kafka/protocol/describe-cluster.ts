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
