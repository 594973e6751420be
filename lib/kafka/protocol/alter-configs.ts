import type { Api } from './api.ts'
import { type ConfigOutcome, type ConfigResource, readConfigOutcomes, toWireKind } from './config-resource.ts'

export interface AlterConfigsInput {
  readonly resource: ConfigResource
  /** All that shall be set from now on. */
  readonly configs: ReadonlyMap<string, string | null>
  readonly validateOnly: boolean
}

/*
  AlterConfigs Request (0-2) => [resources] validate_only
    resources => resource_type resource_name [configs]
      resource_type => INT8 (2 topic, 4 broker)
      resource_name => STRING
      configs => name ?value
        name, value => STRING
    validate_only => BOOLEAN

  AlterConfigs Response (0-2): see config-resource.ts
*/
/** Replaces everything that is set: a key that is not named is reset. Only for brokers that know nothing better. */
export const alterConfigs: Api<AlterConfigsInput, readonly ConfigOutcome[]> = {
  key: 33,
  name: 'AlterConfigs',
  versions: { min: 0, max: 2 },
  flexibleFrom: 2,
  encode: (writer, { resource, configs, validateOnly }) => {
    writer
      .array([resource], () => {
        writer
          .int8(toWireKind(resource))
          .string(resource.name)
          .array([...configs], ([name, value]) => writer.string(name).nullableString(value).noTags())
          .noTags()
      })
      .boolean(validateOnly)
      .noTags()
  },
  decode: readConfigOutcomes,
}
