import type { Api } from './api.ts'

export interface DeleteTopicsInput {
  readonly names: readonly string[]
  readonly timeoutMs: number
}

export interface DeletedTopic {
  readonly name: string
  readonly errorCode: number
  readonly errorMessage: string | null
}

const NO_TOPIC_ID = 'AAAAAAAAAAAAAAAAAAAAAA'
const MINIMUM_RESULT_BYTES = 4

/*
  DeleteTopics Request (1-5) => [topic_names] timeout_ms
  DeleteTopics Request (6) => [topics] timeout_ms
    topic_names => STRING
    topics => ?name topic_id
      name => STRING
      topic_id => UUID
    timeout_ms => INT32

  DeleteTopics Response (1-6) => throttle_time_ms [responses]
    throttle_time_ms => INT32
    responses => ?name topic_id(6) error_code ?error_message(5+)
      name, error_message => STRING
      topic_id => UUID
      error_code => INT16
*/
export const deleteTopics: Api<DeleteTopicsInput, readonly DeletedTopic[]> = {
  key: 20,
  name: 'DeleteTopics',
  versions: { min: 1, max: 6 },
  flexibleFrom: 4,
  encode: (writer, { names, timeoutMs }, version) => {
    writer.array(names, (name) => {
      writer.string(name)
      if (version >= 6) writer.uuid(NO_TOPIC_ID).noTags()
    })
    writer.int32(timeoutMs).noTags()
  },
  decode: (reader, version) => {
    reader.int32() // throttle time
    const results = reader.array(MINIMUM_RESULT_BYTES, () => {
      const name = reader.nullableString() ?? ''
      if (version >= 6) reader.uuid() // topic id
      const errorCode = reader.int16()
      const errorMessage = version >= 5 ? reader.nullableString() : null
      reader.skipTags()
      return { name, errorCode, errorMessage }
    })
    reader.skipTags()
    return results
  },
}
