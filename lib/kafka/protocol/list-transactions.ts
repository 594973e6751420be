import type { Api } from './api.ts'
import { KAFKA_OK, KafkaError } from './error-codes.ts'

export interface ListedTransaction {
  readonly transactionalId: string
  readonly producerId: number
  /** In Kafka's own words: Empty, Ongoing, PrepareCommit, PrepareAbort, CompleteCommit, CompleteAbort, Dead, … */
  readonly state: string
}

const MINIMUM_TRANSACTION_BYTES = 11

/*
  ListTransactions Request (0) => [state_filters] [producer_id_filters]
    state_filters => STRING
    producer_id_filters => INT64

  ListTransactions Response (0) => throttle_time_ms error_code [unknown_state_filters] [transaction_states]
    throttle_time_ms => INT32
    error_code => INT16
    unknown_state_filters => STRING
    transaction_states => transactional_id producer_id transaction_state
      transactional_id, transaction_state => STRING
      producer_id => INT64
*/
/**
 * Answered by each broker for the transactional ids that it coordinates and these producers have; those that may not be
 * described are left out. Without any producer it would tell of all.
 */
export const listTransactions: Api<readonly number[], readonly ListedTransaction[]> = {
  key: 66,
  name: 'ListTransactions',
  versions: { min: 0, max: 0 },
  flexibleFrom: 0,
  encode: (writer, producerIds) => {
    writer
      .array([], () => {})
      .array(producerIds, (id) => writer.int64(id))
      .noTags()
  },
  decode: (reader) => {
    reader.int32() // throttle time
    const errorCode = reader.int16()
    if (errorCode !== KAFKA_OK) throw new KafkaError(errorCode)
    reader.array(1, () => reader.string()) // unknown state filters
    const transactions = reader.array(MINIMUM_TRANSACTION_BYTES, () => {
      const transaction = { transactionalId: reader.string(), producerId: reader.int64(), state: reader.string() }
      reader.skipTags()
      return transaction
    })
    reader.skipTags()
    return transactions
  },
}
