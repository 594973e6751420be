/** Where JSON stops being JSON. Line and column count from one. */
export interface JsonFault {
  readonly message: string
  readonly line: number
  readonly column: number
}

const MAX_DEPTH = 1_000

const SPACE = /[ \t\n\r]*/y
/** Within a string, anything from the space on but a quote or a backslash. */
const PLAIN = /[ !#-[\]-\u{10ffff}]*/uy
/** Apart from what is plain: an expression that takes both in turn runs out of stack in megabytes of escapes. */
const ESCAPES = /(?:\\(?:["\\/bfnrt]|u[\da-fA-F]{4})){1,1000}/y
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
const WORD = /(?:true|false|null)(?!\w)/y

/** Browsers say it each in its own way, and some not where; so it is found here. null: it is JSON. */
export function findJsonFault(text: string): JsonFault | null {
  const finder = new FaultFinder(text)
  const message = finder.document()
  if (message === null) return null
  const before = text.slice(0, finder.at)
  const lineStart = before.lastIndexOf('\n') + 1
  return { message, line: before.split('\n').length, column: finder.at - lineStart + 1 }
}

/** Every method answers what is wrong, or null, and stands where it is wrong or behind what it has read. */
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

  /** Whether there was anything of it. */
  #skip(pattern: RegExp): boolean {
    pattern.lastIndex = this.at
    const length = pattern.exec(this.#text)?.[0].length ?? 0
    this.at += length
    return length > 0
  }
}
