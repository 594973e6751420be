import type { Api } from './api.ts'

export interface SaslAuthenticate {
  readonly errorCode: number
  readonly answer: Buffer
}

/*
  SaslAuthenticate Request (0) => auth_bytes
    auth_bytes => BYTES

  SaslAuthenticate Response (0) => error_code ?error_message auth_bytes
    error_code => INT16
    error_message => STRING
    auth_bytes => BYTES
*/
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
