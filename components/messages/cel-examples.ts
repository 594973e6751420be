import type { FieldType, SeenField } from './seen-fields.ts'

export interface CelExample {
  /** What it asks for. */
  readonly title: string
  readonly filter: string
}

const HAS = /^(value|key)(\.\w+)+$/

/** Filters for the topic at hand, made of the fields and values that were seen; each of them compiles. */
export function celExamples(fields: readonly SeenField[]): CelExample[] {
  const ofType = (type: FieldType, isHeader = false) =>
    fields.find((one) => one.type === type && one.path.startsWith('headers') === isHeader && one.values.length > 0)
  const text = ofType('string')
  const number = ofType('number')
  const bool = ofType('bool')
  const list = fields.find(({ type }) => type === 'list')
  const header = ofType('string', true)
  const field = fields.find(({ path }) => HAS.test(path))
  const [textIs, numberIs] = [text && comparison(text, '=='), number && comparison(number, '>=')]
  const examples: (CelExample | undefined | '')[] = [
    textIs && { title: 'Equal', filter: textIs },
    text && { title: 'One of several', filter: `${text.path} in [${text.values.slice(0, 3).join(', ')}]` },
    text && { title: 'Contains a text', filter: `${text.path}.contains(${beginningOf(text.values[0] ?? '""')})` },
    numberIs && { title: 'At least', filter: numberIs },
    bool && { title: 'True', filter: bool.path },
    list && { title: 'A list that is not empty', filter: `size(${list.path}) > 0` },
    field && { title: 'Has the field', filter: `has(${field.path})` },
    field && { title: 'Lacks the field', filter: `!has(${field.path})` },
    header && { title: 'Header equals', filter: comparison(header, '==') ?? '' },
    textIs && numberIs && { title: 'Both', filter: `${textIs} && ${numberIs}` },
    textIs && numberIs && { title: 'Either, or not', filter: `${textIs} || !(${numberIs})` },
    ...recordExamples(fields),
  ]
  return examples.filter((one) => typeof one === 'object')
}

function recordExamples(fields: readonly SeenField[]): CelExample[] {
  const [time] = fields.find(({ path }) => path === 'timestamp')?.values ?? []
  const [partition = '0'] = fields.find(({ path }) => path === 'partition')?.values ?? []
  return [
    ...(time === undefined ? [] : [{ title: 'Since a time', filter: `timestamp >= ${time}` }]),
    { title: 'Of one partition, every hundredth', filter: `partition == ${partition} && offset % 100 == 0` },
    { title: 'Tombstones', filter: 'value == null' },
  ]
}

function comparison({ path, values: [value] }: SeenField, operator: string): string | undefined {
  return value === undefined ? undefined : `${path} ${operator} ${value}`
}

const LETTERS = 3

/** The first letters of a text in CEL; the whole of one that has escapes among them. */
function beginningOf(literal: string): string {
  const [letters] = /^"[\p{L}\p{N}]{1,3}/u.exec(literal) ?? []
  return letters === undefined || literal.length <= LETTERS ? literal : `${letters}"`
}
