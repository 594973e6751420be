import { Reader } from '#lib/bytes/reader.ts'
import { Writer } from '#lib/bytes/writer.ts'
import { UnsupportedApi } from './unsupported-api.ts'

/**
 * One Kafka request: its key, the versions we can speak, and how input and output look on the wire in each.
 * Encoding and decoding cover the whole body, the closing tag section included.
 *
 * Above each stands its grammar, by Kafka's names: `?x` is nullable, `[x]` an array, `x(5+)` there since version 5 and
 * `x(-4)` up to version 4. From `flexibleFrom` on, lengths are compact and each structure ends with a TAG_BUFFER.
 */
export interface Api<Input, Output> {
  readonly key: number
  readonly name: string
  readonly versions: { readonly min: number; readonly max: number }
  /** The first version with compact lengths and tagged fields. */
  readonly flexibleFrom: number
  readonly encode: (writer: Writer, input: Input, version: number) => void
  readonly decode: (reader: Reader, version: number) => Output
}

export interface VersionRange {
  readonly min: number
  readonly max: number
}

export type ApiVersionMap = ReadonlyMap<number, VersionRange>

/** The highest version that both sides speak; a broker that dropped all of ours gets a clear error, not a guess. */
export function chooseVersion<Input, Output>(api: Api<Input, Output>, broker: ApiVersionMap): number {
  const offered = broker.get(api.key)
  if (!offered) throw new UnsupportedApi(`This broker does not offer ${api.name}.`)
  const version = Math.min(api.versions.max, offered.max)
  if (version < Math.max(api.versions.min, offered.min)) {
    throw new UnsupportedApi(
      `This broker speaks ${api.name} ${offered.min} to ${offered.max}; Highwater speaks ${api.versions.min} to ${api.versions.max}.`,
    )
  }
  return version
}

export function encodeRequest<Input, Output>(api: Api<Input, Output>, input: Input, version: number): Buffer {
  const flexible = version >= api.flexibleFrom
  const writer = new Writer(flexible)
  // The transport writes the classic request header; the flexible one only adds a tag section at its end, which is here.
  writer.noTags()
  api.encode(writer, input, version)
  return writer.bytes()
}

/** `payload` starts behind the correlation id. */
export function decodeReply<Input, Output>(api: Api<Input, Output>, payload: Buffer, version: number): Output {
  const reader = new Reader(payload, version >= api.flexibleFrom)
  // Brokers answer ApiVersions with the classic header, as they cannot know yet what the client understands.
  if (api.key !== API_VERSIONS_KEY) reader.skipTags()
  return api.decode(reader, version)
}

export const API_VERSIONS_KEY = 18
