import {
  type JsonElementReader,
  type JsonMemberReader,
  JsonScanner,
  NOT_JSON,
  toJsonUnits,
} from '#lib/contract/json-scanner.ts'

/** JSON as it was written: no digit of a number is lost, and names that stand twice stand twice. */
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

/** null: it is no JSON, or nested too deep to be shown as a tree. */
export function readJson(text: string): JsonNode | null {
  return new TreeReader(text).read()
}

class TreeReader implements JsonMemberReader<JsonMember[]>, JsonElementReader<JsonNode[]> {
  readonly #text: string
  readonly #scanner = new JsonScanner(MAX_DEPTH)
  #node: JsonNode | null = null

  constructor(text: string) {
    this.#text = text
    this.#scanner.start(toJsonUnits(text), text.length)
  }

  read(): JsonNode | null {
    const at = this.#value(this.#scanner.skipSpaces(0), 0)
    return at === NOT_JSON || this.#scanner.ending(at) === NOT_JSON ? null : this.#node
  }

  readMember(nameFrom: number, nameTo: number, valueAt: number, depth: number, members: JsonMember[]): number {
    const name = this.#string(nameFrom, nameTo)
    const end = this.#value(valueAt, depth)
    if (this.#node) members.push({ name, value: this.#node })
    return end
  }

  readElement(valueAt: number, depth: number, items: JsonNode[]): number {
    const end = this.#value(valueAt, depth)
    if (this.#node) items.push(this.#node)
    return end
  }

  /** Leaves the value in `#node`, null where there is none, and returns where it ends. */
  #value(at: number, depth: number): number {
    switch (this.#text[at]) {
      case '{': {
        const members: JsonMember[] = []
        return this.#keep(this.#scanner.object(at, depth, this, members), { kind: 'object', members })
      }
      case '[': {
        const items: JsonNode[] = []
        return this.#keep(this.#scanner.array(at, depth, this, items), { kind: 'array', items })
      }
      default: {
        const end = this.#scanner.value(at, depth)
        return end === NOT_JSON ? this.#keep(end, null) : this.#keep(end, this.#scalar(at, end))
      }
    }
  }

  #keep(end: number, node: JsonNode | null): number {
    this.#node = end === NOT_JSON ? null : node
    return end
  }

  #scalar(from: number, to: number): JsonNode {
    if (this.#text[from] === '"') return { kind: 'string', text: this.#string(from + 1, to - 1) }
    const text = this.#text.slice(from, to)
    return text === 'true' || text === 'false' || text === 'null' ? { kind: 'word', text } : { kind: 'number', text }
  }

  #string(from: number, to: number): string {
    // What the scanner accepts is a literal of JSON.
    const hasEscape = this.#scanner.lastEscapeAt >= from
    return hasEscape ? JSON.parse(this.#text.slice(from - 1, to + 1)) : this.#text.slice(from, to)
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
