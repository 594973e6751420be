import type { ProduceFormat } from '#lib/contract/message-formats.ts'
import type { TypedPayload } from '#lib/contract/produce.ts'
import { readTypedBytes } from '#lib/contract/typed-bytes.ts'

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

export const emptyPayload: PayloadEntry = { isNull: false, format: 'string', text: '' }

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
export function isBlank({ name, value }: HeaderEntry): boolean {
  return name === '' && value.text === '' && !value.isNull
}

/** What is wrong with a header that is sent; null: nothing. */
export function headerProblem(header: HeaderEntry): string | null {
  if (isBlank(header)) return null
  return header.name === '' ? 'Enter a name' : readPayload(header.value).problem
}
