import { isUtf8 } from 'node:buffer'
import { AppError } from '#lib/contract/errors.ts'
import { counted } from '#lib/format/number.ts'
import { writeCsvLine } from './csv.ts'
import { keyPart, type Match, timeOf, valuePart } from './match.ts'
import { type RowOptions, readHeaders, readKey, readValue, toIso, WHOLE_LIMITS } from './row.ts'

/** Writes records as a file has them. */
export interface ExportWriter {
  readonly head: string
  readonly write: (match: Match) => string
}

export type ExportFormat = 'ndjson' | 'csv'
type Cell = string | number | boolean | null

export function exportWriter(format: ExportFormat, columns: string | undefined, options: RowOptions): ExportWriter {
  if (format === 'csv') return csvWriter(columns ?? DEFAULT_COLUMNS, options)
  if (columns !== undefined) throw new AppError('invalid', '`columns` goes with format=csv.', { field: 'columns' })
  return { head: '', write: writeLossless }
}

/** Takes nothing away: keys, values and headers are there as bytes, and beside them as text where they are text. */
function writeLossless(match: Match): string {
  const key = keyPart(match)
  const value = valuePart(match)
  const headers = readHeaders(match, WHOLE_LIMITS.maxHeaders)
  const problem = match.problem ?? describeMissing(match.headerCount - headers.length)
  const line = {
    partition: match.partition,
    offset: match.offset,
    timestampMs: timeOf(match),
    timestampType: match.header?.timestampType === 'log-append-time' ? 'append' : 'create',
    key: key?.toString('base64') ?? null,
    value: value?.toString('base64') ?? null,
    headers: headers.map(({ name, value: header }) => [name, header?.toString('base64') ?? null]),
    ...(key && isUtf8(key) && { keyText: key.toString() }),
    ...(value && isUtf8(value) && { valueText: value.toString() }),
    ...(problem !== null && { problem }),
  }
  return `${JSON.stringify(line)}\n`
}

function describeMissing(headers: number): string | null {
  return headers === 0 ? null : `${counted(headers, 'header')} more cannot be read, or are too many to be written here.`
}

const DEFAULT_COLUMNS = 'partition,offset,timestamp,key,value,headers'
const PATH = /^(key|value|header)\.(.+)$/

type Column = (match: Match, parts: RowParts) => Cell

const plainColumns: Readonly<Record<string, Column>> = {
  partition: ({ partition }) => partition,
  offset: ({ offset }) => offset,
  // The number, rather than nothing, where no calendar can hold it.
  timestamp: (match) => toIso(timeOf(match)) ?? timeOf(match),
  timestampMs: timeOf,
  timestampType: ({ header }) => (header?.timestampType === 'log-append-time' ? 'append' : 'create'),
  key: (_match, parts) => parts.key?.text ?? null,
  value: (_match, parts) => parts.value?.text ?? null,
  headers: (match, parts) => (match.headerCount === 0 ? '' : JSON.stringify(parts.headers)),
  headerCount: ({ headerCount }) => headerCount,
  keyBytes: ({ keyFrom, keyTo }) => (keyFrom < 0 ? null : keyTo - keyFrom),
  valueBytes: ({ valueFrom, valueTo }) => (valueFrom < 0 ? null : valueTo - valueFrom),
  headersBytes: ({ headersFrom, headersTo, headerCount }) => (headerCount === 0 ? 0 : headersTo - headersFrom),
  codec: ({ header }) => header?.compression ?? null,
  transactional: ({ header }) => header?.isTransactional ?? null,
  aborted: ({ isAborted }) => isAborted,
  control: ({ header }) => header?.isControl ?? null,
  leaderEpoch: ({ header }) => header?.leaderEpoch ?? null,
  producerId: ({ header }) => header?.producerId ?? null,
  producerEpoch: ({ header }) => header?.producerEpoch ?? null,
  sequence: ({ sequence }) => sequence,
  problem: ({ problem }) => problem,
}

function csvWriter(list: string, options: RowOptions): ExportWriter {
  const names = list.split(',').map((name) => name.trim())
  const columns = names.map(toColumn)
  return {
    head: writeCsvLine(names),
    write: (match) => {
      const parts = new RowParts(match, options)
      return writeCsvLine(columns.map((column) => column(match, parts)))
    },
  }
}

function toColumn(name: string): Column {
  const plain = Object.hasOwn(plainColumns, name) ? plainColumns[name] : undefined
  if (plain) return plain
  const [, part, path = ''] = PATH.exec(name) ?? []
  if (part === 'header') return (_match, { headers }) => headers.find(([header]) => header === path)?.[1] ?? null
  if (part === 'key' || part === 'value') return (_match, parts) => fieldOf(parts.jsonOf(part), path)
  const known = Object.keys(plainColumns).join(', ')
  throw new AppError('invalid', `There is no column "${name}"; there are ${known}, and such as value.city.`, {
    field: 'columns',
  })
}

/** Of one record, what several columns need; read when the first of them does. */
class RowParts {
  readonly #match: Match
  readonly #options: RowOptions
  readonly #json = new Map<'key' | 'value', unknown>()

  constructor(match: Match, options: RowOptions) {
    this.#match = match
    this.#options = options
  }

  get key() {
    return readKey(this.#match, this.#options)
  }

  get value() {
    return readValue(this.#match, this.#options)
  }

  get headers(): [name: string, value: string | null][] {
    return readHeaders(this.#match, WHOLE_LIMITS.maxHeaders).map(({ name, value }) => [name, value?.toString() ?? null])
  }

  jsonOf(part: 'key' | 'value'): unknown {
    if (!this.#json.has(part)) this.#json.set(part, parseExactly(this[part]?.json))
    return this.#json.get(part)
  }
}

/** Numbers stay as they were written. */
function parseExactly(json: string | undefined): unknown {
  if (json === undefined) return undefined
  return JSON.parse(json, (_key, value, context?: { source?: string }) =>
    typeof value === 'number' ? new ExactNumber(context?.source ?? String(value)) : value,
  )
}

class ExactNumber {
  readonly source: string

  constructor(source: string) {
    this.source = source
  }
}

/** As JSON.stringify does, but for numbers. */
function writeExactly(value: unknown): string {
  if (value instanceof ExactNumber) return value.source
  if (Array.isArray(value)) return `[${value.map(writeExactly).join(',')}]`
  if (!isObject(value)) return JSON.stringify(value)
  const fields = Object.entries(value).map(([name, field]) => `${JSON.stringify(name)}:${writeExactly(field)}`)
  return `{${fields.join(',')}}`
}

/** The field itself, where its name has dots, or else what lies along the path. */
function fieldOf(value: unknown, path: string): Cell {
  let field = value
  const steps = isObject(value) && Object.hasOwn(value, path) ? [path] : path.split('.')
  for (const step of steps) {
    if (!isObject(field) || !Object.hasOwn(field, step)) return null
    field = field[step]
  }
  if (field === null || typeof field === 'string' || typeof field === 'boolean') return field
  if (field instanceof ExactNumber) return field.source
  return field === undefined ? null : writeExactly(field)
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !(value instanceof ExactNumber)
}
