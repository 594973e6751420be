import type { Reader } from '#lib/bytes/reader.ts'
import { API_VERSIONS_KEY, type Api, type ApiVersionMap, type VersionRange } from './api.ts'
import { KAFKA_OK, KafkaError, UNSUPPORTED_VERSION } from './error-codes.ts'

export interface ApiVersions {
  readonly errorCode: number
  readonly apis: ApiVersionMap
  /** Features such as `metadata.version`, as far as this broker's software could go. */
  readonly supportedFeatures: ReadonlyMap<string, VersionRange>
  /** The levels that the cluster has agreed on; null: this broker lists none, as with ZooKeeper. */
  readonly finalizedFeatures: FinalizedFeatures | null
}

export interface FinalizedFeatures {
  /** Grows with each change. */
  readonly epoch: number
  /** What is not in it is at level 0. */
  readonly levels: ReadonlyMap<string, number>
}

const CLIENT_SOFTWARE_NAME = 'highwater'
const CLIENT_SOFTWARE_VERSION = '0.1'
const SUPPORTED_FEATURES_TAG = 0
const FINALIZED_EPOCH_TAG = 1
const FINALIZED_FEATURES_TAG = 2

/*
  ApiVersions Request (0-5) => client_software_name(3+) client_software_version(3+) ?cluster_id(5+) node_id(5+)
    client_software_name, client_software_version, cluster_id => STRING
    node_id => INT32 (-1: any)

  ApiVersions Response (0-5) => error_code [api_keys] throttle_time_ms(1+)
    error_code => INT16
    api_keys => api_key min_version max_version
      api_key, min_version, max_version => INT16
    throttle_time_ms => INT32
    tag 0 (3+): supported_features => name min_version max_version
      name => STRING
      min_version, max_version => INT16
    tag 1 (3+): finalized_features_epoch => INT64
    tag 2 (3+): finalized_features => name max_version_level min_version_level
      name => STRING
      max_version_level, min_version_level => INT16
*/
/** Asked first on every connection. Version 3 leaves out the features that start at level 0; version 4 has all. */
export const apiVersions: Api<void, ApiVersions> = {
  key: API_VERSIONS_KEY,
  name: 'ApiVersions',
  versions: { min: 0, max: 4 },
  flexibleFrom: 3,
  encode: (writer, _input, version) => {
    if (version >= 3) writer.string(CLIENT_SOFTWARE_NAME).string(CLIENT_SOFTWARE_VERSION).noTags()
  },
  decode: (reader, version) => {
    const errorCode = reader.int16()
    if (errorCode === UNSUPPORTED_VERSION) return { ...NOTHING_LISTED, errorCode, apis: readRefusal(reader) }
    const apis = new Map(reader.array(6, () => readSupportedApi(reader)))
    if (version >= 1) reader.int32() // throttle time
    return { errorCode, apis, ...(version >= 3 ? readAllFeatures(reader) : NOTHING_LISTED) }
  },
}

/** Version 5 refuses with REBOOTSTRAP_REQUIRED to be taken for another broker, or for one of another cluster (KIP-1242). */
export const confirmBroker: Api<{ readonly clusterId: string; readonly nodeId: number }, ApiVersions> = {
  ...apiVersions,
  versions: { min: 5, max: 5 },
  encode: (writer, { clusterId, nodeId }) => {
    writer.string(CLIENT_SOFTWARE_NAME).string(CLIENT_SOFTWARE_VERSION).nullableString(clusterId).int32(nodeId).noTags()
  },
}

const NOTHING_LISTED = { supportedFeatures: new Map(), finalizedFeatures: null }

/** Asks in the newest version or, where the broker refuses that with error 35, in the one that its refusal names. */
export async function negotiateVersions(ask: (version: number) => Promise<ApiVersions>): Promise<ApiVersions> {
  const { min, max } = apiVersions.versions
  const newest = await ask(max)
  const offered = newest.apis.get(API_VERSIONS_KEY)?.max ?? min
  const versions = newest.errorCode === UNSUPPORTED_VERSION ? await ask(Math.min(max, offered)) : newest
  if (versions.errorCode !== KAFKA_OK) throw new KafkaError(versions.errorCode)
  return versions
}

/** A refusal has the format of version 0, whatever was asked; brokers before 2.4 leave the list empty. */
function readRefusal(reader: Reader): Map<number, VersionRange> {
  const apis = new Map<number, VersionRange>()
  for (let left = reader.int32(); left > 0; left--) {
    apis.set(reader.int16(), { min: reader.int16(), max: reader.int16() })
  }
  return apis
}

function readSupportedApi(reader: Reader): [number, VersionRange] {
  const entry: [number, VersionRange] = [reader.int16(), { min: reader.int16(), max: reader.int16() }]
  reader.skipTags()
  return entry
}

function readAllFeatures(reader: Reader): Pick<ApiVersions, 'supportedFeatures' | 'finalizedFeatures'> {
  const supportedFeatures = new Map<string, VersionRange>()
  const levels = new Map<string, number>()
  let epoch = -1
  reader.tags({
    [SUPPORTED_FEATURES_TAG]: (field) => readSupportedFeatures(field, supportedFeatures),
    [FINALIZED_EPOCH_TAG]: (field) => {
      epoch = field.int64()
    },
    [FINALIZED_FEATURES_TAG]: (field) => readFinalizedFeatures(field, levels),
  })
  return { supportedFeatures, finalizedFeatures: epoch < 0 ? null : { epoch, levels } }
}

function readSupportedFeatures(reader: Reader, into: Map<string, VersionRange>): void {
  reader.array(6, () => {
    into.set(reader.string(), { min: reader.int16(), max: reader.int16() })
    reader.skipTags()
  })
}

/** The highest level comes first on the wire, and the lowest is the same since Kafka 3.3. */
function readFinalizedFeatures(reader: Reader, into: Map<string, number>): void {
  reader.array(6, () => {
    into.set(reader.string(), reader.int16())
    reader.int16()
    reader.skipTags()
  })
}
