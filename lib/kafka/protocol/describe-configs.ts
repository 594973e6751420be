import type { Reader } from '#lib/bytes/reader.ts'
import type { Api } from './api.ts'
import { type ConfigResource, readKind, toWireKind } from './config-resource.ts'

export interface DescribeConfigsInput {
  readonly resources: readonly (ConfigResource & {
    /** null asks for all. */
    readonly keys: readonly string[] | null
  })[]
  readonly documentation: boolean
}

export interface DescribedConfigs {
  readonly kind: ConfigResource['kind'] | null
  readonly name: string
  readonly errorCode: number
  readonly errorMessage: string | null
  readonly configs: readonly ConfigEntry[]
}

export interface ConfigEntry {
  readonly name: string
  /** null for sensitive values, and for those that are not set. */
  readonly value: string | null
  readonly readOnly: boolean
  readonly source: ConfigSource
  readonly sensitive: boolean
  /** The value at each place where it could come from, the one that counts first. */
  readonly synonyms: readonly ConfigSynonym[]
  /** null before version 3. */
  readonly type: ConfigType | null
  readonly documentation: string | null
}

export interface ConfigSynonym {
  readonly name: string
  readonly value: string | null
  readonly source: ConfigSource
}

const sources = [
  'unknown',
  'topic',
  'broker',
  'cluster',
  'static-broker',
  'default',
  'broker-logger',
  'client-metrics',
  'group',
] as const
export type ConfigSource = (typeof sources)[number]

const types = ['unknown', 'boolean', 'string', 'int', 'short', 'long', 'double', 'list', 'class', 'password'] as const
export type ConfigType = (typeof types)[number]

const MINIMUM_RESULT_BYTES = 6
const MINIMUM_CONFIG_BYTES = 6
const MINIMUM_SYNONYM_BYTES = 3

/*
  DescribeConfigs Request (1-4) => [resources] include_synonyms include_documentation(3+)
    resources => resource_type resource_name ?[configuration_keys]
      resource_type => INT8 (2 topic, 4 broker)
      resource_name, configuration_keys => STRING
    include_synonyms, include_documentation => BOOLEAN

  DescribeConfigs Response (1-4) => throttle_time_ms [results]
    throttle_time_ms => INT32
    results => error_code ?error_message resource_type resource_name [configs]
      error_code => INT16
      error_message, resource_name => STRING
      resource_type => INT8
      configs => name ?value read_only config_source is_sensitive [synonyms] config_type(3+) ?documentation(3+)
        name, value, documentation => STRING
        read_only, is_sensitive => BOOLEAN
        config_source, config_type => INT8
        synonyms => name ?value source
          name, value => STRING
          source => INT8
*/
/** Topics are described by any broker, a broker only by itself. */
export const describeConfigs: Api<DescribeConfigsInput, readonly DescribedConfigs[]> = {
  key: 32,
  name: 'DescribeConfigs',
  versions: { min: 1, max: 4 },
  flexibleFrom: 4,
  encode: (writer, { resources, documentation }, version) => {
    writer.array(resources, (resource) => {
      writer
        .int8(toWireKind(resource))
        .string(resource.name)
        .nullableArray(resource.keys, (key) => writer.string(key))
        .noTags()
    })
    writer.boolean(true) // synonyms
    if (version >= 3) writer.boolean(documentation)
    writer.noTags()
  },
  decode: (reader, version) => {
    reader.int32() // throttle time
    const results = reader.array(MINIMUM_RESULT_BYTES, () => readResult(reader, version))
    reader.skipTags()
    return results
  },
}

function readResult(reader: Reader, version: number): DescribedConfigs {
  const errorCode = reader.int16()
  const errorMessage = reader.nullableString()
  const kind = readKind(reader)
  const name = reader.string()
  const configs = reader.array(MINIMUM_CONFIG_BYTES, () => readConfig(reader, version))
  reader.skipTags()
  return { kind, name, errorCode, errorMessage, configs }
}

function readConfig(reader: Reader, version: number): ConfigEntry {
  const name = reader.string()
  const value = reader.nullableString()
  const readOnly = reader.boolean()
  const source = sources[reader.int8()] ?? 'unknown'
  const sensitive = reader.boolean()
  const synonyms = reader.array(MINIMUM_SYNONYM_BYTES, () => readSynonym(reader))
  const type = version >= 3 ? (types[reader.int8()] ?? 'unknown') : null
  const documentation = version >= 3 ? reader.nullableString() : null
  reader.skipTags()
  return { name, value, readOnly, source, sensitive, synonyms, type, documentation }
}

function readSynonym(reader: Reader): ConfigSynonym {
  const synonym = {
    name: reader.string(),
    value: reader.nullableString(),
    source: sources[reader.int8()] ?? 'unknown',
  }
  reader.skipTags()
  return synonym
}
