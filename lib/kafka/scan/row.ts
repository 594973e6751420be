import type { MessageFormat } from '#lib/contract/message-formats.ts'
import type { Message } from '#lib/contract/messages.ts'
import { readPayload } from '#lib/decode/payload.ts'
import type { ReadPayload } from '#lib/decode/payload-format.ts'
import { cutText } from '#lib/decode/text.ts'
import type { FilterableHeader } from '#lib/filter/filterable-record.ts'
import { readControlType } from '#lib/kafka/records/aborted.ts'
import { RecordCursor } from '#lib/kafka/records/record-cursor.ts'
import { keyPart, type Match, timeOf, valuePart } from './match.ts'

export interface RowOptions {
  readonly topic: string
  readonly keyFormat: MessageFormat
  readonly valueFormat: MessageFormat
  readonly maxTextBytes: number
  readonly maxHeaders: number
  readonly maxHeaderTextBytes: number
}

/** What a stream shows of each record. */
export const STREAM_LIMITS = { maxTextBytes: 20 * 1024, maxHeaders: 32, maxHeaderTextBytes: 2 * 1024 }
/** A single record is shown whole. */
export const WHOLE_LIMITS = {
  maxTextBytes: Number.MAX_SAFE_INTEGER,
  maxHeaders: 10_000,
  maxHeaderTextBytes: Number.MAX_SAFE_INTEGER,
}

const LATEST_DATE_MS = 8.64e15

/** null where there is no time, and where no calendar can hold it. */
export function toIso(time: number | string | null): string | null {
  return typeof time === 'number' && time <= LATEST_DATE_MS ? new Date(time).toISOString() : null
}

type RowFacts = Omit<Message, 'key' | 'value' | 'headers'>

/**
 * A record as the contract has it, as JSON. It is put together as text, because what is JSON in it stands as it was
 * written: parsing it and writing it again would round its numbers.
 */
export function writeRow(match: Match, options: RowOptions, type?: 'record'): string {
  const facts = JSON.stringify({ ...(type && { type }), ...rowFacts(match) })
  const parts = [`"key":${writeKey(match, options)}`, `"value":${writeValue(match, options)}`]
  const headers = readHeaders(match, options.maxHeaders).map((header) => writeHeader(header, options))
  return `${facts.slice(0, -1)},${parts.join(',')},"headers":[${headers.join(',')}]}`
}

function rowFacts(match: Match): RowFacts {
  const { header, headerCount, headersFrom, headersTo, isAborted } = match
  const time = timeOf(match)
  const timestamp = toIso(time)
  const isBeyond = time !== null && timestamp === null
  const problem = match.problem ?? (isBeyond ? `The timestamp ${time} is outside of the calendar.` : null)
  return {
    partition: match.partition,
    offset: match.offset,
    timestampMs: time,
    timestamp,
    timestampType: header?.timestampType === 'log-append-time' ? 'append' : 'create',
    headerCount,
    keyBytes: match.keyFrom < 0 ? null : match.keyTo - match.keyFrom,
    valueBytes: match.valueFrom < 0 ? null : match.valueTo - match.valueFrom,
    headersBytes: headerCount === 0 ? 0 : headersTo - headersFrom,
    codec: header?.compression ?? 'unknown',
    transactional: header?.isTransactional ?? false,
    aborted: isAborted,
    control: header?.isControl ?? false,
    ...(header?.isControl && { controlType: readControlType(keyPart(match)) }),
    leaderEpoch: header?.leaderEpoch ?? null,
    producerId: header?.producerId ?? null,
    producerEpoch: header?.producerEpoch ?? null,
    sequence: match.sequence,
    ...(problem !== null && { problem }),
  }
}

export function readKey(match: Match, options: RowOptions): ReadPayload | null {
  const { topic, keyFormat, maxTextBytes } = options
  const key = keyPart(match)
  return key && readPayload(key, keyFormat, { topic, part: 'key', maxTextBytes })
}

export function readValue(match: Match, options: RowOptions): ReadPayload | null {
  const { topic, valueFormat, maxTextBytes } = options
  const value = valuePart(match)
  return value && readPayload(value, valueFormat, { topic, part: 'value', key: keyPart(match), maxTextBytes })
}

/** In their order, duplicates included. */
export function readHeaders(match: Match, most: number): readonly FilterableHeader[] {
  if (match.headerCount === 0) return []
  const cursor = new RecordCursor()
  cursor.bytes = match.bytes
  cursor.headersFrom = match.headersFrom
  cursor.headersTo = match.headersTo
  cursor.headerCount = match.headerCount
  return cursor.headers(most)
}

function writeKey(match: Match, options: RowOptions): string {
  return writePayload(readKey(match, options))
}

function writeValue(match: Match, options: RowOptions): string {
  return writePayload(readValue(match, options))
}

function writeHeader({ name, value }: FilterableHeader, { topic, maxHeaderTextBytes }: RowOptions): string {
  const context = { topic, part: 'header' as const, maxTextBytes: maxHeaderTextBytes }
  const payload = value && readPayload(value, 'auto', context)
  const { text, truncated } = cutText(Buffer.from(name), maxHeaderTextBytes)
  return `{"name":${JSON.stringify(truncated ? `${text}…` : text)},"value":${writePayload(payload)}}`
}

function writePayload(payload: ReadPayload | null): string {
  if (payload === null) return 'null'
  const { json, ...rest } = payload
  const text = JSON.stringify(rest)
  return json === undefined ? text : `${text.slice(0, -1)},"json":${json}}`
}
