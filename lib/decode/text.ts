import { isUtf8 } from 'node:buffer'
import { type PayloadFormat, type PayloadText, Unreadable } from './payload-format.ts'

/** Text as it was written: nothing is replaced, trimmed or normalised, and a byte order mark stays. */
export const stringFormat: PayloadFormat = {
  recognise: (bytes) => {
    if (bytes.length === 0) return 'Empty'
    return isUtf8(bytes) ? 'Text: valid UTF-8' : null
  },
  read: (bytes, { maxTextBytes }) =>
    isUtf8(bytes) ? cutText(bytes, maxTextBytes) : new Unreadable(`Not text: ${describeInvalid(bytes)}`),
  value: (bytes) => (isUtf8(bytes) ? bytes.toString() : new Unreadable('Not text')),
  fallback: 'hex',
}

/** At most so many bytes of valid UTF-8, without half a character at the end. */
export function cutText(bytes: Buffer, maxTextBytes: number): PayloadText {
  if (bytes.length <= maxTextBytes) return { text: bytes.toString() }
  let end = maxTextBytes
  while (end > 0 && isContinuation(bytes[end])) end--
  return { text: bytes.toString('utf8', 0, end), truncated: true }
}

function isContinuation(byte: number | undefined): boolean {
  return byte !== undefined && (byte & 0xc0) === 0x80
}

const HEX_DIGITS = 2

/** Where the first byte stands that no UTF-8 has there. */
function describeInvalid(bytes: Buffer): string {
  // Invalid bytes come back replaced, so the first that differs lies in the sequence that is wrong.
  const replaced = Buffer.from(bytes.toString())
  let at = 0
  while (at < bytes.length && bytes[at] === replaced[at]) at++
  while (at > 0 && isContinuation(replaced[at])) at--
  const byte = (bytes[at] ?? 0).toString(16).padStart(HEX_DIGITS, '0')
  return `byte ${at + 1} (0x${byte}) is no UTF-8`
}
