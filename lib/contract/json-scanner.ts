// The one place that knows the grammar of JSON. It makes no values: it finds where each part ends, and what is wrong.

/** UTF-8 bytes, or the UTF-16 units of a text: all that has a meaning in JSON looks the same in both. */
export type JsonUnits = Uint8Array | Uint16Array

export type JsonFaultReason =
  | 'value'
  | 'unknown-value'
  | 'name'
  | 'colon'
  | 'comma-or-brace'
  | 'comma-or-bracket'
  | 'escape'
  | 'control-character'
  | 'unterminated'
  | 'depth'
  | 'trailing'

/** Reads a member of an object, and returns where its value ends, or NOT_JSON. */
export interface JsonMemberReader<Context> {
  /** The name stands between two positions, without its quotes. */
  readMember(nameFrom: number, nameTo: number, valueAt: number, depth: number, context: Context): number
}

/** The same for an element of an array. */
export interface JsonElementReader<Context> {
  readElement(valueAt: number, depth: number, context: Context): number
}

/** Instead of a position: `faultAt` and `faultReason` say more. */
export const NOT_JSON = -1

const QUOTE = 0x22
const BACKSLASH = 0x5c
const COMMA = 0x2c
const COLON = 0x3a
const OPEN_OBJECT = 0x7b
const CLOSE_OBJECT = 0x7d
const OPEN_ARRAY = 0x5b
const CLOSE_ARRAY = 0x5d
const MINUS = 0x2d
const PLUS = 0x2b
const POINT = 0x2e
const ZERO = 0x30
const NINE = 0x39
const LETTER_U = 0x75
const UNDERSCORE = 0x5f
const SPACE = 0x20
const LOWER_CASE = 0x20

/** What may follow a backslash. */
const ESCAPES = unitSet('"\\/bfnrtu')
const WORDS = ['true', 'false', 'null'].map(toJsonUnits)

export class JsonScanner {
  units: JsonUnits = new Uint8Array(0)
  /** All units seen in strings, combined: below 0x80 they are ASCII. */
  seenBits = 0
  lastEscapeAt = NOT_JSON
  faultAt = NOT_JSON
  faultReason: JsonFaultReason = 'value'
  #end = 0
  readonly #maxDepth: number

  constructor(maxDepth: number) {
    this.#maxDepth = maxDepth
  }

  start(units: JsonUnits, end: number): void {
    this.units = units
    this.#end = end
    this.seenBits = 0
    this.lastEscapeAt = NOT_JSON
    this.faultAt = NOT_JSON
  }

  /** Behind the last value only space may follow. */
  document(from: number): number {
    const at = this.value(this.skipSpaces(from), 0)
    return at === NOT_JSON ? NOT_JSON : this.ending(at)
  }

  /** The end, if only space stands before it. */
  ending(from: number): number {
    const at = this.skipSpaces(from)
    return at === this.#end ? at : this.#fault(at, 'trailing')
  }

  /** 0 beyond the end, where no JSON goes on. */
  unitAt(at: number): number {
    return at < this.#end ? (this.units[at] ?? 0) : 0
  }

  skipSpaces(from: number): number {
    const units = this.units
    const end = this.#end
    let at = from
    for (;;) {
      const unit = at < end ? (units[at] ?? 0) : 0
      if (unit > SPACE || (unit !== SPACE && unit !== 0x0a && unit !== 0x0d && unit !== 0x09)) return at
      at++
    }
  }

  /** From the first unit of a value. `depth`: how many objects and arrays it is in. */
  value(at: number, depth: number): number {
    const unit = this.unitAt(at)
    switch (unit) {
      case QUOTE:
        return this.#string(at + 1)
      case OPEN_OBJECT:
        return this.object(at, depth, null, null)
      case OPEN_ARRAY:
        return this.array(at, depth, null, null)
      default:
        return unit === MINUS || isDigit(unit) ? this.#number(at) : this.#word(at)
    }
  }

  /** From the opening brace; null: its members are skipped. */
  object<Context>(from: number, depth: number, reader: JsonMemberReader<Context> | null, context: Context): number {
    if (depth >= this.#maxDepth) return this.#fault(from, 'depth')
    let at = this.skipSpaces(from + 1)
    if (this.unitAt(at) === CLOSE_OBJECT) return at + 1
    for (;;) {
      if (this.unitAt(at) !== QUOTE) return this.#fault(at, 'name')
      const nameFrom = at + 1
      const nameEnd = this.#string(nameFrom)
      if (nameEnd === NOT_JSON) return NOT_JSON
      at = this.skipSpaces(nameEnd)
      if (this.unitAt(at) !== COLON) return this.#fault(at, 'colon')
      at = this.skipSpaces(at + 1)
      at = reader ? reader.readMember(nameFrom, nameEnd - 1, at, depth + 1, context) : this.value(at, depth + 1)
      if (at === NOT_JSON) return NOT_JSON
      at = this.skipSpaces(at)
      const unit = this.unitAt(at)
      if (unit === CLOSE_OBJECT) return at + 1
      if (unit !== COMMA) return this.#fault(at, 'comma-or-brace')
      at = this.skipSpaces(at + 1)
    }
  }

