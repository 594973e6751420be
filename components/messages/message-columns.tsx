import type { ReactNode } from 'react'
import { Absent } from '#components/shared/visible-text.tsx'
import { readTopicRowId } from '#lib/client/merge-topics.ts'
import type { MessageRow } from '#lib/client/message-row.ts'
import { type FieldPath, labelOfField, readFieldPath, writeFieldPath } from '#lib/format/field-path.ts'
import { glossary } from '#lib/format/glossary.ts'
import { type JsonNode, writeJson } from '#lib/format/lossless-json.ts'
import { formatNumber } from '#lib/format/number.ts'
import { formatRecordTime } from '#lib/format/record-time.ts'
import { MarkedText } from './marked-text.tsx'
import { oneLine, PayloadPreview, shorten } from './payload-preview.tsx'
import { fieldOf, mayBeCut } from './record-fields.ts'
import { RecordTime } from './record-time.tsx'
import { describeControlRecord, nameControl } from './record-words.ts'

export interface MessageColumn {
  /** The name in the URL and in an export. */
  readonly id: string
  readonly header: string
  readonly explain?: string
  readonly align?: 'end'
  /** Whether its values can be used in a filter. */
  readonly isPointable?: true
  /** The width in characters; the column without one takes the rest. */
  readonly letters: (rows: readonly MessageRow[]) => number | null
  readonly cell: (row: MessageRow) => ReactNode
}

const longest = (rows: readonly MessageRow[], textOf: (row: MessageRow) => string, atLeast: number, atMost: number) =>
  rows.reduce((most, row) => Math.max(most, Math.min(atMost, textOf(row).length)), atLeast)

/** More does not fit into a cell. */
const FIELD_LENGTH = 300
const HEADER_LENGTH = 60

/** The largest time of a Date. */
const LAST_TIME_MS = 8.64e15

const count = (value: number | null) => (value === null ? '' : formatNumber(value))

const timeText = (ms: number | string | null) =>
  typeof ms !== 'number' || Math.abs(ms) > LAST_TIME_MS
    ? ''
    : formatRecordTime(ms, Date.now(), { zone: 'utc', style: 'absolute' })

export const builtInColumns: readonly MessageColumn[] = [
  {
    id: 'timestamp',
    isPointable: true,
    header: 'Timestamp',
    explain: glossary.timestamp.text,
    letters: (rows) => longest(rows, ({ message }) => timeText(message.timestampMs), 12, 26),
    cell: ({ message }) => <RecordTime message={message} />,
  },
  {
    id: 'partition',
    isPointable: true,
    header: 'Partition',
    explain: glossary.partition.text,
    align: 'end',
    letters: (rows) => longest(rows, ({ message }) => String(message.partition), 2, 7),
    cell: ({ message }) => message.partition,
  },
  {
    id: 'offset',
    isPointable: true,
    header: 'Offset',
    explain: glossary.offset.text,
    align: 'end',
    letters: (rows) => longest(rows, ({ message }) => count(message.offset), 6, 20),
    cell: ({ message }) => formatNumber(message.offset),
  },
  {
    id: 'key',
    isPointable: true,
    header: 'Key',
    letters: (rows) => longest(rows, ({ message: { control, key } }) => (control ? '' : (key?.text ?? 'null')), 6, 26),
    cell: ({ message }) => (message.control ? <NoKey /> : <PayloadPreview payload={message.key} />),
  },
  {
    id: 'value',
    isPointable: true,
    header: 'Value',
    letters: () => null,
    cell: (row) => <ValueCell row={row} />,
  },
  {
    id: 'keyBytes',
    header: 'Key size',
    explain: 'The serialized size in bytes.',
    align: 'end',
    letters: (rows) => longest(rows, ({ message }) => count(message.keyBytes), 8, 12),
    cell: ({ message }) => <Size bytes={message.keyBytes} />,
  },
  {
    id: 'valueBytes',
    header: 'Value size',
    explain: 'The serialized size in bytes.',
    align: 'end',
    letters: (rows) => longest(rows, ({ message }) => count(message.valueBytes), 10, 14),
    cell: ({ message }) => <Size bytes={message.valueBytes} />,
  },
  {
    id: 'headersBytes',
    header: 'Headers size',
    explain: 'The serialized size of all headers in bytes.',
    align: 'end',
    letters: () => 12,
    cell: ({ message }) => <Size bytes={message.headersBytes} />,
  },
  {
    id: 'headers',
    isPointable: true,
    header: 'Headers',
    letters: () => 34,
    cell: (row) => <HeadersCell row={row} />,
  },
]

/** Of which topic a record is, where there are several. */
export const topicColumn: MessageColumn = {
  id: 'topic',
  header: 'Topic',
  letters: (rows) => longest(rows, topicOf, 5, 32),
  cell: (row) => <span title={topicOf(row)}>{topicOf(row)}</span>,
}

