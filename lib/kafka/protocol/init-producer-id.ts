import type { Api } from './api.ts'
import { KAFKA_OK, KafkaError } from './error-codes.ts'

/** Whom brokers take a producer for; with it they drop what they have already. */
export interface ProducerIdentity {
  readonly id: number
  readonly epoch: number
}

const NO_TRANSACTION = null
const ANY_TIMEOUT_MS = 60_000
const NO_PRODUCER_ID = -1
const NO_EPOCH = -1

/*
  InitProducerId Request (0-5) => ?transactional_id transaction_timeout_ms producer_id(3+) producer_epoch(3+)
    transactional_id => STRING
    transaction_timeout_ms => INT32
    producer_id => INT64
    producer_epoch => INT16

  InitProducerId Response (0-5) => throttle_time_ms error_code producer_id producer_epoch
    throttle_time_ms => INT32
    error_code, producer_epoch => INT16
    producer_id => INT64
*/
/** Answered by any broker, with an identity that nobody has had. Transactions, which brokers would keep for it, it has none. */
export const initProducerId: Api<undefined, ProducerIdentity> = {
  key: 22,
  name: 'InitProducerId',
  versions: { min: 0, max: 5 },
  flexibleFrom: 2,
  encode: (writer, _input, version) => {
    writer.nullableString(NO_TRANSACTION).int32(ANY_TIMEOUT_MS)
    if (version >= 3) writer.int64(NO_PRODUCER_ID).int16(NO_EPOCH)
    writer.noTags()
  },
  decode: (reader) => {
    reader.int32() // throttle time
    const errorCode = reader.int16()
    const identity = { id: reader.int64(), epoch: reader.int16() }
    reader.skipTags()
    if (errorCode !== KAFKA_OK) throw new KafkaError(errorCode)
    return identity
  },
}
