import type { MessagePart, MessageRow } from '#lib/client/message-row.ts'

/** Whether all headers are complete: a stream has the first ones, and the beginning of each. */
export function hasAllHeaders({ message: { headers, headerCount } }: MessageRow): boolean {
  return headerCount <= headers.length && !headers.some(({ value }) => value?.truncated)
}

export function isWhole(row: MessageRow): boolean {
  const { key, value } = row.message
  return !key?.truncated && !value?.truncated && hasAllHeaders(row)
}

/** A record as one JSON text, with JSON payloads exactly as they were written. */
export function recordAsJson(row: MessageRow): string {
  const { partition, offset, timestamp, timestampMs, headers } = row.message
  const members = [
    ['partition', String(partition)],
    ['offset', String(offset)],
    ['timestamp', JSON.stringify(timestamp ?? timestampMs)],
    ['key', partAsJson(row, 'key')],
    ['value', partAsJson(row, 'value')],
    ['headers', JSON.stringify(headers.map(({ name, value }) => [name, value?.text ?? null]))],
  ] as const
  return `{\n${members.map(([name, json]) => `  ${JSON.stringify(name)}: ${json}`).join(',\n')}\n}`
}

function partAsJson(row: MessageRow, part: MessagePart): string {
  return row.json[part] ?? JSON.stringify(row.message[part]?.text ?? null)
}
