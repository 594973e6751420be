import type { Api } from './api.ts'

export interface CreatePartitionsInput {
  readonly topics: readonly { readonly name: string; readonly count: number }[]
  readonly timeoutMs: number
  readonly validateOnly: boolean
}

export interface GrownTopic {
  readonly name: string
  readonly errorCode: number
  readonly errorMessage: string | null
}

const MINIMUM_RESULT_BYTES = 5

/*
  CreatePartitions Request (0-3) => [topics] timeout_ms validate_only
    topics => name count ?[assignments]
      name => STRING
      count => INT32
      assignments => [broker_ids]
        broker_ids => INT32
    timeout_ms => INT32
    validate_only => BOOLEAN

  CreatePartitions Response (0-3) => throttle_time_ms [results]
    throttle_time_ms => INT32
    results => name error_code ?error_message
      name, error_message => STRING
      error_code => INT16
*/
/** `count` is how many there shall be in all; the brokers decide who keeps the new ones. */
export const createPartitions: Api<CreatePartitionsInput, readonly GrownTopic[]> = {
  key: 37,
  name: 'CreatePartitions',
  versions: { min: 0, max: 3 },
  flexibleFrom: 2,
  encode: (writer, { topics, timeoutMs, validateOnly }) => {
    writer
      .array(topics, ({ name, count }) => {
        writer
          .string(name)
          .int32(count)
          .nullableArray(null, () => {})
          .noTags()
      })
      .int32(timeoutMs)
      .boolean(validateOnly)
      .noTags()
  },
  decode: (reader) => {
    reader.int32() // throttle time
    const results = reader.array(MINIMUM_RESULT_BYTES, () => {
      const result = { name: reader.string(), errorCode: reader.int16(), errorMessage: reader.nullableString() }
      reader.skipTags()
      return result
    })
    reader.skipTags()
    return results
  },
}
