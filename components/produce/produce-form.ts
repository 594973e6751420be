import type { Compression } from '#lib/contract/message-formats.ts'
import type { NewRecord, ProduceRequest } from '#lib/contract/produce.ts'
import { MAX_PRODUCE_BYTES, MAX_PRODUCED_RECORDS } from '#lib/contract/produce-limits.ts'
import { formatBytes } from '#lib/format/bytes.ts'
import { formatNumber } from '#lib/format/number.ts'
import type { TimeEntry } from '#lib/format/time-entry.ts'
import {
  emptyPayload,
  type HeaderEntry,
  headerProblem,
  isBlank,
  type PayloadEntry,
  type ReadPayload,
  readPayload,
} from './payload-entry.ts'
import { type LineFault, readLines } from './produce-lines.ts'

export type Partitioning = 'key' | 'roundrobin' | 'chosen'

export interface ProduceForm {
  readonly topic: string
  readonly amount: 'one' | 'many' | 'file'
  readonly key: PayloadEntry
  /** Its format is used for many records, too. */
  readonly value: PayloadEntry
  readonly headers: readonly HeaderEntry[]
  /** Many: one record per line. */
  readonly lines: string
  /** Between key and value of a line; empty: lines have no keys. */
  readonly separator: string
  readonly file: File | null
  /** File: whether each line is a whole record, or the value of one. */
  readonly lineKind: 'records' | 'values'
  /** File of records: whether what a line says of them is used. */
  readonly keepsPartitions: boolean
  readonly keepsTimestamps: boolean
  readonly partitioning: Partitioning
  readonly partition: string
  /** Empty: now. */
  readonly time: TimeEntry
  readonly compression: Compression
  readonly acks: 'all' | 'leader' | 'none'
}

export const emptyForm: ProduceForm = {
  topic: '',
  amount: 'one',
  key: { ...emptyPayload, isNull: true },
  value: { ...emptyPayload, format: 'json' },
  headers: [],
  lines: '',
  separator: '',
  file: null,
  lineKind: 'records',
  keepsPartitions: false,
  keepsTimestamps: false,
  partitioning: 'key',
  partition: '',
  time: '',
  compression: 'none',
  acks: 'all',
}

/** What the form sets for all records. */
export interface Placement {
  readonly partition?: number
  readonly timestampMs?: number
}

export interface ReadForm {
  readonly records: readonly NewRecord[]
  readonly bytes: number
  readonly emptyLines: number
  readonly faults: readonly LineFault[]
  readonly placement: Placement
  /** Why nothing can be sent yet. */
  readonly problem: string | null
  readonly partitionProblem: string | null
  /** What is wrong with a time that is one; of any other text the field itself says it. */
  readonly timeProblem: string | null
}

/** `partitionCount` is null if unknown. */
export function readForm(form: ProduceForm, partitionCount: number | null): ReadForm {
  const read = readAmount(form)
  const place = readPartition(form, partitionCount)
  const time = readTime(form.time)
  const placement: Placement = {
    ...(place.partition !== undefined && { partition: place.partition }),
    ...(time.timestampMs !== undefined && { timestampMs: time.timestampMs }),
  }
  const problem = form.topic ? (read.problem ?? place.problem ?? time.problem) : 'Choose a topic first'
  return {
    ...read,
    placement,
    records: read.records.map((record) => ({ ...record, ...placement })),
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

function readAmount(form: ProduceForm): ReadRecords {
  switch (form.amount) {
    case 'one':
      return readOne(form)
    case 'many':
      return readLines(form)
    case 'file':
      // Its lines are read while they are sent.
      return { records: [], bytes: 0, emptyLines: 0, faults: [], problem: form.file ? null : 'Choose a file first' }
    default:
      return form.amount satisfies never
  }
}

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
