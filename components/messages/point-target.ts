import { type MessageRow, nodeOf } from '#lib/client/message-row.ts'
import type { Message, Payload } from '#lib/contract/messages.ts'
import { readTypedBytes } from '#lib/contract/typed-bytes.ts'
import { celBytes, celLiteral, celNumber, celPath, celString } from '#lib/format/cel-text.ts'
import { type FieldPath, fieldsOf, labelOfField, readFieldPath, writeFieldPath } from '#lib/format/field-path.ts'
import { writeJson } from '#lib/format/lossless-json.ts'
import type { MessagesQuery } from './messages-query.ts'
import { fieldOf } from './record-fields.ts'

/** A value of a record that was pointed at, and what it can be used for. */
export interface PointTarget {
  /** What it is: the heading of its column. */
  readonly label: string
  /** Its text, as far as it is worth showing. */
  readonly text: string
  /** Conditions of the filter that are true of this value, and of all others; null: it cannot be compared. */
  readonly equals: string | null
  readonly differs: string | null
  /** The search for the key of its record; null: there is none that can be typed. */
  readonly keySearch: Pick<MessagesQuery, 'key' | 'keyFormat'> | null
  /** The column that shows this field of every record; null: it is none of JSON. */
  readonly columnId: string | null
}

/** A longer one would not fit into an address. */
const MAX_CONDITION_LENGTH = 1_000
const MAX_TEXT_LENGTH = 60
/** One that was written as text has more. */
const UUID_BYTES = 16
const partNames = { key: 'Key', value: 'Value', headers: 'Headers' } as const

/** More than these are found in the panel of the record. */
const MAX_FIELDS = 24

/** What can be pointed at in a column of a row: its value, each field of a JSON object, each header. */
export function targetsAt(row: MessageRow, columnId: string): PointTarget[] {
  const { partition, offset, timestamp, control } = row.message
  switch (columnId) {
    case 'partition':
      return [target(row, 'Partition', String(partition), 'partition', String(partition))]
    case 'offset':
      return [target(row, 'Offset', String(offset), 'offset', String(offset))]
    case 'timestamp':
      if (timestamp === null) return []
      return [target(row, 'Timestamp', timestamp, 'timestamp', `timestamp(${celString(timestamp)})`)]
    case 'key':
    case 'value':
      return control ? [] : partTargets(row, columnId)
    case 'headers':
      return headerTargets(row)
    default: {
      const path = readFieldPath(columnId)
      return path ? fieldTarget(row, path) : []
    }
  }
}

/** Of several columns; a field that has a column of its own is there once. */
export function targetsIn(row: MessageRow, columnIds: readonly string[]): PointTarget[] {
  const found = new Map<string, PointTarget>()
  for (const id of columnIds) {
    for (const one of targetsAt(row, id)) if (!found.has(one.label)) found.set(one.label, one)
  }
  return [...found.values()]
}

function partTargets(row: MessageRow, part: 'key' | 'value'): PointTarget[] {
  const node = nodeOf(row, part)
  if (node?.kind !== 'object' && node?.kind !== 'array') return [payloadTarget(row, part)]
  const fields: PointTarget[] = []
  for (const steps of fieldsOf(node)) {
    if (fields.length >= MAX_FIELDS) break
    fields.push(...fieldTarget(row, { root: part, steps }))
  }
  return fields
}

function headerTargets(row: MessageRow): PointTarget[] {
  return row.message.headers.slice(0, MAX_FIELDS).flatMap((_header, at) => headerTargetAt(row, at))
}

/** The header at a place among all. */
export function headerTargetAt(row: MessageRow, at: number): PointTarget[] {
  const { headers } = row.message
  const name = headers[at]?.name
  if (name === undefined) return []
  const index = headers.slice(0, at).filter((other) => other.name === name).length
  return headerTarget(row, { root: 'headers', steps: [name, index] })
}

/** A field of JSON, or a header: `headers.name[1]` is the second one of that name. Empty: the record has none. */
export function fieldTarget(row: MessageRow, path: FieldPath): PointTarget[] {
  if (path.root === 'headers') return headerTarget(row, path)
  const node = fieldOf(row, path)
  if (!node) return []
  const text = node.kind === 'object' || node.kind === 'array' ? writeJson(node) : node.text
  const isField = path.steps.length > 0
  const label = isField ? labelOfField(path) : partNames[path.root]
  const found = target(row, label, text, celPath(path), celLiteral(node))
  return [{ ...found, columnId: isField ? writeFieldPath(path) : null }]
}

