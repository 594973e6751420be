import type { Message, Payload, ScanEvent } from '#lib/contract/messages.ts'
import { valueAt } from '#lib/format/field-path.ts'
import { type JsonNode, readJson, writeJson } from '#lib/format/lossless-json.ts'

export type MessagePart = 'key' | 'value'

/** A record as the browser stores it. */
export interface MessageRow {
  /** PARTITION:OFFSET, which identifies it: 0:48202. */
  readonly id: string
  readonly message: Message
  /** JSON payloads stay as they were written, because JSON.parse would round their numbers. */
  readonly json: Readonly<Partial<Record<MessagePart, string>>>
}

export function recordId(partition: number, offset: number): string {
  return `${partition}:${offset}`
}

/** null: not a record id. */
export function readRecordId(id: string): { partition: number; offset: number } | null {
  const [, partition, offset] = /^(\d{1,7}):(\d{1,16})$/.exec(id) ?? []
  const found = { partition: Number(partition), offset: Number(offset) }
  return offset !== undefined && Number.isSafeInteger(found.offset) ? found : null
}

/** The server's own tests hold its lines to the contract. */
export function parseScanEvent(line: string): ScanEvent {
  return JSON.parse(line)
}

/** `line`: the line in which the record was received. */
export function toRow(message: Message, line: string): MessageRow {
  const { partition, offset, key, value } = message
  const [keyJson, valueJson] = [jsonOf(key, line, 'key'), jsonOf(value, line, 'value')]
  return {
    id: recordId(partition, offset),
    message,
    json: {
      ...(keyJson !== undefined && { key: keyJson }),
      ...(valueJson !== undefined && { value: valueJson }),
    },
  }
}

function jsonOf(payload: Payload | null, line: string, part: MessagePart): string | undefined {
  if (!payload) return undefined
  if (payload.format === 'json' && !payload.truncated) return payload.text
  if (payload.json === undefined) return undefined
  const whole = readJson(line)
  const node = whole && valueAt(whole, [part, 'json'])
  return node ? writeJson(node) : undefined
}

const read = new WeakMap<MessageRow, Map<MessagePart, JsonNode | null>>()

/** The payload as a tree, parsed on first use; null: not JSON. */
export function nodeOf(row: MessageRow, part: MessagePart): JsonNode | null {
  const known = read.get(row) ?? new Map<MessagePart, JsonNode | null>()
  const cached = known.get(part)
  if (cached !== undefined) return cached
  const text = row.json[part]
  const node = text === undefined ? null : readJson(text)
  known.set(part, node)
  read.set(row, known)
  return node
}
