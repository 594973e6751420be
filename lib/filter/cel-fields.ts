import type { ASTNode } from '@marcbachmann/cel-js'
import type { WantedField } from '#lib/decode/json-fields.ts'
import { partsOf } from './cel-tree.ts'

/** Which fields of it an expression reads; null: the variable as a whole. */
export function fieldsRead(tree: ASTNode, variable: string): WantedField[] | null {
  const paths: (readonly string[])[] = []
  const isOnlyPaths = collectPaths(tree, variable, paths)
  // An object is told from others by these two names.
  const isSafe = paths.every((path) => !path.includes('__proto__') && !path.includes('constructor'))
  return isOnlyPaths && isSafe && paths.length > 0 ? group(paths) : null
}

function collectPaths(node: ASTNode, variable: string, paths: (readonly string[])[]): boolean {
  const path = pathFrom(node, variable)
  if (path) {
    paths.push(path)
    return path.length > 0
  }
  return partsOf(node).every((part) => collectPaths(part, variable, paths))
}

/** The names behind the variable, as in `value.a["b"]`; null: it is no such path. */
function pathFrom(node: ASTNode, variable: string): readonly string[] | null {
  if (node.op === 'id') return node.args === variable ? [] : null
  const name = node.op === '.' ? node.args[1] : node.op === '[]' ? literalName(node.args[1]) : null
  if ((node.op !== '.' && node.op !== '[]') || name === null) return null
  const owner = pathFrom(node.args[0], variable)
  return owner && [...owner, name]
}

function literalName(index: ASTNode): string | null {
  return index.op === 'value' && typeof index.args === 'string' ? index.args : null
}

function group(paths: readonly (readonly string[])[]): WantedField[] {
  const byName = Map.groupBy(paths, ([name = '']) => name)
  return [...byName].map(([name, same]) => {
    const inner = same.map((path) => path.slice(1))
    return { name, inner: inner.some((path) => path.length === 0) ? null : group(inner) }
  })
}
