import type { Api } from './api.ts'

export interface SaslHandshake {
  readonly errorCode: number
  /** What the listener offers, also where it refuses the one that was asked for. */
  readonly mechanisms: readonly string[]
}

const MINIMUM_NAME_BYTES = 2

/*
  SaslHandshake Request (1) => mechanism
    mechanism => STRING

  SaslHandshake Response (1) => error_code [mechanisms]
    error_code => INT16
    mechanisms => STRING
*/
/** Asked before logging in, and the only request besides ApiVersions that a listener with login answers before it. */
export const saslHandshake: Api<string, SaslHandshake> = {
  key: 17,
  name: 'SaslHandshake',
  versions: { min: 1, max: 1 },
  flexibleFrom: 99,
  encode: (writer, mechanism) => {
    writer.string(mechanism)
  },
  decode: (reader) => ({
    errorCode: reader.int16(),
    mechanisms: reader.array(MINIMUM_NAME_BYTES, () => reader.string()),
  }),
}
