import type { ASTNode } from '@marcbachmann/cel-js'

/** What stands inside of an expression, from left to right. */
export function partsOf(node: ASTNode): readonly ASTNode[] {
  switch (node.op) {
    case 'value':
    case 'id':
      return []
    case '.':
    case '.?':
      return [node.args[0]]
    case 'call':
      return node.args[1]
    case 'rcall':
      return [node.args[1], ...node.args[2]]
    case 'map':
      return node.args.flat()
    case '!_':
    case '-_':
      return [node.args]
    default:
      return node.args
  }
}

const macros = new Set(['all', 'exists', 'exists_one', 'filter', 'map'])

/** Something that is asked of each item of a list. */
export interface Macro {
  readonly name: string
  readonly variable: string
  readonly list: ASTNode
  readonly bodies: readonly ASTNode[]
}

export function macroOf(node: ASTNode): Macro | null {
  if (node.op !== 'rcall') return null
  const [name, list, [variable, ...bodies]] = node.args
  if (!macros.has(name) || variable?.op !== 'id') return null
  return { name, variable: variable.args, list, bodies }
}

/** The variable that a path such as `value.a[0].b` begins with; null: it is no path. */
export function rootOf(node: ASTNode): string | null {
  if (node.op === 'id') return node.args
  return node.op === '.' || node.op === '[]' ? rootOf(node.args[0]) : null
}

/** As it was written, with the brackets that the tree leaves out at its ends. */
export function sourceOf({ input, start, end }: ASTNode): string {
  let from = start
  let to = end
  let { before, behind } = missingBrackets(input.slice(from, to))
  while (before > 0 && /[\s(]/.test(input.charAt(from - 1))) if (input.charAt(--from) === '(') before--
  while (behind > 0 && /[\s)]/.test(input.charAt(to))) if (input.charAt(to++) === ')') behind--
  return input.slice(from, to)
}

function missingBrackets(text: string): { before: number; behind: number } {
  let before = 0
  let behind = 0
  for (const character of text) {
    if (character === '(') behind++
    else if (character === ')' && behind > 0) behind--
    else if (character === ')') before++
  }
  return { before, behind }
}