  /** From the opening bracket; null: its elements are skipped. */
  array<Context>(from: number, depth: number, reader: JsonElementReader<Context> | null, context: Context): number {
    if (depth >= this.#maxDepth) return this.#fault(from, 'depth')
    let at = this.skipSpaces(from + 1)
    if (this.unitAt(at) === CLOSE_ARRAY) return at + 1
    for (;;) {
      at = reader ? reader.readElement(at, depth + 1, context) : this.value(at, depth + 1)
      if (at === NOT_JSON) return NOT_JSON
      at = this.skipSpaces(at)
      const unit = this.unitAt(at)
      if (unit === CLOSE_ARRAY) return at + 1
      if (unit !== COMMA) return this.#fault(at, 'comma-or-bracket')
      at = this.skipSpaces(at + 1)
    }
  }

  #fault(at: number, reason: JsonFaultReason): typeof NOT_JSON {
    this.faultAt = at
    this.faultReason = reason
    return NOT_JSON
  }

  /** From behind the opening quote to behind the closing one. */
  #string(from: number): number {
    const units = this.units
    const end = this.#end
    let seenBits = 0
    for (let at = from; at < end; at++) {
      const unit = units[at] ?? 0
      if (unit === QUOTE) {
        this.seenBits |= seenBits
        return at + 1
      }
      if (unit < SPACE) return this.#fault(at, 'control-character')
      if (unit === BACKSLASH) {
        const last = this.#escape(at + 1)
        if (last === NOT_JSON) return this.#fault(at, 'escape')
        at = last
      }
      seenBits |= unit
    }
    return this.#fault(from - 1, 'unterminated')
  }

  /** From behind the backslash to the last unit of the escape. */
  #escape(at: number): number {
    this.lastEscapeAt = at
    const unit = this.unitAt(at)
    if (!ESCAPES.has(unit)) return NOT_JSON
    if (unit !== LETTER_U) return at
    for (let digit = at + 1; digit <= at + 4; digit++) if (!isHexDigit(this.unitAt(digit))) return NOT_JSON
    return at + 4
  }

  /** The longest number that begins here; what cannot belong to it is a fault of what follows. */
  #number(from: number): number {
    const whole = this.unitAt(from) === MINUS ? from + 1 : from
    let at = this.unitAt(whole) === ZERO ? whole + 1 : this.#digits(whole)
    if (at === whole) return this.#fault(from, 'unknown-value')
    if (this.unitAt(at) === POINT) {
      const fraction = this.#digits(at + 1)
      if (fraction === at + 1) return at
      at = fraction
    }
    if ((this.unitAt(at) | LOWER_CASE) !== 0x65) return at
    const sign = this.unitAt(at + 1)
    const exponent = sign === PLUS || sign === MINUS ? at + 2 : at + 1
    const end = this.#digits(exponent)
    return end === exponent ? at : end
  }

  #digits(from: number): number {
    const units = this.units
    const end = this.#end
    let at = from
    while (at < end && isDigit(units[at] ?? 0)) at++
    return at
  }

  #word(from: number): number {
    for (const word of WORDS) {
      let matched = 0
      while (matched < word.length && this.unitAt(from + matched) === word[matched]) matched++
      if (matched === word.length && !isWordUnit(this.unitAt(from + matched))) return from + matched
    }
    return this.#fault(from, from < this.#end ? 'unknown-value' : 'value')
  }
}

export function toJsonUnits(text: string): Uint16Array {
  const units = new Uint16Array(text.length)
  for (let at = 0; at < text.length; at++) units[at] = text.charCodeAt(at)
  return units
}

function unitSet(characters: string): ReadonlySet<number> {
  return new Set(toJsonUnits(characters))
}

function isDigit(unit: number): boolean {
  return unit >= ZERO && unit <= NINE
}

function isHexDigit(unit: number): boolean {
  const letter = unit | LOWER_CASE
  return isDigit(unit) || (letter >= 0x61 && letter <= 0x66)
}

function isWordUnit(unit: number): boolean {
  const letter = unit | LOWER_CASE
  return isDigit(unit) || (letter >= 0x61 && letter <= 0x7a) || unit === UNDERSCORE
}
