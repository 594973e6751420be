import { AppError } from '#lib/contract/errors.ts'
import type { MessageFormat } from '#lib/contract/message-formats.ts'
import { isUuid } from './uuid.ts'

interface TypedPayload {
  readonly format: MessageFormat
  readonly data: string
}

/** The bytes that a typed text stands for; `field` names the input, for the error. */
export function toBytes({ format, data }: TypedPayload, field?: string): Buffer {
  const bytes = readTyped(format, data)
  if (typeof bytes !== 'string') return bytes
  throw new AppError('invalid', bytes, field === undefined ? {} : { field })
}

/** The sentence that says what is wrong, where something is. */
function readTyped(format: MessageFormat, data: string): Buffer | string {
  switch (format) {
    case 'auto':
    case 'string':
    case 'xml':
      return readText(data)
    case 'json':
      return readJson(data)
    case 'hex':
      return readHex(data)
    case 'base64':
      return readBase64(data)
    case 'int8':
    case 'int16':
    case 'int32':
    case 'int64':
      return readInteger(format, data)
    case 'float':
    case 'double':
      return readDecimal(format, data)
    case 'uuid':
      return isUuid(data.trim())
        ? Buffer.from(data.trim().replaceAll('-', ''), 'hex')
        : 'A UUID is written as 550e8400-e29b-41d4-a716-446655440000'
    case 'offsets':
    case 'transactions':
      return `What is read as ${format} cannot be typed: only Kafka writes it`
    default:
      return format satisfies never
  }
}

function readText(data: string): Buffer | string {
  return data.isWellFormed() ? Buffer.from(data) : 'The text has half a character in it, which UTF-8 cannot hold'
}

function readJson(data: string): Buffer | string {
  try {
    JSON.parse(data)
  } catch (error) {
    return `This is not JSON: ${error instanceof Error ? error.message : error}`
  }
  return readText(data)
}

/** As hex is shown too: spaces and line breaks between the pairs do not matter. */
function readHex(data: string): Buffer | string {
  const digits = data.replace(/\s/g, '').replace(/^0x/i, '')
  if (!/^[\da-f]*$/i.test(digits)) return 'Hex is made of the digits 0-9 and a-f, two a byte'
  if (digits.length % 2 !== 0) return 'Hex has two digits a byte, and one is missing here'
  return Buffer.from(digits, 'hex')
}

function readBase64(data: string): Buffer | string {
  const text = data.replace(/\s/g, '')
  const bytes = Buffer.from(text, 'base64')
  // The decoder skips what it does not know; only what it writes back the same was base64.
  const isSame = bytes.toString('base64').replace(/=+$/, '') === text.replace(/=+$/, '')
  return isSame ? bytes : 'This is not base64: letters, digits, + and /, ended by = where bytes are missing'
}

const integerBits = { int8: 8, int16: 16, int32: 32, int64: 64 } as const
const BITS_A_BYTE = 8

function readInteger(format: keyof typeof integerBits, data: string): Buffer | string {
  const text = data.trim()
  const bits = integerBits[format]
  const limit = 1n << BigInt(bits - 1)
  const range = `from ${-limit} to ${limit - 1n}`
  if (!/^[+-]?\d{1,40}$/.test(text)) return `An ${format} is a whole number ${range}`
  const value = BigInt(text.replace(/^\+/, ''))
  if (value < -limit || value >= limit) return `An ${format} goes ${range}; ${value} does not fit`
  const bytes = Buffer.alloc(BITS_A_BYTE)
  bytes.writeBigInt64BE(value)
  return bytes.subarray(BITS_A_BYTE - bits / BITS_A_BYTE)
}

function readDecimal(format: 'float' | 'double', data: string): Buffer | string {
  const text = data.trim()
  const value = Number(text)
  if (text === '' || (Number.isNaN(value) && text !== 'NaN')) return `A ${format} is a number such as 12.5 or 1e-3`
  const bytes = Buffer.alloc(format === 'float' ? 4 : 8)
  if (format === 'float') bytes.writeFloatBE(value)
  else bytes.writeDoubleBE(value)
  return bytes
}
