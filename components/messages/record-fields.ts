import { type MessageRow, nodeOf } from '#lib/client/message-row.ts'
import { type FieldPath, fieldsOf, valueAt, writeFieldPath } from '#lib/format/field-path.ts'
import type { JsonNode } from '#lib/format/lossless-json.ts'

/** The value of a field of a record; undefined: it is not known to have one. */
export function fieldOf(row: MessageRow, { root, steps }: FieldPath): JsonNode | undefined {
  if (root === 'headers') {
    const [name, index = 0] = steps
    const found = row.message.headers.filter((header) => header.name === name)
    const header = typeof index === 'number' ? found[index] : undefined
    if (!header) return undefined
    return header.value ? { kind: 'string', text: header.value.text } : { kind: 'word', text: 'null' }
  }
  const node = nodeOf(row, root)
  return node ? valueAt(node, steps) : undefined
}

/** Whether the field may be in the part that the stream left out: it has the beginning of long payloads only. */
export function mayBeCut({ message }: MessageRow, { root }: FieldPath): boolean {
  if (root === 'headers') return message.headerCount > message.headers.length
  return message[root]?.truncated === true
}

const MAX_FIELDS = 300
const MAX_INSPECTED_ROWS = 200

/** Fields that could be columns, as far as seen, with their frequency. */
export function fieldsSeen(rows: readonly MessageRow[]): { id: string; count: number }[] {
  const counts = new Map<string, number>()
  const add = (path: FieldPath) => {
    const id = writeFieldPath(path)
    if (counts.size < MAX_FIELDS || counts.has(id)) counts.set(id, (counts.get(id) ?? 0) + 1)
  }
  for (const row of rows.slice(-MAX_INSPECTED_ROWS)) {
    for (const root of ['value', 'key'] as const) {
      const node = nodeOf(row, root)
      if (node) for (const steps of fieldsOf(node)) add({ root, steps })
    }
    for (const name of new Set(row.message.headers.map((header) => header.name)))
      add({ root: 'headers', steps: [name] })
  }
  return [...counts].map(([id, seen]) => ({ id, count: seen }))
}
