import { type ASTNode, EvaluationError } from '@marcbachmann/cel-js'
import { formatNumber } from '#lib/format/number.ts'
import { rootOf, sourceOf } from './cel-tree.ts'

export interface FilterFault {
  /** "12 records have no field `city`" */
  readonly message: string
  readonly count: number
}

/** What records do, and what one record does: "have no value", "has no value". */
export interface Words {
  readonly many: string
  readonly one: string
}

const MAX_KINDS = 20
const OTHERS: Words = { many: 'fail in other ways', one: 'fails in another way' }

const MAX_KNOWN_ERRORS = 200
/** Some errors quote the record. */
const MAX_SUMMARY = 200

/** Counts why records could not be asked, by the words that say so. */
export class FaultCounter {
  readonly #counts = new Map<string, { readonly words: Words; count: number }>()
  /** Putting an error into words takes longer than to meet it, and millions of records may fail alike. */
  readonly #known = new Map<string, Words>()

  add(words: Words): void {
    const { many } = this.#counts.has(words.many) || this.#counts.size < MAX_KINDS ? words : OTHERS
    const known = this.#counts.get(many)
    if (known) known.count++
    else this.#counts.set(many, { words: many === words.many ? words : OTHERS, count: 1 })
  }

  addError(error: unknown, variables: Variables): void {
    const id = identify(error, variables)
    const words = this.#known.get(id) ?? explainFault(error, variables)
    if (this.#known.size < MAX_KNOWN_ERRORS) this.#known.set(id, words)
    this.add(words)
  }

  /** "Some records have no field `city`", for those who cannot wait for all to be counted. */
  kinds(): string[] {
    return [...this.#counts.values()].map(({ words }) => `Some records ${words.many}`)
  }

  /** `isComplete`: every record was asked, none left out because it could not match. */
  list(isComplete: boolean): FilterFault[] {
    return [...this.#counts.values()].map(({ words, count }) => {
      const start = isComplete ? '' : 'at least '
      const sentence = `${start}${formatNumber(count)} ${count === 1 ? `record ${words.one}` : `records ${words.many}`}`
      return { message: sentence.charAt(0).toUpperCase() + sentence.slice(1), count }
    })
  }
}

/** What decides about the words: the error, where it is, and what it found there. */
function identify(error: unknown, variables: Variables): string {
  if (!(error instanceof EvaluationError)) return String(error)
  const node = findNode(error)
  const owner = node?.op === '.' || node?.op === '[]' ? node.args[0] : null
  const found = owner?.op === 'id' ? payloadNamed(owner.args, variables) : undefined
  return `${error.code} ${node?.start} ${node?.end} ${error.summary.slice(0, MAX_SUMMARY)} ${found === undefined ? '' : nameOfType(found)}`
}

interface Variables {
  readonly key: unknown
  readonly value: unknown
}

/** undefined: it is none. */
function payloadNamed(name: string, variables: Variables): unknown {
  return name === 'key' || name === 'value' ? variables[name] : undefined
}

function explainFault(error: unknown, variables: Variables): Words {
  if (!(error instanceof EvaluationError)) return fails('the filter', error instanceof Error ? error.message : '')
  const node = findNode(error)
  switch (error.code) {
    case 'no_such_key':
      return node ? explainMissing(node, variables) : fails('the filter', error.summary)
    case 'index_out_of_bounds':
      return has(`no element ${quoted(node)}`)
    case 'unknown_variable':
      return has('no timestamp')
    case 'no_such_overload':
    case 'no_matching_overload':
      return explainTypes(node, error.summary)
    case 'division_by_zero':
    case 'modulo_by_zero':
      return { many: `divide by zero in ${quoted(node)}`, one: `divides by zero in ${quoted(node)}` }
    default:
      return fails(quoted(node), error.summary)
  }
}

/** Errors that were made from an expression name the part of it that failed. */
export function findNode({ node }: { readonly node?: unknown }): ASTNode | null {
  return typeof node === 'object' && node !== null && 'args' in node && 'op' in node ? (node as ASTNode) : null
}

function explainMissing(node: ASTNode, variables: Variables): Words {
  if (node.op !== '.' && node.op !== '[]') return fails(quoted(node), 'it is not there')
  const [owner, name] = node.args
  const root = rootOf(node)
  if (root === 'headers') return has(`no header ${typeof name === 'string' ? `\`${name}\`` : `of ${quoted(node)}`}`)
  if (owner.op === 'id' && (root === 'value' || root === 'key')) {
    const found = nameOfType(payloadNamed(root, variables))
    if (found === 'null') return has(`no ${root}`)
    if (found !== 'an object') return has(`a ${root} that is ${found}, without fields`)
  }
  if (root === 'value') return has(`no field \`${sourceOf(node).replace(/^value\s*\.?\s*/, '')}\``)
  return root === 'key' ? has(`no ${quoted(node)}`) : has(`no field ${quoted(node)}`)
}

const typeNames: Readonly<Record<string, string>> = {
  string: 'text',
  int: 'a number',
  uint: 'a number',
  double: 'a number',
  bool: 'true or false',
  null: 'null',
  bytes: 'bytes',
  list: 'a list',
  map: 'an object',
  'google.protobuf.Timestamp': 'a time',
  'google.protobuf.Duration': 'a duration',
}

/** "no such overload: dyn<string> > int" */
const OVERLOAD = /^no such overload: (.+) (?:[!=<>]=?|in|[+\-*/%]) (.+)$/
/** "found no matching overload for 'null.size()'" */
const CALL = /'(?:(.+?)\.)?(\w+)\((.*)\)'$/

function explainTypes(node: ASTNode | null, summary: string): Words {
  const [, left, right] = OVERLOAD.exec(summary) ?? []
  if (left !== undefined && right !== undefined) {
    return fails(quoted(node), `${plainType(left)} and ${plainType(right)} do not go together`)
  }
  const [, receiver, name, given = ''] = CALL.exec(summary) ?? []
  const types = [...(receiver ? [receiver] : []), ...given.split(', ').filter(Boolean)].map(plainType)
  return fails(quoted(node), name ? `${name} does not take ${types.join(' and ') || 'nothing'}` : summary)
}

function plainType(written: string): string {
  const inner = /^dyn<(.+)>$/.exec(written)?.[1] ?? written
  return typeNames[inner] ?? typeNames[inner.replace(/<.*$/, '')] ?? inner
}

export function nameOfType(value: unknown): string {
  if (value === null || value === undefined) return 'null'
  if (typeof value === 'bigint') return 'a number'
  if (typeof value === 'boolean') return 'true or false'
  if (typeof value === 'string') return 'text'
  if (typeof value === 'number') return 'a number'
  if (Array.isArray(value)) return 'a list'
  if (value instanceof Uint8Array) return 'bytes'
  return value instanceof Date ? 'a time' : 'an object'
}

function quoted(node: ASTNode | null): string {
  return node ? `\`${sourceOf(node)}\`` : 'the filter'
}

function has(what: string): Words {
  return { many: `have ${what}`, one: `has ${what}` }
}

function fails(where: string, summary: string): Words {
  const why = summary.slice(0, MAX_SUMMARY)
  return { many: `fail at ${where}: ${why}`, one: `fails at ${where}: ${why}` }
}
