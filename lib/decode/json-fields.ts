import { isUtf8 } from 'node:buffer'
import { MAX_JSON_DEPTH, parseJson } from './json.ts'

/** A field that is read from JSON; `inner` null: its whole value, else only these fields of it. */
export interface WantedField {
  readonly name: string
  readonly inner: readonly WantedField[] | null
}

interface Wanted {
  readonly name: string
  readonly bytes: Buffer
  readonly inner: readonly Wanted[] | null
}

type Fields = Record<string, unknown>

const QUOTE = 0x22
const BACKSLASH = 0x5c
const COMMA = 0x2c
const COLON = 0x3a
const OPEN_OBJECT = 0x7b
const CLOSE_OBJECT = 0x7d
const OPEN_LIST = 0x5b
const CLOSE_LIST = 0x5d
const MINUS = 0x2d
const PLUS = 0x2b
const POINT = 0x2e
const ZERO = 0x30
const NINE = 0x39
const LETTER_U = 0x75
const SPACE = 0x20
const WIDE = 0x80
/** Whole numbers of fewer digits are exact, whatever the digits. */
const EXACT_DIGITS = 15
const NOT_JSON = -1

/** What may stand behind a backslash. */
const escapes = new Set([...'"\\/bfnrtu'].map((character) => character.charCodeAt(0)))
const words = ['true', 'false', 'null'].map((word) => Buffer.from(word))

/**
 * Reads some fields of a JSON object without making anything of the others, which takes a third of the time. The whole is
 * checked all the same: what JSON.parse refuses is refused here too.
 */
export class JsonFieldReader {
  readonly #wanted: readonly Wanted[]
  #bytes: Buffer = Buffer.alloc(0)
  #end = 0
  #seenBits = 0
  #lastEscapeAt = -1

  constructor(fields: readonly WantedField[]) {
    this.#wanted = fields.map(toBytes)
  }

  /** undefined: it is no JSON object, or one that needs more care than is taken here. */
  read(bytes: Buffer, from: number, to: number): Fields | undefined {
    this.#bytes = bytes
    this.#end = to
    this.#seenBits = 0
    this.#lastEscapeAt = -1
    const start = this.#skipSpaces(from)
    if (this.#byteAt(start) !== OPEN_OBJECT) return undefined
    const fields: Fields = {}
    const at = this.#readObject(start + 1, this.#wanted, fields, 1)
    if (at === NOT_JSON || this.#skipSpaces(at) !== to) return undefined
    return this.#seenBits < WIDE || isUtf8(bytes.subarray(from, to)) ? fields : undefined
  }

  /** 0 behind the end, where no JSON goes on. */
  #byteAt(at: number): number {
    return at < this.#end ? (this.#bytes[at] ?? 0) : 0
  }

  #skipSpaces(from: number): number {
    const bytes = this.#bytes
    const end = this.#end
    let at = from
    for (;;) {
      const byte = at < end ? (bytes[at] ?? 0) : 0
      if (byte > SPACE || (byte !== SPACE && byte !== 0x0a && byte !== 0x0d && byte !== 0x09)) return at
      at++
    }
  }

  /** From behind the opening bracket. */
  #readObject(from: number, wanted: readonly Wanted[], fields: Fields, depth: number): number {
    let at = this.#skipSpaces(from)
    if (this.#byteAt(at) === CLOSE_OBJECT) return at + 1
    for (;;) {
      if (this.#byteAt(at) !== QUOTE) return NOT_JSON
      const nameFrom = at + 1
      at = this.#skipString(nameFrom)
      if (at === NOT_JSON) return NOT_JSON
      const field = wanted.length === 0 ? undefined : this.#fieldNamed(nameFrom, at - 1, wanted)
      if (field === null) return NOT_JSON
      at = this.#skipSpaces(at)
      if (this.#byteAt(at) !== COLON) return NOT_JSON
      at = this.#skipSpaces(at + 1)
      at = field ? this.#readField(at, field, fields, depth) : this.#skipValue(at, depth)
      if (at === NOT_JSON) return NOT_JSON
      at = this.#skipSpaces(at)
      const byte = this.#byteAt(at)
      if (byte === CLOSE_OBJECT) return at + 1
      if (byte !== COMMA) return NOT_JSON
      at = this.#skipSpaces(at + 1)
    }
  }

  /** undefined: none of them. null: it may be one, written with escapes. */
  #fieldNamed(from: number, to: number, wanted: readonly Wanted[]): Wanted | undefined | null {
    const read = this.#bytes
    for (const field of wanted) {
      const { bytes } = field
      if (bytes.length !== to - from) continue
      let at = 0
      while (at < bytes.length && bytes[at] === read[from + at]) at++
      if (at === bytes.length) return field
    }
    return this.#lastEscapeAt >= from ? null : undefined
  }

  #readField(from: number, { name, inner }: Wanted, fields: Fields, depth: number): number {
    if (inner && this.#byteAt(from) === OPEN_OBJECT) {
      if (depth >= MAX_JSON_DEPTH) return NOT_JSON
      const innerFields: Fields = {}
      fields[name] = innerFields
      return this.#readObject(from + 1, inner, innerFields, depth + 1)
    }
    const to = this.#skipValue(from, depth)
    if (to === NOT_JSON) return NOT_JSON
    const value = this.#valueBetween(from, to)
    fields[name] = value
    return value === undefined ? NOT_JSON : to
  }

