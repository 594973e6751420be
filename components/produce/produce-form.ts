import type { Compression, ProduceFormat } from '#lib/contract/message-formats.ts'
import type { NewRecord, ProduceRequest, TypedPayload } from '#lib/contract/produce.ts'
import { MAX_PRODUCE_BYTES, MAX_PRODUCED_RECORDS } from '#lib/contract/produce-limits.ts'
import { readTypedBytes } from '#lib/contract/typed-bytes.ts'
import { formatBytes } from '#lib/format/bytes.ts'
import { formatNumber } from '#lib/format/number.ts'
import type { TimeEntry } from '#lib/format/time-entry.ts'

/** The fields of a key, value or header. */
export interface PayloadEntry {
  /** null, which differs from an empty text. */
  readonly isNull: boolean
  readonly format: ProduceFormat
  readonly text: string
}

export interface HeaderEntry {
  /** Identifies headers while they are edited. */
  readonly id: number
  readonly name: string
  readonly value: PayloadEntry
}

export type Partitioning = 'key' | 'roundrobin' | 'chosen'

export interface ProduceForm {
  readonly topic: string
  readonly amount: 'one' | 'many'
  readonly key: PayloadEntry
  /** Its format is used for many records, too. */
  readonly value: PayloadEntry
  readonly headers: readonly HeaderEntry[]
  /** Many: one record per line. */
  readonly lines: string
  /** Between key and value of a line; empty: lines have no keys. */
  readonly separator: string
  readonly partitioning: Partitioning
  readonly partition: string
  /** Empty: now. */
  readonly time: TimeEntry
  readonly compression: Compression
  readonly acks: 'all' | 'leader' | 'none'
}

export const emptyPayload: PayloadEntry = { isNull: false, format: 'string', text: '' }

export const emptyForm: ProduceForm = {
  topic: '',
  amount: 'one',
  key: { ...emptyPayload, isNull: true },
  value: { ...emptyPayload, format: 'json' },
  headers: [],
  lines: '',
  separator: '',
  partitioning: 'key',
  partition: '',
  time: '',
  compression: 'none',
  acks: 'all',
}

export interface ReadPayload {
  readonly payload: TypedPayload | null
  readonly bytes: number
  readonly problem: string | null
}

export function readPayload({ isNull, format, text }: PayloadEntry): ReadPayload {
  if (isNull) return { payload: null, bytes: 0, problem: null }
  const payload = { format, data: text }
  // An empty text is no error before anything was typed, but it is not JSON either.
  if (text === '' && format === 'json') return { payload, bytes: 0, problem: 'Empty text is not valid JSON' }
  const read = readTypedBytes(payload)
  return 'problem' in read
    ? { payload, bytes: 0, problem: read.problem }
    : { payload, bytes: read.bytes.length, problem: null }
}

/** A row that was added and not filled in. */
function isBlank({ name, value }: HeaderEntry): boolean {
  return name === '' && value.text === '' && !value.isNull
}

/** What is wrong with a header that is sent; null: nothing. */
export function headerProblem(header: HeaderEntry): string | null {
  if (isBlank(header)) return null
  return header.name === '' ? 'Enter a name' : readPayload(header.value).problem
}

export interface LineFault {
  /** Counted from 1. */
  readonly line: number
  readonly problem: string
}

export interface ReadForm {
  readonly records: readonly NewRecord[]
  readonly bytes: number
  readonly emptyLines: number
  readonly faults: readonly LineFault[]
  /** Why nothing can be sent yet. */
  readonly problem: string | null
  readonly partitionProblem: string | null
  /** What is wrong with a time that is one; of any other text the field itself says it. */
  readonly timeProblem: string | null
}

/** `partitionCount` is null if unknown. */
export function readForm(form: ProduceForm, partitionCount: number | null): ReadForm {
  const read = form.amount === 'one' ? readOne(form) : readLines(form)
  const place = readPartition(form, partitionCount)
  const time = readTime(form.time)
  const common = {
    ...(place.partition !== undefined && { partition: place.partition }),
    ...(time.timestampMs !== undefined && { timestampMs: time.timestampMs }),
  }
  const problem = form.topic ? (read.problem ?? place.problem ?? time.problem) : 'Choose a topic first'
  return {
    ...read,
    records: read.records.map((record) => ({ ...record, ...common })),
    problem: problem ?? limitProblem(read),
    partitionProblem: place.problem,
    timeProblem: typeof form.time === 'number' ? time.problem : null,
  }
}

export function toRequest(
  { partitioning, acks, compression }: ProduceForm,
  records: readonly NewRecord[],
): ProduceRequest {
  return { records: [...records], partitioner: partitioning === 'roundrobin' ? 'roundrobin' : 'key', acks, compression }
}

