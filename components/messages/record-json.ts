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
  return `{\n${membersOf(row)
    .map(([name, json]) => `  ${JSON.stringify(name)}: ${json}`)
    .join(',\n')}\n}`
}

/** Records as NDJSON, one a line: a line break in JSON stands only where a space could. */
export function recordsAsLines(rows: readonly MessageRow[]): string {
  return rows
    .map((row) => `{${membersOf(row).map(([name, json]) => `${JSON.stringify(name)}:${onOneLine(json)}`)}}\n`)
    .join('')
}

function onOneLine(json: string): string {
  return json.replaceAll(/[\r\n]/g, ' ')
}

function membersOf(row: MessageRow): readonly (readonly [name: string, json: string])[] {
  const { partition, offset, timestamp, timestampMs, headers } = row.message
  return [
    ['partition', String(partition)],
    ['offset', String(offset)],
    ['timestamp', JSON.stringify(timestamp ?? timestampMs)],
    ['key', partAsJson(row, 'key')],
    ['value', partAsJson(row, 'value')],
    ['headers', JSON.stringify(headers.map(({ name, value }) => [name, value?.text ?? null]))],
  ]
}

function partAsJson(row: MessageRow, part: MessagePart): string {
  return row.json[part] ?? JSON.stringify(row.message[part]?.text ?? null)
}
