import type { Api } from './api.ts'
import { type ConfigOutcome, type ConfigResource, readConfigOutcomes, toWireKind } from './config-resource.ts'

export interface IncrementalAlterConfigsInput {
  readonly resource: ConfigResource
  /** null resets a key to what would count without it. */
  readonly changes: ReadonlyMap<string, string | null>
  readonly validateOnly: boolean
}

const SET = 0
const RESET = 1

/*
  IncrementalAlterConfigs Request (0-1) => [resources] validate_only
    resources => resource_type resource_name [configs]
      resource_type => INT8 (2 topic, 4 broker)
      resource_name => STRING
      configs => name config_operation ?value
        name, value => STRING
        config_operation => INT8 (0 set, 1 delete)
    validate_only => BOOLEAN

  IncrementalAlterConfigs Response (0-1): see config-resource.ts
*/
/** Changes only the keys that it names. */
export const incrementalAlterConfigs: Api<IncrementalAlterConfigsInput, readonly ConfigOutcome[]> = {
  key: 44,
  name: 'IncrementalAlterConfigs',
  versions: { min: 0, max: 1 },
  flexibleFrom: 1,
  encode: (writer, { resource, changes, validateOnly }) => {
    writer
      .array([resource], () => {
        writer
          .int8(toWireKind(resource))
          .string(resource.name)
          .array([...changes], ([name, value]) => {
            writer
              .string(name)
              .int8(value === null ? RESET : SET)
              .nullableString(value)
              .noTags()
          })
          .noTags()
      })
      .boolean(validateOnly)
      .noTags()
  },
  decode: readConfigOutcomes,
}
