import type { JsonNode } from './lossless-json.ts'

/** A field of a record in CEL notation: `value.city`, `value.items[0].name`, `headers["trace-id"]`. */
export interface FieldPath {
  readonly root: 'value' | 'key' | 'headers'
  readonly steps: readonly (string | number)[]
}

const ROOT = /^(value|key|headers)/
const STEP = /\.([A-Za-z_]\w*)|\[(\d{1,9})\]|\[("(?:[^"\\]|\\.)*")\]/y
const PLAIN_NAME = /^[A-Za-z_]\w*$/

/** null: invalid, or the root itself. */
export function readFieldPath(text: string): FieldPath | null {
  const root = ROOT.exec(text)?.[1]
  if (root !== 'value' && root !== 'key' && root !== 'headers') return null
  const steps: (string | number)[] = []
  STEP.lastIndex = root.length
  while (STEP.lastIndex < text.length) {
    const found = STEP.exec(text)
    if (!found) return null
    const [, name, index, quoted] = found
    const step = name ?? (index === undefined ? unquote(quoted ?? '') : Number(index))
    if (step === null) return null
    steps.push(step)
  }
  return steps.length === 0 ? null : { root, steps }
}

function unquote(literal: string): string | null {
  try {
    const name: unknown = JSON.parse(literal)
    return typeof name === 'string' ? name : null
  } catch {
    return null
  }
}

export function writeFieldPath({ root, steps }: FieldPath): string {
  return root + steps.map(writeStep).join('')
}

function writeStep(step: string | number): string {
  if (typeof step === 'number') return `[${step}]`
  return PLAIN_NAME.test(step) ? `.${step}` : `[${JSON.stringify(step)}]`
}

/** As a column heading: without the root if that is the value, as for most. */
export function labelOfField(path: FieldPath): string {
  const text = path.steps.map(writeStep).join('')
  return path.root === 'value' ? text.replace(/^\./, '') : `${path.root}${text}`
}

/**
 * The name in an export: `value.items.0.name`, `header.trace-id`. null: it cannot be named there, because commas
 * separate columns, dots separate steps, surrounding spaces are trimmed, and only the first header of a name is
 * exported.
 */
export function exportNameOf({ root, steps }: FieldPath): string | null {
  const [first, second = 0] = steps
  if (root === 'headers' && (steps.length > 2 || second !== 0)) return null
  const path = root === 'headers' ? String(first) : steps.join('.')
  const isAmbiguous = root !== 'headers' && steps.length > 1 && steps.some((step) => /^$|\./.test(String(step)))
  if (path === '' || path.includes(',') || path !== path.trim() || isAmbiguous) return null
  return `${root === 'headers' ? 'header' : root}.${path}`
}

/** The node at the end of the steps; of duplicate names the last counts, as for every parser. */
export function valueAt(node: JsonNode, steps: FieldPath['steps']): JsonNode | undefined {
  let found: JsonNode | undefined = node
  for (const step of steps) {
    if (found?.kind === 'object') found = found.members.findLast(({ name }) => name === step)?.value
    else if (found?.kind === 'array') found = typeof step === 'number' ? found.items[step] : undefined
    else return undefined
  }
  return found
}

const MAX_DEPTH = 5
/** The first item of a list is taken as an example of all. */
const MAX_INSPECTED_ITEMS = 1

/** The steps to all fields of a value that can be shown in a column. */
export function* fieldsOf(node: JsonNode, steps: FieldPath['steps'] = []): Iterable<FieldPath['steps']> {
  if (steps.length > 0 && (node.kind !== 'object' || node.members.length === 0)) yield steps
  if (steps.length >= MAX_DEPTH) return
  if (node.kind === 'object') {
    for (const { name, value } of node.members) yield* fieldsOf(value, [...steps, name])
  } else if (node.kind === 'array') {
    for (const [index, item] of node.items.slice(0, MAX_INSPECTED_ITEMS).entries()) {
      if (item.kind === 'object') yield* fieldsOf(item, [...steps, index])
    }
  }
}
