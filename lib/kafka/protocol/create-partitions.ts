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