function topicOf({ id }: MessageRow): string {
  return readTopicRowId(id)?.topic ?? ''
}

/** The requested columns that exist, in the requested order. */
export function columnsOf(
  ids: readonly string[],
  rows: readonly MessageRow[],
  partitionCount: number | null,
): MessageColumn[] {
  const found = [...new Set(ids)].flatMap((id) => {
    const builtIn = builtInColumns.find((column) => column.id === id)
    if (builtIn?.id === 'partition' && partitionCount !== null) return [partitionColumn(builtIn, partitionCount)]
    if (builtIn) return [builtIn]
    const path = readFieldPath(id)
    return path ? [fieldColumn(path, rows)] : []
  })
  return found.length > 0 ? found : builtInColumns.slice(0, 5)
}

/** Wide enough for every possible number, so that nothing moves when it arrives. */
function partitionColumn(column: MessageColumn, partitionCount: number): MessageColumn {
  const digits = String(Math.max(0, partitionCount - 1)).length
  return { ...column, letters: (rows) => Math.max(digits, column.letters(rows) ?? 0) }
}

/** A field that contains only numbers is aligned as numbers are. */
function fieldColumn(path: FieldPath, rows: readonly MessageRow[]): MessageColumn {
  const values = rows.flatMap((row) => fieldOf(row, path) ?? [])
  const areNumbers = values.length > 0 && values.every((node) => node.kind === 'number' || isNull(node))
  const header = labelOfField(path)
  return {
    id: writeFieldPath(path),
    header,
    isPointable: true,
    ...(areNumbers && { align: 'end' as const }),
    letters: () => values.reduce((most, node) => Math.max(most, Math.min(32, textOf(node).length)), header.length),
    cell: (row) => <FieldCell node={fieldOf(row, path)} isCut={mayBeCut(row, path)} />,
  }
}

const isNull = (node: JsonNode) => node.kind === 'word' && node.text === 'null'

function textOf(node: JsonNode): string {
  return node.kind === 'string' || node.kind === 'number' || node.kind === 'word' ? node.text : writeJson(node)
}

function FieldCell({ node, isCut }: { node: JsonNode | undefined; isCut: boolean }) {
  if (!node && isCut) {
    return (
      <span
        className="text-faint"
        title="The value is too long to be searched for fields here. Open the message to see all of it."
      >
        …<span className="sr-only">unknown</span>
      </span>
    )
  }
  if (!node) return <span className="sr-only">no such field</span>
  if (isNull(node)) return <Absent kind="null" />
  const text = textOf(node)
  if (text === '') return <Absent kind="empty" />
  const isCompound = node.kind === 'object' || node.kind === 'array'
  return (
    <span
      title={text.length > 24 ? shorten(text) : undefined}
      className={isCompound ? 'font-mono text-muted text-small' : undefined}
    >
      <MarkedText text={text} isJson={isCompound} length={FIELD_LENGTH} />
    </span>
  )
}

function ValueCell({ row: { message } }: { row: MessageRow }) {
  return (
    <>
      <RecordMarks message={message} />
      {message.control ? (
        <span className="text-muted">{describeControlRecord(message)}</span>
      ) : (
        <PayloadPreview payload={message.value} />
      )}
    </>
  )
}

/** The bytes of a control record repeat what its label says; the panel shows them. */
function NoKey() {
  return (
    <span className="text-muted" title="A control record has no key">
      –
    </span>
  )
}

const markLook = 'mr-1.5 rounded-small px-1 text-small'

/** Records that a consumer with read_committed never receives. */
export function RecordMarks({ message }: { message: MessageRow['message'] }) {
  const { aborted, control, problem } = message
  return (
    <>
      {aborted && (
        <span className={`${markLook} bg-warn-soft text-warn`} title="The transaction of this message was aborted">
          aborted
        </span>
      )}
      {control && (
        <span className={`${markLook} bg-note-soft text-note`} title={glossary.controlRecord.text}>
          {nameControl(message)}
        </span>
      )}
      {problem && <span className={`${markLook} bg-bad-soft text-bad`}>{problem}</span>}
    </>
  )
}

function HeadersCell({ row: { message } }: { row: MessageRow }) {
  if (message.headerCount === 0) return <span className="text-muted">none</span>
  return (
    <span className="font-mono text-muted text-small">
      {message.headers.slice(0, 8).map(({ name, value }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: names may stand twice, and their order is theirs
        <span key={index} className="pr-2.5">
          <MarkedText text={name} length={HEADER_LENGTH} />
          {': '}
          {value === null ? <Absent kind="null" /> : <MarkedText text={oneLine(value)} length={HEADER_LENGTH} />}
        </span>
      ))}
      {message.headerCount > 8 && <span className="text-muted">{formatNumber(message.headerCount - 8)} more</span>}
    </span>
  )
}

function Size({ bytes }: { bytes: number | null }) {
  return bytes === null ? <Absent kind="null" /> : formatNumber(bytes)
}
