import { isUtf8 } from 'node:buffer'
import { type PayloadFormat, Unreadable } from './payload-format.ts'

const UUID_BYTES = 16
const UUID_TEXT = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i

export function isUuid(text: string): boolean {
  return UUID_TEXT.test(text)
}

/** The sixteen bytes of one, or its text, as Kafka's own serializer writes it. */
export const uuidFormat: PayloadFormat = {
  recognise: (bytes) => {
    if (bytes.length !== UUID_BYTES || isUtf8(bytes)) return null
    const version = (bytes[6] ?? 0) >> 4
    const variant = (bytes[8] ?? 0) >> 6
    return variant === 2 && version >= 1 && version <= 8 ? `16 bytes: a UUID of version ${version}` : null
  },
  read: (bytes) => {
    const text = readUuid(bytes)
    return text === null ? new Unreadable(`Not a UUID: 16 bytes or its text are needed`) : { text }
  },
  value: (bytes) => readUuid(bytes) ?? new Unreadable('Not a UUID'),
  fallback: 'string',
}

function readUuid(bytes: Buffer): string | null {
  if (bytes.length === UUID_BYTES) return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
  const text = bytes.toString('latin1', 0, 37)
  return isUuid(text) ? text : null
}
