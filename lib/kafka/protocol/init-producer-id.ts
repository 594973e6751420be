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
