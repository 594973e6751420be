import type { Reader } from '#lib/bytes/reader.ts'

/** What has settings: a topic by its name, or a broker by its id. */
export interface ConfigResource {
  readonly kind: 'topic' | 'broker'
  readonly name: string
}

/** Only settings of topics are changed. */
export type TopicResource = ConfigResource & { readonly kind: 'topic' }

const wireKinds = { topic: 2, broker: 4 } as const

export function toWireKind({ kind }: ConfigResource): number {
  return wireKinds[kind]
}

/** null: a kind that we never asked about. */
export function readKind(reader: Reader): ConfigResource['kind'] | null {
  const kind = reader.int8()
  return kind === wireKinds.topic ? 'topic' : kind === wireKinds.broker ? 'broker' : null
}

/** What became of a change to one resource. */
export interface ConfigOutcome {
  readonly name: string
  readonly errorCode: number
  readonly errorMessage: string | null
}

export const MINIMUM_OUTCOME_BYTES = 5

/*
  AlterConfigs Response, IncrementalAlterConfigs Response => throttle_time_ms [responses]
    throttle_time_ms => INT32
    responses => error_code ?error_message resource_type resource_name
      error_code => INT16
      error_message, resource_name => STRING
      resource_type => INT8
*/
/** IncrementalAlterConfigs and AlterConfigs answer alike. */
export function readConfigOutcomes(reader: Reader): ConfigOutcome[] {
  reader.int32() // throttle time
  const outcomes = reader.array(MINIMUM_OUTCOME_BYTES, () => {
    const errorCode = reader.int16()
    const errorMessage = reader.nullableString()
    readKind(reader)
    const name = reader.string()
    reader.skipTags()
    return { name, errorCode, errorMessage }
  })
  reader.skipTags()
  return outcomes
}
