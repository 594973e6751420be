import { API_VERSIONS_KEY, type Api, type ApiVersionMap, type VersionRange } from './api.ts'
import { KAFKA_OK, KafkaError, UNSUPPORTED_VERSION } from './error-codes.ts'
import type { Reader } from './reader.ts'

export interface ApiVersions {
  readonly errorCode: number
  readonly apis: ApiVersionMap
  /** Features such as `metadata.version`, as far as this broker's software could go. */
  readonly supportedFeatures: ReadonlyMap<string, VersionRange>
}

const CLIENT_SOFTWARE_NAME = 'highwater'
const CLIENT_SOFTWARE_VERSION = '0.1'
const SUPPORTED_FEATURES_TAG = 0

/** Asked first on every connection. */
export const apiVersions: Api<void, ApiVersions> = {
  key: API_VERSIONS_KEY,
  name: 'ApiVersions',
  versions: { min: 0, max: 3 },
  flexibleFrom: 3,
  encode: (writer, _input, version) => {
    if (version >= 3) writer.string(CLIENT_SOFTWARE_NAME).string(CLIENT_SOFTWARE_VERSION).noTags()
  },
  decode: (reader, version) => {
    const errorCode = reader.int16()
    const supportedFeatures = new Map<string, VersionRange>()
    // A refused version 3 is answered in the format of version 0, so nothing behind the code can be read as version 3.
    if (errorCode === UNSUPPORTED_VERSION) return { errorCode, apis: new Map(), supportedFeatures }
    const apis = new Map(reader.array(6, () => readSupportedApi(reader)))
    if (version >= 1) reader.int32() // throttle time
    if (version >= 3) reader.tags({ [SUPPORTED_FEATURES_TAG]: (field) => readFeatures(field, supportedFeatures) })
    return { errorCode, apis, supportedFeatures }
  },
}

/** Asks in version 3 or, where the broker refuses that with error 35, in version 0. */
export async function negotiateVersions(ask: (version: number) => Promise<ApiVersions>): Promise<ApiVersions> {
  const { min, max } = apiVersions.versions
  const newest = await ask(max)
  const versions = newest.errorCode === UNSUPPORTED_VERSION ? await ask(min) : newest
  if (versions.errorCode !== KAFKA_OK) throw new KafkaError(versions.errorCode)
  return versions
}

function readSupportedApi(reader: Reader): [number, VersionRange] {
  const entry: [number, VersionRange] = [reader.int16(), { min: reader.int16(), max: reader.int16() }]
  reader.skipTags()
  return entry
}

function readFeatures(reader: Reader, into: Map<string, VersionRange>): void {
  reader.array(6, () => {
    into.set(reader.string(), { min: reader.int16(), max: reader.int16() })
    reader.skipTags()
  })
}