function headerTarget(row: MessageRow, { steps }: FieldPath): PointTarget[] {
  const [name, index = 0] = steps
  if (typeof name !== 'string' || typeof index !== 'number') return []
  const header = row.message.headers.filter((one) => one.name === name)[index]
  if (!header) return []
  const literal = header.value === null ? 'null' : literalOfHeader(header.value)
  const column: FieldPath = { root: 'headers', steps: index === 0 ? [name] : [name, index] }
  const path = celPath({ root: 'headers', steps: [name, index] })
  const found = target(row, labelOfField(column), header.value?.text ?? 'null', path, literal)
  return [{ ...found, columnId: writeFieldPath(column) }]
}

function payloadTarget(row: MessageRow, part: 'key' | 'value'): PointTarget {
  const payload = row.message[part]
  const literal = payload === null ? 'null' : literalOfPayload(row, part, payload)
  return target(row, partNames[part], payload?.text ?? 'null', part, literal)
}

function target(
  row: MessageRow,
  label: string,
  text: string,
  path: string | null,
  literal: string | null,
): PointTarget {
  const write = (operator: string) => {
    const condition = path === null || literal === null ? null : `${path} ${operator} ${literal}`
    return condition === null || condition.length > MAX_CONDITION_LENGTH ? null : condition
  }
  return {
    label,
    text: text.length > MAX_TEXT_LENGTH ? `${text.slice(0, MAX_TEXT_LENGTH)}…` : text,
    equals: write('=='),
    differs: write('!='),
    keySearch: keySearchOf(row.message),
    columnId: null,
  }
}

/** As the filter of the server reads a key or value of this format. */
function literalOfPayload(row: MessageRow, part: 'key' | 'value', payload: Payload): string | null {
  if (payload.truncated) return null
  switch (payload.format) {
    case 'string':
    case 'xml':
    case 'uuid':
      return celString(payload.text)
    case 'hex':
    case 'base64': {
      const typed = readTypedBytes({ format: payload.format, data: payload.text })
      return 'bytes' in typed ? celBytes(typed.bytes) : null
    }
    case 'json':
    case 'offsets':
    case 'transactions': {
      const node = nodeOf(row, part)
      return node && celLiteral(node)
    }
    default:
      return celNumber(payload.text)
  }
}

/** In a filter a header is text wherever it is UTF-8, else bytes, whatever it is shown as. */
function literalOfHeader(payload: Payload): string | null {
  const { format, text, truncated } = payload
  if (truncated) return null
  switch (format) {
    case 'string':
    case 'json':
    case 'xml':
      return celString(text)
    case 'hex':
    case 'base64':
    case 'int32':
    case 'int64': {
      const typed = readTypedBytes({ format, data: text })
      return 'bytes' in typed ? textOrBytes(typed.bytes) : null
    }
    case 'uuid': {
      const typed = readTypedBytes({ format: 'hex', data: text.replaceAll('-', '') })
      return 'bytes' in typed ? textOrBytes(typed.bytes) : null
    }
    default:
      return null
  }
}

function textOrBytes(bytes: Uint8Array): string | null {
  try {
    return celString(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes))
  } catch {
    return celBytes(bytes)
  }
}

/** The key search finds bytes, so the text is given together with how it stands for them. */
function keySearchOf({ key, keyBytes }: Message): PointTarget['keySearch'] {
  if (key === null || key.truncated || key.text === '' || key.text.length > MAX_CONDITION_LENGTH) return null
  switch (key.format) {
    case 'string':
    case 'json':
    case 'xml':
      return { key: key.text, keyFormat: 'auto' }
    case 'uuid':
      return { key: key.text, keyFormat: keyBytes === UUID_BYTES ? 'uuid' : 'auto' }
    // Only Kafka writes these.
    case 'offsets':
    case 'transactions':
      return null
    default:
      // Many bytes read as NaN, and only one of them would be searched for.
      return key.text === 'NaN' ? null : { key: key.text, keyFormat: key.format }
  }
}
