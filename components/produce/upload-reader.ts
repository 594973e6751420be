import { findJsonFault } from '#lib/contract/json-fault.ts'
import type { Placement, ProduceForm } from './produce-form.ts'
import { readLine } from './produce-lines.ts'
import { LineSplitter } from './upload-lines.ts'
import { looksLikeRecord, type ReadRecord, readRecordLine } from './upload-record.ts'

/** Reads the lines of a file as the form says; null: the line is empty. What a record says of itself wins. */
export function lineReader(form: ProduceForm, placement: Placement): (text: string) => ReadRecord | null {
  const { lineKind, separator, value } = form
  return (text) => {
    if (text.trim() === '' && (text === '' || lineKind === 'records')) return null
    const read = lineKind === 'records' ? readRecordLine(text, form) : readLine(text, separator, value.format)
    return 'problem' in read ? read : { record: { ...placement, ...read.record } }
  }
}

/** As much of a file as its first line is looked for in. */
export const HEAD_BYTES = 64 * 1024

/** What the lines of a file are, by the first one that is not empty; null: it is not in what was read. */
export function guessLines(head: Uint8Array, isWhole: boolean): (Pick<ProduceForm, 'lineKind'> & GuessedFormat) | null {
  const splitter = new LineSplitter(HEAD_BYTES)
  const lines = [...splitter.push(head), ...(isWhole ? splitter.end() : [])]
  const first = lines.find(({ text, problem }) => problem !== null || text.trim() !== '')
  if (!first || first.problem !== null) return null
  if (looksLikeRecord(first.text)) return { lineKind: 'records', format: 'json' }
  return { lineKind: 'values', format: findJsonFault(first.text) === null ? 'json' : 'string' }
}

interface GuessedFormat {
  readonly format: 'json' | 'string'
}
