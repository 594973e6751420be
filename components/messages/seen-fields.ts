import { type MessageRow, nodeOf } from '#lib/client/message-row.ts'
import { celLiteral, celPath, celString } from '#lib/format/cel-text.ts'
import { fieldsOf, valueAt } from '#lib/format/field-path.ts'
import type { JsonNode } from '#lib/format/lossless-json.ts'

export type FieldType = 'string' | 'number' | 'bool' | 'null' | 'list' | 'map' | 'bytes' | 'timestamp' | 'mixed'

/** Something that a filter can name, as it was seen in the rows shown. */
export interface SeenField {
  /** In CEL: `value.wind.speed`, `headers["trace-id"][0]`. */
  readonly path: string
  readonly type: FieldType
  /** Some of its values in CEL, the most recent ones last. */
  readonly values: readonly string[]
  /** In how many rows it was seen. */
  readonly count: number
}

const MAX_FIELDS = 300
const MAX_INSPECTED_ROWS = 100
const MAX_VALUES = 8
/** Longer ones help nobody to choose. */
const MAX_VALUE_LENGTH = 60

interface Found {
  type: FieldType
  readonly values: Set<string>
  count: number
}

/** Fields of JSON and headers, the ones seen most often first, and then what every record has. */
export function seenFields(rows: readonly MessageRow[]): SeenField[] {
  const found = new Map<string, Found>()
  const add = (path: string | null, type: FieldType, literal: string | null) => {
    if (path === null) return
    const known = found.get(path)
    if (!known && found.size >= MAX_FIELDS) return
    const field = known ?? { type, values: new Set<string>(), count: 0 }
    found.set(path, field)
    field.count++
    if (type !== 'null') field.type = field.type === 'null' || field.type === type ? type : 'mixed'
    const isOfUse = literal !== null && literal.length <= MAX_VALUE_LENGTH && field.values.size < MAX_VALUES
    if (isOfUse && type !== 'null') field.values.add(literal)
  }
  for (const row of rows.slice(-MAX_INSPECTED_ROWS)) {
    if (row.message.control) continue
    for (const part of ['value', 'key'] as const) addPart(row, part, add)
    for (const name of new Set(row.message.headers.map((header) => header.name))) {
      const header = row.message.headers.find((one) => one.name === name)?.value
      const isText = header?.format === 'string' && !header.truncated
      const type = header === null ? 'null' : isText ? 'string' : 'mixed'
      add(celPath({ root: 'headers', steps: [name, 0] }), type, isText ? celString(header.text) : null)
    }
  }
  const seen = [...found].map(([path, { type, values, count }]) => ({ path, type, values: [...values], count }))
  return [...seen.sort((a, b) => b.count - a.count), ...recordFields(rows)]
}

type Add = (path: string | null, type: FieldType, literal: string | null) => void

function addPart(row: MessageRow, part: 'key' | 'value', add: Add): void {
  const payload = row.message[part]
  if (payload === null || payload.truncated) return
  const node = nodeOf(row, part)
  if (!node) {
    const isText = payload.format === 'string' || payload.format === 'xml' || payload.format === 'uuid'
    const isBytes = payload.format === 'hex' || payload.format === 'base64'
    add(part, isText ? 'string' : isBytes ? 'bytes' : 'number', isText ? celString(payload.text) : null)
    return
  }
  if (node.kind !== 'object') add(part, typeOf(node), celLiteral(node))
  for (const steps of fieldsOf(node)) {
    const value = valueAt(node, steps)
    if (value) add(celPath({ root: part, steps }), typeOf(value), celLiteral(value))
  }
}

function typeOf(node: JsonNode): FieldType {
  switch (node.kind) {
    case 'array':
      return 'list'
    case 'object':
      return 'map'
    case 'word':
      return node.text === 'null' ? 'null' : 'bool'
    default:
      return node.kind
  }
}

function recordFields(rows: readonly MessageRow[]): SeenField[] {
  const last = rows.at(-1)?.message
  const count = rows.length
  const timestamp = last?.timestamp === undefined || last.timestamp === null ? [] : [`timestamp("${last.timestamp}")`]
  return [
    { path: 'timestamp', type: 'timestamp', values: timestamp, count },
    { path: 'partition', type: 'number', values: last ? [String(last.partition)] : [], count },
    { path: 'offset', type: 'number', values: last ? [String(last.offset)] : [], count },
  ]
}
