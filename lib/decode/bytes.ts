import { type PayloadFormat, type PayloadText, Unreadable } from './payload-format.ts'

const BYTES_A_LINE = 16
/** Two digits and what stands before the next two. */
const CHARACTERS_A_BYTE = 3
const REGISTRY_MAGIC = 0
const REGISTRY_HEADER_BYTES = 5

/** Pairs of digits, sixteen a line: enough to make a dump of any kind from, and to be typed back in. */
export const hexFormat: PayloadFormat = {
  recognise: (bytes) => describeBinary(bytes),
  read: (bytes, { maxTextBytes }) => readHex(bytes, maxTextBytes),
  value: (bytes) => bytes,
  fallback: 'hex',
}

export const base64Format: PayloadFormat = {
  read: (bytes, { maxTextBytes }) => {
    const shown = Math.floor(maxTextBytes / 4) * 3
    if (bytes.length <= shown) return { text: bytes.toString('base64') }
    return { text: bytes.toString('base64', 0, shown), truncated: true }
  },
  value: (bytes) => bytes,
  fallback: 'hex',
}

function readHex(bytes: Buffer, maxTextBytes: number): PayloadText {
  const room = Math.floor(maxTextBytes / CHARACTERS_A_BYTE)
  const isCut = bytes.length > room
  const shown = isCut ? bytes.subarray(0, wholeLines(room)) : bytes
  const lines: string[] = []
  for (let at = 0; at < shown.length; at += BYTES_A_LINE) {
    const line = shown.toString('hex', at, Math.min(at + BYTES_A_LINE, shown.length))
    lines.push(line.replace(/..(?!$)/g, '$& '))
  }
  return { text: lines.join('\n'), ...(isCut && { truncated: true }) }
}

function wholeLines(bytes: number): number {
  return bytes < BYTES_A_LINE ? bytes : bytes - (bytes % BYTES_A_LINE)
}

function describeBinary(bytes: Buffer): string {
  if (bytes.length > REGISTRY_HEADER_BYTES && bytes[0] === REGISTRY_MAGIC) {
    return `Not text; it begins as messages of a schema registry do, with schema ${bytes.readUInt32BE(1)}`
  }
  return 'Not text, and of no format that shows by its bytes'
}

interface NumberFormat {
  readonly name: string
  readonly size: number
  readonly read: (bytes: Buffer) => number | bigint
}

/** A number of fixed size, big-endian as Kafka's own serializers write it. */
function numberFormat({ name, size, read }: NumberFormat, isGuessed = false): PayloadFormat {
  const check = (bytes: Buffer) =>
    bytes.length === size
      ? null
      : new Unreadable(`Not ${name}: ${size} bytes are needed, and there are ${bytes.length}`)
  return {
    ...(isGuessed && {
      recognise: (bytes: Buffer) =>
        bytes.length === size && looksLikeInteger(bytes) ? `${size} bytes that are no text: a whole number` : null,
    }),
    read: (bytes) => check(bytes) ?? { text: writeNumber(read(bytes)) },
    value: (bytes) => check(bytes) ?? read(bytes),
    fallback: 'hex',
  }
}

/** Near to zero, as numbers of so many bytes mostly are: the first byte is all sign. No text begins so. */
function looksLikeInteger(bytes: Buffer): boolean {
  return bytes[0] === 0 || bytes[0] === 0xff
}

function writeNumber(value: number | bigint): string {
  return Object.is(value, -0) ? '-0' : String(value)
}

const FLOAT_DIGITS = 9

export const numberFormats = {
  int8: numberFormat({ name: 'an int8', size: 1, read: (bytes) => BigInt(bytes.readInt8()) }),
  int16: numberFormat({ name: 'an int16', size: 2, read: (bytes) => BigInt(bytes.readInt16BE()) }),
  int32: numberFormat({ name: 'an int32', size: 4, read: (bytes) => BigInt(bytes.readInt32BE()) }, true),
  int64: numberFormat({ name: 'an int64', size: 8, read: (bytes) => bytes.readBigInt64BE() }, true),
  float: numberFormat({ name: 'a float', size: 4, read: (bytes) => shortestFloat(bytes.readFloatBE()) }),
  double: numberFormat({ name: 'a double', size: 8, read: (bytes) => bytes.readDoubleBE() }),
}

/** 0.1 rather than 0.10000000149011612: the fewest digits that give the same float. */
function shortestFloat(value: number): number {
  for (let digits = 1; digits <= FLOAT_DIGITS; digits++) {
    const short = Number(value.toPrecision(digits))
    if (Object.is(Math.fround(short), value)) return short
  }
  return value
}
