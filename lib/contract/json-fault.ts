/** Where a text stops being valid JSON. Line and column start at 1. */
export interface JsonFault {
  readonly message: string
  readonly line: number
  readonly column: number
}

const MAX_DEPTH = 1_000

const SPACE = /[ \t\n\r]*/y
/** Characters within a string that need no escape: from the space on, without quote and backslash. */
const PLAIN = /[ !#-[\]-\u{10ffff}]*/uy
/** Separate from PLAIN: one expression for both runs out of stack in megabytes of alternating text and escapes. */
const ESCAPES = /(?:\\(?:["\\/bfnrt]|u[\da-fA-F]{4})){1,1000}/y
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
const WORD = /(?:true|false|null)(?!\w)/y

/** Finds the first fault, because the messages of browsers differ, and some have no position. null: valid JSON. */
export function findJsonFault(text: string): JsonFault | null {
  const finder = new FaultFinder(text)
  const message = finder.document()
  if (message === null) return null
  const before = text.slice(0, finder.at)
  const lineStart = before.lastIndexOf('\n') + 1
  return { message, line: before.split('\n').length, column: finder.at - lineStart + 1 }
}

/** Each method returns the fault or null, and leaves `at` at the fault or behind what it has read. */
class FaultFinder {
  readonly #text: string
  at = 0

  constructor(text: string) {
    this.#text = text
  }

  document(): string | null {
    const fault = this.#value(0)
    if (fault !== null) return fault
    this.#skip(SPACE)
    return this.at === this.#text.length ? null : 'something follows behind the end'
  }

  #value(depth: number): string | null {
    this.#skip(SPACE)
    switch (this.#text[this.at]) {
      case undefined:
        return 'a value is missing'
      case '{':
        return depth < MAX_DEPTH ? this.#list('}', () => this.#member(depth + 1)) : 'it is nested too deep'
      case '[':
        return depth < MAX_DEPTH ? this.#list(']', () => this.#value(depth + 1)) : 'it is nested too deep'
      case '"':
        return this.#string()
      default:
        return this.#skip(NUMBER) || this.#skip(WORD) ? null : 'this is no value; text stands in double quotes'
    }
  }

  #member(depth: number): string | null {
    this.#skip(SPACE)
    if (this.#text[this.at] !== '"') return 'a name in double quotes is missing'
    const fault = this.#string()
    if (fault !== null) return fault
    return this.#take(':') ? this.#value(depth) : 'a colon is missing'
  }

  #list(end: '}' | ']', item: () => string | null): string | null {
    this.at++
    if (this.#take(end)) return null
    for (;;) {
      const fault = item()
      if (fault !== null) return fault
      if (this.#take(end)) return null
      if (!this.#take(',')) return `a comma or ${end} is missing`
    }
  }

  #string(): string | null {
    const from = this.at
    this.at++
    while (this.#skip(PLAIN) || this.#skip(ESCAPES));
    if (this.#take('"', false)) return null
    if (this.at < this.#text.length) {
      return this.#text[this.at] === '\\' ? 'this escape is not known' : 'a line ends within text; write \\n for it'
    }
    this.at = from
    return 'this text has no end'
  }

  #take(sign: string, afterSpace = true): boolean {
    if (afterSpace) this.#skip(SPACE)
    if (this.#text[this.at] !== sign) return false
    this.at++
    return true
  }

  /** Whether the pattern matched anything. */
  #skip(pattern: RegExp): boolean {
    pattern.lastIndex = this.at
    const length = pattern.exec(this.#text)?.[0].length ?? 0
    this.at += length
    return length > 0
  }
}
