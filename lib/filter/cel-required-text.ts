import type { ASTNode } from '@marcbachmann/cel-js'
import { type ByteSearch, searchBytes } from './byte-search.ts'
import { macroOf, rootOf } from './cel-tree.ts'

/** One of these texts stands in every record that the filter is true of. */
type OneOf = readonly string[]

/**
 * What a filter needs to be true, as text that must stand in a record: a record without it need not be decoded.
 * `isVerbatim` says whether text that is read from a variable stands in the bytes as it is, or escaped as JSON does.
 */
export class RequiredText {
  readonly #groups: readonly (readonly ByteSearch[])[]
  /** Any character can be written as \u0041 in JSON. */
  readonly #escape = searchBytes(Buffer.from('\\u'))

  constructor(tree: ASTNode, isVerbatim: (variable: string) => boolean) {
    const groups = requiredBy(tree, isVerbatim)
    this.#groups = groups.map((texts) => texts.map((text) => searchBytes(Buffer.from(text))))
  }

  get isEmpty(): boolean {
    return this.#groups.length === 0
  }

  mayBeBetween(bytes: Buffer, from: number, to: number): boolean {
    return (
      this.#groups.every((texts) => texts.some((text) => text.isBetween(bytes, from, to))) ||
      this.#escape.isBetween(bytes, from, to)
    )
  }
}

const NOTHING: readonly OneOf[] = []

function requiredBy(node: ASTNode, isVerbatim: (variable: string) => boolean): readonly OneOf[] {
  switch (node.op) {
    case '&&':
      return node.args.flatMap((side) => requiredBy(side, isVerbatim))
    case '||':
      return eitherOf(node.args.map((side) => requiredBy(side, isVerbatim)))
    case '==': {
      const [left, right] = node.args
      return equalTo(left, right, isVerbatim) ?? equalTo(right, left, isVerbatim) ?? NOTHING
    }
    case 'in': {
      const [item, list] = node.args
      return list.op === 'list' && isPath(item, isVerbatim) ? oneOf(item, list.args) : NOTHING
    }
    case 'rcall':
      return requiredByCall(node, isVerbatim)
    default:
      return NOTHING
  }
}

const searches = new Set(['contains', 'startsWith', 'endsWith'])

function requiredByCall(node: ASTNode & { op: 'rcall' }, isVerbatim: (variable: string) => boolean): readonly OneOf[] {
  const macro = macroOf(node)
  if (macro?.name === 'exists' && macro.bodies[0] && isPath(macro.list, isVerbatim)) {
    // True of one item, which is text of the same part of the record.
    const isVerbatimHere = (variable: string) => variable === macro.variable || isVerbatim(variable)
    return requiredBy(macro.bodies[0], isVerbatimHere)
  }
  const [name, text, [sought]] = node.args
  return sought && searches.has(name) && isPath(text, isVerbatim) ? oneOf(text, [sought]) : NOTHING
}

function equalTo(path: ASTNode, literal: ASTNode, isVerbatim: (variable: string) => boolean): readonly OneOf[] | null {
  return isPath(path, isVerbatim) && literal.op === 'value' ? oneOf(path, [literal]) : null
}

function isPath(node: ASTNode, isVerbatim: (variable: string) => boolean): boolean {
  const root = rootOf(node)
  return root !== null && isVerbatim(root)
}

function oneOf(path: ASTNode, literals: readonly ASTNode[]): readonly OneOf[] {
  const texts = literals.flatMap((literal) => longestPlainPart(literal) ?? [])
  if (texts.length === 0 || texts.length < literals.length) return NOTHING
  // Sixteen bytes may be read as the text of a UUID, which stands nowhere in them.
  if (path.op === 'id' && texts.some((text) => UUID_PART.test(text))) return NOTHING
  return [texts]
}

/** Of each side of `||`. All of them would multiply with every further `||`; fewer only rule out less. */
const MOST_JOINED = 4

/** Of two that may each be true, one of the first and one of the second together say what there must be. */
function eitherOf([left = NOTHING, right = NOTHING]: readonly (readonly OneOf[])[]): readonly OneOf[] {
  const others = right.slice(0, MOST_JOINED)
  return left.slice(0, MOST_JOINED).flatMap((one) => others.map((other) => [...one, ...other]))
}

const UUID_PART = /^[\da-f-]*$/
/** What JSON may write with a backslash and no u: such characters are no part of what is looked for. */
const ESCAPED = /["\\/\p{Cc}]/u

function longestPlainPart(literal: ASTNode): string | null {
  if (literal.op !== 'value' || typeof literal.args !== 'string' || !literal.args.isWellFormed()) return null
  const parts = literal.args.split(ESCAPED).sort((a, b) => b.length - a.length)
  return parts[0] || null
}
