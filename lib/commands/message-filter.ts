import { compare, type FilterWords, has, type Literal, type Path, payloads, search } from './message-filter-words.ts'

const TOKEN =
  /\s*(?:(?<text>"(?:[^"\\\n]|\\["\\/bfnrt]|\\u[\da-fA-F]{4})*"|'[^'\\"\n]*')|(?<number>-?\d+(?:\.\d+)?)|(?<name>[A-Za-z_]\w*)|(?<sign>&&|\|\||[!=<>]=|[<>!()[\].,]))/y

interface Token {
  readonly kind: 'text' | 'number' | 'name' | 'sign'
  readonly written: string
}

/**
 * Translates comparisons of fields with literals, and && and || of them. null: anything else, because another language
 * might evaluate it differently.
 */
export function translateFilter(filter: string): FilterWords | null {
  const tokens = readTokens(filter)
  if (!tokens) return null
  const reader = new FilterReader(tokens)
  const words = reader.either()
  return reader.isAtEnd ? words : null
}

function readTokens(filter: string): Token[] | null {
  const tokens: Token[] = []
  TOKEN.lastIndex = 0
  const end = filter.trimEnd().length
  while (TOKEN.lastIndex < end) {
    const groups = TOKEN.exec(filter)?.groups
    if (!groups) return null
    const kind = (['text', 'number', 'name', 'sign'] as const).find((name) => groups[name] !== undefined)
    if (!kind) return null
    tokens.push({ kind, written: groups[kind] ?? '' })
  }
  return tokens
}

const comparisons = new Set(['==', '!=', '<', '<=', '>', '>='])
const mirrored: Readonly<Record<string, string>> = { '<': '>', '<=': '>=', '>': '<', '>=': '<=' }
const searches = ['contains', 'startsWith', 'endsWith']
const literalNames: Readonly<Record<string, Literal>> = { true: true, false: false, null: null }
const places = new Set(['partition', 'offset'])

/** Each method reads what it is named after, or returns null if something else follows. */
class FilterReader {
  readonly #tokens: readonly Token[]
  #at = 0

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens
  }

  get isAtEnd(): boolean {
    return this.#at === this.#tokens.length
  }

  either(): FilterWords | null {
    return this.#joined('||', () => this.#both(), ' or ')
  }

  #both(): FilterWords | null {
    return this.#joined('&&', () => this.#condition(), ' and ')
  }

  #joined(sign: '&&' | '||', readSide: () => FilterWords | null, python: string): FilterWords | null {
    const sides: FilterWords[] = []
    do {
      const side = readSide()
      if (!side) return null
      sides.push(side)
    } while (this.#take(sign))
    const [only] = sides
    if (sides.length === 1 && only) return only
    const write = (words: string[], between: string) => `(${words.join(between)})`
    return {
      python: write(
        sides.map((side) => side.python),
        python,
      ),
      javascript: write(
        sides.map((side) => side.javascript),
        ` ${sign} `,
      ),
    }
  }

  #condition(): FilterWords | null {
    if (this.#take('(')) {
      const inner = this.either()
      return inner && this.#take(')') ? inner : null
    }
    const isNegated = this.#take('!')
    if (this.#peek()?.written === 'has') return this.#has(isNegated)
    if (isNegated) return null
    const literal = this.#literal()
    if (literal !== undefined) return this.#mirrored(literal)
    const path = this.#path()
    return path && this.#about(path)
  }

  #has(isNegated: boolean): FilterWords | null {
    this.#at++
    const path = this.#take('(') ? this.#path() : null
    const name = path?.at(-1)
    if (!path || path.length < 2 || typeof name !== 'string' || !this.#take(')') || isSearch(name)) return null
    // Without such a parent CEL raises an error, even within a "not".
    if (isNegated && path.length > 2) return null
    return has(path, isNegated)
  }

  #mirrored(literal: Literal): FilterWords | null {
    const sign = this.#comparison()
    const path = sign && this.#path()
    return sign && path ? compare(path, mirrored[sign] ?? sign, literal) : null
  }

  #about(path: Path): FilterWords | null {
    const name = path.at(-1)
    if (isSearch(name) && this.#take('(')) {
      const sought = this.#literal()
      return typeof sought === 'string' && this.#take(')') ? search(path.slice(0, -1), name, sought) : null
    }
    if (this.#take('in')) return this.#among(path)
    const sign = this.#comparison()
    if (!sign) return null
    const literal = this.#literal()
    return literal === undefined ? null : compare(path, sign, literal)
  }

  #among(path: Path): FilterWords | null {
    if (!this.#take('[')) return null
    const literals: Literal[] = []
    do {
      const literal = this.#literal()
      if (literal === undefined) return null
      literals.push(literal)
    } while (this.#take(','))
    const each = literals.map((literal) => compare(path, '==', literal))
    if (!this.#take(']') || each.some((words) => words === null)) return null
    const write = (language: keyof FilterWords, between: string) =>
      `(${each.map((words) => words?.[language]).join(between)})`
    return { python: write('python', ' or '), javascript: write('javascript', ' || ') }
  }

  #path(): Path | null {
    const root = this.#next()
    if (root?.kind !== 'name') return null
    if (places.has(root.written)) return [root.written]
    if (!payloads.has(root.written) && root.written !== 'headers') return null
    const path: (string | number)[] = [root.written]
    for (;;) {
      if (this.#take('.')) {
        const name = this.#next()
        if (name?.kind !== 'name') return null
        path.push(name.written)
      } else if (this.#take('[')) {
        const index = this.#literal()
        if ((typeof index !== 'string' && !isIndex(index)) || !this.#take(']')) return null
        path.push(index)
      } else return path
    }
  }

  #comparison(): string | null {
    const sign = this.#peek()?.written
    if (sign === undefined || !comparisons.has(sign)) return null
    this.#at++
    return sign
  }

  /** undefined: no literal follows. */
  #literal(): Literal | undefined {
    const token = this.#peek()
    const value = token && readLiteral(token)
    if (value !== undefined) this.#at++
    return value
  }

  #take(written: string): boolean {
    const token = this.#peek()
    const isThere = token?.written === written && token.kind !== 'text'
    if (isThere) this.#at++
    return isThere
  }

  #peek(): Token | undefined {
    return this.#tokens[this.#at]
  }

  #next(): Token | undefined {
    return this.#tokens[this.#at++]
  }
}

function isSearch(name: string | number | undefined): name is string {
  return typeof name === 'string' && searches.includes(name)
}

function isIndex(value: Literal | undefined): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0
}

function readLiteral({ kind, written }: Token): Literal | undefined {
  if (kind === 'name') return literalNames[written]
  if (kind === 'text') return written.startsWith("'") ? written.slice(1, -1) : JSON.parse(written)
  if (kind !== 'number') return undefined
  const value = Number(written)
  // JavaScript would round it.
  return Number.isInteger(value) && !Number.isSafeInteger(value) ? undefined : value
}
