import { findJsonFault } from './json-fault.ts'
import type { TypedPayload } from './produce.ts'

export type TypedBytes = { readonly bytes: Uint8Array<ArrayBuffer> } | { readonly problem: string }

const BYTES_OF = { int32: 4, int64: 8 } as const

/** The bytes of text typed into a form, or what is wrong with it, checked while it is typed. */
export function readTypedBytes({ format, data }: TypedPayload): TypedBytes {
  switch (format) {
    case 'string':
      return readText(data)
    case 'json': {
      const fault = findJsonFault(data)
      if (!fault) return readText(data)
      return { problem: `Not JSON at line ${fault.line}, column ${fault.column}: ${fault.message}` }
    }
    case 'hex':
      return readHex(data.replace(/\s/g, ''))
    case 'base64':
      return readBase64(data.replace(/\s/g, ''))
    case 'int32':
    case 'int64':
      return readInteger(format, data.trim())
    default:
      return format satisfies never
  }
}

function readText(text: string): TypedBytes {
  if (text.isWellFormed()) return { bytes: new TextEncoder().encode(text) }
  return { problem: 'The text has half a character in it, which UTF-8 cannot hold' }
}

function readHex(digits: string): TypedBytes {
  if (!/^[\da-f]*$/i.test(digits)) return { problem: 'Hex has the digits 0-9 and a-f alone' }
  if (digits.length % 2 !== 0) return { problem: 'Hex has two digits a byte, and one is missing' }
  return { bytes: Uint8Array.from(digits.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16)) }
}

function readBase64(text: string): TypedBytes {
  const problem = 'Not base64: letters, digits, + and /, ended by = where bytes are missing'
  try {
    const decoded = atob(text)
    // The decoder ignores bits that belong to no byte; only text that is encoded to the same again was base64.
    if (withoutPadding(btoa(decoded)) !== withoutPadding(text)) return { problem }
    return { bytes: Uint8Array.from(decoded, (character) => character.charCodeAt(0)) }
  } catch {
    return { problem }
  }
}

function withoutPadding(base64: string): string {
  return base64.replace(/=+$/, '')
}

function readInteger(format: keyof typeof BYTES_OF, text: string): TypedBytes {
  const bits = BYTES_OF[format] * 8
  const limit = 1n << BigInt(bits - 1)
  const range = `from ${-limit} to ${limit - 1n}`
  if (!/^[+-]?\d{1,20}$/.test(text)) return { problem: `A whole number ${range}` }
  const value = BigInt(text.replace(/^\+/, ''))
  if (value < -limit || value >= limit) return { problem: `Too large: a whole number ${range}` }
  const bytes = new Uint8Array(8)
  new DataView(bytes.buffer).setBigInt64(0, value)
  return { bytes: bytes.slice(8 - BYTES_OF[format]) }
}