  #valueBetween(from: number, to: number): unknown {
    const first = this.#byteAt(from)
    if ((first === MINUS || (first >= ZERO && first <= NINE)) && to - from <= EXACT_DIGITS) {
      return this.#wholeNumber(from, to) ?? Number(this.#bytes.toString('latin1', from, to))
    }
    if (first === QUOTE && this.#lastEscapeAt < from && this.#isNarrow(from + 1, to - 1))
      return this.#bytes.toString('latin1', from + 1, to - 1)
    return parseJson(this.#bytes.toString('utf8', from, to))
  }

  /** null: it has more than digits. */
  #wholeNumber(from: number, to: number): number | null {
    let value = 0
    for (let at = from; at < to; at++) {
      const byte = this.#bytes[at] ?? 0
      if (byte < ZERO || byte > NINE) return null
      value = value * 10 + (byte - ZERO)
    }
    return value
  }

  /** Of one byte a character. */
  #isNarrow(from: number, to: number): boolean {
    if (this.#seenBits < WIDE) return true
    for (let at = from; at < to; at++) if ((this.#bytes[at] ?? 0) >= WIDE) return false
    return true
  }

  #skipValue(at: number, depth: number): number {
    const byte = this.#byteAt(at)
    switch (byte) {
      case QUOTE:
        return this.#skipString(at + 1)
      case OPEN_OBJECT:
        return depth < MAX_JSON_DEPTH ? this.#readObject(at + 1, [], {}, depth + 1) : NOT_JSON
      case OPEN_LIST:
        return depth < MAX_JSON_DEPTH ? this.#skipList(at + 1, depth + 1) : NOT_JSON
      default:
        return byte === MINUS || (byte >= ZERO && byte <= NINE) ? this.#skipNumber(at) : this.#skipWord(at)
    }
  }

  #skipList(from: number, depth: number): number {
    let at = this.#skipSpaces(from)
    if (this.#byteAt(at) === CLOSE_LIST) return at + 1
    for (;;) {
      at = this.#skipValue(at, depth)
      if (at === NOT_JSON) return NOT_JSON
      at = this.#skipSpaces(at)
      const byte = this.#byteAt(at)
      if (byte === CLOSE_LIST) return at + 1
      if (byte !== COMMA) return NOT_JSON
      at = this.#skipSpaces(at + 1)
    }
  }

  /** From behind the opening quote. */
  #skipString(from: number): number {
    const bytes = this.#bytes
    const end = this.#end
    let seenBits = 0
    for (let at = from; at < end; at++) {
      const byte = bytes[at] ?? 0
      if (byte === QUOTE) {
        this.#seenBits |= seenBits
        return at + 1
      }
      if (byte < SPACE) return NOT_JSON
      if (byte === BACKSLASH) {
        at = this.#skipEscape(at + 1)
        if (at === NOT_JSON) return NOT_JSON
      }
      seenBits |= byte
    }
    return NOT_JSON
  }

  /** To its last character. */
  #skipEscape(at: number): number {
    this.#lastEscapeAt = at
    const byte = this.#byteAt(at)
    if (!escapes.has(byte)) return NOT_JSON
    if (byte !== LETTER_U) return at
    for (let digit = at + 1; digit <= at + 4; digit++) if (!isHexDigit(this.#byteAt(digit))) return NOT_JSON
    return at + 4
  }

  #skipNumber(from: number): number {
    let at = this.#byteAt(from) === MINUS ? from + 1 : from
    const whole = at
    at = this.#skipDigits(at)
    if (at === whole || (this.#byteAt(whole) === ZERO && at > whole + 1)) return NOT_JSON
    if (this.#byteAt(at) === POINT) {
      const fraction = at + 1
      at = this.#skipDigits(fraction)
      if (at === fraction) return NOT_JSON
    }
    if ((this.#byteAt(at) | 0x20) !== 0x65) return at
    const sign = this.#byteAt(at + 1)
    const exponent = sign === PLUS || sign === MINUS ? at + 2 : at + 1
    at = this.#skipDigits(exponent)
    return at === exponent ? NOT_JSON : at
  }

  #skipDigits(from: number): number {
    const bytes = this.#bytes
    const end = this.#end
    let at = from
    for (; at < end; at++) {
      const byte = bytes[at] ?? 0
      if (byte < ZERO || byte > NINE) break
    }
    return at
  }

  #skipWord(at: number): number {
    for (const word of words) {
      let matched = 0
      while (matched < word.length && this.#byteAt(at + matched) === word[matched]) matched++
      if (matched === word.length) return at + matched
    }
    return NOT_JSON
  }
}

function toBytes({ name, inner }: WantedField): Wanted {
  return { name, bytes: Buffer.from(name), inner: inner?.map(toBytes) ?? null }
}

function isHexDigit(byte: number): boolean {
  const letter = byte | 0x20
  return (byte >= ZERO && byte <= NINE) || (letter >= 0x61 && letter <= 0x66)
}
