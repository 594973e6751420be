import { type Document, isAlias, isMap, isScalar, isSeq, Lexer, LineCounter, type Node, parseDocument } from 'yaml'
import type { Field, MapField } from './field.ts'

/** A file that is not valid YAML: messages with line numbers, without the text itself, which may contain secrets. */
export class YamlProblem extends Error {
  override name = 'YamlProblem'
  readonly sentences: readonly string[]

  constructor(sentences: readonly string[]) {
    super(sentences.join('\n'))
    this.sentences = sentences
  }
}

const DEEPEST = 16
const MERGE = '<<'

const words: Record<string, string> = {
  DUPLICATE_KEY: 'this field is given twice; keep one.',
  TAB_AS_INDENT: 'a tab is used for indentation, which YAML does not allow; use spaces.',
  BAD_INDENT: 'this line is indented differently from the lines that it belongs to.',
  MULTIPLE_DOCS: 'a second document begins here; one file is one document.',
  MISSING_CHAR: 'a quote, a bracket or a comma is missing.',
  BAD_DQ_ESCAPE: 'a backslash in double quotes begins an escape; write two, or use single quotes.',
  BAD_ALIAS: 'this refers to an anchor that is not there.',
  BAD_SCALAR_START: 'a text that begins with this character needs quotes around it.',
}

/** Reads a file as fields with line numbers. Throws a YamlProblem. */
export function parseYamlFile(name: string, text: string): Field {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  if (document.errors.length > 0) {
    // One tab is enough to report it, and later errors may be its consequences.
    const bracket = openBracket(text)
    if (bracket) {
      const { line } = lines.linePos(bracket.at)
      throw new YamlProblem([`${name} line ${line}: the bracket ${bracket.sign} that opens here is never closed.`])
    }
    const tab = document.errors.find(({ code }) => code === 'TAB_AS_INDENT')
    const errors = tab ? [tab] : document.errors.toSorted((a, b) => a.pos[0] - b.pos[0])
    const sentences = errors.map(({ code, pos }) => {
      const sentence = words[code] ?? 'this is not valid YAML; often a quote is missing, or a space after a colon.'
      return `${name} line ${lines.linePos(pos[0]).line}: ${sentence}`
    })
    throw new YamlProblem([...new Set(sentences)])
  }
  return new Conversion(name, document, lines).field(document.contents, '', 0, null)
}

/** The lexer marks beginnings and ends by control characters, which are not in the text. */
const lexerMarks: ReadonlySet<string> = new Set(['\u0002', '\u0018', '\u001f'])

/** The innermost bracket that nothing closes: the parser only notices lines later, and what it says there misleads. */
function openBracket(text: string): { readonly at: number; readonly sign: string } | null {
  const open: { at: number; sign: string }[] = []
  let at = 0
  for (const token of new Lexer().lex(text)) {
    if (token === '[' || token === '{') open.push({ at, sign: token })
    else if (token === ']' || token === '}') open.pop()
    if (!lexerMarks.has(token)) at += token.length
  }
  return open.at(-1) ?? null
}

class Conversion {
  readonly #name: string
  readonly #document: Document
  readonly #lines: LineCounter

  constructor(name: string, document: Document, lines: LineCounter) {
    this.#name = name
    this.#document = document
    this.#lines = lines
  }

  field(node: unknown, path: string, depth: number, above: Node | null): Field {
    const resolved = isAlias(node) ? node.resolve(this.#document) : node
    const place = isNodeWithRange(node) ? node : above
    const at = this.#at(place, path)
    if (isAlias(node) && resolved === undefined) throw new YamlProblem([`${at}: ${words.BAD_ALIAS}`])
    if (depth > DEEPEST) throw new YamlProblem([`${at}: this is nested too deeply, or contains itself.`])
    if (isScalar(resolved)) {
      if (resolved.value === null) {
        // `#secret` without a space is hardly meant as a comment.
        const isComment = /^\S/.test(resolved.comment ?? '')
        return { kind: 'empty', at, ...(isComment && { isComment }) }
      }
      // What looks like a number keeps its digits: a password may be 0123.
      const text = typeof resolved.value === 'string' ? resolved.value : (resolved.source ?? String(resolved.value))
      return { kind: 'text', at, text }
    }
    if (isSeq(resolved)) {
      const items = resolved.items.map((item, index) => this.field(item, `${path}[${index}]`, depth + 1, place))
      return { kind: 'list', at, items }
    }
    if (isMap(resolved)) return this.#map(resolved.items, { at, path, depth })
    return { kind: 'empty', at }
  }

  #map(
    pairs: readonly { key: unknown; value: unknown }[],
    { at, path, depth }: { at: string; path: string; depth: number },
  ): MapField {
    const merged = new Map<string, Field>()
    const own = new Map<string, Field>()
    for (const { key, value } of pairs) {
      const name = isScalar(key) ? String(key.value) : ''
      // The name of a field is repeated in sentences; one with an @ may be an address with a login.
      const shown = name.includes('@') ? '…' : name
      const inner = path === '' ? shown : `${path}.${shown}`
      const field = this.field(value, inner, depth + 1, isNodeWithRange(key) ? key : null)
      if (name === MERGE && field.kind === 'map') for (const [from, what] of field.entries) merged.set(from, what)
      // The line of a field is that of its name, so that a missing or nested value has a line, too.
      else own.set(name, { ...field, at: this.#at(isNodeWithRange(key) ? key : null, inner) })
    }
    return { kind: 'map', at, entries: new Map([...merged, ...own]) }
  }

  #at(node: Node | null, path: string): string {
    const line = node?.range ? ` line ${this.#lines.linePos(node.range[0]).line}` : ''
    return `${this.#name}${line}${path === '' ? '' : `, ${path}`}`
  }
}

function isNodeWithRange(node: unknown): node is Node {
  return isAlias(node) || isScalar(node) || isSeq(node) || isMap(node)
}
