import type { ProduceFormat } from '#lib/contract/message-formats.ts'
import type { NewRecord } from '#lib/contract/produce.ts'
import { readTypedBytes } from '#lib/contract/typed-bytes.ts'
import { readPayload } from './payload-entry.ts'
import { onOneLine } from './upload-record.ts'

export interface LineFault {
  /** Counted from 1. */
  readonly line: number
  readonly problem: string
}

interface LinesForm {
  readonly lines: string
  readonly separator: string
  readonly value: { readonly format: ProduceFormat }
}

interface ReadLines {
  readonly records: readonly NewRecord[]
  readonly bytes: number
  readonly emptyLines: number
  readonly faults: readonly LineFault[]
  readonly problem: string | null
}

/** One record per line. */
export function readLines({ lines, separator, value: { format } }: LinesForm): ReadLines {
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

export function readLine(line: string, separator: string, format: ProduceFormat): ReadLine {
  const at = separator === '' ? -1 : line.indexOf(separator)
  if (separator !== '' && at < 0) return { problem: `the separator “${separator}” is missing` }
  const key = at < 0 ? null : { format: 'string' as const, data: line.slice(0, at) }
  const text = at < 0 ? line : line.slice(at + separator.length)
  const readKey = key && readTypedBytes(key)
  const { payload: value, bytes, problem } = readPayload({ isNull: false, format, text })
  if (readKey && 'problem' in readKey) return readKey
  if (problem !== null) return { problem: onOneLine(problem) }
  return { record: { key, value, headers: [] }, bytes: (readKey?.bytes.length ?? 0) + bytes }
}
