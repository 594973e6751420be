import type { ASTNode } from '@marcbachmann/cel-js'
import { CelProblem } from './cel-problem.ts'
import { type Macro, macroOf, partsOf, rootOf } from './cel-tree.ts'

/** What a filter may be asked of, so that none takes long over a record. */
export interface CelLimits {
  /** Bytes of key and value together; a larger record is not looked at but counted. */
  readonly maxRecordBytes: number
  /** What the filter does that is too much for a larger one. */
  readonly because: string
}

const KIB = 1024
/** What is put together for every item of a list takes memory by the square of the record's size. */
const MAX_MULTIPLIED_BYTES = 4 * KIB
/** Parts of a record that are compared with each other take time by it, and lists made for every item are long. */
const MAX_COMPARED_BYTES = 64 * KIB
/** What is put together grows with every step: this much for one step, and less for each of several. */
const MAX_JOINED_BYTES = 1024 * KIB
/** It stands between all items of a list, of which a record may have many that are empty. */
const MAX_SEPARATOR = 16
const MAX_NESTED_MACROS = 2

const refused: Readonly<Record<string, string>> = {
  matches: '`matches` takes a regular expression, which can run without end. Use contains, startsWith or endsWith',
  bind: '`cel.bind` is not offered here. Write the expression out',
  json: '`json` is not offered here: choose JSON as the format of the key or value',
}

const searches = new Set(['contains', 'indexOf', 'lastIndexOf', 'split'])

/** Checked once, before anything is read. */
export function checkCelTree(tree: ASTNode): CelLimits {
  const found: Found = { multiplies: false, compares: false, builds: false, joins: 0 }
  visit(tree, [], found)
  if (found.multiplies) {
    return { maxRecordBytes: MAX_MULTIPLIED_BYTES, because: 'puts parts of a record together for every item of a list' }
  }
  if (found.compares) {
    return { maxRecordBytes: MAX_COMPARED_BYTES, because: 'compares parts of a record with each other' }
  }
  if (found.builds) return { maxRecordBytes: MAX_COMPARED_BYTES, because: 'makes a list for every item of another' }
  if (found.joins > 0) {
    const each = Math.floor(MAX_JOINED_BYTES / found.joins / KIB) * KIB
    return { maxRecordBytes: Math.max(each, MAX_COMPARED_BYTES), because: 'puts parts of a record together' }
  }
  return { maxRecordBytes: Number.POSITIVE_INFINITY, because: '' }
}

interface Found {
  multiplies: boolean
  compares: boolean
  builds: boolean
  /** How many times. */
  joins: number
}

function visit(node: ASTNode, around: readonly Macro[], found: Found): void {
  if (node.op === 'call' || node.op === 'rcall') refuse(node, node.args[0])
  const innermost = around.at(-1)
  if (innermost && node.op === 'id' && node.args !== innermost.variable) found.compares = true
  if (isJoin(node)) {
    found.joins++
    if (innermost && namesOthers(node, innermost.variable)) found.multiplies = true
  }
  if (innermost && (node.op === 'list' || node.op === 'map') && !isWrittenOut(node)) found.builds = true
  if (isSearchOfParts(node)) found.compares = true
  const macro = macroOf(node)
  if (!macro) {
    for (const part of partsOf(node)) visit(part, around, found)
    return
  }
  checkNesting(node, macro, around)
  visit(macro.list, around, found)
  for (const body of macro.bodies) visit(body, [...around, macro], found)
}

function refuse(node: ASTNode, name: string): void {
  const problem = refused[name]
  if (problem !== undefined) throw new CelProblem(problem, node.start)
}

function checkNesting(node: ASTNode, macro: Macro, around: readonly Macro[]): void {
  const outer = around.at(-1)
  if (!outer) return
  if (around.length >= MAX_NESTED_MACROS) {
    throw new CelProblem(`\`${macro.name}\` is inside of two others; only one inside of another is allowed`, node.start)
  }
  // So that all rounds of the inner one together are no more than the record has items.
  if (rootOf(macro.list) !== outer.variable) {
    const problem = `\`${macro.name}\` inside of \`${outer.name}\` must go over a part of \`${outer.variable}\``
    throw new CelProblem(problem, node.start)
  }
}

function isJoin(node: ASTNode): boolean {
  if (node.op === '+') return !node.args.some(isNumber)
  if (node.op !== 'rcall' || node.args[0] !== 'join') return false
  const [separator] = node.args[2]
  const isShort = separator?.op === 'value' && String(separator.args).length <= MAX_SEPARATOR
  if (separator && !isShort) {
    const problem = `What \`join\` puts between is written out here, in at most ${MAX_SEPARATOR} characters`
    throw new CelProblem(problem, separator.start)
  }
  return true
}

function namesOthers(node: ASTNode, variable: string): boolean {
  return node.op === 'id' ? node.args !== variable : partsOf(node).some((part) => namesOthers(part, variable))
}

function isSearchOfParts(node: ASTNode): boolean {
  if (node.op === 'in') return node.args.every((side) => !isWrittenOut(side))
  if (node.op !== 'rcall' || !searches.has(node.args[0])) return false
  const [, text, sought] = node.args
  return ![text, ...sought].some(isWrittenOut)
}

function isNumber(node: ASTNode): boolean {
  return node.op === 'value' && (typeof node.args === 'bigint' || typeof node.args === 'number')
}

function isWrittenOut(node: ASTNode): boolean {
  return node.op === 'value' || (node.op === 'list' && node.args.every(isWrittenOut))
}
