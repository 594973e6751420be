import type { Api } from './api.ts'

export interface SaslAuthenticate {
  readonly errorCode: number
  readonly answer: Buffer
}

/** One message of the mechanism each way. What the broker says of a failure may repeat what we sent; it is not read. */
export const saslAuthenticate: Api<Buffer, SaslAuthenticate> = {
  key: 36,
  name: 'SaslAuthenticate',
  versions: { min: 0, max: 0 },
  flexibleFrom: 99,
  encode: (writer, message) => {
    writer.byteArray(message)
  },
  decode: (reader) => {
    const errorCode = reader.int16()
    reader.nullableString()
    return { errorCode, answer: reader.bytes() }
  },
}
