import type { FieldPath } from './field-path.ts'
import type { JsonNode } from './lossless-json.ts'

// Expressions in CEL, composed so that they parse as what they were made of, whatever stands in names and values.

/** Names that CEL reads as something else than the name of a field; all others may follow a dot. */
const CEL_WORDS = new Set(
  'in true false null as break const continue else for function if import let loop package namespace return var void while __proto__ prototype'.split(
    ' ',
  ),
)
/** A filter may be nested so deep, and there is more in it than a path. */
const MAX_STEPS = 24
const PLAIN_NAME = /^[A-Za-z_]\w*$/

/** null: half a surrogate pair, which CEL cannot write and UTF-8 cannot hold. */
export function celString(text: string): string | null {
  return text.isWellFormed() ? JSON.stringify(text) : null
}

export function celBytes(bytes: Uint8Array): string {
  return `b"${Array.from(bytes, (byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('')}"`
}

const WHOLE = /^-?\d+$/
/** Beyond these CEL has no integers. */
const LEAST_INTEGER = -(2n ** 63n)
const MOST_INTEGER = 2n ** 64n - 1n

/** A number as it was written, with all its digits; null: one that CEL cannot hold, or none, such as NaN. */
export function celNumber(text: string): string | null {
  if (!Number.isFinite(Number(text)) || text.trim() === '') return null
  if (!WHOLE.test(text)) return text
  const whole = BigInt(text)
  return whole < LEAST_INTEGER || whole > MOST_INTEGER ? null : text
}

/** null: an object or a list, or something that CEL cannot write. */
export function celLiteral(node: JsonNode): string | null {
  switch (node.kind) {
    case 'string':
      return celString(node.text)
    case 'number':
      return celNumber(node.text)
    case 'word':
      return node.text
    default:
      return null
  }
}

/** `value.wind.speed`, `headers["trace-id"][0]`; null: a name that CEL cannot write, or too deep. */
export function celPath({ root, steps }: FieldPath): string | null {
  if (steps.length > MAX_STEPS) return null
  let path: string = root
  for (const step of steps) {
    if (typeof step === 'string' && PLAIN_NAME.test(step) && !CEL_WORDS.has(step)) {
      path += `.${step}`
      continue
    }
    const index = typeof step === 'number' ? String(step) : celString(step)
    if (index === null) return null
    path += `[${index}]`
  }
  return path
}

const TEXTS_AND_COMMENTS = /("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|\/\/.*/g

/** Both must be true; what is there already is not asked for twice. */
export function celAnd(filter: string, condition: string): string {
  const before = filter.replaceAll(TEXTS_AND_COMMENTS, '$1').trim()
  if (before === '' || before === condition) return condition
  if (before.endsWith(` && ${condition}`)) return before
  const isLooser = /\|\||\?/.test(before.replaceAll(TEXTS_AND_COMMENTS, ''))
  return `${isLooser ? `(${before})` : before} && ${condition}`
}
