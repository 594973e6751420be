import { type ASTNode, TypeError as CelTypeError, ParseError, type ParseResult } from '@marcbachmann/cel-js'
import { AppError } from '#lib/contract/errors.ts'
import { celEnvironment, celVariables, functions, methods } from './cel-environment.ts'
import { findNode } from './cel-faults.ts'
import { type CelLimits, checkCelTree } from './cel-limits.ts'
import { CelProblem } from './cel-problem.ts'

const MAX_LENGTH = 2_048

export interface CelExpression {
  readonly tree: ASTNode
  readonly limits: CelLimits
  /** Throws where a record is not as the expression has it. */
  readonly evaluate: (variables: object) => unknown
}

/** Throws `invalid` with what is wrong, and where. */
export function compileCel(text: string): CelExpression {
  try {
    if (text.length > MAX_LENGTH) throw new CelProblem(`A filter has at most ${MAX_LENGTH} characters`, MAX_LENGTH)
    const parsed = celEnvironment.parse(text)
    const limits = checkCelTree(parsed.ast)
    checkTypes(parsed)
    return { tree: parsed.ast, limits, evaluate: (variables) => parsed(variables) }
  } catch (error) {
    const { message, at } = explain(error, text)
    const place = `at character ${Math.min(at, text.length) + 1}`
    throw new AppError('invalid', `${message} (${place})`, { field: 'filter', cause: error })
  }
}

function checkTypes(parsed: ParseResult): void {
  const { valid, type, error } = parsed.check()
  if (!valid) throw error
  if (type === 'bool' || type === 'dyn') return
  throw new CelProblem(`The filter gives ${type}, and must be true or false, such as value.city == "Toronto"`, 0)
}

interface Explanation {
  readonly message: string
  readonly at: number
}

function explain(error: unknown, text: string): Explanation {
  if (error instanceof CelProblem) return { message: error.message, at: error.at }
  if (error instanceof ParseError || error instanceof CelTypeError) {
    return { message: explainUnknownCall(error) ?? explainSummary(error, text), at: error.range?.start ?? 0 }
  }
  throw error
}

/** The library says of a function that is not there that it does not take what it is given. */
function explainUnknownCall(error: ParseError | CelTypeError): string | null {
  if (error.code !== 'no_matching_overload') return null
  const node = findNode(error)
  if (node?.op !== 'call' && node?.op !== 'rcall') return null
  const [name] = node.args
  const isMethod = node.op === 'rcall'
  if ((isMethod ? methods : functions).has(name)) return null
  const isWrittenOtherwise = (isMethod ? functions : methods).has(name)
  if (isWrittenOtherwise) return `\`${name}\` is written as ${isMethod ? `${name}(value)` : `value.${name}(…)`}`
  const known = isMethod ? 'Text has contains, startsWith and endsWith' : `There are ${[...functions].join(', ')}`
  return `There is no function \`${name}\`. ${known}`
}

function explainSummary({ code, summary, range }: ParseError | CelTypeError, text: string): string {
  const at = range?.start ?? 0
  if (code === 'unknown_variable') return `${summary}. There are ${celVariables.join(', ')}`
  if (code === 'unexpected_character' && text[at] === '=') return 'A single = compares nothing; write =='
  if (summary.endsWith('EOF')) return 'The filter ends before it is complete'
  return summary
}
