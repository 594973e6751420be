/** JSON without loss: numbers keep all their digits, and duplicate names are kept. */
export type JsonNode =
  | { readonly kind: 'string'; readonly text: string }
  /** `text` is the number as written: 9007199254740993, 1.10, 1e400. */
  | { readonly kind: 'number'; readonly text: string }
  | { readonly kind: 'word'; readonly text: 'true' | 'false' | 'null' }
  | { readonly kind: 'array'; readonly items: readonly JsonNode[] }
  | { readonly kind: 'object'; readonly members: readonly JsonMember[] }

export interface JsonMember {
  readonly name: string
  readonly value: JsonNode
}

/** Deeper values are shown as text: a tree of them is of no use, and the stack is limited. */
const MAX_DEPTH = 200

const SPACE = /[ \t\n\r]*/y
/** Characters that a string may contain unescaped: all but quotes, backslashes and controls. */
const STRING = /"[[^"\\\p{Cc}][\x7f-\x9f]]*(?:\\(?:["\\\/bfnrt]|u[\da-fA-F]{4})[[^"\\\p{Cc}][\x7f-\x9f]]*)*"/vy
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
const WORD = /true|false|null/y

/** null: not JSON, or nested too deep to be shown as a tree. */
export function readJson(text: string): JsonNode | null {
  const reader = new Reader(text)
  const node = reader.value(0)
  return node !== null && reader.isAtEnd() ? node : null
}

class Reader {
  readonly #text: string
  #at = 0

  constructor(text: string) {
    this.#text = text
  }

  isAtEnd(): boolean {
    this.#match(SPACE)
    return this.#at === this.#text.length
  }

  value(depth: number): JsonNode | null {
    this.#match(SPACE)
    switch (this.#text[this.#at]) {
      case '{':
        return depth < MAX_DEPTH ? this.#object(depth + 1) : null
      case '[':
        return depth < MAX_DEPTH ? this.#array(depth + 1) : null
      case '"': {
        const text = this.#string()
        return text === null ? null : { kind: 'string', text }
      }
      default:
        return this.#scalar()
    }
  }

  #scalar(): JsonNode | null {
    const number = this.#match(NUMBER)
    if (number) return { kind: 'number', text: number }
    const word = this.#match(WORD)
    return word === 'true' || word === 'false' || word === 'null' ? { kind: 'word', text: word } : null
  }

  #object(depth: number): JsonNode | null {
    const members: JsonMember[] = []
    const member = () => {
      this.#match(SPACE)
      const name = this.#string()
      if (name === null || !this.#take(':')) return false
      const value = this.value(depth)
      if (value !== null) members.push({ name, value })
      return value !== null
    }
    return this.#list('}', member) ? { kind: 'object', members } : null
  }

  #array(depth: number): JsonNode | null {
    const items: JsonNode[] = []
    const item = () => {
      const value = this.value(depth)
      if (value !== null) items.push(value)
      return value !== null
    }
    return this.#list(']', item) ? { kind: 'array', items } : null
  }

  /** Reads comma-separated entries up to the closing bracket; false if invalid. */
  #list(close: string, element: () => boolean): boolean {
    this.#at++
    if (this.#take(close)) return true
    do {
      if (!element()) return false
    } while (this.#take(','))
    return this.#take(close)
  }

  #string(): string | null {
    const literal = this.#match(STRING)
    if (!literal) return null
    // The pattern accepts only JSON literals.
    return literal.includes('\\') ? JSON.parse(literal) : literal.slice(1, -1)
  }

  #take(sign: string): boolean {
    this.#match(SPACE)
    if (this.#text[this.#at] !== sign) return false
    this.#at++
    return true
  }

  #match(pattern: RegExp): string | null {
    pattern.lastIndex = this.#at
    const found = pattern.exec(this.#text)?.[0] ?? null
    if (found) this.#at += found.length
    return found
  }
}

/** In one line, or indented over several. */
export function writeJson(node: JsonNode, indent = '', lead = ''): string {
  const inner = lead + indent
  const [open, between, end] = indent === '' ? ['', ',', ''] : [`\n${inner}`, `,\n${inner}`, `\n${lead}`]
  switch (node.kind) {
    case 'string':
      return JSON.stringify(node.text)
    case 'number':
    case 'word':
      return node.text
    case 'array': {
      if (node.items.length === 0) return '[]'
      return `[${open}${node.items.map((item) => writeJson(item, indent, inner)).join(between)}${end}]`
    }
    case 'object': {
      if (node.members.length === 0) return '{}'
      const colon = indent === '' ? ':' : ': '
      const lines = node.members.map(
        ({ name, value }) => `${JSON.stringify(name)}${colon}${writeJson(value, indent, inner)}`,
      )
      return `{${open}${lines.join(between)}${end}}`
    }
    default:
      return node satisfies never
  }
}