type ReadRecords = Pick<ReadForm, 'records' | 'bytes' | 'emptyLines' | 'faults' | 'problem'>

function readOne({ key, value, headers }: ProduceForm): ReadRecords {
  const readKey = readPayload(key)
  const readValue = readPayload(value)
  const readHeaders = headers
    .filter((header) => !isBlank(header))
    .map((header) => ({ name: header.name, ...readPayload(header.value), problem: headerProblem(header) }))
  const parts = [readKey, readValue, ...readHeaders]
  const problem =
    said('The key', readKey) ??
    said('The value', readValue) ??
    readHeaders
      .map((header) => (header.name === '' ? 'A header has no name' : said(`The header “${header.name}”`, header)))
      .find((fault) => fault !== null) ??
    null
  const nameBytes = headers.reduce((sum, { name }) => sum + new TextEncoder().encode(name).length, 0)
  const written = readHeaders.map(({ name, payload }) => ({ name, value: payload }))
  return {
    records: [{ key: readKey.payload, value: readValue.payload, headers: written }],
    bytes: parts.reduce((sum, { bytes }) => sum + bytes, nameBytes),
    emptyLines: 0,
    faults: [],
    problem,
  }
}

function said(part: string, { problem }: ReadPayload): string | null {
  return problem === null ? null : `${part}: ${problem}`
}

function readLines({ lines, separator, value: { format } }: ProduceForm): ReadRecords {
  const records: NewRecord[] = []
  const faults: LineFault[] = []
  let bytes = 0
  let emptyLines = 0
  const all = lines.split(/\r?\n/)
  // A final line break does not start another line.
  if (all.at(-1) === '') all.pop()
  for (const [index, line] of all.entries()) {
    if (line === '') {
      emptyLines++
      continue
    }
    const read = readLine(line, separator, format)
    if ('problem' in read) faults.push({ line: index + 1, problem: read.problem })
    else {
      records.push(read.record)
      bytes += read.bytes
    }
  }
  const problem = faults[0]
    ? `Line ${faults[0].line}: ${faults[0].problem}`
    : records.length === 0
      ? 'Enter at least one message, one per line'
      : null
  return { records, bytes, emptyLines, faults, problem }
}

type ReadLine = { readonly record: NewRecord; readonly bytes: number } | { readonly problem: string }

function readLine(line: string, separator: string, format: ProduceFormat): ReadLine {
  const at = separator === '' ? -1 : line.indexOf(separator)
  if (separator !== '' && at < 0) return { problem: `the separator “${separator}” is missing` }
  const key = at < 0 ? null : { format: 'string' as const, data: line.slice(0, at) }
  const text = at < 0 ? line : line.slice(at + separator.length)
  const readKey = key && readTypedBytes(key)
  const { payload: value, bytes, problem } = readPayload({ isNull: false, format, text })
  if (readKey && 'problem' in readKey) return readKey
  // Each value is one line, and the line number is part of the message already.
  if (problem !== null) return { problem: problem.replace('at line 1, column', 'at column') }
  return { record: { key, value, headers: [] }, bytes: (readKey?.bytes.length ?? 0) + bytes }
}

function readPartition({ partitioning, partition }: ProduceForm, partitionCount: number | null) {
  if (partitioning !== 'chosen') return { partition: undefined, problem: null }
  const number = /^\d{1,7}$/.test(partition.trim()) ? Number(partition) : null
  if (number !== null && (partitionCount === null || number < partitionCount))
    return { partition: number, problem: null }
  const range = partitionCount === null ? '0 or higher' : partitionCount === 1 ? '0' : `0 to ${partitionCount - 1}`
  return { partition: undefined, problem: `Enter a partition: ${range}` }
}

function readTime(entry: TimeEntry): { timestampMs: number | undefined; problem: string | null } {
  if (typeof entry === 'number' && entry >= 0) return { timestampMs: entry, problem: null }
  if (typeof entry === 'string' && entry.trim() === '') return { timestampMs: undefined, problem: null }
  const problem =
    typeof entry === 'number' ? 'A timestamp cannot be before 1970' : 'Enter a valid timestamp, or none for now'
  return { timestampMs: undefined, problem }
}

function limitProblem({ records, bytes }: ReadRecords): string | null {
  if (records.length > MAX_PRODUCED_RECORDS) {
    return `At most ${formatNumber(MAX_PRODUCED_RECORDS)} messages per request; these are ${formatNumber(records.length)}`
  }
  return bytes > MAX_PRODUCE_BYTES ? `At most ${formatBytes(MAX_PRODUCE_BYTES)} per request` : null
}
