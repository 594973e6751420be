import type { FieldType, SeenField } from './seen-fields.ts'

export interface Completion {
  /** What is written in its place. */
  readonly text: string
  /** The type of a field, or what a method does. */
  readonly detail: string
}

export interface Completions {
  /** The part of the text that a completion replaces. */
  readonly from: number
  readonly to: number
  readonly options: readonly Completion[]
}

const MAX_OPTIONS = 8
const NONE: Completions = { from: 0, to: 0, options: [] }

const STRING = `"(?:[^"\\\\]|\\\\.)*"|'(?:[^'\\\\]|\\\\.)*'`
const STRINGS = new RegExp(STRING, 'g')
/** A path up to the caret, of which the last step may not be complete. */
const PATH = new RegExp(`[A-Za-z_]\\w*(?:\\.\\w*|\\[(?:${STRING}|\\d*)\\]?)*(?:\\["[^"]*)?$`)
/** A comparison whose right side is being written. */
const COMPARISON = /^(.*\S)\s*[!=]=\s*("[^"]*|[^\s"()&|]*)$/s

const methods: Partial<Record<FieldType, readonly Completion[]>> = {
  string: [
    { text: 'contains("")', detail: 'has the text in it' },
    { text: 'startsWith("")', detail: 'begins with it' },
    { text: 'endsWith("")', detail: 'ends with it' },
    { text: 'size()', detail: 'its length' },
  ],
  list: [
    { text: 'exists(x, x == "")', detail: 'at least one item' },
    { text: 'all(x, x == "")', detail: 'every item' },
    { text: 'size()', detail: 'the number of items' },
  ],
}

/** What may be meant at the caret: a field that was seen, one of its values, or a method of its type. */
export function completionsAt(text: string, caret: number, fields: readonly SeenField[]): Completions {
  const before = text.slice(0, caret)
  return valuesAt(before, caret, fields) ?? methodsAt(before, caret, fields) ?? fieldsAt(before, caret, fields)
}

function valuesAt(before: string, caret: number, fields: readonly SeenField[]): Completions | null {
  const [, left = '', typed] = COMPARISON.exec(before) ?? []
  if (typed === undefined) return null
  const path = PATH.exec(left)?.[0]
  const field = fields.find((one) => one.path === path)
  if (!field) return null
  const options = field.values
    .filter((value) => value !== typed && value.toLowerCase().startsWith(typed.toLowerCase()))
    .slice(0, MAX_OPTIONS)
    .map((value) => ({ text: value, detail: 'seen' }))
  return { from: caret - typed.length, to: caret, options }
}

function methodsAt(before: string, caret: number, fields: readonly SeenField[]): Completions | null {
  const path = pathBefore(before)
  const dot = path?.lastIndexOf('.') ?? -1
  if (path === null || dot < 0) return null
  const field = fields.find((one) => one.path === path.slice(0, dot))
  const typed = path.slice(dot + 1)
  const options = (field && methods[field.type])?.filter((one) => one.text.startsWith(typed)) ?? []
  return options.length === 0 ? null : { from: caret - typed.length, to: caret, options }
}

function fieldsAt(before: string, caret: number, fields: readonly SeenField[]): Completions {
  const known = pathBefore(before)
  if (known === null && isInString(before)) return NONE
  const path = known ?? ''
  // Between two operands an operator is missing, and no field.
  if (path === '' && !/(^|[(!,[]|&&|\|\||[<>=]=?|[-+*/%?:])\s*$/.test(before)) return NONE
  const sought = path.toLowerCase()
  const ranked = fields
    .filter((field) => field.path !== path)
    .map((field) => ({ field, rank: rankOf(field.path.toLowerCase(), sought) }))
    .filter(({ rank }) => rank < NO_MATCH)
    .sort((a, b) => a.rank - b.rank)
    .slice(0, MAX_OPTIONS)
  return {
    from: caret - path.length,
    to: caret,
    options: ranked.map(({ field }) => ({ text: field.path, detail: field.type })),
  }
}

const NO_MATCH = 3

/** From the beginning, then from the beginning of a step, then anywhere. */
function rankOf(path: string, sought: string): number {
  if (path.startsWith(sought)) return 0
  if (path.includes(`.${sought}`) || path.includes(`["${sought}`)) return 1
  return path.includes(sought) ? 2 : NO_MATCH
}

function pathBefore(before: string): string | null {
  const path = PATH.exec(before)?.[0] ?? null
  return path === null || isInString(before.slice(0, before.length - path.length)) ? null : path
}

function isInString(before: string): boolean {
  return /["']/.test(before.replaceAll(STRINGS, ''))
}

/** The text with the completion in it, and where the caret stands then: between quotes if there is nothing in them. */
export function complete(text: string, { from, to }: Completions, chosen: string): { text: string; caret: number } {
  const gap = chosen.indexOf('""')
  return {
    text: text.slice(0, from) + chosen + text.slice(to),
    caret: from + (gap < 0 ? chosen.length : gap + 1),
  }
}
